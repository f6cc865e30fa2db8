using System.Net;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer;

/// <summary>How a bench issuer is started.</summary>
public sealed class IssuerOptions
{
    /// <summary>Where cards, ledger and certificates are kept; made when it is not there.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// Connection string of the database: <c>Host=…</c> is PostgreSQL, <c>Data Source=FILE</c> SQLite. Null, the default, is issuer.db in the data directory. Several
    /// issuers may work on one database.
    /// </summary>
    public string? Database { get; init; }

    /// <summary>The card programme; made when it is not there. Null, the default, is programme.json in the data directory. Several issuers may have the same one.</summary>
    public string? ProgrammeFile { get; init; }

    /// <summary>Address to listen on.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port, 0 to 65535; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>Names and IP addresses that the server certificate is good for, besides <c>localhost</c> and 127.0.0.1.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Whether a kiosk has to show a device certificate of this issuer's own device CA (mutual TLS).</summary>
    public bool AsksForDeviceCertificate { get; init; }

    /// <summary>At most so many connections at once, 1 or more; for one more the longest idle one is closed, or itself when all are in use.</summary>
    public int MaxConnections { get; init; } = 32;

    /// <summary>The issuer's clock and timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Which messages the issuer takes. One data directory may serve both, one after the other.</summary>
    public MessageProfile Profile { get; init; }

    /// <summary>
    /// Base derivation key, 32 hex digits: AES-128 or two-key TDES, as the profile has it. Null, the default, is the published test key of the
    /// profile's standard (ANSI X9.24-3 or X9.24-1).
    /// </summary>
    public string? Bdk { get; init; }

    /// <summary>Called once, before the first kiosk can reach the issuer: so that it is at the bench's time from the first message on.</summary>
    internal Action<BenchTime>? BeforeListening { get; init; }
}
