using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Trace;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>PIN changes and what else a terminal may ask: cash, unblock, sign-on, as messages.</summary>
[TestClass]
public sealed class PinChangeTests
{
    private const string Anna = "371449635398431";
    private const string NewPin = "6283";
    private readonly IssuerRig _rig = new();

    private TestTerminal Terminal => _rig.Terminal;

    [ClassInitialize]
    public static void Know(TestContext context) => Remains.Search.Know(NewPin);

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public void TheNewPinCountsAtOnceAndTheFormerEnds(MessageProfile profile)
    {
        using var rig = new IssuerRig(profile);
        IsoMessage answer = rig.Send(rig.Terminal.PinChange(NewPin));
        Assert.AreEqual("000", answer.Text(39));
        Assert.AreEqual("PT0203", TestTerminal.PrivateData(answer));
        Assert.AreEqual("117", rig.Buy());
        Assert.AreEqual("000", rig.Buy(pin: NewPin));
        Assert.AreEqual(2, rig.Ledger.Count, "a PIN change is no transaction of money");
    }

    [TestMethod]
    public void WrongPinsCountAndLockAsInAPurchase()
    {
        Assert.AreEqual("117", Change(NewPin, pin: "4070"));
        Assert.AreEqual("117", _rig.Buy(pin: "4070"));
        IsoMessage answer = _rig.Send(Terminal.PinChange(NewPin, pin: "4070"));
        Assert.AreEqual("106", answer.Text(39));
        Assert.AreEqual("PT0200LU12260303100000", TestTerminal.PrivateData(answer));
        Assert.AreEqual("106", Change(NewPin));
        _rig.Time.Advance(TimeSpan.FromHours(24));
        Assert.AreEqual("000", _rig.Buy());
    }

    // What the new PIN may not be is told to nobody who does not know the one in force.
    [TestMethod]
    [DataRow("1234", "126", "Run")]
    [DataRow("0000", "126", "Repeat")]
    [DataRow("4496", "126", "CardNumber")]
    [DataRow("2703", "126", "BirthDate")]
    [DataRow("1984", "126", "BirthDate")]
    [DataRow("62835", "127", "another length")]
    public void NewPinsThatAreNotTaken(string pin, string action, string why)
    {
        Assert.AreEqual("117", Change(pin, pin: "4070"));
        IsoMessage answer = _rig.Send(Terminal.PinChange(pin), out string? remark);
        Assert.AreEqual(action, answer.Text(39));
        StringAssert.Contains(remark, why);
        Assert.AreEqual("PT0203", TestTerminal.PrivateData(answer), "the PIN was right");
        Assert.AreEqual("000", _rig.Buy(), "the former PIN counts still");
    }

    [TestMethod]
    [DataRow("378734493671000", "5062", "119", DisplayName = "the PIN only comes by mail")]
    [DataRow("374245455400126", "8316", "119", DisplayName = "the PIN is not changed")]
    [DataRow("4012888888881881", "7039", "119", DisplayName = "the region")]
    [DataRow("371144371144376", "6148", "125", DisplayName = "not activated")]
    [DataRow("343434343434343", "2746", "104", DisplayName = "blocked")]
    [DataRow("349999999999991", "1470", "111", DisplayName = "unknown")]
    public void CardsThatMayNot(string pan, string pin, string action)
    {
        Assert.AreEqual(action, Change(NewPin, pan, pin));
        Assert.AreEqual(action, Change(NewPin, pan, "1470"), "and no try is counted");
    }

    [TestMethod]
    public void TheSameRequestAgainGetsTheSameAnswer()
    {
        IsoMessage change = Terminal.PinChange(NewPin);
        Assert.AreEqual("000", _rig.Send(change).Text(39));
        Assert.AreEqual("000", _rig.Send(change, out string? remark).Text(39));
        StringAssert.Contains(remark, "the same answer");
        Assert.AreEqual("117", _rig.Buy());
        IsoMessage wrong = Terminal.PinChange("7394", pin: "4071");
        Assert.AreEqual("PT0201", TestTerminal.PrivateData(_rig.Send(wrong)));
        Assert.AreEqual("PT0201", TestTerminal.PrivateData(_rig.Send(wrong)), "counted once");
        Assert.AreEqual("000", _rig.Buy(pin: NewPin));
    }

    // A PIN change is never taken back, and none of its blocks is ever in a reversal.
    [TestMethod]
    public void ItIsNotReversed()
    {
        IsoMessage change = Terminal.PinChange(NewPin);
        Assert.AreEqual("000", _rig.Send(change).Text(39));
        Assert.AreEqual("904", _rig.Send(Terminal.Reversal(change)).Text(39));
        IsoMessage reversal = Terminal.Reversal(Terminal.Purchase());
        reversal.Set(48, change.Text(48));
        Assert.AreEqual("904", _rig.Send(reversal).Text(39));
        Assert.AreEqual("000", _rig.Buy(pin: NewPin));
    }

    [TestMethod]
    public void NewPinBlocksThatAreNone()
    {
        IsoMessage request = Terminal.PinChange(NewPin);
        byte[] ksn = Terminal.NextKsn();
        byte[] key = TestTerminal.Key(ksn, KeyUsage.PinEncryption);
        byte[] good = TestTerminal.EncipherPin(key, NewPin, Anna);
        string[] bad =
        [
            "",
            "PT0203",
            TestTerminal.NewPin(ksn, good)[..^2],
            "NK23" + Convert.ToHexString(ksn)[..^1] + TestTerminal.NewPin([], good)[4..],
            TestTerminal.NewPin(ksn, good) + "PT0203",
            TestTerminal.NewPin(ksn, good[..8]),
            TestTerminal.NewPin(ksn[..10], good),
            TestTerminal.NewPin([.. TestTerminal.InitialKeyId, 0, 0, 0, 0], good),
            TestTerminal.NewPin(ksn, TestTerminal.EncipherPin(key, NewPin, "378282246310005")),
            TestTerminal.NewPin(request.Bytes(53).ToArray(), request.Bytes(52).ToArray()),
            TestTerminal.NewPin(Terminal.NextKsn(), good),
        ];
        foreach (string data in bad)
        {
            request.Set(48, data);
            IsoMessage answer = _rig.Send(request, out string? remark);
            Assert.AreEqual("904", answer.Text(39), data);
            StringAssert.Contains(remark, "DE 48", data);
            Terminal.Stan++;
            request.Set(11, $"{Terminal.Stan:D6}");
        }

        request.Set(48, TestTerminal.NewPin(ksn, good));
        Assert.AreEqual("000", _rig.Send(request).Text(39));
    }

    [TestMethod]
    [DataRow(4, "000000000001")]
    [DataRow(24, "108")]
    [DataRow(14, "2913")]
    public void FieldsThatSayTheWrongThing(int number, string value)
    {
        IsoMessage request = Terminal.PinChange(NewPin);
        request.Set(number, value);
        Assert.AreEqual("904", _rig.Send(request).Text(39));
        Assert.AreEqual("000", _rig.Buy());
    }

    [TestMethod]
    public void TheTraceShowsNeitherBlock()
    {
        IsoMessage request = Terminal.PinChange(NewPin);
        string block = request.Text(48)[^32..];
        string shown = string.Join('\n', TraceText.Fields(request).Select(field => field.ToString()));
        Assert.AreEqual("PIN change", TraceText.Name(request));
        StringAssert.Contains(shown, "NP ********");
        Assert.IsFalse(shown.Contains(block, StringComparison.Ordinal), shown);
        Assert.IsFalse(shown.Contains(block[..8], StringComparison.Ordinal), shown);
        Assert.IsFalse(shown.Contains(Convert.ToHexString(request.Bytes(52)), StringComparison.Ordinal), shown);
    }

    // A terminal without an agent unlocks nothing; once the agent has, it is told so.
    [TestMethod]
    public void UnblockIsTheAgents()
    {
        Assert.AreEqual("000", _rig.Send(Terminal.Unblock()).Text(39), "nothing to do");
        for (int i = 0; i < 3; i++)
        {
            _rig.Buy(pin: "4070");
        }

        Assert.AreEqual("119", _rig.Send(Terminal.Unblock()).Text(39));
        Assert.AreEqual("106", _rig.Ask());
        Assert.AreEqual("106", _rig.Buy());
        _rig.Services.CardLife.Unlock(Anna);
        IsoMessage answer = _rig.Send(Terminal.Unblock());
        Assert.AreEqual("000", answer.Text(39));
        Assert.AreEqual("PT0203UL12260302100000", TestTerminal.PrivateData(answer));
        Assert.AreEqual("000", _rig.Buy());
    }

    [TestMethod]
    public void CashByMessageAndItsReversal()
    {
        IsoMessage cash = Terminal.Purchase("4111111111111111", "8520", 10_000);
        cash.Set(3, "010000");
        Assert.AreEqual("000", _rig.Send(cash).Text(39));
        Assert.AreEqual("400", _rig.Send(Terminal.Reversal(cash)).Text(39));
        Assert.AreEqual(LedgerState.Reversed, _rig.Ledger.Single().State);
        IsoMessage refused = Terminal.Purchase("379354508162306", "6485", 1000);
        refused.Set(3, "010000");
        Assert.AreEqual("119", _rig.Send(refused).Text(39));
    }

    [TestMethod]
    public void SignOnIsAnsweredLikeAnEcho()
    {
        IsoMessage plain = Terminal.PlainEcho();
        plain.Set(24, "801");
        Kiosk.Issuer.Link.Reply reply = _rig.Process(IsoEncoder.Encode(plain));
        Assert.AreEqual("1814", reply.Answer!.Type);
        Assert.AreEqual("800", reply.Answer.Text(39));
        IsoMessage sealedOne = Terminal.Echo();
        sealedOne.Set(24, "801");
        Assert.AreEqual("800", _rig.Send(sealedOne).Text(39));
        IsoMessage other = Terminal.Echo();
        other.Set(24, "802");
        Assert.AreEqual("904", _rig.Send(other).Text(39));
    }

    [TestMethod]
    public async Task AnInoperativeIssuerDecidesNothing()
    {
        await using IssuerFixture fixture = await IssuerFixture.StartAsync();
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(fixture.Issuer);
        IsoMessage purchase = Terminal.Purchase();
        fixture.Issuer.SetFault(LinkFault.Inoperative);
        Assert.AreEqual("907", (await line.ExchangeAsync(Terminal.Purchase(pin: "4070"))).Text(39));
        Assert.AreEqual("907", (await line.ExchangeAsync(purchase)).Text(39));
        Assert.AreEqual("907", (await line.ExchangeAsync(Terminal.Reversal(purchase))).Text(39));
        Assert.AreEqual("907", (await line.ExchangeAsync(Terminal.PinChange(NewPin))).Text(39));
        Assert.AreEqual("800", (await line.ExchangeAsync(Terminal.Echo())).Text(39));
        fixture.Issuer.SetFault(LinkFault.None);
        Assert.IsNull(fixture.Issuer.Newest);
        Assert.AreEqual(0, fixture.Issuer.Services.Cards.Find(Anna)!.WrongTries);
        Assert.AreEqual("000", (await line.ExchangeAsync(purchase)).Text(39), "neither charged nor reversed");
    }

    private string Change(string newPin, string pan = Anna, string pin = TestTerminal.AmexPin) => _rig.Send(Terminal.PinChange(newPin, pan, pin)).Text(39);
}
