using System.Text;
using Kiosk.Bench.Rig;
using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>
/// The whole life of a card in bench time, at the issuer and at the kiosk with its own firmware over TLS. Afterwards no PIN that was typed or mailed is in any file or
/// trace. Its PINs have twelve digits, so that none is met by chance.
/// </summary>
[TestClass]
public sealed class CardLifeTests
{
    private const string Pan = "372349000000852";
    private const string Expiry = "2912";
    private const string Chosen = "862915047733";
    private const string Weak = "372349000000";
    private const string Wrong = "491730286415";

    private readonly List<string> _pins = [Chosen, Wrong];
    private readonly List<string> _trace = [];
    private KioskRig _kiosk = null!;

    private IssuerServices Services => _kiosk.Issuer.Services;

    private DateTimeOffset Now => Services.Time.GetUtcNow();

    [TestMethod]
    [Timeout(300_000)]
    public async Task FromIssueToExpiry()
    {
        string directory = Directory.CreateTempSubdirectory("card-life-").FullName;
        try
        {
            await using (_kiosk = await KioskRig.StartAsync(directory, ConfigFile.Default))
            {
                _kiosk.Issuer.Traced += Keep;
                Live();
            }

            Search(directory);
        }
        finally
        {
            Remains.Delete(directory);
        }
    }

    private void Live()
    {
        CardProgramme programme = Services.Programme.Current;
        Services.Programme.Change(programme with { Regions = [.. programme.Regions.Select(region => region with { PinLength = 12 })] });

        // Issued, and activated; a PIN comes by mail, apart from the card.
        Assert.AreEqual(PinOutcome.NotActivated, Services.PinMail.Request(Pan));
        StartPayment();
        EnterPin(Wrong, "ACTIVATE YOUR CARD");
        Assert.IsTrue(Services.CardLife.Activate(Pan));
        string mailed = GetPinByMail();
        Pay(mailed);

        // Changed at the kiosk; a weak one is not taken there.
        GoIdle();
        _kiosk.Press('A');
        Shows("1 CHANGE PIN");
        _kiosk.Press('1');
        Shows("INSERT CARD");
        _kiosk.GiveCard(Pan, Expiry);
        EnterPin(mailed, "NEW PIN");
        _kiosk.Press(Weak + "#");
        _kiosk.Advance(4000);
        Shows("NEW PIN");
        _kiosk.Press(Chosen + "#");
        Shows("NEW PIN AGAIN");
        _kiosk.Press(Chosen + "#");
        Shows("PIN CHANGED");
        Pay(Chosen);

        // Forgotten: the former one ends, another one comes.
        mailed = GetPinByMail();
        Pay(mailed);

        StartPayment();
        EnterPin(Wrong, "INCORRECT PIN");
        EnterPin(Wrong, "LAST TRY");
        EnterPin(Wrong, "CARD LOCKED");
        Assert.IsTrue(Services.Pins.Of(Pan)!.LockedUntil > Now + TimeSpan.FromHours(23.9), "locked at the issuer");
        StartPayment("CARD LOCKED");
        Assert.IsTrue(Services.CardLife.Unlock(Pan));
        Pay(mailed);

        _kiosk.MoveClock(TimeSpan.FromDays(1200));
        Assert.AreEqual(CardStatus.Expired, Services.Cards.Find(Pan)!.StatusAt(Now));
        StartPayment("CARD EXPIRED");
    }

    /// <summary>Asks for a PIN, waits for the mail and opens the envelope, which opens once.</summary>
    private string GetPinByMail()
    {
        Assert.AreEqual(PinOutcome.Done, Services.PinMail.Request(Pan));
        Envelope envelope = Services.Envelopes.SealedOf(Pan)!;
        int businessDays = 0;
        ClearPin? letter = null;
        while ((letter = Services.PinMail.Open(envelope.Number)) is null)
        {
            Assert.IsTrue(businessDays <= PinMail.MostDays, "it never arrives");
            _kiosk.MoveClock(TimeSpan.FromDays(1));
            businessDays += BusinessDays.Is(DateOnly.FromDateTime(Now.UtcDateTime)) ? 1 : 0;
        }

        // It comes in the morning, which may be before or after the time of day at which it was asked for.
        Assert.IsTrue(businessDays is >= PinMail.FewestDays and <= PinMail.MostDays + 1, $"{businessDays} business days");
        using (letter)
        {
            string pin = string.Concat(letter.Digits.ToArray().Select(digit => (char)('0' + digit)));
            Assert.AreEqual(12, pin.Length);
            Assert.IsNull(Services.PinMail.Open(envelope.Number));
            _pins.Add(pin);
            Remains.Search.Know(pin);
            return pin;
        }
    }

    private void Pay(string pin)
    {
        StartPayment();
        EnterPin(pin, "APPROVED");
    }

    private void StartPayment(string expected = "ENTER PIN")
    {
        GoIdle();
        _kiosk.Press("60#");
        Shows("INSERT CARD");
        _kiosk.GiveCard(Pan, Expiry);
        Shows(expected);
    }

    private void EnterPin(string pin, string expected)
    {
        Shows("ENTER PIN");
        _kiosk.Press(pin + "#");
        Shows(expected);
    }

    private void GoIdle() => Shows("ENTER MINUTES");

    private void Shows(string text)
    {
        for (int i = 0; i < 150 && !_kiosk.Text.Contains(text, StringComparison.Ordinal); i++)
        {
            _kiosk.Advance(100);
        }

        StringAssert.Contains(_kiosk.Text, text);
    }

    private void Keep(TraceEntry entry)
    {
        lock (_trace)
        {
            _trace.Add(entry.ToString());
            _trace.AddRange(entry.Fields.Select(field => field.ToString()));
        }
    }

    /// <summary>The issuer's database and files, and the kiosk's flash: no PIN as text in any usual coding, as digits one a byte, or as digits two a byte.</summary>
    private void Search(string directory)
    {
        string[] files = Directory.GetFiles(directory, "*", SearchOption.AllDirectories);
        Assert.IsTrue(files.Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Pan)) >= 0), "the search finds what is there");
        Assert.IsTrue(_trace.Count > 100, "the trace was kept");
        foreach (string pin in _pins)
        {
            byte[][] forms = [Encoding.UTF8.GetBytes(pin), Encoding.Unicode.GetBytes(pin), [.. pin.Select(digit => (byte)(digit - '0'))], Convert.FromHexString(pin)];
            Assert.IsFalse(_trace.Any(line => line.Contains(pin, StringComparison.Ordinal)), "the trace");
            foreach (string file in files)
            {
                byte[] bytes = File.ReadAllBytes(file);
                Assert.IsFalse(forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0), Path.GetFileName(file));
            }
        }
    }
}
