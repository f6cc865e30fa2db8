using Kiosk.Issuer.Storage;
using Microsoft.AspNetCore.Identity;

namespace Kiosk.Issuer.Accounts;

/// <summary>Accounts of holders and agents. Which cards a holder's has, the cards say. User ids know no capital letters.</summary>
internal sealed class AccountTable(Database database)
{
    /// <summary>Longest user id that is looked at.</summary>
    public const int LongestUserId = 64;

    private static readonly PasswordHasher<object> Hasher = new();

    /// <summary>The account, or null.</summary>
    public Account? Find(Realm realm, string userId) => database.Find(
        "SELECT * FROM accounts WHERE realm = @realm AND user_id = @user",
        row => new Account(realm, row.Text("user_id"), row.Text("name")),
        ("@realm", realm.ToString()),
        ("@user", Normal(userId)));

    /// <summary>Adds an account. False when there is one with this user id.</summary>
    public bool Add(Account account, string password) => AddHashed(account, Hash(password));

    /// <summary>Adds an account whose password is hashed already.</summary>
    public bool AddHashed(Account account, string passwordHash) => database.Execute(
        "INSERT INTO accounts (realm, user_id, name, password_hash) VALUES (@realm, @user, @name, @hash) ON CONFLICT DO NOTHING",
        ("@realm", account.Realm.ToString()),
        ("@user", Normal(account.UserId)),
        ("@name", account.Name),
        ("@hash", passwordHash)) == 1;

    /// <summary>The hash of an account's password, or null when there is no such account.</summary>
    public string? PasswordHash(Realm realm, string userId) => database.Scalar<string>(
        "SELECT password_hash FROM accounts WHERE realm = @realm AND user_id = @user",
        ("@realm", realm.ToString()),
        ("@user", Normal(userId)));

    /// <summary>A salted hash of a password or an answer.</summary>
    public static string Hash(string secret) => Hasher.HashPassword(Hasher, secret);

    /// <summary>Whether a hash is that of a password or an answer. Takes some ten milliseconds, so do it outside a transaction.</summary>
    public static bool Verify(string hash, string secret) => Hasher.VerifyHashedPassword(Hasher, hash, secret) != PasswordVerificationResult.Failed;

    /// <summary>How a user id is filed.</summary>
    public static string Normal(string userId) => userId.Trim().ToLowerInvariant();
}
