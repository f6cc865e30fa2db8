using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Accounts;

/// <summary>Counts wrong answers of callers: after three for one card nobody is identified for it for an hour, whichever issuer they reach.</summary>
internal sealed class Callers(Database database, TimeProvider time)
{
    /// <summary>Wrong answers that end it.</summary>
    public const int MaxWrong = 3;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Counts an attempt before it is looked at. False when there were too many; it is not to be looked at then.</summary>
    public bool Count(string pan) => database.Run(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        database.Execute("DELETE FROM callers WHERE latest_at <= @old", ("@old", (now - Pause).ToUnixTimeMilliseconds()));
        return database.Execute(
            """
            INSERT INTO callers (pan, wrong, latest_at) VALUES (@pan, 1, @now)
            ON CONFLICT (pan) DO UPDATE SET wrong = callers.wrong + 1, latest_at = @now WHERE callers.wrong < @most
            """,
            ("@pan", pan),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@most", MaxWrong)) == 1;
    });

    /// <summary>The attempt was right: the count begins anew.</summary>
    public void Forget(string pan) => database.Execute("DELETE FROM callers WHERE pan = @pan", ("@pan", pan));
}
