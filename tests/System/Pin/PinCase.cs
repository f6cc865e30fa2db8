using Kiosk.Core.Pin;

namespace Kiosk.EndToEnd.Pin;

/// <summary>What a PIN block is made of, as text so that a failed property prints it.</summary>
/// <param name="Format">The format.</param>
/// <param name="Pin">The PIN, 4 to 12 digits.</param>
/// <param name="Pan">The card number, 8 to 19 digits; empty in formats 1 and 2.</param>
/// <param name="Fill">What is left to chance, 16 hex digits; in format 3 each from A to F.</param>
public sealed record PinCase(PinBlockFormat Format, string Pin, string Pan, string Fill)
{
    /// <summary>Whether the clear block itself holds the account.</summary>
    public bool IsBound => Format is PinBlockFormat.Format0 or PinBlockFormat.Format3;

    /// <summary>The nibble behind the PIN's digits.</summary>
    public int End => 2 + Pin.Length;

    /// <summary>Nibbles of the block.</summary>
    public int Nibbles => 2 * PinBlock.LengthOf(Format);
}
