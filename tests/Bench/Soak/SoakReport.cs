using System.Globalization;

namespace Kiosk.Bench.Soak;

/// <summary>What a soak has found.</summary>
public sealed class SoakReport
{
    /// <summary>
    /// Bytes by which the firmware's memory may differ: .NET counts what a thread has set aside and not used yet, and lets go of a pooled buffer of 8 KB when it likes, before
    /// or after either weighing. A leak of a byte a purchase is more than this in 25,000 of them.
    /// </summary>
    public const long MemorySlack = 24 * 1024;

    private const int Erases = 100_000;

    /// <summary>Seed: with it everything is played the same again.</summary>
    public required int Seed { get; init; }

    /// <summary>Purchases that took a STAN and were settled.</summary>
    public required long Purchases { get; init; }

    /// <summary>Those approved.</summary>
    public required long Approvals { get; init; }

    /// <summary>Those declined.</summary>
    public required long Declines { get; init; }

    /// <summary>Those reversed.</summary>
    public required long Reversals { get; init; }

    /// <summary>Those that never left.</summary>
    public required long NotSent { get; init; }

    /// <summary>Customers who came, those who cancelled too.</summary>
    public required long Customers { get; init; }

    /// <summary>Power cuts in the middle of a write.</summary>
    public required long Cuts { get; init; }

    /// <summary>Times that the kiosk was switched on.</summary>
    public required long Starts { get; init; }

    /// <summary>Other faults, by their names.</summary>
    public required IReadOnlyDictionary<string, long> Faults { get; init; }

    /// <summary>Time that has passed in the kiosk's world.</summary>
    public required TimeSpan Passed { get; init; }

    /// <summary>Managed bytes of the firmware after a tenth of the purchases.</summary>
    public required long MemoryAtTenth { get; init; }

    /// <summary>Managed bytes of the firmware at the end.</summary>
    public required long MemoryAtEnd { get; init; }

    /// <summary>Bytes written to flash.</summary>
    public required long FlashBytes { get; init; }

    /// <summary>Files written to flash.</summary>
    public required long FlashFiles { get; init; }

    /// <summary>The file that was written most often.</summary>
    public required string MostWritten { get; init; }

    /// <summary>How often that was.</summary>
    public required long MostWrites { get; init; }

    /// <summary>What the journal has as approved, minor units.</summary>
    public required long JournalTotal { get; init; }

    /// <summary>What the issuer's ledger has as charged, minor units.</summary>
    public required long LedgerTotal { get; init; }

    /// <summary>What customers saw approved, minor units.</summary>
    public required long SeenTotal { get; init; }

    /// <summary>Promises that were broken, the first of them.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>Whether every promise was kept.</summary>
    public bool IsGood => Broken.Count == 0 && JournalTotal == LedgerTotal && SeenTotal == LedgerTotal && IsFlat;

    /// <summary>Whether the firmware has no more memory at the end than after a tenth.</summary>
    public bool IsFlat => MemoryAtEnd <= MemoryAtTenth + MemorySlack;

    /// <summary>Prints it.</summary>
    public void Write(TextWriter output)
    {
        double writes = (double)MostWrites / Purchases;
        Line(output, "seed", $"{Seed}");
        Line(output, "purchases", $"{Purchases:N0} in {Passed.TotalDays:N0} days, by {Customers:N0} customers");
        Line(output, "  approved", $"{Approvals:N0}");
        Line(output, "  declined", $"{Declines:N0}");
        Line(output, "  reversed", $"{Reversals:N0}");
        Line(output, "  never sent", $"{NotSent:N0}");
        Line(output, "power cuts in a write", $"{Cuts:N0}");
        Line(output, "starts", $"{Starts:N0}");
        foreach ((string name, long count) in Faults.OrderBy(fault => fault.Key, StringComparer.Ordinal))
        {
            Line(output, name, $"{count:N0}");
        }

        Line(output, "managed bytes of the firmware", $"{MemoryAtTenth:N0} at 10 %, {MemoryAtEnd:N0} at the end: {(IsFlat ? "flat" : "NOT FLAT")}");
        Line(output, "flash, for each purchase", $"{(double)FlashBytes / Purchases:N0} bytes, {(double)FlashFiles / Purchases:N2} files");
        Line(output, "most written file", $"{MostWritten}, {writes:N2} times for each purchase");
        Line(output, "flash lasts for", $"{Erases / writes:N0} purchases: {Erases:N0} erases a block, each write of a file erases one, and nothing levels the wear");
        Line(output, "journal, ledger, customers", $"{JournalTotal:N0}, {LedgerTotal:N0}, {SeenTotal:N0} cents: {(JournalTotal == LedgerTotal && SeenTotal == LedgerTotal ? "agree" : "DISAGREE")}");
        foreach (string promise in Broken)
        {
            Line(output, "BROKEN", promise);
        }
    }

    private static void Line(TextWriter output, string name, FormattableString value) => Line(output, name, value.ToString(CultureInfo.InvariantCulture));

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name,-32}{value}");
}
