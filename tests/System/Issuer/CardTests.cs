using Kiosk.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>What each card is answered, and in which order the checks come.</summary>
[TestClass]
public sealed class CardTests
{
    private readonly IssuerRig _rig = new();

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    [DataRow("371449635398431", "4071", "2912", 100000L, "000")]
    [DataRow("378282246310005", "7391", "2912", 500L, "000")]
    [DataRow("378282246310005", "7391", "2912", 501L, "116")]
    [DataRow("371144371144376", "6148", "2912", 240L, "125")]
    [DataRow("376680816376961", "3905", "2401", 240L, "101")]
    [DataRow("343434343434343", "2746", "2912", 240L, "104")]
    [DataRow("341111111111111", "8057", "2912", 1000L, "000")]
    [DataRow("341111111111111", "8057", "2912", 1001L, "121")]
    [DataRow("349999999999991", "1234", "2912", 240L, "111")]
    [DataRow("4111111111111111", "8520", "2912", 240L, "000")]
    [DataRow("5555555555554444", "931607", "2912", 240L, "000")]
    [DataRow("6011111111111117", "1593", "2912", 240L, "000")]
    public void EachTestCard(string pan, string pin, string expiry, long amount, string action) =>
        Assert.AreEqual(action, _rig.Buy(pan, pin, amount, expiry));

    [TestMethod]
    public void ApprovalHasEveryFieldOfTheContract()
    {
        IsoMessage request = _rig.Terminal.Purchase();
        IsoMessage answer = _rig.Send(request);
        Assert.AreEqual("1110", answer.Type);
        CollectionAssert.AreEqual(new[] { 3, 4, 7, 11, 12, 37, 38, 39, 41, 42, 48, 49, 53, 64 }, answer.Numbers.ToArray());
        foreach (int number in new[] { 3, 4, 7, 11, 12, 41, 42, 49, 53 })
        {
            CollectionAssert.AreEqual(request.Bytes(number).ToArray(), answer.Bytes(number).ToArray(), $"DE {number}");
        }

        StringAssert.Matches(answer.Text(38), new("^[0-9A-Z]{6}$"));
        StringAssert.Matches(answer.Text(37), new("^606110[0-9]{6}$"));
        Assert.AreEqual("PT0203", TestTerminal.PrivateData(answer));
    }

    [TestMethod]
    public void DeclineHasNoApprovalCode() =>
        CollectionAssert.AreEqual(
            new[] { 3, 4, 7, 11, 12, 37, 39, 41, 42, 48, 49, 53, 64 },
            _rig.Send(_rig.Terminal.Purchase("349999999999991", "1234")).Numbers.ToArray());

    [TestMethod]
    public void EchoIsAnswered()
    {
        IsoMessage answer = _rig.Send(_rig.Terminal.Echo());
        Assert.AreEqual("1814", answer.Type);
        Assert.AreEqual("800", answer.Text(39));
        CollectionAssert.AreEqual(new[] { 7, 11, 12, 39, 41, 42, 48, 53, 64 }, answer.Numbers.ToArray());
    }

    /// <summary>As the kiosk sends it. Nobody vouches for such an answer, so it tells no time.</summary>
    [TestMethod]
    public void EchoWithoutAKeyIsAnsweredWithoutAMac()
    {
        IsoMessage echo = _rig.Terminal.PlainEcho();
        IsoMessage answer = _rig.Process(IsoEncoder.Encode(echo)).Answer!;
        Assert.AreEqual("1814", answer.Type);
        Assert.AreEqual("800", answer.Text(39));
        CollectionAssert.AreEqual(new[] { 7, 11, 12, 39, 41, 42 }, answer.Numbers.ToArray());
        foreach (int number in new[] { 7, 11, 12, 41, 42 })
        {
            CollectionAssert.AreEqual(echo.Bytes(number).ToArray(), answer.Bytes(number).ToArray(), $"DE {number}");
        }
    }

    [TestMethod]
    public void AnswerUnderAMacTellsTheIssuersTime() => Assert.IsTrue(_rig.Send(_rig.Terminal.Purchase()).Text(48).EndsWith($"TM12{_rig.Time.GetUtcNow():yyMMddHHmmss}", StringComparison.Ordinal));

    [TestMethod]
    public void AnyTerminalIsServed()
    {
        IsoMessage request = _rig.Terminal.Purchase();
        request.Set(41, "OTHER");
        Assert.AreEqual("000", _rig.Send(request).Text(39));
        Assert.AreEqual("OTHER", _rig.Ledger.Single().Terminal);
    }

    [TestMethod]
    public void ADateThatHasPassedIsRefusedAndAnyOtherTaken()
    {
        string lastMonth = _rig.Time.GetUtcNow().AddMonths(-1).ToString("yyMM", System.Globalization.CultureInfo.InvariantCulture);
        Assert.AreEqual("101", _rig.Buy(expiry: lastMonth));
        Assert.AreEqual("101", _rig.Ask(expiry: lastMonth));
        Assert.AreEqual("000", _rig.Buy(expiry: "2812"));
        Assert.AreEqual("101", _rig.Buy("376680816376961", "3905", expiry: "2912"), "the date on file counts too");
    }

    [TestMethod]
    public void ACardIsGoodToTheEndOfItsMonth()
    {
        _rig.Time.SetUtcNow(new DateTimeOffset(2029, 12, 31, 23, 59, 59, TimeSpan.Zero));
        Assert.AreEqual("000", _rig.Buy());
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual("101", _rig.Buy());
    }

    [TestMethod]
    public void AmountOfZero() => Assert.AreEqual("110", _rig.Buy(amount: 0));

    [TestMethod]
    public void TransactionTypeThatTheCardMayNotMake()
    {
        Enrol("379999999999997", "1234", refused: "010000 000000");
        Assert.AreEqual("119", _rig.Buy("379999999999997", "1234"));
        Assert.AreEqual("117", _rig.Buy("379999999999997", "1235"), "the PIN comes first");
        Assert.AreEqual("119", _rig.Buy("379999999999997", "1234", amount: 0), "the type comes before the amount");
        Enrol("379999999999989", "1234", refused: "010000");
        Assert.AreEqual("000", _rig.Buy("379999999999989", "1234"));
    }

    [TestMethod]
    public void OrderOfTheChecks()
    {
        Assert.AreEqual("101", _rig.Buy("343434343434343", "0000", expiry: "2001"), "expiry before blocked");
        Assert.AreEqual("104", _rig.Buy("343434343434343", "0000"), "blocked before PIN");
        Assert.AreEqual("125", _rig.Buy("371144371144376", "0000"), "not activated before PIN");
        Assert.AreEqual("117", _rig.Buy("378282246310005", "0000", 501), "PIN before funds");
        Assert.AreEqual("110", _rig.Buy("378282246310005", "7391", 0), "amount before funds");
        Enrol("379999999999997", "1234", available: 10, limit: 20);
        Assert.AreEqual("121", _rig.Buy("379999999999997", "1234", 21), "limit before funds");
        Assert.AreEqual("116", _rig.Buy("379999999999997", "1234", 11));
    }

    [TestMethod]
    public void ABlockedCardBurnsNoTry()
    {
        _rig.Buy("343434343434343", "0000");
        Assert.AreEqual(0, _rig.Cards.Find("343434343434343")!.WrongTries);
    }

    [TestMethod]
    [DataRow("371449635398431", "2912", "000")]
    [DataRow("378282246310005", "2912", "000")]
    [DataRow("371144371144376", "2912", "125")]
    [DataRow("376680816376961", "2401", "101")]
    [DataRow("343434343434343", "2912", "104")]
    [DataRow("349999999999991", "2912", "111")]
    public void Inquiry(string pan, string expiry, string action)
    {
        IsoMessage answer = _rig.Send(_rig.Terminal.Inquiry(pan, expiry));
        Assert.AreEqual(action, answer.Text(39));
        Assert.IsFalse(answer.Has(38), "an inquiry approves no charge");
        Assert.AreEqual(action != "111", TestTerminal.PrivateData(answer).Length > 0);
        Assert.AreEqual(0, _rig.Ledger.Count);
    }

    [TestMethod]
    public void FundsGoDownAndStayDown()
    {
        Assert.AreEqual("000", _rig.Buy("378282246310005", "7391", 300));
        Assert.AreEqual("116", _rig.Buy("378282246310005", "7391", 201));
        Assert.AreEqual("000", _rig.Buy("378282246310005", "7391", 200));
        Assert.AreEqual(0, _rig.Cards.Find("378282246310005")!.Available);
    }

    [TestMethod]
    public void DailyLimitCountsTheApprovedOfADay()
    {
        const string Pan = "341111111111111";
        Assert.AreEqual("000", _rig.Buy(Pan, "8057", 600));
        Assert.AreEqual("121", _rig.Buy(Pan, "8057", 401), "a refused one does not count");
        Assert.AreEqual("000", _rig.Buy(Pan, "8057", 400));
        Assert.AreEqual("121", _rig.Buy(Pan, "8057", 1));
        Assert.AreEqual("000", _rig.Buy(TestTerminal.Amex), "another card's sum is another");
        _rig.Time.Advance(TimeSpan.FromHours(14));
        Assert.AreEqual("000", _rig.Buy(Pan, "8057", 1000), "the next day");
    }

    [TestMethod]
    public void LedgerEntry()
    {
        IsoMessage answer = _rig.Send(_rig.Terminal.Purchase());
        _rig.Buy(pin: "9999");
        LedgerEntry first = _rig.Ledger[0];
        Assert.AreEqual(
            new LedgerEntry(1, _rig.Time.GetUtcNow(), "KIOSK001", "000001", "371449*****8431", 240, "978", LedgerState.Approved, "000", answer.Text(37), answer.Text(38)),
            first);
        Assert.AreEqual(LedgerState.Declined, _rig.Ledger[1].State);
        Assert.AreEqual("117", _rig.Ledger[1].ActionCode);
        Assert.IsNull(_rig.Ledger[1].ApprovalCode);
        Assert.AreNotEqual(first.Rrn, _rig.Ledger[1].Rrn);
    }

    private void Enrol(string pan, string pin, string? refused = null, long? available = null, long? limit = null) =>
        _rig.Cards.Enrol(
            new Card { Pan = pan, Expiry = "2912", Brand = "Amex", Pvv = "", KeyIndex = 1, RefusedTypes = refused, Available = available, DailyLimit = limit },
            [.. pin.Select(c => (byte)(c - '0'))]);
}
