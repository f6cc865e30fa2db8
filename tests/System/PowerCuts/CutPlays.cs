using Kiosk.Bench.Rig;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;
using Kiosk.Unit;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>All that a kiosk does with its flash, as plays.</summary>
internal static class CutPlays
{
    private const int AnswerTime = 31_000;
    private const int ErasureTime = 61_000;
    private const int Pages = 8;
    private const string NewPin = "6283";

    /// <summary>The plays by their names.</summary>
    public static IReadOnlyDictionary<string, Func<CutPlay>> All { get; } = new Dictionary<string, Func<CutPlay>>
    {
        [nameof(Purchase)] = Purchase,
        [nameof(PurchaseThatFillsAJournalPage)] = PurchaseThatFillsAJournalPage,
        [nameof(PurchaseThatBeginsAJournalPage)] = PurchaseThatBeginsAJournalPage,
        [nameof(PurchaseThatOverwritesAJournalPage)] = PurchaseThatOverwritesAJournalPage,
        [nameof(WrongPin)] = WrongPin,
        [nameof(PinChange)] = PinChange,
        [nameof(PinChangeWithAWrongPin)] = PinChangeWithAWrongPin,
        [nameof(PinChangeWithoutAnswer)] = PinChangeWithoutAnswer,
        [nameof(CardStatus)] = CardStatus,
        [nameof(LockOut)] = LockOut,
        [nameof(Unlock)] = Unlock,
        [nameof(Reversal)] = Reversal,
        [nameof(ReversalOfWhatNeverArrived)] = ReversalOfWhatNeverArrived,
        [nameof(RequestThatNeverLeft)] = RequestThatNeverLeft,
        [nameof(FirstStart)] = FirstStart,
        [nameof(FirstKeys)] = FirstKeys,
        [nameof(OtherKeys)] = OtherKeys,
        [nameof(LastKey)] = LastKey,
        [nameof(KeysErased)] = KeysErased,
        [nameof(CaseOpened)] = CaseOpened,
    };

    private static CutPlay Purchase() => new()
    {
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.IsTrue(kiosk.Attempts.Single().IsApprovedSeen),
    };

    private static CutPlay PurchaseThatFillsAJournalPage() => new()
    {
        Prepare = kiosk => PayOften(kiosk, Journal.PageLength - 1),
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(Journal.PageLength, kiosk.Terminal!.Journal.Count),
    };

    private static CutPlay PurchaseThatBeginsAJournalPage() => new()
    {
        Prepare = kiosk => PayOften(kiosk, Journal.PageLength),
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(1, kiosk.Flash.Files.Keys.Count(name => name.StartsWith("journal1", StringComparison.Ordinal))),
    };

    private static CutPlay PurchaseThatOverwritesAJournalPage() => new()
    {
        Prepare = kiosk => PayOften(kiosk, Pages * Journal.PageLength),
        Act = kiosk => kiosk.Pay(BareCards.Amex, 60),
        Uncut = kiosk => Assert.AreEqual(Journal.Kept + 1, kiosk.Terminal!.Journal.Count),
    };

    private static CutPlay WrongPin() => new()
    {
        Act = kiosk =>
        {
            kiosk.GoToPin(BareCards.Amex, 60);
            kiosk.EnterPin(BareCards.Amex, false);
            kiosk.Pass(3000);
            kiosk.Press("D");
        },
        Uncut = kiosk => Assert.IsTrue(kiosk.Attempts.Single() is { HasArrived: true, IsApprovedSeen: false }),
    };

    private static CutPlay PinChange() => new()
    {
        Prepare = kiosk => PayOften(kiosk, 1),
        Act = kiosk => kiosk.ChangePin(BareCards.Amex, NewPin, true),
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.Attempts.Single().IsApprovedSeen);
            Assert.AreEqual(1, kiosk.Terminal!.Journal.Count, "a PIN change is no purchase");
        },
    };

    private static CutPlay PinChangeWithAWrongPin() => new()
    {
        Act = kiosk =>
        {
            kiosk.ChangePin(BareCards.Amex, NewPin, false);
            kiosk.Pass(3000);
            kiosk.Press("D");
        },
        Uncut = kiosk => Assert.IsTrue(kiosk.Attempts.Single() is { HasArrived: true, IsApprovedSeen: false }),
    };

    private static CutPlay PinChangeWithoutAnswer() => new()
    {
        Act = kiosk =>
        {
            kiosk.Link.Next = LinkPlay.LosesAnswer;
            kiosk.ChangePin(BareCards.Amex, NewPin, true);
            kiosk.Pass(AnswerTime);
        },
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.Attempts.Single() is { HasArrived: true, IsApprovedSeen: false });
            Assert.AreEqual(2, kiosk.Ksns.Messages, "it is neither sent again nor reversed");
        },
    };

    private static CutPlay CardStatus() => new()
    {
        Act = kiosk =>
        {
            kiosk.Press("A2");
            kiosk.Swipe(BareCards.Amex);
        },
        Uncut = kiosk => Assert.AreEqual(1, kiosk.Ksns.Messages, "an inquiry"),
    };

    private static CutPlay LockOut() => new()
    {
        Act = LockCard,
        Uncut = kiosk =>
        {
            Assert.AreEqual(3, kiosk.Attempts.Count(attempt => attempt.HasArrived));
            kiosk.GoToPin(BareCards.Amex, 60);
            StringAssert.Contains(kiosk.Screen.Text, "CARD LOCKED");
            kiosk.Settle();
        },
    };

    private static CutPlay Unlock() => new()
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
    };

    private static CutPlay Reversal() => new()
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
    };

    private static CutPlay ReversalOfWhatNeverArrived() => new()
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
    };

    private static CutPlay RequestThatNeverLeft() => new()
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
    };

    private static CutPlay FirstStart() => new()
    {
        BeginsOff = true,
        Act = kiosk => kiosk.PowerOn(),
        Uncut = kiosk => StringAssert.Contains(kiosk.Screen.Text, "BENCH KEYS"),
    };

    private static CutPlay FirstKeys() => new()
    {
        Settings = WithoutBenchKeys(),
        Act = kiosk => Technician.LoadKeys(kiosk, TestBlocks.Bench),
        Uncut = kiosk => Assert.IsTrue(kiosk.IsReady),
        Faults = [ServiceFault.NoKeys],
    };

    private static CutPlay OtherKeys() => new()
    {
        Prepare = kiosk => PayOften(kiosk, 1),
        Act = kiosk => Technician.LoadKeys(kiosk, TestBlocks.Second),
        Uncut = kiosk =>
        {
            Assert.IsTrue(kiosk.IsReady);
            Assert.IsFalse(kiosk.Screen.Text.Contains("BENCH KEYS", StringComparison.Ordinal));
        },
    };

    private static CutPlay LastKey() => new()
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
    };

    private static CutPlay KeysErased() => new()
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
    };

    private static CutPlay CaseOpened() => new()
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
    };

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
}
