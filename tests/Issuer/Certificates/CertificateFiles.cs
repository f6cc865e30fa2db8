using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kiosk.Issuer.Certificates;

/// <summary>A certificate and its key as a pair of PEM files, <c>NAME.pem</c> and <c>NAME.key</c>.</summary>
internal static class CertificateFiles
{
    /// <summary>The certificate with its key, or null when a file is missing or does not hold what it should.</summary>
    public static X509Certificate2? Load(string directory, string name)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(CertificatePath(directory, name), KeyPath(directory, name));
        }
        catch (Exception e) when (e is FileNotFoundException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Writes the pair; the key is readable by its owner only.</summary>
    public static void Save(string directory, string name, X509Certificate2 certificate)
    {
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        Write(KeyPath(directory, name), key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(CertificatePath(directory, name), certificate.ExportCertificatePem(), null);
    }

    /// <summary>Path of the certificate.</summary>
    public static string CertificatePath(string directory, string name) => Path.Combine(directory, name + ".pem");

    private static string KeyPath(string directory, string name) => Path.Combine(directory, name + ".key");

    /// <summary>Under another name first, so that a file is there whole or not at all.</summary>
    private static void Write(string path, string text, UnixFileMode? mode)
    {
        string part = path + ".part";
        File.Delete(part);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var writer = new StreamWriter(part, options))
        {
            writer.Write(text);
            writer.Write('\n');
        }

        File.Move(part, path, overwrite: true);
    }
}
