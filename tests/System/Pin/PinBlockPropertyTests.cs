using Kiosk.Core.Pin;
using static Kiosk.Core.Pin.PinBlockFormat;

namespace Kiosk.EndToEnd.Pin;

/// <summary>What holds of every clear PIN block.</summary>
[TestClass]
public class PinBlockPropertyTests
{
    private static readonly PinBlockFormat[] All = Enum.GetValues<PinBlockFormat>();

    [TestMethod]
    public void ABlockIsTheOneOfTheStandard() => Properties.Hold(PinCases.All, made =>
        Assert.AreEqual(ReferenceBlock.Of(made), Convert.ToHexString(CorePin.Encode(made))));

    [TestMethod]
    public void WhatIsMadeIsReadAgain() => Properties.Hold(PinCases.All, made =>
    {
        byte[] block = CorePin.Encode(made);
        Assert.AreEqual(PinBlockResult.Good, CorePin.Check(made, block));
        Assert.AreEqual((PinBlockResult.Good, made.Pin), CorePin.Decode(made.Format, block, made.Pan));
    });

    /// <summary>The PIN field of format 4 can be read without a card.</summary>
    [TestMethod]
    public void ThePinFieldOfFormat4NeedsNoCard() => Properties.Hold(PinCases.Of(Format4), made =>
        Assert.AreEqual((PinBlockResult.Good, made.Pin), CorePin.Decode(Format4, CorePin.Encode(made), "")));

    /// <summary>The check knows PIN, card and fill: there is no exception.</summary>
    [TestMethod]
    public void TheCheckRefusesAnyOtherNibble() => Properties.Hold(PinCases.WrongNibbles(All), wrong =>
        Assert.AreNotEqual(PinBlockResult.Good, CorePin.Check(wrong.Case, Wrong(wrong))));

    /// <summary>
    /// Reading refuses any other nibble or finds another PIN, except where the format leaves the nibble to chance: the fill of format 1, the fill of
    /// format 3 as long as a letter from A to F comes out, and the last 8 bytes of format 4. There it finds the same PIN.
    /// </summary>
    [TestMethod]
    public void ReadingRefusesAnyOtherNibbleOrFindsAnotherPin()
    {
        HashSet<PinBlockFormat> exceptions = [];
        Properties.Hold(PinCases.WrongNibbles(All), wrong =>
        {
            PinCase made = wrong.Case;
            (PinBlockResult result, string pin) = CorePin.Decode(made.Format, Wrong(wrong), made.Pan);
            bool isSame = result == PinBlockResult.Good && pin == made.Pin;
            Assert.AreEqual(IsLeftToChance(wrong), isSame, $"{result} {pin}");
            Assert.AreEqual(result == PinBlockResult.Good, pin.Length > 0);
            if (isSame)
            {
                exceptions.Add(made.Format);
            }
        });
        CollectionAssert.AreEquivalent(new[] { Format1, Format3, Format4 }, exceptions.ToArray());
    }

    /// <summary>Which fault it is: control and length are never covered by the account, nor are the PIN's first two digits.</summary>
    [TestMethod]
    public void TheFaultOfEachNibble() => Properties.Hold(PinCases.WrongNibbles(All), wrong =>
    {
        bool isAccount = wrong.Case.IsBound && wrong.Nibble >= 4 && (Account(wrong) ^ wrong.Bits) <= 9;
        PinBlockResult expected = wrong.Nibble switch
        {
            0 => PinBlockResult.Control,
            1 => PinBlockResult.Length,
            _ when isAccount => PinBlockResult.Account,
            _ => wrong.Nibble < wrong.Case.End ? PinBlockResult.Digit : PinBlockResult.Fill,
        };
        Assert.AreEqual(expected, CorePin.Check(wrong.Case, Wrong(wrong)));
    });

    /// <summary>Another card is one with another account by <see cref="ReferenceBlock.Account"/>: in formats 0 and 3 other 12 digits.</summary>
    [TestMethod]
    public void TheCheckRefusesAnotherCard() => Properties.Hold(PinCases.OtherCards(Format0, Format3), other =>
    {
        PinBlockResult result = CorePin.Check(other.Case with { Pan = other.Pan }, CorePin.Encode(other.Case));
        Assert.AreEqual(IsSameCard(other) ? PinBlockResult.Good : PinBlockResult.Account, result);
    });

    /// <summary>In format 4 the PAN field binds the card, with every digit; the PIN field does not.</summary>
    [TestMethod]
    public void ThePanFieldRefusesAnotherCard() => Properties.Hold(PinCases.OtherCards(Format4), other =>
    {
        byte[] field = new byte[16];
        Assert.AreEqual(PinBlockResult.Good, PinBlock.PanField(CorePin.Number(other.Case.Pan), other.Case.Pan.Length, field));
        Assert.AreEqual(PinBlockResult.Good, PinBlock.CheckPanField(field, CorePin.Number(other.Case.Pan), other.Case.Pan.Length));
        PinBlockResult result = PinBlock.CheckPanField(field, CorePin.Number(other.Pan), other.Pan.Length);
        Assert.AreEqual(IsSameCard(other) ? PinBlockResult.Good : PinBlockResult.Account, result);
        Assert.AreEqual(PinBlockResult.Good, CorePin.Check(other.Case with { Pan = other.Pan }, CorePin.Encode(other.Case)));
    });

    /// <summary>The generators reach what the properties speak of, and a property that does not hold fails with its smallest case.</summary>
    [TestMethod]
    public void AFailureIsShrunk()
    {
        Exception failure = Assert.ThrowsException<Exception>(() => Properties.Hold(PinCases.All, made => Assert.IsTrue(made.Pin.Length < 6 || made.Pan.Length < 11)));
        StringAssert.Contains(failure.Message, "Pin = 000000, Pan = 00000000000,");
    }

    private static byte[] Wrong(WrongNibble wrong)
    {
        byte[] block = CorePin.Encode(wrong.Case);
        block[wrong.Nibble / 2] ^= (byte)(wrong.Nibble % 2 == 0 ? wrong.Bits << 4 : wrong.Bits);
        return block;
    }

    private static bool IsLeftToChance(WrongNibble wrong) => wrong.Case.Format switch
    {
        Format1 => wrong.Nibble >= wrong.Case.End,
        Format3 => wrong.Nibble >= wrong.Case.End && (ReferenceBlock.Value(wrong.Case.Fill[wrong.Nibble - wrong.Case.End]) ^ wrong.Bits) >= 0xA,
        Format4 => wrong.Nibble >= 16,
        _ => false,
    };

    private static int Account(WrongNibble wrong) => ReferenceBlock.Account(wrong.Case.Format, wrong.Case.Pan)[wrong.Nibble - 4] - '0';

    private static bool IsSameCard(OtherCard other) => ReferenceBlock.Account(other.Case.Format, other.Pan) == ReferenceBlock.Account(other.Case.Format, other.Case.Pan);
}
