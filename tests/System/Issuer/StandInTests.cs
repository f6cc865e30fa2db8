using Kiosk.Issuer;
using Kiosk.Issuer.Messages;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>While the issuer is down a stand-in decides purchases.</summary>
[TestClass]
public sealed class StandInTests
{
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";

    [TestMethod]
    public async Task ItApprovesUpToItsAmountADayWhateverTheFundsAre()
    {
        await using Stage stage = await Stage.StartAsync();
        Assert.AreEqual("000", await stage.BuyAsync(Poor, PoorPin, 2_000));
        Assert.AreEqual("907", await stage.BuyAsync(Poor, PoorPin, 501), "25.00 EUR a day in all");
        Assert.AreEqual("000", await stage.BuyAsync(Poor, PoorPin, 500));
        Assert.AreEqual("907", await stage.BuyAsync("343452000000306", "9274", 1), "a product without");
        stage.Issuer.SetFault(LinkFault.None);
        Assert.AreEqual(500 - 2_500, stage.Available(Poor), "the issuer owes what the stand-in said");
        CollectionAssert.AreEqual(new[] { true, true }, stage.Issuer.Ledger.Select(entry => entry.IsStandIn).ToArray(), "what was not decided is not there");
        Assert.AreEqual("116", await stage.BuyAsync(Poor, PoorPin, 1));
        Assert.IsFalse(stage.Issuer.Newest!.IsStandIn);
        stage.Issuer.SetFault(LinkFault.StandIn);
        stage.Time.Advance(TimeSpan.FromDays(1));
        Assert.AreEqual("000", await stage.BuyAsync(Poor, PoorPin, 2_500), "another day");
    }

    [TestMethod]
    public async Task ItKnowsPinsAndCards()
    {
        await using Stage stage = await Stage.StartAsync();
        Assert.AreEqual("117", await stage.BuyAsync(Poor, "0000", 100));
        Assert.AreEqual("907", await stage.BuyAsync(Poor, "0000", 2_501), "above its amount it decides nothing");
        Assert.AreEqual(1, stage.Issuer.Services.Cards.Find(Poor)!.WrongTries);
        Assert.AreEqual("117", await stage.BuyAsync(Poor, "0000", 100));
        Assert.AreEqual("106", await stage.BuyAsync(Poor, "0000", 100));
        stage.Issuer.SetFault(LinkFault.None);
        Assert.AreEqual("106", await stage.BuyAsync(Poor, PoorPin, 100), "the tries are the issuer's");
        stage.Issuer.SetFault(LinkFault.StandIn);
        Assert.AreEqual("104", await stage.BuyAsync("343434343434343", "2746", 100));
        Assert.AreEqual("125", await stage.BuyAsync("371144371144376", "6148", 100));
        Assert.AreEqual("111", await stage.BuyAsync("349999999999991", "1000", 100));
    }

    [TestMethod]
    public async Task ItReversesAndDecidesNothingElse()
    {
        await using Stage stage = await Stage.StartAsync();
        IsoMessage purchase = stage.Terminal.Purchase(Poor, PoorPin, 900);
        IsoMessage first = await stage.Line.ExchangeAsync(purchase);
        Assert.AreEqual(first.Text(38), (await stage.Line.ExchangeAsync(purchase)).Text(38), "the same request again");
        Assert.AreEqual(-400, stage.Available(Poor));
        Assert.AreEqual("400", (await stage.Line.ExchangeAsync(stage.Terminal.Reversal(purchase))).Text(39));
        Assert.AreEqual(500, stage.Available(Poor));
        Assert.AreEqual("000", await stage.BuyAsync(Poor, PoorPin, 2_500), "what was reversed does not count");
        Assert.AreEqual("907", (await stage.Line.ExchangeAsync(stage.Terminal.Inquiry())).Text(39));
        Assert.AreEqual("907", (await stage.Line.ExchangeAsync(stage.Terminal.PinChange("6283"))).Text(39));
        IsoMessage cash = stage.Terminal.Purchase();
        cash.Set(3, "010000");
        Assert.AreEqual("907", (await stage.Line.ExchangeAsync(cash)).Text(39));
        Assert.AreEqual("800", (await stage.Line.ExchangeAsync(stage.Terminal.Echo())).Text(39));
        stage.Issuer.SetFault(LinkFault.None);
        Assert.AreEqual("000", (await stage.Line.ExchangeAsync(cash)).Text(39), "decided anew");
    }

    /// <summary>An issuer that is down, and a terminal's line to it.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private readonly IssuerFixture _fixture;

        private Stage(IssuerFixture fixture, TlsTerminal line)
        {
            _fixture = fixture;
            Line = line;
            Issuer.SetFault(LinkFault.StandIn);
        }

        public BenchIssuer Issuer => _fixture.Issuer;

        public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => _fixture.Time;

        public TestTerminal Terminal { get; } = new();

        public TlsTerminal Line { get; }

        public static async Task<Stage> StartAsync()
        {
            IssuerFixture fixture = await IssuerFixture.StartAsync();
            return new Stage(fixture, await TlsTerminal.ConnectAsync(fixture.Issuer));
        }

        public async Task<string> BuyAsync(string pan, string pin, long amount) => (await Line.ExchangeAsync(Terminal.Purchase(pan, pin, amount))).Text(39);

        public long? Available(string pan) => Issuer.Services.Cards.Find(pan)!.Available;

        public async ValueTask DisposeAsync()
        {
            await Line.DisposeAsync();
            await _fixture.DisposeAsync();
        }
    }
}
