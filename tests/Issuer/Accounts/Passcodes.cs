using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Accounts;

/// <summary>
/// One-time passcodes: six digits in a text message, good for ten minutes, once, for what they were asked for. Of an account only the newest counts, five wrong
/// ones end it, and in an hour there are ten at most.
/// </summary>
internal sealed class Passcodes(Database database, Outbox outbox, TimeProvider time)
{
    /// <summary>How long one is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Wrong ones that end it.</summary>
    public const int MaxWrong = 5;

    /// <summary>How many an account gets in an hour.</summary>
    public const int MostInHour = 10;

    private const int Codes = 1_000_000;

    /// <summary>Issues one and sends it. False when the account has had its ten of this hour; nothing is sent then.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="phone">Its holder's phone.</param>
    /// <param name="purpose">What it is for, in a word or two: a part of the message, and what <see cref="Check"/> has to be asked for.</param>
    public bool Issue(string userId, string phone, string purpose) => database.Run(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        string code = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
        bool isIssued = database.Execute(
            """
            INSERT INTO passcodes (user_id, purpose, hash, issued_at, wrong, hour_began_at, issued_in_hour) VALUES (@user, @purpose, @hash, @now, 0, @now, 1)
            ON CONFLICT (user_id) DO UPDATE SET purpose = @purpose, hash = @hash, issued_at = @now, wrong = 0,
                hour_began_at = CASE WHEN passcodes.hour_began_at <= @hour THEN @now ELSE passcodes.hour_began_at END,
                issued_in_hour = CASE WHEN passcodes.hour_began_at <= @hour THEN 1 ELSE passcodes.issued_in_hour + 1 END
                WHERE passcodes.hour_began_at <= @hour OR passcodes.issued_in_hour < @most
            """,
            ("@user", userId),
            ("@purpose", purpose),
            ("@hash", Hash(userId, code)),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@hour", now.AddHours(-1).ToUnixTimeMilliseconds()),
            ("@most", MostInHour)) == 1;
        if (isIssued)
        {
            outbox.Send(userId, phone, $"Your passcode to {purpose}: {code}. It is good for {Life.TotalMinutes:0} minutes. Never tell it to anybody.");
        }

        return isIssued;
    });

    /// <summary>Checks one; a right one is used up.</summary>
    public PasscodeOutcome Check(string userId, string purpose, string code) => database.Run(() =>
    {
        // The wrong one is counted in the statement that finds the passcode, so that no two checks are one.
        byte[]? hash = database.Scalar<byte[]>(
            """
            UPDATE passcodes SET wrong = wrong + 1 WHERE user_id = @user AND purpose = @purpose AND hash IS NOT NULL AND issued_at > @oldest AND wrong < @most
            RETURNING hash
            """,
            ("@user", userId),
            ("@purpose", purpose),
            ("@oldest", (time.GetUtcNow() - Life).ToUnixTimeMilliseconds()),
            ("@most", MaxWrong));
        if (hash is null)
        {
            return PasscodeOutcome.None;
        }

        if (!CryptographicOperations.FixedTimeEquals(hash, Hash(userId, code.Trim())))
        {
            return PasscodeOutcome.Wrong;
        }

        database.Execute("UPDATE passcodes SET hash = NULL WHERE user_id = @user", ("@user", userId));
        return PasscodeOutcome.Right;
    });

    private byte[] Hash(string userId, string code) =>
        HMACSHA256.HashData(database.Scalar<byte[]>("SELECT hash_key FROM meta")!, Encoding.UTF8.GetBytes($"{userId} {code}"));
}
