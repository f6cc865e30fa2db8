using System.Net;
using System.Net.Sockets;

namespace Kiosk.Bench.Costs;

/// <summary>Stands in the wire between kiosk and issuer and counts what passes: TLS records, without the headers of TCP and IP.</summary>
internal sealed class WireMeter : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _issuerPort;
    private long _toIssuer;
    private long _fromIssuer;

    /// <summary>Listens.</summary>
    public WireMeter(int issuerPort)
    {
        _issuerPort = issuerPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the kiosk connects to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that the kiosk sent.</summary>
    public long ToIssuer => Interlocked.Read(ref _toIssuer);

    /// <summary>Bytes that the issuer sent.</summary>
    public long FromIssuer => Interlocked.Read(ref _fromIssuer);

    /// <summary>Listens no more; connections end when either side ends them.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await _listener.AcceptTcpClientAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was disposed.
        }
    }

    private async Task JoinAsync(TcpClient kiosk)
    {
        using (kiosk)
        using (var issuer = new TcpClient())
        {
            try
            {
                await issuer.ConnectAsync(IPAddress.Loopback, _issuerPort).ConfigureAwait(false);
                kiosk.NoDelay = true;
                issuer.NoDelay = true;
                Task there = PassAsync(kiosk.GetStream(), issuer.GetStream(), count => Interlocked.Add(ref _toIssuer, count));
                Task back = PassAsync(issuer.GetStream(), kiosk.GetStream(), count => Interlocked.Add(ref _fromIssuer, count));
                await Task.WhenAny(there, back).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // No issuer: the kiosk sees its connection closed.
            }
        }
    }

    private static async Task PassAsync(NetworkStream from, NetworkStream to, Action<int> count)
    {
        byte[] buffer = new byte[4096];
        try
        {
            for (int got; (got = await from.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                count(got);
                await to.WriteAsync(buffer.AsMemory(0, got)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // One side has ended it.
        }
    }
}
