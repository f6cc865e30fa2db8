using System.Security.Cryptography;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>Opens an envelope, once.</summary>
internal sealed class EnvelopeModel(IssuerServices issuer) : BenchPage(issuer)
{
    /// <summary>The PIN, digits 0 to 9, or null.</summary>
    public byte[]? Digits { get; private set; }

    /// <summary>Last four digits of the card's number.</summary>
    public string CardEnd { get; private set; } = "";

    /// <summary>An address alone opens nothing.</summary>
    public IActionResult OnGet() => Redirect(Home);

    /// <summary>Opens it.</summary>
    public IActionResult OnPost(long number)
    {
        Envelope? envelope = Issuer.Envelopes.All().FirstOrDefault(one => one.Number == number);
        using ClearPin? pin = envelope is null ? null : Issuer.PinMail.Open(number);
        if (pin is null)
        {
            return Refuse("There is nothing in this letter: it is not here yet, was opened before, or a newer PIN counts.");
        }

        // Wiped when the page is written: it is written after this.
        Digits = pin.Digits.ToArray();
        HttpContext.Response.OnCompleted(() =>
        {
            CryptographicOperations.ZeroMemory(Digits);
            return Task.CompletedTask;
        });
        CardEnd = envelope!.Pan[^4..];
        return Page();
    }
}
