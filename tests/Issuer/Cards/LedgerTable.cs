using System.Data.Common;
using System.Globalization;
using Kiosk.Issuer.Storage;
using Kiosk.Issuer.Trace;

namespace Kiosk.Issuer.Cards;

/// <summary>Every purchase that reached the issuer with a right MAC. Card numbers are masked; a keyed hash joins those of one card.</summary>
internal sealed class LedgerTable(Database database)
{
    /// <summary>Adds a purchase and returns its number.</summary>
    public long Add(CardRequest request, string card, Decision decision, DateTimeOffset now) =>
        database.Scalar<long>(
            """
            INSERT INTO ledger (time, day, terminal, stan, pan_masked, card, processing, amount, fee, currency, state, action, rrn, approval, stand_in)
            VALUES (@time, @day, @terminal, @stan, @pan, @card, @processing, @amount, @fee, @currency, @state, @action, @rrn, @approval, @standIn)
            RETURNING number
            """,
            ("@time", now.ToUnixTimeMilliseconds()),
            ("@day", DayOf(now)),
            ("@terminal", request.Terminal),
            ("@stan", request.Stan),
            ("@pan", Mask.Pan(request.Pan)),
            ("@card", card),
            ("@processing", request.Processing),
            ("@amount", request.Amount),
            ("@fee", decision.Fee),
            ("@currency", request.Currency),
            ("@state", (decision.Action == ActionCode.Approved ? LedgerState.Approved : LedgerState.Declined).ToString()),
            ("@action", decision.Action),
            ("@rrn", decision.Rrn),
            ("@approval", decision.Approval),
            ("@standIn", decision.IsStandIn ? 1L : 0L));

    /// <summary>Makes an approved purchase a reversed one. Returns what was charged, with the fee, or null when it is not an approved one: funds come back once.</summary>
    public long? Reverse(long number) =>
        database.Scalar<long?>("UPDATE ledger SET state = 'Reversed' WHERE number = @number AND state = 'Approved' RETURNING amount + fee", ("@number", number));

    /// <summary>What was approved for a card on the issuer's day (UTC) and not reversed, without fees.</summary>
    /// <param name="now">The day.</param>
    /// <param name="card">Keyed hash of the card number.</param>
    /// <param name="processing">Of this type alone; null for all.</param>
    public long ApprovedOn(DateTimeOffset now, string card, string? processing = null) =>
        database.Scalar<long>(
            $"SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger WHERE card = @card AND day = @day AND state = 'Approved'{(processing is null ? "" : " AND processing = @processing")}",
            [("@card", card), ("@day", DayOf(now)), .. processing is null ? [] : new (string, object?)[] { ("@processing", processing) }]);

    /// <summary>What of it a stand-in approved.</summary>
    public long StandInOn(DateTimeOffset now, string card) =>
        database.Scalar<long>(
            "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger WHERE card = @card AND day = @day AND state = 'Approved' AND stand_in = 1",
            ("@card", card),
            ("@day", DayOf(now)));

    /// <summary>How many were approved.</summary>
    public long CountOn(DateTimeOffset now, string card) =>
        database.Scalar<long>("SELECT COUNT(*) FROM ledger WHERE card = @card AND day = @day AND state = 'Approved'", ("@card", card), ("@day", DayOf(now)));

    /// <summary>The newest transactions of a card, newest first.</summary>
    /// <param name="card">Keyed hash of the card number.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="isApprovedAlone">Whether declined and reversed ones are left out.</param>
    public List<CardTransaction> Recent(string card, int most, bool isApprovedAlone) =>
        database.Query(
            $"SELECT * FROM ledger WHERE card = @card{(isApprovedAlone ? " AND state = 'Approved'" : "")} ORDER BY number DESC LIMIT @most",
            row => new CardTransaction(
                row.Time("time"),
                row.Text("terminal"),
                row.Text("processing"),
                row.Number("amount"),
                row.Number("fee"),
                row.Text("currency"),
                Enum.Parse<LedgerState>(row.Text("state")),
                row.Text("action"),
                row.Number("stand_in") != 0),
            ("@card", card),
            ("@most", most));

    /// <summary>All purchases, oldest first.</summary>
    public List<LedgerEntry> All() => After(0);

    /// <summary>The purchases after one of them, oldest first.</summary>
    public List<LedgerEntry> After(long number) => database.Query("SELECT * FROM ledger WHERE number > @number ORDER BY number", Read, ("@number", number));

    /// <summary>The newest purchase, or null.</summary>
    public LedgerEntry? Newest() => database.Find("SELECT * FROM ledger ORDER BY number DESC LIMIT 1", Read);

    private static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static LedgerEntry Read(DbDataReader row) => new(
        row.Number("number"),
        row.Time("time"),
        row.Text("terminal"),
        row.Text("stan"),
        row.Text("pan_masked"),
        row.Number("amount"),
        row.Text("currency"),
        Enum.Parse<LedgerState>(row.Text("state")),
        row.Text("action"),
        row.Text("rrn"),
        row.TextOrNull("approval"),
        row.Number("stand_in") != 0);
}
