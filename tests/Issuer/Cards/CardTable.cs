using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Storage;
using Microsoft.Data.Sqlite;

namespace Kiosk.Issuer.Cards;

/// <summary>The cards on file.</summary>
internal sealed class CardTable(Database database)
{
    /// <summary>The card of this number, or null.</summary>
    public Card? Find(string pan) =>
        database.Query("SELECT * FROM cards WHERE pan = $pan", Read, ("$pan", pan)).SingleOrDefault();

    /// <summary>Puts a card on file with the verification values of its PIN. The PIN is given as digits 0 to 9, one a byte, and not kept.</summary>
    public void Enrol(Card card, ReadOnlySpan<byte> pin) =>
        database.Execute(
            """
            INSERT INTO cards (pan, expiry, brand, status, available, daily_limit, refused_types, pvki, pvv, pin_length, wrong_tries)
            VALUES ($pan, $expiry, $brand, $status, $available, $limit, $refused, $pvki, $pvv, $length, 0)
            """,
            ("$pan", card.Pan),
            ("$expiry", card.Expiry),
            ("$brand", card.Brand),
            ("$status", card.Status.ToString()),
            ("$available", card.Available),
            ("$limit", card.DailyLimit),
            ("$refused", card.RefusedTypes),
            ("$pvki", card.KeyIndex),
            ("$pvv", PinVerifier.Enrol(card.KeyIndex, card.Pan, pin)),
            ("$length", pin.Length));

    /// <summary>Sets the count of wrong PINs and the time of the lock.</summary>
    public void SetTries(string pan, int wrongTries, DateTimeOffset? lockedAt) =>
        database.Execute(
            "UPDATE cards SET wrong_tries = $tries, locked_at = $locked WHERE pan = $pan",
            ("$pan", pan),
            ("$tries", wrongTries),
            ("$locked", lockedAt?.ToUnixTimeMilliseconds()));

    /// <summary>Unlocks a card, its count anew, and writes down when. False when there is no such card.</summary>
    public bool Unlock(string pan, DateTimeOffset now) =>
        database.Execute(
            "UPDATE cards SET wrong_tries = 0, locked_at = NULL, unlocked_at = $now WHERE pan = $pan",
            ("$pan", pan),
            ("$now", now.ToUnixTimeMilliseconds())) == 1;

    /// <summary>Adds to the available funds, or takes from them; unlimited ones stay so.</summary>
    public void AddFunds(string pan, long amount) =>
        database.Execute("UPDATE cards SET available = available + $amount WHERE pan = $pan", ("$pan", pan), ("$amount", amount));

    private static Card Read(SqliteDataReader row) => new()
    {
        Pan = row.Text("pan"),
        Expiry = row.Text("expiry"),
        Brand = row.Text("brand"),
        Status = Enum.Parse<CardStatus>(row.Text("status")),
        Available = row.NumberOrNull("available"),
        DailyLimit = row.NumberOrNull("daily_limit"),
        RefusedTypes = row.TextOrNull("refused_types"),
        KeyIndex = (int)row.Number("pvki"),
        Pvv = row.Text("pvv"),
        PinLength = (int)row.Number("pin_length"),
        WrongTries = (int)row.Number("wrong_tries"),
        LockedAt = row.TimeOrNull("locked_at"),
        UnlockedAt = row.TimeOrNull("unlocked_at"),
    };
}
