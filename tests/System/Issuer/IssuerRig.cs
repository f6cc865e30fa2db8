using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Link;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;
using Microsoft.Extensions.Time.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>The issuer without its link: request bytes in, answer out, simulated time.</summary>
internal sealed class IssuerRig : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("issuer-rig").FullName;
    private readonly Database _database;
    private readonly KeyDesk _keys;
    private readonly RequestProcessor _processor;

    public IssuerRig(MessageProfile profile = MessageProfile.Aes)
    {
        Terminal = new TestTerminal(profile);
        _keys = KeyDesk.Open(profile, null);
        _database = IssuerFile.Open(_directory, CardProgramme.Default, Time);
        Services = new IssuerServices(_database, ProgrammeStore.InMemory(), Time);
        Desk = new CardDesk(_database, Time, Services.Programme);
        _processor = new RequestProcessor(Desk, _keys, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));

    public TestTerminal Terminal { get; }

    public IssuerServices Services { get; }

    public CardDesk Desk { get; }

    public CardTable Cards => Services.Cards;

    public List<LedgerEntry> Ledger => Services.Ledger.All();

    /// <summary>Sends a message with a right MAC; the answer's MAC must be right too.</summary>
    public IsoMessage Send(IsoMessage request) => Send(request, out _);

    public IsoMessage Send(IsoMessage request, out string? remark)
    {
        Reply reply = Process(TestTerminal.Seal(request));
        Assert.IsNotNull(reply.Answer, reply.Remark);
        Assert.IsTrue(TestTerminal.IsMacRight(reply.Bytes, request.Bytes(53)), "MAC of the answer");
        remark = reply.Remark;

        // What counts is what a kiosk reads from the wire.
        DecodedMessage decoded = _processor.Read(reply.Bytes);
        Assert.IsNull(decoded.Error);
        return decoded.Message!;
    }

    public Reply Process(byte[] data) => _processor.Process(data, _processor.Read(data));

    /// <summary>Action code of a purchase.</summary>
    public string Buy(string pan = TestTerminal.Amex, string pin = TestTerminal.AmexPin, long amount = 240, string expiry = "2912") =>
        Send(Terminal.Purchase(pan, pin, amount, expiry)).Text(39);

    /// <summary>Action code of a status inquiry.</summary>
    public string Ask(string pan = TestTerminal.Amex, string expiry = "2912") => Send(Terminal.Inquiry(pan, expiry)).Text(39);

    public void Dispose()
    {
        _database.Dispose();
        _keys.Dispose();
        Remains.Delete(_directory);
    }
}
