using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kiosk.Board;

/// <summary>TLS as the device's mbedTLS does it with one CA: chain, name and dates are verified, and the dates by the board's own clock.
/// There is no way to have it accept anything else, and of what it does not accept it tells no more than mbedTLS does.</summary>
public static class DesktopTls
{
    private const int NotAccepted = -0x2700;
    private const int Alert = -0x7780;
    private const int EndOfConnection = -0x7280;
    private const int InvalidRecord = -0x7200;

    /// <summary>Opens TLS 1.2 as a client over a connected socket.</summary>
    /// <param name="socket">Connected; the stream owns it.</param>
    /// <param name="host">The name that the certificate must be for.</param>
    /// <param name="ca">The only CA trusted.</param>
    /// <param name="own">The client's own certificate, with its key, for a server that asks for one; or null.</param>
    /// <param name="utcNow">The time by which dates are judged.</param>
    /// <exception cref="TlsException">There is no connection.</exception>
    public static SslStream Open(System.Net.Sockets.Socket socket, string host, X509Certificate ca, X509Certificate? own, DateTime utcNow)
    {
        SslStream stream = new(new TappedStream(socket, VirtualBoard.Current.World), leaveInnerStreamOpen: false);
        bool accepted = true;
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
            policy.CustomTrustStore.Add((X509Certificate2)ca);
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = host,
                EnabledSslProtocols = SslProtocols.Tls12,
                CertificateChainPolicy = policy,
                AllowTlsResume = false,
                RemoteCertificateValidationCallback = (_, _, _, errors) => accepted = errors == SslPolicyErrors.None,
                ClientCertificateContext = own is null ? null : SslStreamCertificateContext.Create((X509Certificate2)own, null, offline: true),
            });
            return stream;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            stream.Dispose();
            throw new TlsException(accepted ? CodeOf(e) : NotAccepted, e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A certificate, DER or PEM; a zero may stand behind the PEM, as mbedTLS wants it.</summary>
    public static X509Certificate2 Certificate(byte[] bytes) =>
        bytes[0] == '-' ? X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(bytes).TrimEnd('\0')) : X509CertificateLoader.LoadCertificate(bytes);

    /// <summary>A certificate with its private key, both PEM.</summary>
    public static X509Certificate2 OwnCertificate(byte[] certificate, byte[] key)
    {
        X509Certificate2 own = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(certificate).TrimEnd('\0'), Encoding.ASCII.GetString(key).TrimEnd('\0'));
        if (!OperatingSystem.IsWindows())
        {
            return own;
        }

        // TLS on Windows takes no key that exists in memory only.
        using (own)
        {
            return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null);
        }
    }

    /// <summary>.NET has no codes for these, only texts.</summary>
    private static int CodeOf(Exception e) =>
        e.ToString().Contains(" alert ", StringComparison.OrdinalIgnoreCase) ? Alert
        : e is IOException ? EndOfConnection
        : InvalidRecord;
}
