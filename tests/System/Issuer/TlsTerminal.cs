using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Issuer;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>A kiosk's end of the wire: TLS verified against the issuer's CA, two-byte length prefix.</summary>
internal sealed class TlsTerminal : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient _tcp;
    private readonly SslStream _tls;

    private TlsTerminal(TcpClient tcp, SslStream tls)
    {
        _tcp = tcp;
        _tls = tls;
    }

    public SslProtocols Protocol => _tls.SslProtocol;

    public X509Certificate2 Certificate => (X509Certificate2)_tls.RemoteCertificate!;

    public static Task<TlsTerminal> ConnectAsync(BenchIssuer issuer, string name = "localhost", SslProtocols protocols = SslProtocols.None) =>
        ConnectAsync(issuer.Port, issuer.CaPem, name, protocols);

    public static async Task<TlsTerminal> ConnectAsync(int port, string ca, string name, SslProtocols protocols = SslProtocols.None, X509Certificate2? own = null)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync("127.0.0.1", port);
        var tls = new SslStream(tcp.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(ca));
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = name, EnabledSslProtocols = protocols, CertificateChainPolicy = policy, ClientCertificates = own is null ? null : [own] },
                limit.Token);
            return new TlsTerminal(tcp, tls);
        }
        catch
        {
            tls.Dispose();
            tcp.Dispose();
            throw;
        }
    }

    public async Task SendAsync(byte[] message)
    {
        byte[] frame = [(byte)(message.Length >> 8), (byte)message.Length, .. message];
        await SendRawAsync(frame);
    }

    public async Task SendRawAsync(byte[] bytes)
    {
        await _tls.WriteAsync(bytes);
        await _tls.FlushAsync();
    }

    /// <summary>The next message, or null when the issuer has closed the connection.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            byte[] prefix = new byte[2];
            await _tls.ReadExactlyAsync(prefix, limit.Token);
            byte[] message = new byte[(prefix[0] << 8) | prefix[1]];
            await _tls.ReadExactlyAsync(message, limit.Token);
            return message;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Sends a request and returns the answer, whose MAC must be right.</summary>
    public async Task<IsoMessage> ExchangeAsync(IsoMessage request)
    {
        byte[] answer = await ExchangeAsync(TestTerminal.Seal(request));
        Assert.IsTrue(TestTerminal.IsMacRight(answer, request.Bytes(53)), "MAC of the answer");
        return IsoDecoder.Decode(answer, request.Fields).Message!;
    }

    /// <summary>Sends a request as it is and returns the answer, whose MAC may be any.</summary>
    public async Task<byte[]> ExchangeAsync(byte[] request)
    {
        await SendAsync(request);
        byte[]? answer = await ReceiveAsync();
        Assert.IsNotNull(answer, "the issuer closed the connection");
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _tcp.Dispose();
    }
}
