namespace Kiosk.Issuer.Accounts;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Realm">Where.</param>
/// <param name="UserId">User id, in small letters.</param>
/// <param name="Name">Name, for people.</param>
internal sealed record Account(Realm Realm, string UserId, string Name);
