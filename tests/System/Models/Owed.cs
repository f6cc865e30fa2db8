namespace Kiosk.EndToEnd.Models;

/// <summary>What the reversal's record says.</summary>
/// <param name="Stan">The last STAN.</param>
/// <param name="Purchase">The last request, if it was a purchase.</param>
/// <param name="Entry">Number of the entry that settles it.</param>
/// <param name="Attempt">PIN attempts that were logged, with its own.</param>
/// <param name="Counter">The counter that the keys had reached; null when it knows no keys.</param>
internal sealed record Owed(int Stan, Purchase? Purchase, uint Entry, uint Attempt, uint? Counter)
{
    private const int LastStan = 999_999;

    /// <summary>STANs count up, and begin again after the last.</summary>
    public int NextStan => Stan % LastStan + 1;

    /// <summary>Whether a STAN comes after another one, within half of them.</summary>
    public static bool IsAfter(int stan, int other) => (stan - other + LastStan) % LastStan is > 0 and < LastStan / 2;
}
