namespace Kiosk.Bench.Play;

/// <summary>One step of a scenario, read and checked, ready to be played.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Text">The step as it stands there.</param>
/// <param name="Play">What it does.</param>
public sealed record ScenarioStep(int Line, string Text, Action<ScenarioPlayer> Play);
