using System.Globalization;
using Kiosk.Issuer.Storage;
using Kiosk.Issuer.Trace;
using Microsoft.Data.Sqlite;

namespace Kiosk.Issuer.Cards;

/// <summary>Every purchase that reached the issuer with a right MAC. Card numbers are masked; a keyed hash joins those of one card.</summary>
internal sealed class LedgerTable(Database database)
{
    /// <summary>Adds a purchase and returns its number.</summary>
    public long Add(CardRequest request, string card, Decision decision, DateTimeOffset now) =>
        database.Scalar<long>(
            """
            INSERT INTO ledger (time, day, terminal, stan, pan_masked, card, amount, currency, state, action, rrn, approval)
            VALUES ($time, $day, $terminal, $stan, $pan, $card, $amount, $currency, $state, $action, $rrn, $approval)
            RETURNING number
            """,
            ("$time", now.ToUnixTimeMilliseconds()),
            ("$day", DayOf(now)),
            ("$terminal", request.Terminal),
            ("$stan", request.Stan),
            ("$pan", Mask.Pan(request.Pan)),
            ("$card", card),
            ("$amount", request.Amount),
            ("$currency", request.Currency),
            ("$state", (decision.Action == ActionCode.Approved ? LedgerState.Approved : LedgerState.Declined).ToString()),
            ("$action", decision.Action),
            ("$rrn", decision.Rrn),
            ("$approval", decision.Approval));

    /// <summary>Makes an approved purchase a reversed one. False when it is not an approved one, so that funds come back once.</summary>
    public bool Reverse(long number) =>
        database.Execute("UPDATE ledger SET state = 'Reversed' WHERE number = $number AND state = 'Approved'", ("$number", number)) == 1;

    /// <summary>What was approved for a card on the issuer's day (UTC) and not reversed.</summary>
    public long ApprovedOn(DateTimeOffset now, string card) =>
        database.Scalar<long>(
            "SELECT COALESCE(SUM(amount), 0) FROM ledger WHERE card = $card AND day = $day AND state = 'Approved'",
            ("$card", card),
            ("$day", DayOf(now)));

    /// <summary>All purchases, oldest first.</summary>
    public List<LedgerEntry> All() => After(0);

    /// <summary>The purchases after one of them, oldest first.</summary>
    public List<LedgerEntry> After(long number) => database.Query("SELECT * FROM ledger WHERE number > $number ORDER BY number", Read, ("$number", number));

    /// <summary>The newest purchase, or null.</summary>
    public LedgerEntry? Newest() => database.Query("SELECT * FROM ledger ORDER BY number DESC LIMIT 1", Read).SingleOrDefault();

    private static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static LedgerEntry Read(SqliteDataReader row) => new(
        row.Number("number"),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Number("time")),
        row.Text("terminal"),
        row.Text("stan"),
        row.Text("pan_masked"),
        row.Number("amount"),
        row.Text("currency"),
        Enum.Parse<LedgerState>(row.Text("state")),
        row.Text("action"),
        row.Text("rrn"),
        row.TextOrNull("approval"));
}
