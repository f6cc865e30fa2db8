namespace Kiosk.EndToEnd.Models;

/// <summary>What the reversal's record says.</summary>
/// <param name="Stan">The last STAN.</param>
/// <param name="Purchase">The last request, if it was a purchase.</param>
/// <param name="Entry">Number of the entry that settles it.</param>
/// <param name="Attempt">Number of the last PIN attempt.</param>
internal sealed record Owed(int Stan, Purchase? Purchase, uint Entry, uint Attempt)
{
    private const int LastStan = 999_999;

    /// <summary>STANs count up, and begin again after the last.</summary>
    public int NextStan => Stan % LastStan + 1;
}
