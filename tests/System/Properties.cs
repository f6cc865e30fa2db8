using FsCheck;
using FsCheck.Fluent;

namespace Kiosk.EndToEnd;

/// <summary>Properties that hold of everything a generator makes.</summary>
internal static class Properties
{
    private const int Cases = 2000;

    /// <summary>
    /// Asserts a property of many cases, other ones in each run. A failure throws; its text holds the smallest case that FsCheck can shrink it to, and the
    /// seed for <paramref name="replay"/>.
    /// </summary>
    /// <param name="cases">The cases and how they shrink.</param>
    /// <param name="property">Throws when the property does not hold.</param>
    /// <param name="replay">A seed, for the same cases in each run.</param>
    /// <param name="count">How many cases.</param>
    public static void Hold<T>(Arbitrary<T> cases, Action<T> property, ulong? replay = null, int count = Cases)
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true);
        if (replay is { } seed)
        {
            config = config.WithReplay(new Replay(new Rnd(seed), null));
        }

        Check.One(config, Prop.ForAll(cases, property));
    }
}
