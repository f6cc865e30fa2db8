using System.Data.Common;
using System.Globalization;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>The cards on file.</summary>
internal sealed class CardTable(Database database)
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The card of this number, or null.</summary>
    public Card? Find(string pan) => database.Find("SELECT * FROM cards WHERE pan = @pan", Read, ("@pan", pan));

    /// <summary>Inside a transaction: the card of this number, or null, which no other transaction reads like this or changes until the transaction ends.</summary>
    public Card? Take(string pan) => database.Find($"SELECT * FROM cards WHERE pan = @pan {database.Engine.ForUpdate}", Read, ("@pan", pan));

    /// <summary>All cards, by number.</summary>
    public List<Card> All() => database.Query("SELECT * FROM cards ORDER BY pan", Read);

    /// <summary>The cards of an online account, by number.</summary>
    public List<Card> Of(string userId) => database.Query("SELECT * FROM cards WHERE user_id = @user ORDER BY pan", Read, ("@user", userId));

    /// <summary>
    /// Puts a card on file with the verification values of its PIN. The PIN is given as digits 0 to 9, one a byte, and not kept; no digits are no PIN. A card that is there
    /// stays as it is (false); but one from before the card programme, which has no name, gets holder, product and region.
    /// </summary>
    public bool Enrol(Card card, ReadOnlySpan<byte> pin) =>
        database.Execute(
            """
            INSERT INTO cards (pan, expiry, brand, product, region, status, name, birth_date, phone, user_id, available, daily_limit, daily_count, refused_types,
                pvki, pvv, pin_length, wrong_tries)
            VALUES (@pan, @expiry, @brand, @product, @region, @status, @name, @birth, @phone, @user, @available, @limit, @count, @refused, @pvki, @pvv, @length, 0)
            ON CONFLICT (pan) DO UPDATE SET product = @product, region = @region, name = @name, birth_date = @birth, phone = @phone, user_id = @user
                WHERE cards.name = ''
            """,
            [
                .. Written(card),
                ("@brand", card.Brand),
                ("@refused", card.RefusedTypes),
                ("@pvki", card.KeyIndex),
                ("@pvv", pin.IsEmpty ? null : PinVerifier.Enrol(card.KeyIndex, card.Pan, pin)),
                ("@length", pin.Length),
            ]) == 1;

    /// <summary>Changes what people write about a card. PIN, tries and a lock stay.</summary>
    public void Change(Card card) =>
        database.Execute(
            """
            UPDATE cards SET expiry = @expiry, product = @product, region = @region, status = @status, name = @name, birth_date = @birth, phone = @phone, user_id = @user,
                available = @available, daily_limit = @limit, daily_count = @count
            WHERE pan = @pan
            """,
            Written(card));

    /// <summary>Puts another PIN in force: the former ends. It is given as digits 0 to 9, one a byte, and not kept. Tries and a lock stay.</summary>
    public void SetPin(Card card, ReadOnlySpan<byte> pin) =>
        database.Execute(
            "UPDATE cards SET pvv = @pvv, pin_length = @length WHERE pan = @pan",
            ("@pan", card.Pan),
            ("@pvv", PinVerifier.Enrol(card.KeyIndex, card.Pan, pin)),
            ("@length", pin.Length));

    /// <summary>Sets the count of wrong PINs and the time of the lock.</summary>
    public void SetTries(string pan, int wrongTries, DateTimeOffset? lockedAt) =>
        database.Execute(
            "UPDATE cards SET wrong_tries = @tries, locked_at = @locked WHERE pan = @pan",
            ("@pan", pan),
            ("@tries", wrongTries),
            ("@locked", lockedAt?.ToUnixTimeMilliseconds()));

    /// <summary>Unlocks a card, its count anew, and writes down when. False when there is no such card.</summary>
    public bool Unlock(string pan, DateTimeOffset now) =>
        database.Execute(
            "UPDATE cards SET wrong_tries = 0, locked_at = NULL, unlocked_at = @now WHERE pan = @pan",
            ("@pan", pan),
            ("@now", now.ToUnixTimeMilliseconds())) == 1;

    /// <summary>Changes the status of a card that has another one. False when it has not.</summary>
    public bool SetStatus(string pan, CardStatus from, CardStatus to) =>
        database.Execute(
            "UPDATE cards SET status = @to WHERE pan = @pan AND status = @from",
            ("@pan", pan),
            ("@from", from.ToString()),
            ("@to", to.ToString())) == 1;

    /// <summary>Adds to the available funds, or takes from them; unlimited ones stay so.</summary>
    public void AddFunds(string pan, long amount) =>
        database.Execute("UPDATE cards SET available = available + @amount WHERE pan = @pan", ("@pan", pan), ("@amount", amount));

    /// <summary>What people write about a card.</summary>
    private static (string Name, object? Value)[] Written(Card card) =>
    [
        ("@pan", card.Pan),
        ("@expiry", card.Expiry),
        ("@product", card.Product),
        ("@region", card.Region),
        ("@status", card.Status.ToString()),
        ("@name", card.Name),
        ("@birth", card.BirthDate?.ToString(DateFormat, CultureInfo.InvariantCulture)),
        ("@phone", card.Phone),
        ("@user", card.UserId),
        ("@available", card.Available),
        ("@limit", card.DailyLimit),
        ("@count", card.DailyCount),
    ];

    private static Card Read(DbDataReader row) => new()
    {
        Pan = row.Text("pan"),
        Expiry = row.Text("expiry"),
        Brand = row.Text("brand"),
        Product = row.Text("product"),
        Region = row.Text("region"),
        Status = Enum.Parse<CardStatus>(row.Text("status")),
        Name = row.Text("name"),
        BirthDate = row.TextOrNull("birth_date") is string date ? DateOnly.ParseExact(date, DateFormat, CultureInfo.InvariantCulture) : null,
        Phone = row.TextOrNull("phone"),
        UserId = row.TextOrNull("user_id"),
        Available = row.NumberOrNull("available"),
        DailyLimit = row.NumberOrNull("daily_limit"),
        DailyCount = row.NumberOrNull("daily_count"),
        RefusedTypes = row.TextOrNull("refused_types"),
        KeyIndex = (int)row.Number("pvki"),
        Pvv = row.TextOrNull("pvv"),
        PinLength = (int)row.Number("pin_length"),
        WrongTries = (int)row.Number("wrong_tries"),
        LockedAt = row.TimeOrNull("locked_at"),
        UnlockedAt = row.TimeOrNull("unlocked_at"),
    };
}
