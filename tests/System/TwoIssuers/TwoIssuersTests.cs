using System.Collections.Concurrent;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kiosk.EndToEnd.TwoIssuers;

/// <summary>Two issuers work on one database at the same time and never lose a try, a reversal, a repeat or a cent. Each race is run often enough to be lost by a missing lock.</summary>
[TestClass]
public sealed class TwoIssuersTests
{
    private const string Poor = "378282246310005";
    private const string PoorPin = "7391";
    private const string Daily = "341111111111111";
    private const string DailyPin = "8057";
    private const string Student = "343452000000306";
    private const string StudentPin = "9274";

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task WrongPinsAtBothGetNoMoreThanTheTries(string engine)
    {
        await using var pair = new IssuerPair(engine);
        for (int round = 0; round < 30; round++)
        {
            Assert.IsTrue(pair.Services.CardLife.Unlock(TestTerminal.Amex));
            byte[][][] requests = Requests(pair, 4, terminal => terminal.Purchase(pin: "0000"));
            var answers = new ConcurrentBag<string>();
            IssuerPair.AtOnce(2, (issuer, thread) =>
            {
                foreach (byte[] request in requests[(2 * issuer) + thread])
                {
                    answers.Add(pair.Send(issuer, request).Text(39));
                }
            });
            Assert.AreEqual(16, answers.Count);
            Assert.AreEqual(2, answers.Count(action => action == "117"), $"round {round}");
            Assert.AreEqual(14, answers.Count(action => action == "106"), $"round {round}");
            Assert.AreEqual(3, pair.Services.Cards.Find(TestTerminal.Amex)!.WrongTries);
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task AWrongPinOnlineAndAtAKioskAreTwoTries(string engine)
    {
        await using var pair = new IssuerPair(engine);
        using var wrong = new ClearPin([0, 0, 0, 0]);
        using var good = new ClearPin([9, 2, 7, 5]);
        for (int round = 0; round < 30; round++)
        {
            pair.Services.CardLife.Unlock(TestTerminal.Amex);
            byte[] request = TestTerminal.Seal(pair.Terminal().Purchase(pin: "0000"));
            IssuerPair.AtOnce(1, (issuer, _) =>
            {
                if (issuer == 0)
                {
                    Assert.AreEqual("117", pair.Send(issuer, request).Text(39));
                }
                else
                {
                    Assert.AreEqual(PinOutcome.WrongPin, pair.Both[issuer].Services.PinSetting.Change(TestTerminal.Amex, wrong, good, good));
                }
            });
            Assert.AreEqual(2, pair.Services.Cards.Find(TestTerminal.Amex)!.WrongTries, $"round {round}");
        }
    }

    [TestMethod]
    [DataRow("sqlite", Poor, PoorPin, 50L, 10, "116")]
    [DataRow("postgres", Poor, PoorPin, 50L, 10, "116")]
    [DataRow("sqlite", Daily, DailyPin, 100L, 10, "121")]
    [DataRow("postgres", Daily, DailyPin, 100L, 10, "121")]
    [DataRow("sqlite", Student, StudentPin, 100L, 3, "123")]
    [DataRow("postgres", Student, StudentPin, 100L, 3, "123")]
    public async Task PurchasesAtBothOverspendNothing(string engine, string pan, string pin, long amount, int approvals, string then)
    {
        await using var pair = new IssuerPair(engine);
        for (int round = 0; round < 15; round++)
        {
            byte[][][] requests = Requests(pair, 4, terminal => terminal.Purchase(pan, pin, amount));
            var answers = new ConcurrentBag<string>();
            IssuerPair.AtOnce(2, (issuer, thread) =>
            {
                foreach (byte[] request in requests[(2 * issuer) + thread])
                {
                    answers.Add(pair.Send(issuer, request).Text(39));
                }
            });
            Assert.AreEqual(approvals, answers.Count(action => action == "000"), $"round {round}");
            Assert.AreEqual(16 - approvals, answers.Count(action => action == then), $"round {round}");
            if (pan == Poor)
            {
                Assert.AreEqual(0, pair.Services.Cards.Find(Poor)!.Available);
                pair.Services.Cards.AddFunds(Poor, 500);
            }

            pair.Time.Advance(TimeSpan.FromDays(1));
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task AReversalAtTheOtherGivesBackOnce(string engine)
    {
        await using var pair = new IssuerPair(engine);
        TestTerminal terminal = pair.Terminal();
        for (int round = 0; round < 40; round++)
        {
            IsoMessage purchase = terminal.Purchase(Poor, PoorPin, 300);
            Assert.AreEqual("000", pair.Send(0, TestTerminal.Seal(purchase)).Text(39));
            Assert.AreEqual(200, pair.Services.Cards.Find(Poor)!.Available);
            byte[][] reversals = [TestTerminal.Seal(terminal.Reversal(purchase)), TestTerminal.Seal(terminal.Reversal(purchase, "1421"))];
            IssuerPair.AtOnce(1, (issuer, _) => Assert.AreEqual("400", pair.Send(issuer, reversals[issuer]).Text(39)));
            Assert.AreEqual(500, pair.Services.Cards.Find(Poor)!.Available, $"round {round}");
            Assert.AreEqual(LedgerState.Reversed, pair.Both[1].Newest!.State);
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task AReversalThatOvertakesItsPurchaseLeavesNoCharge(string engine)
    {
        await using var pair = new IssuerPair(engine);
        TestTerminal terminal = pair.Terminal();
        for (int round = 0; round < 100; round++)
        {
            IsoMessage purchase = terminal.Purchase(Poor, PoorPin, 300);
            byte[][] messages = [TestTerminal.Seal(purchase), TestTerminal.Seal(terminal.Reversal(purchase))];
            IssuerPair.AtOnce(1, (issuer, _) => pair.Send(issuer, messages[issuer]));
            Assert.AreEqual(500, pair.Services.Cards.Find(Poor)!.Available, $"round {round}");
            Assert.AreNotEqual(LedgerState.Approved, pair.Both[0].Newest!.State);
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task ARepeatAtTheOtherGetsTheSameAnswer(string engine)
    {
        await using var pair = new IssuerPair(engine);
        TestTerminal terminal = pair.Terminal();
        for (int round = 0; round < 40; round++)
        {
            byte[] request = TestTerminal.Seal(terminal.Purchase(Poor, PoorPin, 300));
            var answers = new byte[2][];
            IssuerPair.AtOnce(1, (issuer, _) => answers[issuer] = pair.Both[issuer].Answer(request)!);
            CollectionAssert.AreEqual(answers[0], answers[1], $"round {round}");
            Assert.AreEqual("000", IsoDecoder.Decode(answers[0], FieldTable.Aes).Message!.Text(39));
            Assert.AreEqual(200, pair.Services.Cards.Find(Poor)!.Available);
            Assert.AreEqual(round + 1, pair.Both[0].Ledger.Count);
            pair.Services.Cards.AddFunds(Poor, 300);
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task NoCentIsLost(string engine)
    {
        await using var pair = new IssuerPair(engine);
        const long Funds = 1_000_000;
        pair.Services.Cards.AddFunds(Poor, Funds - 500);
        long spent = 0;
        TestTerminal[] terminals = [.. Enumerable.Range(0, 6).Select(_ => pair.Terminal())];
        var rrns = new ConcurrentBag<string>();
        IssuerPair.AtOnce(3, (issuer, thread) =>
        {
            TestTerminal terminal = terminals[(3 * issuer) + thread];
            for (int i = 1; i <= 40; i++)
            {
                // Every third is sent again, every fourth reversed, each at the other issuer.
                IsoMessage purchase = terminal.Purchase(Poor, PoorPin, i);
                byte[] request = TestTerminal.Seal(purchase);
                IsoMessage answer = pair.Send(issuer, request);
                Assert.AreEqual("000", answer.Text(39));
                rrns.Add(answer.Text(37));
                if (i % 3 == 0)
                {
                    Assert.AreEqual(answer.Text(38), pair.Send(1 - issuer, request).Text(38));
                }

                if (i % 4 == 0)
                {
                    Assert.AreEqual("400", pair.Send(1 - issuer, TestTerminal.Seal(terminal.Reversal(purchase))).Text(39));
                }
                else
                {
                    Interlocked.Add(ref spent, i);
                }
            }
        });
        Assert.AreEqual(Funds - spent, pair.Services.Cards.Find(Poor)!.Available);
        IReadOnlyList<LedgerEntry> ledger = pair.Both[1].Ledger;
        Assert.AreEqual(240, ledger.Count);
        Assert.AreEqual(spent, ledger.Where(entry => entry.State == LedgerState.Approved).Sum(entry => entry.Amount));
        Assert.AreEqual(240, rrns.Distinct().Count(), "each has a reference number of its own");
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task ACardThatIsChangedAtTheOtherLosesNoPurchase(string engine)
    {
        await using var pair = new IssuerPair(engine);
        const long Funds = 1_000_000;
        pair.Services.Cards.AddFunds(Poor, Funds - 500);
        long given = 0;
        int refused = 0;
        TestTerminal[] terminals = [pair.Terminal(), pair.Terminal()];
        IssuerPair.AtOnce(2, (issuer, thread) =>
        {
            for (int i = 1; i <= 40; i++)
            {
                if (issuer == 0)
                {
                    Assert.AreEqual("000", pair.Send(0, TestTerminal.Seal(terminals[thread].Purchase(Poor, PoorPin, i))).Text(39));
                    continue;
                }

                // One of them changes something else, the other gives a cent to the balance that it has seen.
                var shown = CardForm.Of(pair.Both[1].Services.Cards.Find(Poor)!);
                Thread.Yield();
                (string setting, string value) = thread == 0 ? ("dailyCount", $"{1000 + i}") : ("available", Words.Amount(TypedMoney.Read(shown["available"])!.Value + 1));
                var typed = CardForm.Read(new FormCollection(CardForm.Labels.Keys.ToDictionary(field => field, field => new StringValues(field == setting ? value : shown[field]))));
                List<CardFault> faults = pair.Both[1].Services.Registry.Change(Poor, (card, found) => typed.Onto(shown, CardForm.Of(card), found).ToEntry(card.Pan, found));
                Assert.IsTrue(faults.Count == 0 || (thread == 1 && faults[0].Text.Contains("in the meantime", StringComparison.Ordinal)), faults.FirstOrDefault()?.Text);
                refused += faults.Count;
                given += thread == 1 && faults.Count == 0 ? 1 : 0;
            }
        });
        Card card = pair.Services.Cards.Find(Poor)!;
        Assert.AreEqual(Funds - (2 * 820) + given, card.Available, $"{given} given, {refused} refused");
        Assert.AreEqual(1040, card.DailyCount);
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task APasscodeIsGoodOnceAndAnEnvelopeOpensOnce(string engine)
    {
        await using var pair = new IssuerPair(engine);
        for (int round = 0; round < 9; round++)
        {
            Assert.IsTrue(pair.Services.Passcodes.Issue("anna", "+44 7700 900117", "test"));
            string code = pair.Services.Outbox.All()[0].Text.Split(": ")[1][..6];
            Assert.AreEqual(PinOutcome.Done, pair.Services.PinMail.Request(TestTerminal.Amex));
            pair.Time.Advance(TimeSpan.FromMinutes(5));
            var outcomes = new ConcurrentBag<PasscodeOutcome>();
            IssuerPair.AtOnce(2, (issuer, _) => outcomes.Add(pair.Both[issuer].Services.Passcodes.Check("anna", "test", code)));
            Assert.AreEqual(1, outcomes.Count(outcome => outcome == PasscodeOutcome.Right));
            pair.Time.Advance(TimeSpan.FromDays(20));
            long number = pair.Services.Envelopes.All()[0].Number;
            int opened = 0;
            IssuerPair.AtOnce(2, (issuer, _) =>
            {
                using ClearPin? pin = pair.Both[issuer].Services.PinMail.Open(number);
                Interlocked.Add(ref opened, pin is null ? 0 : 1);
            });
            Assert.AreEqual(1, opened);
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task CallersGetNoMoreAnswersAtTwoIssuersThanAtOne(string engine)
    {
        await using var pair = new IssuerPair(engine);
        for (int round = 0; round < 30; round++)
        {
            int looked = 0;
            IssuerPair.AtOnce(3, (issuer, _) =>
            {
                for (int i = 0; i < 2; i++)
                {
                    Interlocked.Add(ref looked, pair.Both[issuer].Services.Callers.Count(TestTerminal.Amex) ? 1 : 0);
                }
            });
            Assert.AreEqual(Callers.MaxWrong, looked, $"round {round}");
            Assert.IsFalse(pair.Both[round % 2].Services.Callers.Count(TestTerminal.Amex));
            if (round % 2 == 0)
            {
                pair.Time.Advance(Callers.Pause);
            }
            else
            {
                pair.Both[0].Services.Callers.Forget(TestTerminal.Amex);
            }
        }
    }

    [TestMethod]
    [DataRow("sqlite")]
    [DataRow("postgres")]
    public async Task BothMayBeTheFirst(string engine)
    {
        // The pair was opened one after the other; these two find an empty database at the same time.
        await using var pair = new IssuerPair(engine);
        string directory = Directory.CreateTempSubdirectory("first").FullName;
        string connection = engine == "postgres" ? PostgresServer.Create() : $"Data Source={Path.Combine(directory, "first.db")}";
        var issuers = new BenchIssuer[4];
        IssuerPair.AtOnce(2, (issuer, thread) =>
        {
            int i = (2 * issuer) + thread;
            issuers[i] = BenchIssuer.Open(new IssuerOptions { DataDirectory = Path.Combine(directory, $"{i}"), Database = connection });
        });
        Assert.AreEqual(BenchIssuer.TestCards.Count - 1, issuers[3].Services.Cards.All().Count);
        foreach (BenchIssuer issuer in issuers)
        {
            await issuer.DisposeAsync();
        }

        if (engine == "postgres")
        {
            PostgresServer.Drop(connection);
        }

        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Requests for each of two threads at each of two issuers.</summary>
    private static byte[][][] Requests(IssuerPair pair, int count, Func<TestTerminal, IsoMessage> make) =>
    [
        .. Enumerable.Range(0, 4).Select(_ =>
        {
            TestTerminal terminal = pair.Terminal();
            return Enumerable.Range(0, count).Select(_ => TestTerminal.Seal(make(terminal))).ToArray();
        }),
    ];
}
