using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>The holders' phones and letter boxes, and the bench's clock.</summary>
internal sealed class IndexModel(IssuerServices issuer, IBench bench) : BenchPage(issuer)
{
    /// <summary>Most days that pass at once.</summary>
    public const int MostDays = 366;

    /// <summary>Lets days pass.</summary>
    public async Task<IActionResult> OnPostPassAsync(int? days)
    {
        if (days is not (>= 1 and <= MostDays))
        {
            return Refuse($"Days are a whole number from 1 to {MostDays}.", nameof(days));
        }

        if (!await bench.PassAsync(TimeSpan.FromDays(days.Value), HttpContext.RequestAborted))
        {
            return Refuse("The bench is too busy. Try again.");
        }

        return Redirect(Home);
    }
}
