using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Accounts;

/// <summary>
/// Checks user ids and passwords. The fifth wrong password in a row locks the user id for 15 minutes. An id that nobody has behaves like one that somebody has, and
/// takes as long.
/// </summary>
internal sealed class SignIn(Database database, AccountTable accounts, TimeProvider time)
{
    /// <summary>Wrong passwords in a row that lock a user id.</summary>
    public const int MaxWrong = 5;

    /// <summary>How long it stays locked.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    private static readonly Lazy<string> NobodysHash = new(() => AccountTable.Hash(Guid.NewGuid().ToString()));

    /// <summary>Checks.</summary>
    public SignInOutcome Check(Realm realm, string userId, string password)
    {
        userId = AccountTable.Normal(userId);
        if (userId.Length is 0 or > AccountTable.LongestUserId)
        {
            return SignInOutcome.Wrong;
        }

        // Counted before the password is looked at: attempts at the same time are no more attempts.
        if (!Count(realm, userId))
        {
            return SignInOutcome.Locked;
        }

        string? hash = accounts.PasswordHash(realm, userId);
        bool isRight = AccountTable.Verify(hash ?? NobodysHash.Value, password) && hash is not null;
        if (isRight)
        {
            database.Execute("DELETE FROM sign_ins WHERE realm = @realm AND user_id = @user", ("@realm", realm.ToString()), ("@user", userId));
        }

        return isRight ? SignInOutcome.Right : SignInOutcome.Wrong;
    }

    private bool Count(Realm realm, string userId) => database.Run(() =>
    {
        // What is older counts no more, and the table keeps no more than a quarter of an hour.
        DateTimeOffset now = time.GetUtcNow();
        database.Execute("DELETE FROM sign_ins WHERE latest_at <= @old", ("@old", (now - LockTime).ToUnixTimeMilliseconds()));
        return database.Execute(
            """
            INSERT INTO sign_ins (realm, user_id, wrong, latest_at) VALUES (@realm, @user, 1, @now)
            ON CONFLICT (realm, user_id) DO UPDATE SET wrong = sign_ins.wrong + 1, latest_at = @now WHERE sign_ins.wrong < @most
            """,
            ("@realm", realm.ToString()),
            ("@user", userId),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@most", MaxWrong)) == 1;
    });
}
