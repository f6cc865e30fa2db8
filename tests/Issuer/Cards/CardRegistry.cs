using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>Puts cards on file, and changes what people write about them. What is wrong is told, and nothing is done then.</summary>
internal sealed class CardRegistry(Database database, CardTable cards, AccountTable accounts, ProgrammeStore programme, TimeProvider time)
{
    /// <summary>Puts a card on file, without a PIN.</summary>
    /// <param name="entry">The card.</param>
    /// <param name="faults">Gets what is wrong; with something in it already nothing is done.</param>
    public void Add(CardEntry entry, List<CardFault> faults)
    {
        Check(entry, faults);
        if (faults.Count == 0 && !database.Run(() => cards.Find(entry.Number) is null && cards.Enrol(entry.ToCard(), [])))
        {
            faults.Add(new("number", $"the card ending in {entry.Number[^4..]} is on file already"));
        }
    }

    /// <summary>Changes a card; PIN, tries and a lock stay. Tells what is wrong.</summary>
    /// <param name="pan">Card number.</param>
    /// <param name="make">
    /// Makes the entry of what is on file now, and says what is wrong already. No purchase comes between that and the change: it comes before or waits. May be called again.
    /// </param>
    public List<CardFault> Change(string pan, Func<Card, List<CardFault>, CardEntry> make) => database.Run(() =>
    {
        var faults = new List<CardFault>();
        CardEntry entry = make(cards.Take(pan)!, faults);
        Check(entry, faults);
        if (faults.Count == 0)
        {
            cards.Change(entry.ToCard());
        }

        return faults;
    });

    private void Check(CardEntry entry, List<CardFault> faults)
    {
        faults.AddRange(entry.Faults(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
        faults.AddRange(entry.Dangling(programme.Current, accounts));
    }
}
