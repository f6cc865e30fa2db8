using System.Collections.Concurrent;
using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.EndToEnd.Boards;
using Kiosk.EndToEnd.Browser;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer;
using Kiosk.Issuer.Messages;

namespace Kiosk.EndToEnd.TwoIssuers;

/// <summary>Two issuer processes on one database, as <c>issuer --database</c> runs them, reached over TLS. One of them may die at any moment.</summary>
[TestClass]
public sealed class TwoProcessesTests
{
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";
    private const long Funds = 1_000_000;

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task TheyShareTriesFundsAndReversals(string engine)
    {
        await using var pair = await ProcessPair.StartAsync(engine);
        pair.Services.Cards.AddFunds(Poor, Funds - 500);
        long spent = 0;
        await pair.AtOnceAsync(3, async (terminal, lines) =>
        {
            for (int i = 1; i <= 30; i++)
            {
                // Every third is sent again, every fourth reversed, each at the other process.
                IsoMessage purchase = terminal.Purchase(Poor, PoorPin, i);
                IsoMessage answer = await lines[0].ExchangeAsync(purchase);
                Assert.AreEqual("000", answer.Text(39));
                if (i % 3 == 0)
                {
                    Assert.AreEqual(answer.Text(38), (await lines[1].ExchangeAsync(purchase)).Text(38), "the same answer");
                }

                if (i % 4 == 0)
                {
                    Assert.AreEqual("400", (await lines[1].ExchangeAsync(terminal.Reversal(purchase))).Text(39));
                }
                else
                {
                    Interlocked.Add(ref spent, i);
                }
            }
        });
        Assert.AreEqual(Funds - spent, pair.Services.Cards.Find(Poor)!.Available);
        Assert.AreEqual(spent, pair.Services.Ledger.All().Where(entry => entry.State == LedgerState.Approved).Sum(entry => entry.Amount));
        Assert.AreEqual(180, pair.Services.Ledger.All().Select(entry => entry.Rrn).Distinct().Count());

        for (int round = 0; round < 10; round++)
        {
            pair.Services.CardLife.Unlock(TestTerminal.Amex);
            var answers = new ConcurrentBag<string>();
            await pair.AtOnceAsync(2, async (terminal, lines) =>
            {
                for (int i = 0; i < 3; i++)
                {
                    answers.Add((await lines[i % 2].ExchangeAsync(terminal.Purchase(pin: "0000"))).Text(39));
                }
            });
            Assert.AreEqual(2, answers.Count(action => action == "117"), $"round {round}");
            Assert.AreEqual(10, answers.Count(action => action == "106"), $"round {round}");
        }
    }

    /// <summary>Whoever got no answer asks the other process the same again. What then is approved is charged, and nothing else is.</summary>
    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task WhenOneDiesNothingIsLostOrChargedTwice(string engine)
    {
        await using var pair = await ProcessPair.StartAsync(engine);
        pair.Services.Cards.AddFunds(Poor, Funds - 500);
        for (int round = 1; round <= 3; round++)
        {
            int answered = 0;
            int unanswered = 0;
            Task buying = pair.AtOnceAsync(4, async (terminal, lines) =>
            {
                TlsTerminal line = lines[0];
                for (int i = 0; i < 40; i++)
                {
                    byte[] request = TestTerminal.Seal(terminal.Purchase(Poor, PoorPin, 7));
                    byte[]? answer = await TryAsync(line, request);
                    if (answer is null)
                    {
                        Interlocked.Increment(ref unanswered);
                        line = lines[1];
                        answer = await line.ExchangeAsync(request);
                    }

                    Assert.AreEqual("000", IsoDecoder.Decode(answer, FieldTable.Aes).Message!.Text(39));
                    Interlocked.Increment(ref answered);
                }
            });
            await IssuerFixture.UntilAsync(() => Volatile.Read(ref answered) >= 100, "half of the purchases");
            pair.Kill(0);
            await buying;
            Assert.AreEqual(4, unanswered, "of each terminal of the process that died");
            Assert.AreEqual(320, answered);
            Assert.AreEqual(Funds - (round * 320 * 7), pair.Services.Cards.Find(Poor)!.Available);
            Assert.AreEqual(round * 320, pair.Services.Ledger.All().Count(entry => entry.State == LedgerState.Approved));
            await pair.RestartAsync(0);
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task AChangeOfTheProgrammeCountsAtBoth(string engine)
    {
        await using var pair = await ProcessPair.StartAsync(engine);
        using (var desk = new Visitor(pair.Processes[0].Pages))
        {
            await desk.SendAsync("/bench/programme", "", ("json", File.ReadAllText(pair.Programme).Replace("\"pinTries\": 3", "\"pinTries\": 1", StringComparison.Ordinal)));
            StringAssert.Contains(desk.Html, "The rules hold from now on.");
        }

        await using TlsTerminal line = await TlsTerminal.ConnectAsync(pair.Processes[1].Port, pair.Processes[1].Ca, "localhost");
        Assert.AreEqual("106", (await line.ExchangeAsync(new TestTerminal().Purchase(pin: "0000"))).Text(39));
    }

    /// <summary>Locks and letters are in the database, so days pass for both, and for good.</summary>
    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task TimePassesForBothAndStays(string engine)
    {
        await using var pair = await ProcessPair.StartAsync(engine);
        using (var first = new Visitor(pair.Processes[0].Pages))
        using (var second = new Visitor(pair.Processes[1].Pages))
        {
            await second.SignInAsync("anna", "bench-anna");
            Assert.AreEqual("/account", second.Path);
            await first.PassDaysAsync(30);
            DateTime end = DateTime.UtcNow + TlsTerminal.Patience;
            while (second.Path == "/account")
            {
                // A session ends by the clock of the process that has it.
                Assert.IsTrue(DateTime.UtcNow < end, "it is still the day before at the other process");
                await Task.Delay(100);
                await second.GoAsync("/account");
            }
        }

        pair.Kill(0);
        await pair.RestartAsync(0);
        Assert.AreEqual(30, pair.Services.BenchTime.Ahead.TotalDays, 0.1);
        using var again = new Visitor(pair.Processes[0].Pages);
        await again.GoAsync("/bench");
        StringAssert.Contains(again.Html, DateTime.UtcNow.AddDays(30).ToString("d MMM yyyy", CultureInfo.InvariantCulture));
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task TwoKiosksPayAtTwoProcesses(string engine)
    {
        await using var pair = await ProcessPair.StartAsync(engine);
        await using KioskRig first = await Kiosk(pair, 0, "KIOSK001");
        await using KioskRig second = await Kiosk(pair, 1, "KIOSK002");
        var texts = new ConcurrentBag<string>();
        await Both(kiosk =>
        {
            for (int i = 0; i < 6; i++)
            {
                texts.Add(Pay(kiosk, Poor, PoorPin, "APPROVED", "INSUFFICIENT FUNDS"));
            }
        });

        // 0.60 each, of 5.00.
        Assert.AreEqual(8, texts.Count(text => text == "APPROVED"));
        Assert.AreEqual(4, texts.Count(text => text == "INSUFFICIENT FUNDS"));
        Assert.AreEqual(20, pair.Services.Cards.Find(Poor)!.Available);

        // A wrong PIN asks again: two here, and the third one there.
        Pay(first, TestTerminal.Amex, "0000", "LAST TRY", "2 TRIES LEFT");
        first.Press("0000#");
        Until(first, "LAST TRY");
        first.Press("D");
        first.Advance(15_000);
        Assert.AreEqual("CARD LOCKED", Pay(second, TestTerminal.Amex, "0000", "CARD LOCKED", "LEFT", "LAST TRY"));
        second.Advance(15_000);
        Assert.AreEqual("CARD LOCKED", Pay(first, TestTerminal.Amex, TestTerminal.AmexPin, "CARD LOCKED", "APPROVED"));
        first.Advance(15_000);
        pair.Services.CardLife.Unlock(TestTerminal.Amex);
        Assert.AreEqual("APPROVED", Pay(first, TestTerminal.Amex, TestTerminal.AmexPin, "CARD LOCKED", "APPROVED"));
        Assert.AreEqual(0, first.Issuer.Ledger.Count + second.Issuer.Ledger.Count, "not the issuers of the rigs");

        Task Both(Action<KioskRig> work) => Task.WhenAll(Task.Run(() => work(first)), Task.Run(() => work(second)));
    }

    private static async Task<byte[]?> TryAsync(TlsTerminal line, byte[] request)
    {
        try
        {
            await line.SendAsync(request);
            return await line.ReceiveAsync();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<KioskRig> Kiosk(ProcessPair pair, int issuer, string terminal)
    {
        string config = ConfigFile.With(ConfigFile.Default, ("terminal", "id", terminal));
        KioskRig rig = await KioskRig.StartAsync(null, config);
        rig.PowerOff();
        rig.World.Flash.Store(ConfigFile.CaName, System.Text.Encoding.ASCII.GetBytes(pair.Processes[issuer].Ca));
        rig.World.Flash.Store("nf.config", ConfigFile.ForIssuer(config, pair.Processes[issuer].Port));
        rig.PowerOn();
        Until(rig, "PARKING");
        return rig;
    }

    /// <summary>Pays 0.60; the text that came, of these.</summary>
    private static string Pay(KioskRig kiosk, string pan, string pin, params string[] ends)
    {
        Until(kiosk, "PARKING");
        kiosk.Press("15#");
        Until(kiosk, "INSERT CARD");
        kiosk.GiveCard(pan, "2912");
        kiosk.Advance(1_000);
        if (kiosk.Text.Contains("ENTER PIN", StringComparison.Ordinal))
        {
            kiosk.Press(pin + "#");
        }

        return Until(kiosk, ends);
    }

    private static string Until(KioskRig kiosk, params string[] texts)
    {
        for (int i = 0; i < 200; i++)
        {
            if (texts.FirstOrDefault(text => kiosk.Text.Contains(text, StringComparison.Ordinal)) is string found)
            {
                return found;
            }

            kiosk.Advance(200);
        }

        Assert.Fail($"{string.Join(" or ", texts)} did not come: {kiosk.Text}");
        return "";
    }
}
