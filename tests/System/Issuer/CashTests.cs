using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>What the programme says about cash, decided as a message would have it.</summary>
[TestClass]
public sealed class CashTests
{
    private const string Visa = "4111111111111111";
    private const string VisaPin = "8520";
    private readonly IssuerRig _rig = new();
    private int _stan;

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    public void AFeeIsChargedAndComesBackWithAReversal()
    {
        _rig.Cards.Enrol(Card("379000000000007", available: 10_400), [8, 5, 2, 0]);
        Assert.AreEqual("116", Advance("379000000000007", VisaPin, 10_001), "amount and fee together");
        CardRequest request = Request("379000000000007", 10_000);
        Assert.AreEqual("000", Decide(request, VisaPin));
        Assert.AreEqual(0, _rig.Cards.Find("379000000000007")!.Available);
        CardTransaction transaction = _rig.Services.CardLife.Recent("379000000000007", 1)[0];
        Assert.AreEqual((CardRequest.Cash, 10_000L, 400L), (transaction.Processing, transaction.Amount, transaction.Fee));
        _rig.Desk.Reverse(request);
        Assert.AreEqual(10_400, _rig.Cards.Find("379000000000007")!.Available);
    }

    [TestMethod]
    public void TheLimitIsADaysAndOfCashAlone()
    {
        Assert.AreEqual("000", _rig.Buy(Visa, VisaPin, 50_000), "a purchase is no cash");
        Assert.AreEqual("000", Advance(Visa, VisaPin, 30_000));
        Assert.AreEqual("121", Advance(Visa, VisaPin, 10_001));
        Assert.AreEqual("000", Advance(Visa, VisaPin, 10_000));
        Assert.AreEqual("121", Advance(Visa, VisaPin, 1));
        _rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual("000", Advance(Visa, VisaPin, 40_000));
    }

    [TestMethod]
    public void WhereThereIsNone()
    {
        Assert.AreEqual("119", Advance("379354508162306", "6485", 1000), "the product");
        Assert.AreEqual("000", _rig.Buy("379354508162306", "6485"));
        _rig.Cards.Enrol(Card("379000000000007", region: "jp"), [8, 5, 2, 0]);
        Assert.AreEqual("119", Advance("379000000000007", VisaPin, 1000), "the region");
    }

    [TestMethod]
    public void ThreeADay()
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual("000", _rig.Buy("343452000000306", "9274", 100));
        }

        Assert.AreEqual("123", _rig.Buy("343452000000306", "9274", 100));
        _rig.Time.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual("000", _rig.Buy("343452000000306", "9274", 5000));
        Assert.AreEqual("121", _rig.Buy("343452000000306", "9274", 1), "the product's amount a day");
    }

    private static Card Card(string pan, long? available = null, string region = "eu") =>
        new() { Pan = pan, Expiry = "2912", Brand = "Visa", Product = "visa", Region = region, KeyIndex = 1, Available = available };

    private string Advance(string pan, string pin, long amount) => Decide(Request(pan, amount), pin);

    private string Decide(CardRequest request, string pin) =>
        _rig.Desk.Decide(request, () => ClearPin.Read(System.Text.Encoding.ASCII.GetBytes(pin))).Action;

    private CardRequest Request(string pan, long amount) => new()
    {
        Pan = pan,
        Processing = CardRequest.Cash,
        Amount = amount,
        Stan = $"{500_000 + ++_stan}",
        LocalTime = "260302110000",
        Expiry = "2912",
        Terminal = "ATM1",
        Currency = "978",
    };
}
