namespace Kiosk.Bench.Rig;

/// <summary>The power fails in the middle of a write: nothing of the firmware runs after this.</summary>
public sealed class PowerCutException() : Exception("The power fails.");
