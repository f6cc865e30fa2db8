using System.Net;
using System.Net.Sockets;

namespace Kiosk.Board;

/// <summary>A socket of the board: a real one of this computer that lives only while the board has power and Wi-Fi. The twin puts it in
/// the place of System.Net.Sockets.Socket with a <c>global using</c>.</summary>
public class Socket : System.Net.Sockets.Socket
{
    private readonly VirtualBoard _board = VirtualBoard.Current;

    /// <summary>A socket that is not connected yet.</summary>
    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
        : base(addressFamily, socketType, protocolType) => _board.Network.Register(this);

    /// <summary>Connects; for ever, if the other side does not answer: as on the device, there is no time-out here.</summary>
    /// <exception cref="SocketException">Nobody listens there, or the board has no Wi-Fi or no power.</exception>
    public new void Connect(EndPoint remoteEP)
    {
        ThrowIfOffline();
        try
        {
            base.Connect(remoteEP);
        }
        catch (ObjectDisposedException) when (!_board.WifiConnected)
        {
            throw Offline();
        }

        if (!_board.WifiConnected)
        {
            Abort();
            throw Offline();
        }
    }

    internal void Abort()
    {
        try
        {
            LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already closed by the firmware, which is what was wanted.
        }

        Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _board?.Network.Unregister(this);
        base.Dispose(disposing);
    }

    private static SocketException Offline() => new((int)SocketError.NetworkUnreachable);

    private void ThrowIfOffline()
    {
        if (!_board.WifiConnected)
        {
            throw Offline();
        }
    }
}
