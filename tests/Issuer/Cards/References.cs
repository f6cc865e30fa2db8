using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>Numbers the issuer gives out, and the keyed hash under which it files a card number.</summary>
internal sealed class References(Database database)
{
    private const string ApprovalCharacters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>
    /// A new retrieval reference number: last digit of the year, day of the year, hour, six-digit running number. Other transactions wait for theirs until this
    /// one ends, so take it late; ledger numbers, taken after it, then go up in the order in which purchases become visible.
    /// </summary>
    public string NextRrn(DateTimeOffset now)
    {
        long number = database.Scalar<long>("UPDATE meta SET rrn = rrn + 1 RETURNING rrn");
        DateTime utc = now.UtcDateTime;
        return string.Create(CultureInfo.InvariantCulture, $"{utc.Year % 10}{utc.DayOfYear:D3}{utc.Hour:D2}{number % 1_000_000:D6}");
    }

    /// <summary>A new approval code.</summary>
    public static string NewApproval() => RandomNumberGenerator.GetString(ApprovalCharacters, 6);

    /// <summary>Keyed hash of a card number.</summary>
    public string Hash(string pan) =>
        Convert.ToHexString(HMACSHA256.HashData(database.Scalar<byte[]>("SELECT hash_key FROM meta")!, Encoding.ASCII.GetBytes(pan)));

    /// <summary>Remembers the counter of a key serial number. False when a higher one, or this one, came before.</summary>
    public bool IsNewCounter(ReadOnlySpan<byte> initialKeyId, uint counter) =>
        database.Execute(
            """
            INSERT INTO key_counters (initial_key, counter) VALUES (@key, @counter)
            ON CONFLICT (initial_key) DO UPDATE SET counter = @counter WHERE key_counters.counter < @counter
            """,
            ("@key", Convert.ToHexString(initialKeyId)),
            ("@counter", (long)counter)) == 1;
}
