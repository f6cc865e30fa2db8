using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>Activates, blocks and unlocks cards.</summary>
internal sealed class CardLife(Database database, CardTable cards, LedgerTable ledger, TimeProvider time)
{
    private readonly References _references = new(database);

    /// <summary>Activates an issued card. False when it is not one, or its date has passed.</summary>
    public bool Activate(string pan) => database.Run(() =>
        cards.Take(pan)?.StatusAt(time.GetUtcNow()) == CardStatus.Issued && cards.SetStatus(pan, CardStatus.Issued, CardStatus.Active));

    /// <summary>Blocks a card for good, active or not. False when there is no such card or it is blocked.</summary>
    public bool Block(string pan) => database.Run(() =>
        cards.SetStatus(pan, CardStatus.Active, CardStatus.Blocked) || cards.SetStatus(pan, CardStatus.Issued, CardStatus.Blocked));

    /// <summary>Unlocks an active card, gives it all its PIN tries and tells the kiosk so from now on. False when it is not one, or its date has passed.</summary>
    public bool Unlock(string pan) => database.Run(() =>
        cards.Take(pan)?.StatusAt(time.GetUtcNow()) == CardStatus.Active && cards.Unlock(pan, time.GetUtcNow()));

    /// <summary>The newest transactions of a card, newest first, declined ones too.</summary>
    public List<CardTransaction> Recent(string pan, int most) => ledger.Recent(_references.Hash(pan), most, isApprovedAlone: false);

    /// <summary>The newest approved transactions of a card, newest first, however many were declined or reversed since.</summary>
    public List<CardTransaction> RecentApproved(string pan, int most) => ledger.Recent(_references.Hash(pan), most, isApprovedAlone: true);
}
