using System.Net.Sockets;

namespace Kiosk.Board;

/// <summary>The wire: what the firmware sends passes here as it leaves the board, and the world may listen.</summary>
internal sealed class TappedStream(System.Net.Sockets.Socket socket, VirtualWorld world) : NetworkStream(socket, ownsSocket: true)
{
    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        world.OnSent(buffer.AsSpan(offset, count));
        base.Write(buffer, offset, count);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        world.OnSent(buffer);
        base.Write(buffer);
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        world.OnSent(buffer.Span);
        return base.WriteAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        world.OnSent(buffer.AsSpan(offset, count));
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }
}
