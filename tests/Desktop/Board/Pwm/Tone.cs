namespace Kiosk.Board;

/// <summary>A tone that was heard.</summary>
/// <param name="Start">When it began, in the world's milliseconds.</param>
/// <param name="End">When it ended.</param>
/// <param name="Hertz">Its pitch.</param>
public readonly record struct Tone(long Start, long End, int Hertz);
