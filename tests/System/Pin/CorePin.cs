using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Pin;

namespace Kiosk.EndToEnd.Pin;

/// <summary>Core's PIN blocks, called with text.</summary>
internal static class CorePin
{
    /// <summary>A PIN entered.</summary>
    public static PinEntry Enter(string digits)
    {
        var pin = new PinEntry(PinEntry.Longest);
        foreach (char digit in digits)
        {
            Assert.IsTrue(pin.Add((byte)(digit - '0')));
        }

        return pin;
    }

    /// <summary>A PIN as text; it comes out in a block of format 2 alone.</summary>
    public static string Text(PinEntry pin)
    {
        byte[] block = new byte[8];
        PinBlock.Encode(PinBlockFormat.Format2, pin, null, 0, null, block);
        return Convert.ToHexString(block)[2..(2 + pin.Length)];
    }

    /// <summary>A card number as Core takes it.</summary>
    public static byte[]? Number(string pan) => pan.Length == 0 ? null : Encoding.ASCII.GetBytes(pan);

    /// <summary>The clear block of a case.</summary>
    public static byte[] Encode(PinCase made)
    {
        byte[] block = new byte[PinBlock.LengthOf(made.Format)];
        PinBlockResult result = PinBlock.Encode(made.Format, Enter(made.Pin), Number(made.Pan), made.Pan.Length, Convert.FromHexString(made.Fill), block);
        Assert.AreEqual(PinBlockResult.Good, result);
        return block;
    }

    /// <summary>What the check says of a block that should be a case's.</summary>
    public static PinBlockResult Check(PinCase made, byte[] block) =>
        PinBlock.Check(made.Format, block, block.Length, Enter(made.Pin), Number(made.Pan), made.Pan.Length, Convert.FromHexString(made.Fill));

    /// <summary>What a block says when it is read; the PIN is empty when it is refused.</summary>
    public static (PinBlockResult Result, string Pin) Decode(PinBlockFormat format, byte[] block, string pan)
    {
        var pin = new PinEntry(PinEntry.Longest);
        PinBlockResult result = PinBlock.Decode(format, block, block.Length, Number(pan), pan.Length, pin);
        return (result, Text(pin));
    }

    /// <summary>The cipher of a format.</summary>
    public static IBlockCipher Cipher(PinBlockFormat format) => format == PinBlockFormat.Format4 ? new AesCipher() : new DesCipher();

    /// <summary>The enciphered block of a case.</summary>
    public static byte[] Encipher(PinCase made, byte[] key)
    {
        (PinBlockResult result, byte[] block) = TryEncipher(made, key);
        Assert.AreEqual(PinBlockResult.Good, result);
        return block;
    }

    /// <summary>What enciphering a case comes to; the block holds something before.</summary>
    public static (PinBlockResult Result, byte[] Block) TryEncipher(PinCase made, byte[] key)
    {
        var encryption = new PinEncryption(made.Format, Cipher(made.Format), new GivenRandom(Convert.FromHexString(made.Fill)));
        byte[] block = new byte[encryption.BlockLength];
        Array.Fill(block, (byte)0xFF);
        return (encryption.Encipher(Enter(made.Pin), Number(made.Pan), made.Pan.Length, key, block), block);
    }

    /// <summary>What an enciphered block says; the PIN is empty when it is refused.</summary>
    public static (PinBlockResult Result, string Pin) Decipher(PinBlockFormat format, byte[] block, string pan, byte[] key)
    {
        var pin = new PinEntry(PinEntry.Longest);
        PinBlockResult result = new PinEncryption(format, Cipher(format), null).Decipher(block, block.Length, Number(pan), pan.Length, key, pin);
        return (result, Text(pin));
    }

    /// <summary>The same bytes over and over.</summary>
    private sealed class GivenRandom(byte[] bytes) : IRandom
    {
        private int _next;

        public void Fill(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                buffer[offset + i] = bytes[_next++ % bytes.Length];
            }
        }
    }
}
