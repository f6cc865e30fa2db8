using Kiosk.Core.Issuer;

namespace Kiosk.EndToEnd.Models;

/// <summary>A purchase and how it ended.</summary>
internal sealed record Settled(int Stan, long Time, long Amount, int LastFour, JournalResult Result, int Code)
{
    public Settled(Purchase purchase, JournalResult result, int code)
        : this(purchase.Stan, purchase.Time, purchase.Amount, purchase.LastFour, result, code)
    {
    }

    public bool IsOf(Purchase purchase) => (Stan, Time) == (purchase.Stan, purchase.Time);
}
