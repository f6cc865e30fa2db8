namespace Kiosk.Bench.Boards;

/// <summary>What is to be put on a board.</summary>
internal sealed record ProvisionOrder
{
    /// <summary>The board.</summary>
    public required BoardTarget Board { get; init; }

    /// <summary>Serial port that it is connected to.</summary>
    public required string Port { get; init; }

    /// <summary>Name of the Wi-Fi network.</summary>
    public required string Ssid { get; init; }

    /// <summary>nf.config as the site has written it.</summary>
    public required string Config { get; init; }

    /// <summary>The file it is in; null for the repository's.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Host of the issuer, in place of that in nf.config; null leaves it.</summary>
    public string? Host { get; init; }

    /// <summary>TCP port of the issuer, in place of that in nf.config; null leaves it.</summary>
    public string? HostPort { get; init; }

    /// <summary>The issuer's CA, PEM.</summary>
    public required string CaFile { get; init; }

    /// <summary>The device's certificate, PEM; null when nf.config names none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its private key, PEM.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The firmware's image.</summary>
    public required string Image { get; init; }

    /// <summary>Folder for what nanoff reads.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the whole flash is erased first.</summary>
    public bool Erase { get; init; }
}
