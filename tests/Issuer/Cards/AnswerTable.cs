using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>The answer given to each STAN of each terminal and day, and the reversals received: a request counts once.</summary>
internal sealed class AnswerTable(Database database)
{
    /// <summary>
    /// Inside a transaction, before anything else: what has this terminal, day and STAN is decided one after another, by whichever issuer: a request, its repeat,
    /// its reversal.
    /// </summary>
    public void Take(CardRequest request) => database.Take($"{request.Terminal} {request.Day} {request.Stan}");

    /// <summary>What was said to the request's terminal, day and STAN, or null.</summary>
    public StoredAnswer? Find(CardRequest request) =>
        database.Find(
            "SELECT * FROM answers WHERE terminal = @terminal AND day = @day AND stan = @stan",
            row => new StoredAnswer(
                row.Text("local_time"),
                row.Text("card"),
                row.Number("amount"),
                row.Text("processing"),
                new Decision(row.Text("action"))
                {
                    Rrn = row.Text("rrn"),
                    Approval = row.TextOrNull("approval"),
                    Private = row.TextOrNull("private"),
                },
                row.NumberOrNull("ledger")),
            ("@terminal", request.Terminal),
            ("@day", request.Day),
            ("@stan", request.Stan));

    /// <summary>Remembers what was said.</summary>
    public void Add(CardRequest request, string card, Decision decision, long? ledger) =>
        database.Execute(
            """
            INSERT INTO answers (terminal, day, stan, local_time, card, amount, processing, action, rrn, approval, private, ledger)
            VALUES (@terminal, @day, @stan, @time, @card, @amount, @processing, @action, @rrn, @approval, @private, @ledger)
            """,
            ("@terminal", request.Terminal),
            ("@day", request.Day),
            ("@stan", request.Stan),
            ("@time", request.LocalTime),
            ("@card", card),
            ("@amount", request.Amount),
            ("@processing", request.Processing),
            ("@action", decision.Action),
            ("@rrn", decision.Rrn),
            ("@approval", decision.Approval),
            ("@private", decision.Private),
            ("@ledger", ledger));

    /// <summary>Remembers a reversal; a repeat of it changes nothing.</summary>
    public void AddReversal(CardRequest reversal) =>
        database.Execute(
            "INSERT INTO reversals (terminal, stan, local_time) VALUES (@terminal, @stan, @time) ON CONFLICT DO NOTHING",
            ("@terminal", reversal.Terminal),
            ("@stan", reversal.Stan),
            ("@time", reversal.LocalTime));

    /// <summary>True when the request was reversed, whether or not it had come before its reversal.</summary>
    public bool IsReversed(CardRequest request) =>
        database.Scalar<long>(
            "SELECT COUNT(*) FROM reversals WHERE terminal = @terminal AND stan = @stan AND local_time = @time",
            ("@terminal", request.Terminal),
            ("@stan", request.Stan),
            ("@time", request.LocalTime)) > 0;
}
