using Kiosk.Bench.Rig;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;
using Kiosk.Unit;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>
/// The power fails at every byte that is written to flash, in each way in which a file may be left. After the restart nobody has won a try, no KSN was
/// used twice, and there is a charge exactly where APPROVED was seen (RULES.md R4, K2).
/// </summary>
[TestClass]
public class EveryByteTests
{
    private const int AnswerTime = 31_000;
    private const int ErasureTime = 61_000;
    private const int Pages = 8;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Purchase() => Cut(new CutPlay
    {
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.IsTrue(kiosk.Attempts.Single().IsApprovedSeen),
    });

    [TestMethod]
    public void PurchaseThatFillsAJournalPage() => Cut(new CutPlay
    {
        Prepare = kiosk => PayOften(kiosk, Journal.PageLength - 1),
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(Journal.PageLength, kiosk.Terminal!.Journal.Count),
    });

    [TestMethod]
    public void PurchaseThatBeginsAJournalPage() => Cut(new CutPlay
    {
        Prepare = kiosk => PayOften(kiosk, Journal.PageLength),
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(1, kiosk.Flash.Files.Keys.Count(name => name.StartsWith("journal1", StringComparison.Ordinal))),
    });

    [TestMethod]
    public void PurchaseThatOverwritesAJournalPage() => Cut(new CutPlay
    {
        Prepare = kiosk => PayOften(kiosk, Pages * Journal.PageLength),
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(Journal.Kept + 1, kiosk.Terminal!.Journal.Count),
    });

    [TestMethod]
    public void WrongPin() => Cut(new CutPlay
    {
        Act = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            kiosk.EnterPin(BareCards.Amex, false);
            kiosk.Pass(3000);
            kiosk.Press("D");
        },
        Uncut = kiosk => Assert.IsTrue(kiosk.Attempts.Single() is { HasArrived: true, IsApprovedSeen: false }),
    });

    [TestMethod]
    public void LockOut() => Cut(new CutPlay
    {
        Act = LockCard,
        Uncut = kiosk =>
        {
            Assert.AreEqual(3, kiosk.Attempts.Count(attempt => attempt.HasArrived));
            kiosk.GoToPin(BareCards.Amex, 60);
            StringAssert.Contains(kiosk.Screen.Text, "CARD LOCKED");
            kiosk.Settle();
        },
    });

    [TestMethod]
    public void Unlock() => Cut(new CutPlay
    {
        Prepare = kiosk =>
        {
            kiosk.PowerOn();
            kiosk.Settle();
            LockCard(kiosk);
            kiosk.Settle();
            kiosk.Pass(3_600_000);
            kiosk.Issuer.Unlock(BareCards.Amex.Pan);
            kiosk.Attempts.Clear();
        },
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.Attempts.Single().IsApprovedSeen);
            Assert.AreEqual(2, kiosk.Ksns.Messages - 3, "an inquiry and a purchase");
        },
    });

    [TestMethod]
    public void Reversal() => Cut(new CutPlay
    {
        Act = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            kiosk.Link.Next = LinkPlay.LosesAnswer;
            kiosk.EnterPin(BareCards.Amex, true);
            kiosk.Pass(AnswerTime);
        },
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.Attempts.Single() is { HasArrived: true, IsApprovedSeen: false });
            Assert.AreEqual(LedgerState.Reversed, kiosk.Issuer.Newest!.State);
        },
    });

    [TestMethod]
    public void ReversalOfWhatNeverArrived() => Cut(new CutPlay
    {
        Act = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            kiosk.Link.Next = LinkPlay.LosesRequest;
            kiosk.EnterPin(BareCards.Amex, true);
            kiosk.Pass(AnswerTime);
        },
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.Attempts.Single() is { HasLeft: true, HasArrived: false });
            Assert.IsNull(kiosk.Issuer.Newest);
        },
    });

    [TestMethod]
    public void RequestThatNeverLeft() => Cut(new CutPlay
    {
        Act = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            kiosk.Link.Next = LinkPlay.NotSent;
            kiosk.EnterPin(BareCards.Amex, true);
        },
        Uncut = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            Assert.AreEqual(3, kiosk.TriesShown());
            kiosk.Press("D");
            kiosk.Settle();
        },
    });

    [TestMethod]
    public void FirstStart() => Cut(new CutPlay
    {
        BeginsOff = true,
        Act = kiosk => kiosk.PowerOn(),
        Uncut = kiosk => StringAssert.Contains(kiosk.Screen.Text, "BENCH KEYS"),
    });

    [TestMethod]
    public void FirstKeys() => Cut(new CutPlay
    {
        Settings = WithoutBenchKeys(),
        Act = kiosk => Technician.LoadKeys(kiosk, TestBlocks.Bench),
        Uncut = kiosk => Assert.IsTrue(kiosk.IsReady),
        Faults = [ServiceFault.NoKeys],
    });

    [TestMethod]
    public void OtherKeys() => Cut(new CutPlay
    {
        Prepare = kiosk => PayOften(kiosk, 1),
        Act = kiosk => Technician.LoadKeys(kiosk, TestBlocks.Second),
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.IsReady);
            Assert.IsFalse(kiosk.Screen.Text.Contains("BENCH KEYS", StringComparison.Ordinal));
        },
    });

    [TestMethod]
    public void LastKey() => Cut(new CutPlay
    {
        Prepare = kiosk =>
        {
            PayOften(kiosk, 1);
            kiosk.PowerOff();
            Assert.IsTrue(BenchKeyState.Move(kiosk.Flash, Core.Settings.MessageProfile.Aes, 0xFFFF0000));
        },
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(ServiceFault.KeysUsedUp, kiosk.Terminal!.Fault),
        Faults = [ServiceFault.KeysUsedUp],
    });

    [TestMethod]
    public void KeysErased() => Cut(new CutPlay
    {
        Prepare = kiosk => PayOften(kiosk, 1),
        Act = Technician.EraseKeys,
        Uncut = kiosk => AssertErased(kiosk, ServiceFault.KeysErased),
        Faults = [ServiceFault.KeysErased],
        Afterwards = kiosk =>
        {
            if (kiosk.Terminal!.Fault != ServiceFault.None)
            {
                AssertErased(kiosk, ServiceFault.KeysErased);
            }
        },
    });

    [TestMethod]
    public void CaseOpened() => Cut(new CutPlay
    {
        Prepare = kiosk => PayOften(kiosk, 1),
        Act = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            kiosk.OpenCase(true);
        },
        Uncut = kiosk => AssertErased(kiosk, ServiceFault.Tampered),
        Faults = [ServiceFault.Tampered],
        Afterwards = kiosk => AssertErased(kiosk, ServiceFault.Tampered),
    });

    private static void PayOften(BareKiosk kiosk, int times)
    {
        kiosk.PowerOn();
        kiosk.Settle();
        for (int i = 0; i < times; i++)
        {
            kiosk.Pay(BareCards.Visa, 15);
        }

        Assert.AreEqual(times, kiosk.Attempts.Count(attempt => attempt.IsApprovedSeen));
        kiosk.Attempts.Clear();
    }

    private static void LockCard(BareKiosk kiosk)
    {
        kiosk.GoToPin(BareCards.Amex, 60);
        for (int i = 0; i < 3; i++)
        {
            kiosk.EnterPin(BareCards.Amex, false);
            kiosk.Pass(3000);
        }
    }

    /// <summary>The keys are gone, from both slots too, and the screen says why.</summary>
    private static void AssertErased(BareKiosk kiosk, ServiceFault reason)
    {
        Assert.AreEqual(reason, kiosk.Terminal!.Fault, kiosk.Screen.Text);
        kiosk.Pass(ErasureTime);
        foreach (string slot in new[] { "keys.a", "keys.b" })
        {
            Assert.IsTrue(kiosk.Flash.Files[slot].Length < 64, $"{slot} has keys still");
        }
    }

    private static KioskSettings WithoutBenchKeys()
    {
        KioskSettings settings = BareKiosk.DefaultSettings();
        settings.BenchKeys = false;
        return settings;
    }

    private void Cut(CutPlay play)
    {
        var run = new CutRun(play);
        run.CutEverywhere();
        TestContext.WriteLine($"{run.Cuts} cuts: {run.Bytes} bytes in {Enum.GetValues<CutWay>().Length} ways; {run.SecondCuts} times cut again while it started");
    }
}
