using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Kiosk.Core.Crypto;
using Kiosk.Core.Pin;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer.Crypto;
using static Kiosk.Core.Pin.PinBlockFormat;
using IssuerPinBlock = Kiosk.Issuer.Crypto.PinBlock4;
using PinBlock = Kiosk.Core.Pin.PinBlock;

namespace Kiosk.EndToEnd.Pin;

/// <summary>What holds of every enciphered PIN block, under random keys.</summary>
[TestClass]
public class PinEncryptionPropertyTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    [TestMethod]
    public void WhatIsEncipheredIsDecipheredAgain() => Properties.Hold(Keyed(PinCases.All, 16, 24, 32), keyed =>
    {
        byte[] block = CorePin.Encipher(keyed.Case, keyed.KeyBytes);
        Assert.AreEqual((PinBlockResult.Good, keyed.Case.Pin), CorePin.Decipher(keyed.Case.Format, block, keyed.Case.Pan, keyed.KeyBytes));
    });

    /// <summary>
    /// Deciphering for another account in formats 0 and 3: where the two accounts differ below a digit of the PIN another digit comes out, or none; below
    /// the fill another value. So it is refused or another PIN, except in format 3 where they differ below the fill alone and each letter
    /// there turns into a letter: no one can tell that from a block of that card, and the PIN is the same. Equal accounts are the same card.
    /// </summary>
    [TestMethod]
    public void Formats0And3ForAnotherCard()
    {
        byte[] key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
        HashSet<PinBlockFormat> exceptions = [];
        Properties.Hold(PinCases.OtherCards(Format0, Format3), other =>
        {
            PinCase made = other.Case;
            (PinBlockResult result, string pin) = CorePin.Decipher(made.Format, CorePin.Encipher(made, key), other.Pan, key);
            string field = ReferenceBlock.Xor(ReferenceBlock.Of(made), "0000" + ReferenceBlock.Account(made.Format, other.Pan));
            string digits = field[2..made.End];
            bool isFill = field[made.End..].All(digit => made.Format == Format3 ? digit >= 'A' : digit == 'F');
            bool isPin = digits.All(char.IsAsciiDigit) && isFill;
            Assert.AreEqual(isPin, result == PinBlockResult.Good);
            Assert.AreEqual(isPin ? digits : "", pin);
            if (pin == made.Pin && !IsSameCard(other))
            {
                exceptions.Add(made.Format);
            }
        });
        CollectionAssert.AreEqual(new[] { Format3 }, exceptions.ToArray());
    }

    /// <summary>
    /// In format 4 another account makes of the PIN field what a random block is. One in 10^7 of those looks like a PIN field, so the cases are the
    /// same in each run.
    /// </summary>
    [TestMethod]
    public void Format4ForAnotherCard() => Properties.Hold(
        PinCases.OtherCards(Format4),
        other =>
        {
            byte[] key = Convert.FromHexString("AF8CB133A78F8DC2D1359F18527593FB");
            (PinBlockResult result, string pin) = CorePin.Decipher(Format4, CorePin.Encipher(other.Case, key), other.Pan, key);
            Assert.AreEqual(IsSameCard(other), result == PinBlockResult.Good, pin);
            Assert.AreEqual(IsSameCard(other) ? other.Case.Pin : "", pin);
        },
        replay: 9564);

    /// <summary>The bench issuer reads format 4 with code of its own, on .NET's AES.</summary>
    [TestMethod]
    public void TheIssuerReadsFormat4() => Properties.Hold(Keyed(PinCases.Of(Format4), 16, 24, 32), keyed =>
    {
        using ClearPin? pin = IssuerPinBlock.Decipher(keyed.KeyBytes, CorePin.Encipher(keyed.Case, keyed.KeyBytes), keyed.Case.Pan);
        Assert.AreEqual(keyed.Case.Pin, pin is null ? "" : string.Concat(pin.Digits.ToArray()));
        byte[] field = new byte[16];
        Assert.AreEqual(PinBlockResult.Good, PinBlock.PanField(CorePin.Number(keyed.Case.Pan), keyed.Case.Pan.Length, field));
        CollectionAssert.AreEqual(IssuerPinBlock.PanField(keyed.Case.Pan), field);
    });

    /// <summary>Both refuse the same PIN fields.</summary>
    [TestMethod]
    public void TheIssuerRefusesWhatCoreRefuses() => Properties.Hold(PinCases.WrongNibbles(Format4), wrong =>
    {
        byte[] key = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");
        string pan = wrong.Case.Pan.PadLeft(12, '0');
        byte[] field = CorePin.Encode(wrong.Case);
        field[wrong.Nibble / 2] ^= (byte)(wrong.Nibble % 2 == 0 ? wrong.Bits << 4 : wrong.Bits);
        byte[] block = TestTerminal.EncipherPinField(key, field, pan);
        (PinBlockResult result, string pin) = CorePin.Decipher(Format4, block, pan, key);
        using ClearPin? issuers = IssuerPinBlock.Decipher(key, block, pan);
        Assert.AreEqual(issuers is null ? "" : string.Concat(issuers.Digits.ToArray()), pin);
        Assert.AreEqual(issuers is not null, result == PinBlockResult.Good);
    });

    /// <summary>No buffer of an encryption, nor that of a PIN when it is wiped, holds anything afterwards.</summary>
    [TestMethod]
    public void NothingClearRemains() => Properties.Hold(PinCases.All, made =>
    {
        var encryption = new PinEncryption(made.Format, CorePin.Cipher(made.Format), new SystemRandom(new Random(1)));
        byte[] block = new byte[encryption.BlockLength];
        byte[] key = new byte[16];
        PinEntry pin = CorePin.Enter(made.Pin);
        Assert.AreEqual(PinBlockResult.Good, encryption.Encipher(pin, CorePin.Number(made.Pan), made.Pan.Length, key, block));
        AreWiped(encryption, made.Format == Format4 ? 3 : 2);
        pin.Wipe();
        AreWiped(pin, 1);
        Assert.AreEqual(PinBlockResult.Good, encryption.Decipher(block, block.Length, CorePin.Number(made.Pan), made.Pan.Length, key, pin));
        AreWiped(encryption, made.Format == Format4 ? 3 : 2);
        block[0] ^= 1;
        if (encryption.Decipher(block, block.Length, CorePin.Number(made.Pan), made.Pan.Length, key, pin) != PinBlockResult.Good)
        {
            AreWiped(pin, 1);
        }

        AreWiped(encryption, made.Format == Format4 ? 3 : 2);
    });

    /// <summary>
    /// Of 20,000 blocks each fill digit takes each of its values equally often: within five standard deviations. The random bytes are the same in each run.
    /// </summary>
    [TestMethod]
    [DataRow(Format1, 0x0)]
    [DataRow(Format3, 0xA)]
    [DataRow(Format4, 0x0)]
    public void TheFillIsEvenlyDrawn(PinBlockFormat format, int least)
    {
        const int blocks = 20_000;
        string pan = format == Format1 ? "" : "4111111111111111";
        var encryption = new PinEncryption(format, CorePin.Cipher(format), new SystemRandom(new Random((int)format)));
        byte[] key = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
        byte[] block = new byte[encryption.BlockLength];
        byte[] account = format == Format3 ? Convert.FromHexString("0000" + ReferenceBlock.Account(format, pan)) : new byte[16];
        byte[] panField = new byte[16];
        PinEntry pin = CorePin.Enter("1234");
        IBlockCipher cipher = CorePin.Cipher(format);
        cipher.SetKey(key, 0, key.Length);
        if (format == Format4)
        {
            PinBlock.PanField(CorePin.Number(pan), pan.Length, panField);
        }

        (int first, int count) = format == Format4 ? (16, 16) : (6, 10);
        int[,] seen = new int[count, 16];
        for (int i = 0; i < blocks; i++)
        {
            Assert.AreEqual(PinBlockResult.Good, encryption.Encipher(pin, CorePin.Number(pan), pan.Length, key, block));
            cipher.Decrypt(block, 0, block, 0);
            if (format == Format4)
            {
                Xor(block, panField);
                cipher.Decrypt(block, 0, block, 0);
            }

            Xor(block, account);
            string digits = Convert.ToHexString(block)[first..];
            for (int at = 0; at < count; at++)
            {
                seen[at, ReferenceBlock.Value(digits[at])]++;
            }
        }

        double each = blocks / (16.0 - least);
        double most = 5 * Math.Sqrt(each * (1 - (1 / (16.0 - least))));
        for (int at = 0; at < count; at++)
        {
            for (int value = 0; value < 16; value++)
            {
                double expected = value < least ? 0 : each;
                Assert.AreEqual(expected, seen[at, value], value < least ? 0 : most, $"digit {at}, value {value:X}");
            }
        }
    }

    private static bool IsSameCard(OtherCard other) => ReferenceBlock.Account(other.Case.Format, other.Pan) == ReferenceBlock.Account(other.Case.Format, other.Case.Pan);

    private static void Xor(byte[] block, byte[] with)
    {
        for (int i = 0; i < block.Length; i++)
        {
            block[i] ^= with[i];
        }
    }

    private static void AreWiped(object holder, int buffers)
    {
        byte[][] found = [.. holder.GetType().GetFields(Own).Select(field => field.GetValue(holder)).OfType<byte[]>()];
        Assert.AreEqual(buffers, found.Length, "buffers");
        Assert.IsTrue(found.All(buffer => buffer.All(b => b == 0)), "a buffer holds something");
    }

    private static Arbitrary<KeyedCase> Keyed(Arbitrary<PinCase> cases, params int[] aesLengths)
    {
        Gen<KeyedCase> keyed =
            from made in cases.Generator
            from key in made.Format == Format4 ? PinCases.Key(aesLengths) : PinCases.Key(16, 24)
            select new KeyedCase(made, key);
        return Arb.From(keyed, k => PinCases.Shrink(k.Case).Select(made => k with { Case = made }));
    }

    private sealed class SystemRandom(Random random) : IRandom
    {
        public void Fill(byte[] buffer, int offset, int count) => random.NextBytes(buffer.AsSpan(offset, count));
    }
}
