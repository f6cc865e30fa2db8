using Kiosk.Issuer.Accounts;

namespace Kiosk.Issuer;

/// <summary>A published account of the bench issuer: nobody is behind it, so its password and answers may be shown.</summary>
/// <param name="Realm">Holder or agent.</param>
/// <param name="UserId">User id.</param>
/// <param name="Name">Name.</param>
/// <param name="Password">Password.</param>
/// <param name="Answers">Security questions and their answers; an agent has none.</param>
public sealed record TestAccount(Realm Realm, string UserId, string Name, string Password, IReadOnlyList<KeyValuePair<string, string>> Answers)
{
    /// <summary>Name of the first pet.</summary>
    private const string Pet = "What was the name of your first pet?";

    /// <summary>Place of birth.</summary>
    private const string Town = "In which town were you born?";

    /// <summary>The accounts.</summary>
    internal static readonly IReadOnlyList<TestAccount> All =
    [
        new(Realm.Holder, "anna", "Anna Berg", "bench-anna", [new(Pet, "Rex"), new(Town, "Potsdam")]),
        new(Realm.Holder, "bruno", "Bruno Keller", "bench-bruno", [new(Pet, "Minka"), new(Town, "Lugano")]),
        new(Realm.Holder, "carla", "Carla Novak", "bench-carla", [new(Pet, "Balu"), new(Town, "Brno")]),
        new(Realm.Agent, "agent", "Alex Agent", "bench-agent", []),
    ];
}
