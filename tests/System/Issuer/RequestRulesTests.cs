using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Link;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>A request that breaks the contract is answered with 904 and changes nothing.</summary>
[TestClass]
public sealed class RequestRulesTests
{
    private readonly IssuerRig _rig = new();

    private TestTerminal Terminal => _rig.Terminal;

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    [DataRow(7)]
    [DataRow(14)]
    [DataRow(22)]
    [DataRow(24)]
    [DataRow(26)]
    [DataRow(42)]
    [DataRow(43)]
    [DataRow(49)]
    [DataRow(52)]
    public void MissingField(int number) => Is904(Without(Terminal.Purchase(), number), $"DE {number}: missing");

    [TestMethod]
    [DataRow(11)]
    [DataRow(12)]
    [DataRow(41)]
    public void WithoutItsOwnerAMessageIsNotAnswered(int number)
    {
        Reply reply = _rig.Process(TestTerminal.Seal(Without(Terminal.Purchase(), number)));
        Assert.IsNull(reply.Answer);
        Assert.AreEqual($"DE {number}: missing", reply.Remark);
    }

    [TestMethod]
    [DataRow("1110")]
    [DataRow("1200")]
    [DataRow("0100")]
    public void OtherTypesAreNotAnswered(string type)
    {
        Reply reply = _rig.Process(TestTerminal.Seal(Retyped(Terminal.Purchase(), type)));
        Assert.IsNull(reply.Answer);
        Assert.AreEqual("message type: not a request of this profile", reply.Remark);
    }

    [TestMethod]
    public void MissingKsn()
    {
        IsoMessage request = Without(Terminal.Purchase(), 53);
        request.Set(64, new byte[8]);
        HasNoMac(_rig.Process(IsoEncoder.Encode(request)), "DE 53: missing");
    }

    [TestMethod]
    [DataRow("123456789012345600000000", "0 bits")]
    [DataRow("12345678901234560001FFFF", "17 bits")]
    [DataRow("1234567890123456000001", "this one 11")]
    public void KsnThatNoTerminalMayUse(string ksn, string reason)
    {
        IsoMessage request = Terminal.Purchase();
        request.Set(53, Convert.FromHexString(ksn));
        request.Set(64, new byte[8]);
        HasNoMac(_rig.Process(IsoEncoder.Encode(request)), reason);
    }

    [TestMethod]
    public void MissingMac()
    {
        Reply reply = _rig.Process(IsoEncoder.Encode(Terminal.Purchase()));
        Assert.AreEqual("904", reply.Answer!.Text(39));
        Assert.AreEqual("DE 64: missing", reply.Remark);
        NothingHappened();
    }

    [TestMethod]
    public void EveryFlippedBitIsSeen()
    {
        byte[] good = TestTerminal.Seal(Terminal.Purchase());
        for (int bit = 0; bit < good.Length * 8; bit += 3)
        {
            byte[] bytes = good.ToArray();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Reply reply = _rig.Process(bytes);
            Assert.IsTrue(reply.Answer is null || reply.Answer.Text(39) == "904", $"bit {bit}: {reply.Remark}");
        }

        NothingHappened();
    }

    [TestMethod]
    public void WrongMacIsSaid()
    {
        IsoMessage request = Terminal.Purchase();
        byte[] bytes = TestTerminal.Seal(request);
        bytes[^1] ^= 1;
        Reply reply = _rig.Process(bytes);
        Assert.AreEqual("904", reply.Answer!.Text(39));
        Assert.AreEqual("MAC wrong", reply.Remark);
        Assert.IsTrue(TestTerminal.IsMacRight(reply.Bytes, request.Bytes(53)), "the answer has a right MAC all the same");
        NothingHappened();
    }

    [TestMethod]
    public void WrongMacOnAReversalReversesNothing()
    {
        IsoMessage purchase = Terminal.Purchase();
        Assert.AreEqual("000", _rig.Send(purchase).Text(39));
        byte[] bytes = TestTerminal.Seal(Terminal.Reversal(purchase));
        bytes[^1] ^= 1;
        Assert.AreEqual("904", _rig.Process(bytes).Answer!.Text(39));
        Assert.AreEqual(Kiosk.Issuer.LedgerState.Approved, _rig.Ledger.Single().State);
    }

    [TestMethod]
    [DataRow(3, "200000")]
    [DataRow(7, "1302100000")]
    [DataRow(11, "000000")]
    [DataRow(12, "260302250000")]
    [DataRow(14, "2913")]
    [DataRow(14, "2900")]
    [DataRow(24, "108")]
    [DataRow(25, "4021")]
    [DataRow(35, "371449635398431=2911201")]
    [DataRow(35, "371449635398432=2912201")]
    [DataRow(48, "PT0201")]
    public void PurchaseThatSaysTheWrongThing(int number, string value) => Is904(With(Terminal.Purchase(), number, value), $"DE {number}: ");

    [TestMethod]
    public void Track2OfTheCardIsTaken() =>
        Assert.AreEqual("000", _rig.Send(With(Terminal.Purchase(), 35, "371449635398431=2912201123456789")).Text(39));

    [TestMethod]
    public void The29thOfFebruaryIsADay()
    {
        Terminal.LocalTime = "280229110000";
        Assert.AreEqual("000", _rig.Send(With(Terminal.Purchase(), 7, "0229100000")).Text(39));
    }

    [TestMethod]
    public void InquiryThatSaysTheWrongThing()
    {
        Is904(With(Terminal.Inquiry(), 4, "1"), "DE 4: ");
        Is904(With(Terminal.Inquiry(), 24, "100"), "DE 24: ");
        IsoMessage request = Terminal.Inquiry();
        request.Set(52, new byte[16]);
        Is904(request, "DE 52: does not belong");
    }

    [TestMethod]
    [DataRow(24, "100")]
    [DataRow(25, "4000")]
    [DataRow(3, "700000")]
    [DataRow(56, "110000000126030211000100")]
    [DataRow(56, "110000000226030211000000")]
    [DataRow(56, "142000000126030211000000")]
    [DataRow(14, "2912")]
    public void ReversalThatSaysTheWrongThing(int number, string value)
    {
        IsoMessage answer = Is904(With(Terminal.Reversal(Terminal.Purchase()), number, value), $"DE {number}: ");
        Assert.AreEqual("1430", answer.Type);
    }

    [TestMethod]
    public void ReversalNeverHasAPinBlock()
    {
        IsoMessage reversal = Terminal.Reversal(Terminal.Purchase());
        reversal.Set(52, new byte[16]);
        Is904(reversal, "DE 52: does not belong");
    }

    [TestMethod]
    public void WrongCharacterIsAnsweredWithAMac()
    {
        IsoMessage request = Terminal.Purchase();
        byte[] bytes = TestTerminal.Seal(request);
        bytes[16] = (byte)'x';
        TestTerminal.SealBytes(bytes, request.Bytes(53));
        Reply reply = _rig.Process(bytes);
        Assert.AreEqual("904", reply.Answer!.Text(39));
        Assert.AreEqual("DE 2, byte 16: a character that it cannot hold", reply.Remark);
        Assert.IsTrue(TestTerminal.IsMacRight(reply.Bytes, request.Bytes(53)));
    }

    [TestMethod]
    public void PinBlockThatIsNotOneOfThisCard()
    {
        IsoMessage request = Terminal.Purchase();
        request.Set(52, TestTerminal.EncipherPin(TestTerminal.Key(request.Bytes(53), KeyUsage.PinEncryption), "4071", "378282246310005"));
        IsoMessage answer = _rig.Send(request, out string? remark);
        Assert.AreEqual("904", answer.Text(39));
        StringAssert.StartsWith(remark, "DE 52: ");
        Assert.AreEqual("", TestTerminal.PrivateData(answer));
        Assert.AreEqual(0, _rig.Cards.Find(TestTerminal.Amex)!.WrongTries, "no try burnt");
        Assert.AreEqual("904", _rig.Ledger.Single().ActionCode);
    }

    [TestMethod]
    public void KsnThatDoesNotGoUpIsRemarked()
    {
        IsoMessage first = Terminal.Echo();
        _rig.Send(first, out string? remark);
        Assert.IsNull(remark);
        _rig.Send(first, out remark);
        Assert.AreEqual("KSN not above the last one", remark);
        _rig.Send(Terminal.Echo(), out remark);
        Assert.IsNull(remark);
    }

    [TestMethod]
    public void MacIn128IsTaken()
    {
        Reply reply = _rig.Process(TestTerminal.Seal(Terminal.Purchase(), macField: 128));
        Assert.AreEqual("000", reply.Answer!.Text(39));
        Assert.IsTrue(reply.Answer.Has(64));
    }

    private IsoMessage Is904(IsoMessage request, string remark)
    {
        IsoMessage answer = _rig.Send(request, out string? said);
        Assert.AreEqual("904", answer.Text(39));
        StringAssert.StartsWith(said, remark);
        NothingHappened();
        return answer;
    }

    private void HasNoMac(Reply reply, string remark)
    {
        Assert.AreEqual("904", reply.Answer!.Text(39));
        StringAssert.Contains(reply.Remark, remark);
        Assert.IsFalse(reply.Answer.Has(64));
        NothingHappened();
    }

    private void NothingHappened()
    {
        Assert.AreEqual(0, _rig.Ledger.Count);
        Assert.AreEqual(0, _rig.Cards.Find(TestTerminal.Amex)!.WrongTries);
    }

    private static IsoMessage With(IsoMessage message, int number, string value)
    {
        message.Set(number, value);
        return message;
    }

    private static IsoMessage Without(IsoMessage message, int number)
    {
        var copy = new IsoMessage(message.Type, message.Fields);
        foreach (int other in message.Numbers.Where(n => n != number))
        {
            copy.CopyFrom(message, other);
        }

        return copy;
    }

    private static IsoMessage Retyped(IsoMessage message, string type)
    {
        var copy = new IsoMessage(type, message.Fields);
        foreach (int number in message.Numbers)
        {
            copy.CopyFrom(message, number);
        }

        return copy;
    }
}
