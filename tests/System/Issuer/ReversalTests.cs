using Kiosk.Issuer;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>Reversals, and requests that come twice: never two charges, never a charge that was given back.</summary>
[TestClass]
public sealed class ReversalTests
{
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";
    private readonly IssuerRig _rig = new();

    private TestTerminal Terminal => _rig.Terminal;

    private long? Available => _rig.Cards.Find(Poor)!.Available;

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    public void ChargeComesBackOnce()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        Assert.AreEqual("000", _rig.Send(purchase).Text(39));
        Assert.AreEqual(200, Available);
        Reverse(purchase, "1420", "charge reversed");
        Assert.AreEqual(500, Available);
        Reverse(purchase, "1421", "was reversed before");
        Reverse(purchase, "1420", "was reversed before");
        Assert.AreEqual(500, Available);
        LedgerEntry entry = _rig.Ledger.Single();
        Assert.AreEqual(LedgerState.Reversed, entry.State);
        Assert.AreEqual("000", entry.ActionCode);
        Assert.AreEqual(300, entry.Amount);
    }

    [TestMethod]
    public void AnswerHasEveryFieldOfTheContract()
    {
        IsoMessage purchase = Terminal.Purchase();
        _rig.Send(purchase);
        IsoMessage reversal = Terminal.Reversal(purchase);
        IsoMessage answer = _rig.Send(reversal);
        CollectionAssert.AreEqual(new[] { 3, 4, 7, 11, 12, 39, 41, 42, 48, 49, 53, 64 }, answer.Numbers.ToArray());
        CollectionAssert.AreEqual(reversal.Bytes(53).ToArray(), answer.Bytes(53).ToArray());
    }

    [TestMethod]
    public void DailySumComesBack()
    {
        IsoMessage purchase = Terminal.Purchase("341111111111111", "8057", 1000);
        _rig.Send(purchase);
        Assert.AreEqual("121", _rig.Buy("341111111111111", "8057", 1000));
        Reverse(purchase, "1420", "charge reversed");
        Assert.AreEqual("000", _rig.Buy("341111111111111", "8057", 1000));
    }

    [TestMethod]
    public void DeclinedChargeGivesNothingBack()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 501);
        Assert.AreEqual("116", _rig.Send(purchase).Text(39));
        Reverse(purchase, "1420", "was not approved: nothing to reverse");
        Assert.AreEqual(500, Available);
        Assert.AreEqual(LedgerState.Declined, _rig.Ledger.Single().State);
    }

    [TestMethod]
    public void LateOriginalIsRefused()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        Reverse(purchase, "1420", "no such request was seen; it is refused should it still arrive");
        Assert.AreEqual(0, _rig.Ledger.Count);
        Assert.AreEqual("913", _rig.Send(purchase).Text(39));
        Assert.AreEqual("913", _rig.Send(purchase).Text(39));
        Assert.AreEqual(500, Available);
        Assert.IsTrue(_rig.Ledger.All(entry => entry.State == LedgerState.Declined));
    }

    [TestMethod]
    public void LateOriginalBurnsNoTry()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, "0000", 300);
        Reverse(purchase, "1420", "no such request was seen; it is refused should it still arrive");
        Assert.AreEqual("913", _rig.Send(purchase).Text(39));
        Assert.AreEqual(0, _rig.Cards.Find(Poor)!.WrongTries);
    }

    [TestMethod]
    public void ReversedOriginalSentAgainIsNotApproved()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        Assert.AreEqual("000", _rig.Send(purchase).Text(39));
        Reverse(purchase, "1420", "charge reversed");
        Assert.AreEqual("913", _rig.Send(purchase).Text(39));
        Assert.AreEqual(500, Available);
    }

    [TestMethod]
    public void AReversalOfAnotherTimeDoesNotHitThisCharge()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        _rig.Send(purchase);
        Terminal.Stan = 0;
        Terminal.LocalTime = "260302110001";
        Reverse(Terminal.Purchase(Poor, PoorPin, 300), "1420", "no such request was seen; it is refused should it still arrive");
        Assert.AreEqual(200, Available);
    }

    [TestMethod]
    [DataRow(2, "4111111111111111")]
    [DataRow(4, "299")]
    [DataRow(3, "310000")]
    public void AReversalOfAnotherCardAmountOrTypeReversesNothing(int number, string value)
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        _rig.Send(purchase);
        IsoMessage reversal = Terminal.Reversal(purchase);
        reversal.Set(number, value);
        Assert.AreEqual("400", _rig.Send(reversal, out string? remark).Text(39));
        Assert.AreEqual("card, amount or type is not that of the original: nothing reversed", remark);
        Assert.AreEqual(200, Available);
    }

    [TestMethod]
    public void AReversedInquiryGivesNothingBack()
    {
        IsoMessage inquiry = Terminal.Inquiry(Poor);
        Assert.AreEqual("000", _rig.Send(inquiry).Text(39));
        Reverse(inquiry, "1420", "was no charge: nothing to reverse");
        Assert.AreEqual(500, Available);
    }

    [TestMethod]
    public void TheSameRequestAgainGetsTheSameAnswerAndNoSecondCharge()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        IsoMessage first = _rig.Send(purchase);
        IsoMessage again = _rig.Send(purchase, out string? remark);
        foreach (int number in new[] { 37, 38, 39, 48 })
        {
            Assert.AreEqual(first.Text(number), again.Text(number), $"DE {number}");
        }

        StringAssert.StartsWith(remark, "the same request again");
        Assert.AreEqual(200, Available);
        Assert.AreEqual(1, _rig.Ledger.Count);
    }

    [TestMethod]
    public void TheSameRequestWithANewKsnIsStillTheSame()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, "0000", 300);
        Assert.AreEqual("117", _rig.Send(purchase).Text(39));
        Terminal.Stan = 0;
        Assert.AreEqual("117", _rig.Send(Terminal.Purchase(Poor, "0000", 300)).Text(39));
        Assert.AreEqual(1, _rig.Cards.Find(Poor)!.WrongTries, "no second try counted");
    }

    [TestMethod]
    [DataRow(Poor, 301L, "260302110000")]
    [DataRow("4111111111111111", 300L, "260302110000")]
    [DataRow(Poor, 300L, "260302110001")]
    public void AnotherRequestUnderAUsedStanIsRefused(string pan, long amount, string localTime)
    {
        Assert.AreEqual("000", _rig.Buy(Poor, PoorPin, 300));
        Terminal.Stan = 0;
        Terminal.LocalTime = localTime;
        Assert.AreEqual("913", _rig.Buy(pan, pan == Poor ? PoorPin : "8520", amount));
        Assert.AreEqual(200, Available);
        Assert.AreEqual("913", _rig.Ledger[1].ActionCode);
    }

    [TestMethod]
    public void AnInquiryUnderAUsedStanIsRefused()
    {
        Assert.AreEqual("000", _rig.Buy());
        Terminal.Stan = 0;
        Assert.AreEqual("913", _rig.Ask());
    }

    [TestMethod]
    public void AStanIsFreeOnAnotherDayAndTerminal()
    {
        Assert.AreEqual("000", _rig.Buy(Poor, PoorPin, 100));
        Terminal.Stan = 0;
        Terminal.LocalTime = "260303110000";
        Assert.AreEqual("000", _rig.Buy(Poor, PoorPin, 100));
        Terminal.Stan = 0;
        IsoMessage elsewhere = Terminal.Purchase(Poor, PoorPin, 100);
        elsewhere.Set(41, "KIOSK002");
        Assert.AreEqual("000", _rig.Send(elsewhere).Text(39));
        Assert.AreEqual(200, Available);
    }

    [TestMethod]
    public void AReversalOnAnotherDayStillComesBack()
    {
        IsoMessage purchase = Terminal.Purchase(Poor, PoorPin, 300);
        _rig.Send(purchase);
        _rig.Time.Advance(TimeSpan.FromDays(3));
        Reverse(purchase, "1421", "charge reversed");
        Assert.AreEqual(500, Available);
    }

    private void Reverse(IsoMessage purchase, string type, string remark)
    {
        IsoMessage answer = _rig.Send(Terminal.Reversal(purchase, type), out string? said);
        Assert.AreEqual("1430", answer.Type);
        Assert.AreEqual("400", answer.Text(39));
        Assert.AreEqual(remark, said);
    }
}
