namespace Kiosk.EndToEnd.Pin;

/// <summary>A case, and what happens to its block.</summary>
/// <param name="Case">The case.</param>
/// <param name="Nibble">The nibble that is wrong; 0 is the leftmost.</param>
/// <param name="Bits">What is xored into it, 1 to 15.</param>
public sealed record WrongNibble(PinCase Case, int Nibble, int Bits);
