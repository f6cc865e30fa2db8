using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Kiosk.Board;

/// <summary>TLS as the device's mbedTLS does it with one CA: chain, name and dates are verified, and the dates by the board's own clock.
/// There is no way to have it accept anything else.</summary>
public static class DesktopTls
{
    /// <summary>Opens TLS 1.2 as a client over a connected socket.</summary>
    /// <param name="socket">Connected; the stream owns it.</param>
    /// <param name="host">The name that the certificate must be for.</param>
    /// <param name="ca">The only CA trusted, PEM.</param>
    /// <param name="utcNow">The time by which dates are judged.</param>
    /// <exception cref="AuthenticationException">The certificate is not accepted.</exception>
    public static SslStream Open(System.Net.Sockets.Socket socket, string host, string ca, DateTime utcNow)
    {
        SslStream stream = new(new TappedStream(socket, VirtualBoard.Current.World), leaveInnerStreamOpen: false);
        try
        {
            X509ChainPolicy policy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                VerificationTimeIgnored = false,
                VerificationTime = utcNow,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.ImportFromPem(ca);
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = SslProtocols.Tls12,
                CertificateChainPolicy = policy,
                AllowTlsResume = false,
            });
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
