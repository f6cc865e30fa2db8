using Kiosk.Issuer.Cards;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>A page with the form of a card.</summary>
internal abstract class CardFormPage(IssuerServices issuer) : BenchPage(issuer)
{
    /// <summary>Path of the list of cards.</summary>
    public const string CardsPath = IssuerWeb.BenchPath + "/cards";

    /// <summary>What the fields hold: what was typed when it could not be saved.</summary>
    public CardForm Form { get; protected set; } = CardForm.New();

    /// <summary>What is on file, for the form to say what it was made from; null of a new card.</summary>
    public CardForm? OnFile { get; protected set; }

    /// <summary>The choices of a setting, or null where anything may be typed.</summary>
    public IReadOnlyList<(string Id, string Name)>? Choices(string setting) => setting switch
    {
        "product" => [.. Issuer.Programme.Current.Products.Select(product => (product.Id, product.Name))],
        "region" => [.. Issuer.Programme.Current.Regions.Select(region => (region.Id, region.Name))],
        "status" => [("issued", "Issued, to be activated"), ("active", "Active"), ("blocked", "Blocked")],
        _ => null,
    };

    /// <summary>The form again, with what is wrong.</summary>
    protected IActionResult Refuse(List<CardFault> faults) => Refuse("Nothing was saved. " + CardForm.Text(faults), faults.Select(one => one.Setting));
}
