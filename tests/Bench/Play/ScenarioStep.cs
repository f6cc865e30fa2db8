namespace Kiosk.Bench.Play;

/// <summary>One step of a scenario, read and checked, ready to be played.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Text">The step as it stands there.</param>
/// <param name="Play">What it does.</param>
public sealed record ScenarioStep(int Line, string Text, Action<ScenarioPlayer> Play)
{
    /// <summary>How often <see cref="Body"/> is played; 0 unless it is a <c>repeat</c>.</summary>
    public int Times { get; init; }

    /// <summary>The steps between a <c>repeat</c> and its <c>end</c>.</summary>
    public IReadOnlyList<ScenarioStep> Body { get; init; } = [];

    /// <summary>The steps that are played for it, one after another: itself, or each turn of a <c>repeat</c> and what stands in it.</summary>
    public IEnumerable<ScenarioStep> Unrolled =>
        Times == 0
            ? [this]
            : Enumerable.Range(1, Times).SelectMany(turn =>
                Body.SelectMany(step => step.Unrolled).Prepend(this with { Text = $"{Text}: turn {turn}", Times = 0 }));
}
