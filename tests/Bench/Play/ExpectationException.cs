namespace Kiosk.Bench.Play;

/// <summary>An expectation of a scenario does not hold.</summary>
public sealed class ExpectationException(string why) : Exception(why);
