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
    private const string DeviceCaName = "device-ca";
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    private readonly X509Certificate2 _server;
    private readonly IReadOnlyList<string> _names;
    private readonly Lazy<SslStreamCertificateContext> _wrong;
    private readonly Lazy<X509Certificate2> _deviceCa;

    private CertificateStore(string directory, string caPem, X509Certificate2 server, IReadOnlyList<string> names)
    {
        CaPath = CertificateFiles.CertificatePath(directory, CaName);
        CaPem = caPem;
        _server = server;
        _names = names;
        Server = SslStreamCertificateContext.Create(server, null, offline: true);
        _wrong = new Lazy<SslStreamCertificateContext>(MakeWrong);
        _deviceCa = new Lazy<X509Certificate2>(() => LoadCa(directory, DeviceCaName, TimeProvider.System.GetUtcNow()) ?? NewCa(directory, DeviceCaName, "Kiosk bench device CA", TimeProvider.System.GetUtcNow()));
    }

    /// <summary>File of the CA certificate.</summary>
    public string CaPath { get; }

    /// <summary>The CA certificate.</summary>
    public string CaPem { get; }

    /// <summary>The server certificate with its key.</summary>
    public SslStreamCertificateContext Server { get; }

    /// <summary>A certificate for the same names, of a CA that nobody knows.</summary>
    public SslStreamCertificateContext Wrong => _wrong.Value;

    /// <summary>The CA of device certificates, made when it is asked for first, and kept.</summary>
    public X509Certificate2 DeviceCa => _deviceCa.Value;

    /// <summary>Loads what is in the directory; makes what is missing, about to expire or not good for every name.</summary>
    public static CertificateStore Open(string directory, IEnumerable<string> hostNames)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string[] names = [.. new[] { "localhost", "127.0.0.1" }.Concat(hostNames).Distinct()];
        using X509Certificate2 ca = LoadCa(directory, CaName, now) ?? NewCa(directory, CaName, "Kiosk bench issuer CA", now);
        X509Certificate2 server = LoadServer(directory, ca, names, now) ?? NewServer(directory, ca, names, now);
        return new CertificateStore(directory, ca.ExportCertificatePem(), Usable(server), names);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server.Dispose();
        if (_wrong.IsValueCreated)
        {
            _wrong.Value.TargetCertificate.Dispose();
        }

        if (_deviceCa.IsValueCreated)
        {
            _deviceCa.Value.Dispose();
        }
    }

    private static X509Certificate2? LoadCa(string directory, string file, DateTimeOffset now)
    {
        X509Certificate2? ca = CertificateFiles.Load(directory, file);
        return ca is not null && now + RenewBefore < ca.NotAfter ? ca : null;
    }

    private static X509Certificate2 NewCa(string directory, string file, string name, DateTimeOffset now)
    {
        X509Certificate2 ca = CertificateMaker.MakeCa(name, now);
        CertificateFiles.Save(directory, file, ca);
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
