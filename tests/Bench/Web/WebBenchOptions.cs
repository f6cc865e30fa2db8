using Kiosk.Bench.Rig;

namespace Kiosk.Bench.Web;

/// <summary>What a bench page is started with.</summary>
public sealed record WebBenchOptions
{
    /// <summary>The port used unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>TCP port of the page, on this computer only; 0 for any free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Where kiosk and issuer keep their state; null for a folder that goes with the bench.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Connection string of the issuer's database; null for an SQLite file in the data folder.</summary>
    public string? Database { get; init; }

    /// <summary>The issuer's card programme; null for programme.json in the data folder.</summary>
    public string? Programme { get; init; }

    /// <summary>The text of nf.config; host, port and CA are set to those of the bench issuer.</summary>
    public string Config { get; init; } = ConfigFile.Default;
}
