using Kiosk.Issuer.Programme;
using Microsoft.AspNetCore.Mvc;

namespace Kiosk.Issuer.Web.Pages.Bench;

/// <summary>Shows and changes the card programme.</summary>
[RequestSizeLimit(LargestRequest)]
internal sealed class ProgrammeModel(IssuerServices issuer) : BenchPage(issuer)
{
    private const int LargestRequest = 1 << 17;

    /// <summary>What the field shows: what was typed when it could not be used, else the rules in force.</summary>
    public string Json { get; private set; } = "";

    /// <summary>Whether it has just been saved.</summary>
    public bool Saved { get; private set; }

    /// <summary>Shows the rules in force, and what is wrong with the file if it does not count.</summary>
    public void OnGet()
    {
        Json = Issuer.Programme.Current.Write();
        Problem = Issuer.Programme.Error;
    }

    /// <summary>Puts others in force.</summary>
    public IActionResult OnPost(string? json)
    {
        Json = json ?? "";
        try
        {
            Issuer.Programme.Change(CardProgramme.Parse(Json));
            Json = Issuer.Programme.Current.Write();
            Saved = true;
            return Page();
        }
        catch (ProgrammeException e)
        {
            return Refuse("Nothing was saved. " + e.Message, nameof(json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse("Nothing was saved: the file cannot be written. " + e.Message);
        }
    }
}
