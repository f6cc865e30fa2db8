using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kiosk.Issuer.Certificates;

/// <summary>
/// The issuer's CA and server certificate, made on first start and kept; and one of a stranger's CA, made when it is asked
/// for and not kept. Certificates live by the real clock, because TLS on a PC checks them by that.
/// </summary>
internal sealed class CertificateStore : IDisposable
{
    private const string CaName = "issuer-ca";
    private const string ServerName = "issuer-server";
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    private readonly X509Certificate2 _server;
    private readonly IReadOnlyList<string> _names;
    private readonly Lazy<SslStreamCertificateContext> _wrong;

    private CertificateStore(string caPath, string caPem, X509Certificate2 server, IReadOnlyList<string> names)
    {
        CaPath = caPath;
        CaPem = caPem;
        _server = server;
        _names = names;
        Server = SslStreamCertificateContext.Create(server, null, offline: true);
        _wrong = new Lazy<SslStreamCertificateContext>(MakeWrong);
    }

    /// <summary>File of the CA certificate.</summary>
    public string CaPath { get; }

    /// <summary>The CA certificate.</summary>
    public string CaPem { get; }

    /// <summary>The server certificate with its key.</summary>
    public SslStreamCertificateContext Server { get; }

    /// <summary>A certificate for the same names, of a CA that nobody knows.</summary>
    public SslStreamCertificateContext Wrong => _wrong.Value;

    /// <summary>Loads what is in the directory; makes what is missing, about to expire or not good for every name.</summary>
    public static CertificateStore Open(string directory, IEnumerable<string> hostNames)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string[] names = [.. new[] { "localhost", "127.0.0.1" }.Concat(hostNames).Distinct()];
        using X509Certificate2 ca = LoadCa(directory, now) ?? NewCa(directory, now);
        X509Certificate2 server = LoadServer(directory, ca, names, now) ?? NewServer(directory, ca, names, now);
        return new CertificateStore(CertificateFiles.CertificatePath(directory, CaName), ca.ExportCertificatePem(), Usable(server), names);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        if (_wrong.IsValueCreated)
        {
            _wrong.Value.TargetCertificate.Dispose();
        }
    }

    private static X509Certificate2? LoadCa(string directory, DateTimeOffset now)
    {
        X509Certificate2? ca = CertificateFiles.Load(directory, CaName);
        return ca is not null && now + RenewBefore < ca.NotAfter ? ca : null;
    }

    private static X509Certificate2 NewCa(string directory, DateTimeOffset now)
    {
        X509Certificate2 ca = CertificateMaker.MakeCa("Kiosk bench issuer CA", now);
        CertificateFiles.Save(directory, CaName, ca);
        return ca;
    }

    private static X509Certificate2? LoadServer(string directory, X509Certificate2 ca, string[] names, DateTimeOffset now)
    {
        X509Certificate2? server = CertificateFiles.Load(directory, ServerName);
        if (server is null)
        {
            return null;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(ca);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        bool good = now + RenewBefore < server.NotAfter && chain.Build(server) && names.All(name => IsFor(server, name));
        if (good)
        {
            return server;
        }

        server.Dispose();
        return null;
    }

    /// <summary>Whether a certificate is for a name, or for an address in both ways in which clients look for it.</summary>
    private static bool IsFor(X509Certificate2 server, string name) =>
        server.MatchesHostname(name) && server.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any(names => names.EnumerateDnsNames().Contains(name));

    private static X509Certificate2 NewServer(string directory, X509Certificate2 ca, string[] names, DateTimeOffset now)
    {
        X509Certificate2 server = CertificateMaker.MakeServer(ca, names, now);
        CertificateFiles.Save(directory, ServerName, server);
        return server;
    }

    private SslStreamCertificateContext MakeWrong()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 ca = CertificateMaker.MakeCa("Not the kiosk's CA", now);
        return SslStreamCertificateContext.Create(Usable(CertificateMaker.MakeServer(ca, _names, now)), null, offline: true);
    }

    /// <summary>TLS on Windows takes no key that exists in memory only.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
