using Kiosk.Issuer;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Link;
using Kiosk.Issuer.Messages;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>The profile <c>tdes</c>: what differs from <c>aes</c>, over real TLS; and each profile's messages at an issuer of the other.</summary>
[TestClass]
public sealed class TdesProfileTests
{
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";
    private readonly TestTerminal _terminal = new(MessageProfile.Tdes);
    private IssuerFixture _fixture = null!;

    private BenchIssuer Issuer => _fixture.Issuer;

    [TestInitialize]
    public async Task Start() => _fixture = await IssuerFixture.StartAsync(MessageProfile.Tdes);

    [TestCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [TestMethod]
    [DataRow("371449635398431", "4071")]
    [DataRow("5555555555554444", "931607")]
    public async Task PurchaseIsApproved(string pan, string pin)
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage request = _terminal.Purchase(pan, pin);
        Assert.AreEqual(8, request.Bytes(52).Length);
        IsoMessage answer = await line.ExchangeAsync(request);
        Assert.AreEqual("000", answer.Text(39));
        CollectionAssert.AreEqual(new[] { 3, 4, 7, 11, 12, 37, 38, 39, 41, 42, 48, 49, 53, 64 }, answer.Numbers.ToArray());
        Assert.AreEqual("FFFF9876543210E00001", Convert.ToHexString(answer.Bytes(53)));
        Assert.AreEqual(LedgerState.Approved, Issuer.Newest!.State);
    }

    [TestMethod]
    public async Task EveryKindOfRequestIsServed()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage purchase = _terminal.Purchase(Poor, PoorPin, 500);
        Assert.AreEqual("000", (await line.ExchangeAsync(purchase)).Text(39));
        Assert.AreEqual("800", (await line.ExchangeAsync(_terminal.Echo())).Text(39));
        Assert.AreEqual("000", (await line.ExchangeAsync(_terminal.Inquiry(Poor))).Text(39));
        Assert.AreEqual("400", (await line.ExchangeAsync(_terminal.Reversal(purchase))).Text(39));
        Assert.AreEqual(LedgerState.Reversed, Issuer.Newest!.State);
        Assert.AreEqual("000", (await line.ExchangeAsync(_terminal.Purchase(Poor, PoorPin, 500))).Text(39), "the funds are back");
    }

    [TestMethod]
    public async Task WrongPinsAreCounted()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        foreach ((string action, string tries) in new[] { ("117", "PT0202"), ("117", "PT0201"), ("106", "PT0200LU12260303100000") })
        {
            IsoMessage answer = await line.ExchangeAsync(_terminal.Purchase(pin: "4072"));
            Assert.AreEqual(action, answer.Text(39));
            Assert.AreEqual(tries, TestTerminal.PrivateData(answer));
        }

        Assert.AreEqual("106", (await line.ExchangeAsync(_terminal.Purchase())).Text(39), "locked");
    }

    [TestMethod]
    public async Task AnotherCardsPinBlockIsRefused()
    {
        IsoMessage request = _terminal.Purchase();
        request.Set(52, TestTerminal.EncipherPin0(TestTerminal.Key(request.Bytes(53), KeyUsage.PinEncryption), "4071", Poor));
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        Assert.AreEqual("904", (await line.ExchangeAsync(request)).Text(39));
        await _fixture.UntilRemarkAsync("DE 52: not a PIN block of this card under this key");
        Assert.AreEqual(0, Issuer.Services.Cards.Find(TestTerminal.Amex)!.WrongTries, "no try burnt");
    }

    [TestMethod]
    public async Task WrongMacIsRefused()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage request = _terminal.Purchase();
        byte[] bytes = TestTerminal.Seal(request);
        bytes[^1] ^= 1;
        byte[] answer = await line.ExchangeAsync(bytes);
        Assert.AreEqual("904", Read(answer).Text(39));
        Assert.IsTrue(TestTerminal.IsMacRight(answer, request.Bytes(53)), "the answer has a right MAC all the same");
        await _fixture.UntilRemarkAsync("MAC wrong");
        Assert.IsNull(Issuer.Newest);
    }

    [TestMethod]
    public void EveryFlippedBitIsSeen()
    {
        using var rig = new IssuerRig(MessageProfile.Tdes);
        byte[] good = TestTerminal.Seal(rig.Terminal.Purchase());
        for (int bit = 0; bit < good.Length * 8; bit++)
        {
            byte[] bytes = [.. good];
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Reply reply = rig.Process(bytes);
            Assert.IsTrue(reply.Answer is null || reply.Answer.Text(39) == "904", $"bit {bit}: {reply.Remark}");
        }

        Assert.AreEqual(0, rig.Ledger.Count);
        Assert.AreEqual("000", rig.Process(good).Answer!.Text(39));
    }

    [TestMethod]
    [DataRow("FFFF9876543210E00000", "DE 53: its counter has 0 bits set, 1 to 10 are allowed; no usable KSN, so the answer has no MAC")]
    [DataRow("FFFF9876543210EFFC01", "DE 53: its counter has 11 bits set, 1 to 10 are allowed; no usable KSN, so the answer has no MAC")]
    [DataRow("123456789012345600000001", "DE 53: a KSN has 10 bytes, this one 12; no usable KSN, so the answer has no MAC")]
    public async Task KsnThatNoTerminalMayUse(string ksn, string remark)
    {
        IsoMessage request = _terminal.Purchase();
        request.Set(53, Convert.FromHexString(ksn));
        request.Set(64, new byte[8]);
        await IsRefusedWithoutMacAsync(IsoEncoder.Encode(request), remark);
    }

    [TestMethod]
    public async Task PinBlockOf16BytesIsRefused()
    {
        var request = new IsoMessage("1100", FieldTable.Aes);
        IsoMessage right = _terminal.Purchase();
        foreach (int number in right.Numbers.Where(number => number != 52))
        {
            request.CopyFrom(right, number);
        }

        request.Set(52, Enumerable.Repeat((byte)0xE1, 16).ToArray());
        await IsRefusedWithoutMacAsync(TestTerminal.Seal(request), "DE 53, byte ");
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public async Task MessagesOfTheOtherProfileAreRefused(MessageProfile profile)
    {
        _fixture.Profile = profile;
        await _fixture.RestartAsync();
        var own = new TestTerminal(profile);
        var other = new TestTerminal(profile == MessageProfile.Aes ? MessageProfile.Tdes : MessageProfile.Aes);
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage purchase = other.Purchase();
        foreach (IsoMessage request in new[] { purchase, other.Inquiry(), other.Reversal(purchase), other.Echo() })
        {
            IsoMessage answer = IsoDecoder.Decode(await line.ExchangeAsync(TestTerminal.Seal(request)), TestTerminal.FieldsOf(profile)).Message!;
            Assert.AreEqual(RequestRules.AnswerType(request.Type), answer.Type);
            Assert.AreEqual("904", answer.Text(39));
            Assert.IsFalse(answer.Has(64), "no usable KSN, no MAC");
        }

        Assert.IsNull(Issuer.Newest);
        Assert.AreEqual("000", (await line.ExchangeAsync(own.Purchase())).Text(39), "on the same connection");
    }

    /// <summary>The bytes of the other profile's PIN block or KSN may look like the length of DE 53 where this one reads it.</summary>
    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public void NoMessageOfTheOtherProfileMakesItThrow(MessageProfile profile)
    {
        using var rig = new IssuerRig(profile);
        var other = new TestTerminal(profile == MessageProfile.Aes ? MessageProfile.Tdes : MessageProfile.Aes);
        IsoMessage request = other.Purchase();
        byte[] bytes = TestTerminal.Seal(request);
        int pinBlock = bytes.Length - 8 - request.Bytes(53).Length - 2 - request.Bytes(52).Length;
        int place = pinBlock + TestTerminal.FieldsOf(profile).Find(52)!.Length;
        for (int length = 0; length < 100; length++)
        {
            bytes[place] = (byte)('0' + (length / 10));
            bytes[place + 1] = (byte)('0' + (length % 10));
            Assert.AreEqual("904", rig.Process(bytes).Answer!.Text(39));
        }

        Assert.AreEqual(0, rig.Ledger.Count);
    }

    [TestMethod]
    public async Task OneDataDirectoryServesBothProfilesOneAfterTheOther()
    {
        var aes = new TestTerminal();
        foreach (MessageProfile profile in new[] { MessageProfile.Tdes, MessageProfile.Aes, MessageProfile.Tdes })
        {
            _fixture.Profile = profile;
            await _fixture.RestartAsync();
            TestTerminal terminal = profile == MessageProfile.Aes ? aes : _terminal;
            terminal.Stan = Issuer.Ledger.Count;
            await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
            await line.ExchangeAsync(terminal.Purchase(Poor, PoorPin, 200));
        }

        CollectionAssert.AreEqual(new[] { "000", "000", "116" }, Issuer.Ledger.Select(entry => entry.ActionCode).ToArray());
        Assert.IsFalse(_fixture.Trace.Any(entry => entry.Remark?.Contains("KSN", StringComparison.Ordinal) == true), "each profile's counters are its own");
    }

    [TestMethod]
    public void KsnThatDoesNotGoUpIsRemarked()
    {
        using var rig = new IssuerRig(MessageProfile.Tdes);
        IsoMessage first = rig.Terminal.Echo();
        rig.Send(first, out string? remark);
        Assert.IsNull(remark);
        rig.Send(first, out remark);
        Assert.AreEqual("KSN not above the last one", remark);
        rig.Send(rig.Terminal.Echo(), out remark);
        Assert.IsNull(remark);
    }

    [TestMethod]
    public async Task MaskedAsInTheOtherProfile()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        await line.ExchangeAsync(_terminal.Purchase());
        TraceEntry entry = _fixture.Trace.Single(e => e.Direction == TraceDirection.Received);
        Assert.AreEqual("371449*****8431", entry.Fields.Single(field => field.Number == 2).Value);
        Assert.AreEqual(new string('*', 16), entry.Fields.Single(field => field.Number == 52).Value);
        Assert.AreEqual(new string('*', 16) + "0001", entry.Fields.Single(field => field.Number == 53).Value);
    }

    private static IsoMessage Read(byte[] answer) => IsoDecoder.Decode(answer, FieldTable.Tdes).Message!;

    private async Task IsRefusedWithoutMacAsync(byte[] request, string remark)
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage answer = Read(await line.ExchangeAsync(request));
        Assert.AreEqual("904", answer.Text(39));
        Assert.IsFalse(answer.Has(64));
        await _fixture.UntilRemarkAsync(remark);
        Assert.IsNull(Issuer.Newest);
    }
}
