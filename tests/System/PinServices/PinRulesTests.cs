using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>Which PINs are refused, and why.</summary>
[TestClass]
public sealed class PinRulesTests
{
    [TestMethod]
    [DataRow("2580", PinOutcome.Done)]
    [DataRow("123", PinOutcome.WrongLength)]
    [DataRow("25806", PinOutcome.WrongLength)]
    [DataRow("1234", PinOutcome.Run)]
    [DataRow("7890", PinOutcome.Run)]
    [DataRow("4321", PinOutcome.Run)]
    [DataRow("0987", PinOutcome.Run)]
    [DataRow("1235", PinOutcome.Done)]
    [DataRow("1111", PinOutcome.Repeat)]
    [DataRow("1112", PinOutcome.Done)]
    [DataRow("2703", PinOutcome.BirthDate)]
    [DataRow("0327", PinOutcome.BirthDate)]
    [DataRow("2784", PinOutcome.BirthDate)]
    [DataRow("8427", PinOutcome.BirthDate)]
    [DataRow("0384", PinOutcome.BirthDate)]
    [DataRow("8403", PinOutcome.BirthDate)]
    [DataRow("1984", PinOutcome.BirthDate)]
    [DataRow("2727", PinOutcome.Done)]
    [DataRow("8419", PinOutcome.Done)]
    [DataRow("4963", PinOutcome.CardNumber)]
    [DataRow("3714", PinOutcome.CardNumber)]
    [DataRow("8431", PinOutcome.CardNumber)]
    public void FourDigits(string pin, PinOutcome expected) => Assert.AreEqual(expected, Check(pin, 4));

    [TestMethod]
    [DataRow("270384", PinOutcome.BirthDate)]
    [DataRow("840327", PinOutcome.BirthDate)]
    [DataRow("032784", PinOutcome.BirthDate)]
    [DataRow("198403", PinOutcome.BirthDate)]
    [DataRow("271984", PinOutcome.BirthDate)]
    [DataRow("198484", PinOutcome.Done)]
    [DataRow("270385", PinOutcome.Done)]
    [DataRow("456789", PinOutcome.Run)]
    [DataRow("000000", PinOutcome.Repeat)]
    [DataRow("449635", PinOutcome.CardNumber)]
    public void SixDigits(string pin, PinOutcome expected) => Assert.AreEqual(expected, Check(pin, 6));

    [TestMethod]
    [DataRow("27031984", PinOutcome.BirthDate)]
    [DataRow("19840327", PinOutcome.BirthDate)]
    [DataRow("03271984", PinOutcome.BirthDate)]
    [DataRow("27038484", PinOutcome.Done)]
    public void EightDigits(string pin, PinOutcome expected) => Assert.AreEqual(expected, Check(pin, 8));

    [TestMethod]
    [DataRow("1a34")]
    [DataRow("１２３４")]
    [DataRow("1234567890123")]
    [DataRow(" 234")]
    public void WhatIsNoPinIsNotRead(string typed) => Assert.IsNull(ClearPin.Read(System.Text.Encoding.UTF8.GetBytes(typed)));

    private static PinOutcome Check(string pin, int length)
    {
        using var rig = new IssuerRig();
        Card card = rig.Cards.Find(TestTerminal.Amex)!;
        CardRules rules = rig.Services.Programme.Current.RulesFor(card) with { PinLength = length };
        using ClearPin clear = ClearPin.Read(System.Text.Encoding.ASCII.GetBytes(pin))!;
        return PinRules.Check(clear, card, rules);
    }
}
