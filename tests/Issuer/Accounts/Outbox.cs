using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Accounts;

/// <summary>The text messages that the bench's phone shows: the newest 100.</summary>
internal sealed class Outbox(Database database, TimeProvider time)
{
    /// <summary>How many are kept.</summary>
    public const int Most = 100;

    private const int ClearDigits = 4;

    /// <summary>The messages, newest first.</summary>
    public List<OutboxMessage> All() => database.Query(
        "SELECT * FROM outbox ORDER BY number DESC",
        row => new OutboxMessage(row.Number("number"), row.Time("time"), row.Text("user_id"), row.Text("phone_masked"), row.Text("text")));

    /// <summary>Sends one. The number of the phone is kept masked.</summary>
    public void Send(string userId, string phone, string text) => database.Run(() =>
    {
        long number = database.Scalar<long>(
            "INSERT INTO outbox (time, user_id, phone_masked, text) VALUES (@time, @user, @phone, @text) RETURNING number",
            ("@time", time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("@user", userId),
            ("@phone", Masked(phone)),
            ("@text", text));
        database.Execute("DELETE FROM outbox WHERE number <= @old", ("@old", number - Most));
    });

    /// <summary>A phone number, only its last four digits in clear.</summary>
    public static string Masked(string phone)
    {
        int hidden = phone.Count(char.IsAsciiDigit) - ClearDigits;
        return string.Concat(phone.Select(c => char.IsAsciiDigit(c) && hidden-- > 0 ? '*' : c));
    }
}
