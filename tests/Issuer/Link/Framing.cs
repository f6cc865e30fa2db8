using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Link;

/// <summary>Two bytes of length, high byte first, before each message.</summary>
internal static class Framing
{
    private const int PrefixLength = 2;

    /// <summary>
    /// Reads the next message. Null at the end of the connection; then <paramref name="onBad"/> has been told when the
    /// other side did not end it between two messages.
    /// </summary>
    public static async Task<byte[]?> ReadAsync(PipeReader input, Action<string> onBad)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            if (buffer.Length >= PrefixLength)
            {
                byte[] prefix = buffer.Slice(0, PrefixLength).ToArray();
                int length = BinaryPrimitives.ReadUInt16BigEndian(prefix);
                if (length is 0 or > IsoEncoder.MaxLength)
                {
                    onBad($"length prefix {length}, 1 to {IsoEncoder.MaxLength} are allowed");
                    return null;
                }

                if (buffer.Length >= PrefixLength + length)
                {
                    byte[] message = buffer.Slice(PrefixLength, length).ToArray();
                    input.AdvanceTo(buffer.GetPosition(PrefixLength + length));
                    return message;
                }
            }

            if (result.IsCompleted || result.IsCanceled)
            {
                if (!buffer.IsEmpty)
                {
                    onBad($"the connection ended after {buffer.Length} bytes of a message");
                }

                return null;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Writes a message.</summary>
    public static async Task WriteAsync(PipeWriter output, byte[] message)
    {
        byte[] frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame, PrefixLength);
        await output.WriteAsync(frame).ConfigureAwait(false);
    }
}
