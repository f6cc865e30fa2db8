using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>Puts a card on file.</summary>
internal sealed class NewCardModel(IssuerServices issuer, CardHandles handles) : CardFormPage(issuer)
{
    /// <summary>The card number that was typed.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Puts it there.</summary>
    public IActionResult OnPost(string? number)
    {
        Number = number ?? "";
        Form = CardForm.Read(Request.Form);
        var faults = new List<CardFault>();
        CardEntry entry = Form.ToEntry(Number.Replace(" ", "", StringComparison.Ordinal), faults);
        Issuer.Registry.Add(entry, faults);
        if (faults.Count == 0)
        {
            return Redirect($"{CardsPath}/{handles.Of(entry.ToCard())}?saved=true");
        }

        return Refuse(faults);
    }
}
