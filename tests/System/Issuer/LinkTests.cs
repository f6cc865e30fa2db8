using System.Net.Sockets;
using System.Security.Authentication;
using Kiosk.Issuer;
using Kiosk.Issuer.Link;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>The issuer over real TLS, whole and with each fault.</summary>
[TestClass]
public sealed class LinkTests
{
    private readonly TestTerminal _terminal = new();
    private IssuerFixture _fixture = null!;

    private static readonly int MaxConnections = new IssuerOptions { DataDirectory = "" }.MaxConnections;

    private BenchIssuer Issuer => _fixture.Issuer;

    [TestInitialize]
    public async Task Start() => _fixture = await IssuerFixture.StartAsync();

    [TestCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [TestMethod]
    [DataRow(SslProtocols.Tls12, "localhost")]
    [DataRow(SslProtocols.Tls13, "localhost")]
    [DataRow(SslProtocols.Tls12, "127.0.0.1")]
    public async Task PurchaseIsApproved(SslProtocols protocol, string name)
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer, name, protocol);
        Assert.AreEqual(protocol, line.Protocol);
        IsoMessage answer = await line.ExchangeAsync(_terminal.Purchase());
        Assert.AreEqual("000", answer.Text(39));
        Assert.AreEqual(240, Issuer.Newest!.Amount);
        Assert.AreEqual(LedgerState.Approved, Issuer.Newest.State);
        Assert.IsFalse(Issuer.Holding);
    }

    [TestMethod]
    public async Task OneConnectionServesManyRequests()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage purchase = _terminal.Purchase();
        Assert.AreEqual("000", (await line.ExchangeAsync(purchase)).Text(39));
        Assert.AreEqual("800", (await line.ExchangeAsync(_terminal.Echo())).Text(39));
        Assert.AreEqual("000", (await line.ExchangeAsync(_terminal.Inquiry())).Text(39));
        Assert.AreEqual("400", (await line.ExchangeAsync(_terminal.Reversal(purchase))).Text(39));
        Assert.AreEqual(LedgerState.Reversed, Issuer.Newest!.State);
    }

    [TestMethod]
    public async Task AMessageMayComeInPieces()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        byte[] message = TestTerminal.Seal(_terminal.Echo());
        byte[] frame = [0, (byte)message.Length, .. message, 0, (byte)message.Length, .. message[..50]];
        foreach (byte[] piece in frame.Chunk(7))
        {
            await line.SendRawAsync(piece);
        }

        Assert.IsNotNull(await line.ReceiveAsync());
        await line.SendRawAsync(message[50..]);
        Assert.IsNotNull(await line.ReceiveAsync());
    }

    [TestMethod]
    public async Task AnotherNameIsRefusedByTheClient() =>
        await Assert.ThrowsExceptionAsync<AuthenticationException>(() => TlsTerminal.ConnectAsync(Issuer, "issuer.example"));

    [TestMethod]
    public async Task BadCertificateIsRefusedByTheClient()
    {
        await using TlsTerminal before = await TlsTerminal.ConnectAsync(Issuer);
        Issuer.SetFault(LinkFault.BadCertificate);
        Assert.IsNull(await before.ReceiveAsync(), "an open connection is closed");
        await Assert.ThrowsExceptionAsync<AuthenticationException>(() => TlsTerminal.ConnectAsync(Issuer, protocols: SslProtocols.Tls12));
        await Assert.ThrowsExceptionAsync<AuthenticationException>(() => TlsTerminal.ConnectAsync(Issuer));
        Issuer.SetFault(LinkFault.None);
        await using TlsTerminal after = await TlsTerminal.ConnectAsync(Issuer);
        Assert.AreEqual("000", (await after.ExchangeAsync(_terminal.Purchase())).Text(39));
    }

    [TestMethod]
    public async Task OffClosesWhatIsOpenAndWhatComes()
    {
        await using TlsTerminal before = await TlsTerminal.ConnectAsync(Issuer);
        await before.ExchangeAsync(_terminal.Echo());
        Issuer.SetFault(LinkFault.Off);
        Assert.IsNull(await before.ReceiveAsync());
        await FailsBeforeTlsAsync();
        await _fixture.UntilRemarkAsync("connection refused: issuer off");
        Assert.IsNull(Issuer.Newest);
        Issuer.SetFault(LinkFault.None);
        await using TlsTerminal after = await TlsTerminal.ConnectAsync(Issuer);
        Assert.AreEqual("000", (await after.ExchangeAsync(_terminal.Purchase())).Text(39));
    }

    [TestMethod]
    public async Task DroppedRequestIsNotProcessed()
    {
        Issuer.SetFault(LinkFault.DropRequest);
        await using (TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer))
        {
            Assert.IsFalse(Issuer.Holding, "a connection alone holds nothing");
            await line.SendAsync(TestTerminal.Seal(_terminal.Purchase()));
            await _fixture.UntilHoldingAsync(true);
            Assert.IsNull(Issuer.Newest);

            Issuer.SetFault(LinkFault.None);
            _fixture.Time.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(50);
            Assert.IsTrue(Issuer.Holding, "what was dropped stays dropped");
            Assert.IsNull(Issuer.Newest);
        }

        await _fixture.UntilHoldingAsync(false);
    }

    [TestMethod]
    public async Task DroppedAnswerIsProcessed()
    {
        Issuer.SetFault(LinkFault.DropAnswer);
        IsoMessage purchase = _terminal.Purchase();
        await using (TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer))
        {
            Task<byte[]?> answer = line.ReceiveAsync();
            await line.SendAsync(TestTerminal.Seal(purchase));
            await _fixture.UntilHoldingAsync(true);
            Assert.AreEqual(LedgerState.Approved, Issuer.Newest!.State);
            await Task.Delay(50);
            Assert.IsFalse(answer.IsCompleted);
        }

        await _fixture.UntilHoldingAsync(false);
        Issuer.SetFault(LinkFault.None);
        await using TlsTerminal next = await TlsTerminal.ConnectAsync(Issuer);
        Assert.AreEqual("400", (await next.ExchangeAsync(_terminal.Reversal(purchase))).Text(39));
        Assert.AreEqual(LedgerState.Reversed, Issuer.Newest!.State);
    }

    [TestMethod]
    public async Task ANewerRequestEndsTheHolding()
    {
        Issuer.SetFault(LinkFault.DropAnswer);
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        await line.SendAsync(TestTerminal.Seal(_terminal.Purchase()));
        await _fixture.UntilHoldingAsync(true);
        Issuer.SetFault(LinkFault.None);
        Assert.AreEqual("800", (await line.ExchangeAsync(_terminal.Echo())).Text(39));
        Assert.IsFalse(Issuer.Holding);
    }

    [TestMethod]
    public async Task SlowAnswerComesWhenItsTimeHasPassed()
    {
        Issuer.SetFault(LinkFault.Slow, TimeSpan.FromSeconds(5));
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        Task<IsoMessage> answer = line.ExchangeAsync(_terminal.Purchase());
        await _fixture.UntilHoldingAsync(true);
        Assert.AreEqual(LedgerState.Approved, Issuer.Newest!.State, "processed at once");

        Issuer.SetFault(LinkFault.None);
        _fixture.Time.Advance(TimeSpan.FromSeconds(4.999));
        await Task.Delay(50);
        Assert.IsTrue(Issuer.Holding);
        Assert.IsFalse(answer.IsCompleted);

        _fixture.Time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.IsFalse(Issuer.Holding, "at once, so that no more simulated time passes meanwhile");
        Assert.AreEqual("000", (await answer).Text(39));
        Assert.IsFalse(Issuer.Holding);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task ClosedConnectionIsNotHeld(bool byIssuer)
    {
        Issuer.SetFault(LinkFault.Slow, TimeSpan.FromHours(1));
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        await line.SendAsync(TestTerminal.Seal(_terminal.Purchase()));
        await _fixture.UntilHoldingAsync(true);
        if (byIssuer)
        {
            Issuer.SetFault(LinkFault.Off);
            Assert.IsFalse(Issuer.Holding);
        }
        else
        {
            await line.DisposeAsync();
        }

        await _fixture.UntilHoldingAsync(false);
        await _fixture.UntilRemarkAsync("connection closed");
    }

    [TestMethod]
    public async Task BadMacIsOneBit()
    {
        Issuer.SetFault(LinkFault.BadMac);
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage request = _terminal.Purchase();
        await line.SendAsync(TestTerminal.Seal(request));
        byte[] answer = (await line.ReceiveAsync())!;
        Assert.IsFalse(TestTerminal.IsMacRight(answer, request.Bytes(53)));
        answer[^8] ^= 1;
        Assert.IsTrue(TestTerminal.IsMacRight(answer, request.Bytes(53)));
        Assert.AreEqual(LedgerState.Approved, Issuer.Newest!.State);
    }

    [TestMethod]
    [DataRow("0000", "length prefix 0, 1 to 512 are allowed")]
    [DataRow("0201", "length prefix 513, 1 to 512 are allowed")]
    [DataRow("FFFF3131", "length prefix 65535, 1 to 512 are allowed")]
    [DataRow("000431313030", "4 bytes that cannot be answered: bit map, byte 4: the message ends here; connection closed")]
    [DataRow("0002FFFF", "2 bytes that cannot be answered: message type, byte 0: not a digit; connection closed")]
    public async Task BytesThatAreNoMessageCloseTheConnection(string hex, string remark)
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        await line.SendRawAsync(Convert.FromHexString(hex));
        Assert.IsNull(await line.ReceiveAsync());
        await _fixture.UntilRemarkAsync(remark);
    }

    [TestMethod]
    public async Task AMessageCutShortIsRemarked()
    {
        await using (TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer))
        {
            await line.SendRawAsync([0, 80, 0x31, 0x31]);
        }

        await _fixture.UntilRemarkAsync("the connection ended after 4 bytes of a message");
    }

    [TestMethod]
    public async Task AFormatErrorLeavesTheConnectionOpen()
    {
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        IsoMessage bad = _terminal.Purchase();
        bad.Set(24, "108");
        Assert.AreEqual("904", (await line.ExchangeAsync(bad)).Text(39));
        Assert.AreEqual("000", (await line.ExchangeAsync(_terminal.Purchase())).Text(39));
    }

    [TestMethod]
    public async Task SomeoneWhoSpeaksNoTlsIsClosed()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", Issuer.Port);
        await tcp.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        await _fixture.UntilRemarkAsync("connection closed in the TLS handshake");
        await using TlsTerminal line = await TlsTerminal.ConnectAsync(Issuer);
        Assert.AreEqual("000", (await line.ExchangeAsync(_terminal.Purchase())).Text(39));
    }

    [TestMethod]
    public async Task ConnectionsAreBounded()
    {
        var lines = new List<TcpClient>();
        for (int i = 0; i <= MaxConnections; i++)
        {
            lines.Add(new TcpClient());
            try
            {
                await lines[i].ConnectAsync("127.0.0.1", Issuer.Port);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // The one too many, reset before this side knew that it was connected.
            }
        }

        // Which of them is one too many is for the accepting threads to say.
        await _fixture.UntilRemarkAsync("connection refused: too many connections");
        Assert.AreEqual(1, _fixture.Trace.Count(entry => entry.Remark?.StartsWith("connection refused", StringComparison.Ordinal) == true));
        lines.ForEach(line => line.Dispose());
        await IssuerFixture.UntilAsync(() => _fixture.Trace.Count(e => e.Remark == "connection closed in the TLS handshake") == MaxConnections, "all closed");
        await using TlsTerminal after = await TlsTerminal.ConnectAsync(Issuer);
        Assert.AreEqual("800", (await after.ExchangeAsync(_terminal.Echo())).Text(39));
    }

    /// <summary>A kiosk that loses its power closes no connection: those must not shut out others for ever.</summary>
    [TestMethod]
    public async Task TheLongestIdleConnectionMakesRoom()
    {
        var lines = new List<TlsTerminal>();
        try
        {
            for (int i = 0; i < MaxConnections; i++)
            {
                lines.Add(await TlsTerminal.ConnectAsync(Issuer));
                _fixture.Time.Advance(TimeSpan.FromSeconds(1));
            }

            _fixture.Time.Advance(TimeSpan.FromMinutes(1));
            await lines[0].ExchangeAsync(_terminal.Echo());
            lines.Add(await TlsTerminal.ConnectAsync(Issuer));
            Assert.AreEqual("000", (await lines[^1].ExchangeAsync(_terminal.Purchase())).Text(39));
            Assert.IsNull(await lines[1].ReceiveAsync(), "the longest idle one");
            Assert.AreEqual("800", (await lines[0].ExchangeAsync(_terminal.Echo())).Text(39), "in use");
            Assert.AreEqual("800", (await lines[2].ExchangeAsync(_terminal.Echo())).Text(39), "idle, but not the longest");
        }
        finally
        {
            foreach (TlsTerminal line in lines)
            {
                await line.DisposeAsync();
            }
        }
    }

    [TestMethod]
    public void FaultArgumentsAreChecked()
    {
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => Issuer.SetFault(LinkFault.Slow, TimeSpan.FromSeconds(-1)));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => Issuer.SetFault(LinkFault.Slow, TimeSpan.FromHours(25)));
    }

    private async Task FailsBeforeTlsAsync()
    {
        try
        {
            await (await TlsTerminal.ConnectAsync(Issuer)).DisposeAsync();
            Assert.Fail("the handshake went through");
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Closed without a TLS alert.
        }
    }
}
