using System.Globalization;
using Kiosk.Issuer;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>What the trace tells, and what it must not.</summary>
[TestClass]
public sealed class TraceTests
{
    private readonly TestTerminal _terminal = new();
    private IssuerFixture _fixture = null!;

    [TestInitialize]
    public async Task Start() => _fixture = await IssuerFixture.StartAsync();

    [TestCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [TestMethod]
    public async Task APurchaseIsTold()
    {
        await SendAsync(_terminal.Purchase());
        TraceEntry[] entries = [.. _fixture.Trace];
        Assert.AreEqual((TraceDirection.Note, "connection open"), (entries[0].Direction, entries[0].Remark));
        TraceEntry request = entries[1];
        Assert.AreEqual((TraceDirection.Received, "1100", "purchase"), (request.Direction, request.Type, request.Remark));
        Assert.AreEqual(_fixture.Time.GetUtcNow(), request.Time);
        CollectionAssert.AreEqual(new[] { 2, 3, 4, 7, 11, 12, 14, 22, 24, 26, 41, 42, 43, 49, 52, 53, 64 }, request.Fields.Select(f => f.Number).ToArray());
        Assert.AreEqual("000000 purchase", Value(request, 3));
        Assert.AreEqual("000000000240", Value(request, 4));
        Assert.AreEqual("amount", request.Fields.Single(f => f.Number == 4).Name);
        TraceEntry answer = entries[2];
        Assert.AreEqual((TraceDirection.Sent, "1110"), (answer.Direction, answer.Type));
        Assert.AreEqual("000 approved", Value(answer, 39));
    }

    [TestMethod]
    public async Task SecretsAreMasked()
    {
        IsoMessage request = _terminal.Purchase();
        request.Set(35, "371449635398431=2912201123456789");
        await SendAsync(request);
        TraceEntry entry = _fixture.Trace.Single(e => e.Direction == TraceDirection.Received);
        Assert.AreEqual("371449*****8431", Value(entry, 2));
        Assert.AreEqual("****", Value(entry, 14));
        Assert.AreEqual("371449*****8431=" + new string('*', 16), Value(entry, 35));
        Assert.AreEqual(new string('*', 32), Value(entry, 52));
        Assert.AreEqual(new string('*', 20) + "0001", Value(entry, 53));
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public async Task NoSecretInAnyLine(MessageProfile profile)
    {
        _fixture.Profile = profile;
        await _fixture.RestartAsync();
        var terminal = new TestTerminal(profile);
        var secrets = new List<string> { Convert.ToHexString(TestTerminal.Bdk), Convert.ToHexString(TestTerminal.TdesBdk) };
        foreach (TestCard card in BenchIssuer.TestCards)
        {
            IsoMessage purchase = terminal.Purchase(card.Pan, card.Pin ?? "1234", 240, card.Expiry);
            await SendAsync(purchase);
            await SendAsync(terminal.Reversal(purchase));
            await SendAsync(terminal.Inquiry(card.Pan));
            IsoMessage wrong = terminal.Purchase(card.Pan, "0000");
            wrong.Set(24, "831");
            await SendAsync(wrong);
            secrets.AddRange([card.Pan, Convert.ToHexString(purchase.Bytes(52)), Convert.ToHexString(purchase.Bytes(53))]);
        }

        // A card number with a wrong character, a PIN block of another card, a cut message.
        byte[] odd = TestTerminal.Seal(terminal.Purchase());
        odd[20] = (byte)'x';
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(_fixture.Issuer);
        await line.SendAsync(odd);
        await line.ReceiveAsync();
        await line.SendAsync(odd[..60]);
        await line.ReceiveAsync();

        string[] lines = [.. _fixture.Trace.Select(e => $"{e} {string.Join(' ', e.Fields)}")];
        Assert.IsTrue(lines.Length > 80);
        foreach (string secret in secrets)
        {
            Assert.IsFalse(lines.Any(l => l.Contains(secret, StringComparison.OrdinalIgnoreCase)), secret);
        }

        // PINs are short, so other numbers may hold them by chance; six digits are not met by chance.
        Assert.IsFalse(lines.Any(l => l.Contains("931607", StringComparison.Ordinal)));
    }

    /// <summary>A PIN change has a PIN block in DE 48, well formed or not.</summary>
    [TestMethod]
    [DataRow("{0}")]
    [DataRow("{0}0", DisplayName = "one more")]
    [DataRow("{0}PT0203XX12", DisplayName = "an entry that is cut")]
    [DataRow("{1}", DisplayName = "small letters")]
    [DataRow("NP33{2}", DisplayName = "a length that is not the block's")]
    [DataRow("XX32{2}", DisplayName = "an unknown tag")]
    public async Task NoPinBlockInPrivateData(string form)
    {
        byte[] ksn = _terminal.NextKsn();
        byte[] block = TestTerminal.EncipherPin(TestTerminal.Key(ksn, KeyUsage.PinEncryption), "6283", TestTerminal.Amex);
        string data = TestTerminal.NewPin(ksn, block);
        IsoMessage request = _terminal.PinChange("6283");
        request.Set(48, string.Format(CultureInfo.InvariantCulture, form, data, data.Replace("NP", "np", StringComparison.Ordinal), Convert.ToHexString(block)));
        await SendAsync(request);
        string shown = Value(_fixture.Trace.Single(e => e.Direction == TraceDirection.Received), 48);
        Assert.IsFalse(shown.Contains(Convert.ToHexString(block)[..8], StringComparison.OrdinalIgnoreCase), shown);
        Assert.IsFalse(shown.Contains(Convert.ToHexString(ksn)[..8], StringComparison.OrdinalIgnoreCase), shown);
    }

    [TestMethod]
    public async Task AFaultIsTold()
    {
        _fixture.Issuer.SetFault(LinkFault.DropAnswer);
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(_fixture.Issuer);
        await line.SendAsync(TestTerminal.Seal(_terminal.Purchase(pin: "0000")));
        await _fixture.UntilRemarkAsync("PIN wrong, 2 tries left; answer kept back (fault)");
        Assert.IsFalse(_fixture.Trace.Any(e => e.Direction == TraceDirection.Sent));
    }

    private static string Value(TraceEntry entry, int number) => entry.Fields.Single(field => field.Number == number).Value;

    private async Task SendAsync(IsoMessage message)
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(_fixture.Issuer);
        await line.ExchangeAsync(message);
    }
}
