using Kiosk.Issuer;

namespace Kiosk.Bench.Web;

/// <summary>The names of the issuer's faults on the page: those of the scenario files.</summary>
internal static class FaultName
{
    /// <summary>No fault.</summary>
    public const string None = "on";

    /// <summary>By how much a slow issuer delays its answers.</summary>
    public static readonly TimeSpan SlowBy = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, LinkFault> Faults = new()
    {
        [None] = LinkFault.None,
        ["off"] = LinkFault.Off,
        ["slow"] = LinkFault.Slow,
        ["drop-request"] = LinkFault.DropRequest,
        ["drop-answer"] = LinkFault.DropAnswer,
        ["bad-mac"] = LinkFault.BadMac,
        ["bad-cert"] = LinkFault.BadCertificate,
        ["deaf"] = LinkFault.Deaf,
        ["inoperative"] = LinkFault.Inoperative,
        ["stand-in"] = LinkFault.StandIn,
    };

    /// <summary>All names.</summary>
    public static string All => string.Join(", ", Faults.Keys);

    /// <summary>The fault with this name.</summary>
    public static bool TryFind(string? name, out LinkFault fault) => Faults.TryGetValue(name ?? "", out fault);
}
