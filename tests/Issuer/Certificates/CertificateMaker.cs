using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kiosk.Issuer.Certificates;

/// <summary>Makes the bench CA and the server certificate (RFC 5280), ECDSA P-256.</summary>
internal static class CertificateMaker
{
    /// <summary>How long a server certificate is good for: no client refuses one of this length.</summary>
    public static readonly TimeSpan ServerLife = TimeSpan.FromDays(800);

    private const int CaYears = 10;
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    /// <summary>Room for a kiosk whose simulated clock is a little behind.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromDays(1);

    /// <summary>A new CA with its key.</summary>
    public static X509Certificate2 MakeCa(string name, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now - Early, now.AddYears(CaYears));
    }

    /// <summary>A new server certificate with its key, for these DNS names and IP addresses; the first is its subject.</summary>
    public static X509Certificate2 MakeServer(X509Certificate2 ca, IReadOnlyList<string> names, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = MakeRequest(ca, key, names[0], ServerUse);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            // An address as a name, too: Mbed TLS before 3.5 compares no iPAddress entries (its issue 5082), and that is what an ESP32 may run.
            alternative.AddDnsName(name);
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternative.AddIpAddress(address);
            }
        }

        request.CertificateExtensions.Add(alternative.Build());
        return Sign(ca, request, key, now);
    }

    /// <summary>A new device certificate with its key, for this terminal.</summary>
    public static X509Certificate2 MakeDevice(X509Certificate2 ca, string terminal, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(ca, MakeRequest(ca, key, terminal, ClientUse), key, now);
    }

    private static CertificateRequest MakeRequest(X509Certificate2 ca, ECDsa key, string name, string use)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(ca, true, false));
        return request;
    }

    private static X509Certificate2 Sign(X509Certificate2 ca, CertificateRequest request, ECDsa key, DateTimeOffset now)
    {
        byte[] serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40);
        DateTimeOffset end = now + ServerLife < ca.NotAfter ? now + ServerLife : ca.NotAfter;
        using X509Certificate2 signed = request.Create(ca, now - Early, end, serial);
        return signed.CopyWithPrivateKey(key);
    }
}
