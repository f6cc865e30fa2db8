using System.Globalization;
using System.Text;
using Kiosk.EndToEnd.Issuer;
using Kiosk.EndToEnd.Secrets;
using Kiosk.Issuer;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;
using Microsoft.Data.Sqlite;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>A PIN is set, changed, mailed and forgotten; the kiosk's messages show which one counts.</summary>
[TestClass]
public sealed class PinServiceTests
{
    private const string Amex = TestTerminal.Amex;
    private const string New = "372349000000852";
    private const string Mailed = "378734493671000";
    private const string Fixed = "374245455400126";
    private const string India = "4012888888881881";
    private readonly IssuerRig _rig = new();

    private IssuerServices Services => _rig.Services;

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    public void AChosenPinCountsAtOnceAndTheFormerEnds()
    {
        Assert.AreEqual(PinOutcome.Done, Set(Amex, "2580"));
        Assert.AreEqual("117", _rig.Buy(pin: "4071"));
        Assert.AreEqual("000", _rig.Buy(pin: "2580"));
    }

    [TestMethod]
    public void ANewCardGetsItsPin()
    {
        Assert.AreEqual(PinState.None, Services.Pins.Of(New)!.State);
        Assert.AreEqual(PinOutcome.NotActivated, Set(New, "2580"));
        Assert.AreEqual(PinOutcome.NotActivated, Services.PinMail.Request(New));
        Assert.AreEqual("125", _rig.Buy(New, "2580"));
        Assert.IsTrue(Services.CardLife.Activate(New));
        Assert.IsFalse(Services.CardLife.Activate(New), "once");
        Assert.AreEqual("117", _rig.Buy(New, "2580"), "without a PIN none is right");
        Assert.AreEqual(PinOutcome.NoPin, Change(New, "2580", "2581"));
        Assert.AreEqual(PinOutcome.Done, Set(New, "2580"));
        Assert.AreEqual(PinState.Set, Services.Pins.Of(New)!.State);
        Assert.AreEqual("000", _rig.Buy(New, "2580"));
    }

    [TestMethod]
    public void RefusalsOfSetting()
    {
        Assert.AreEqual(PinOutcome.UnknownCard, Set("349999999999991", "2580"));
        Assert.AreEqual(PinOutcome.Expired, Set("376680816376961", "2580"));
        Assert.AreEqual(PinOutcome.Blocked, Set("343434343434343", "2580"));
        Assert.AreEqual(PinOutcome.NotAllowed, Set(Mailed, "2580"));
        Assert.AreEqual(PinOutcome.NotAllowed, Set(Fixed, "2580"), "it has one, and may not change it");
        Assert.AreEqual(PinOutcome.Different, Set(Amex, "2580", "2581"));
        Assert.AreEqual(PinOutcome.Different, Set(Amex, "2580", "25801"));
        Assert.AreEqual(PinOutcome.Run, Set(Amex, "1234"));
        Assert.AreEqual(PinOutcome.WrongLength, Set("5555555555554444", "2580"), "Switzerland has six");
        Assert.AreEqual("000", _rig.Buy(), "the old one still counts");
    }

    [TestMethod]
    public void ChangingCostsATryWhenTheCurrentPinIsWrong()
    {
        Assert.AreEqual(PinOutcome.BirthDate, Change(Amex, "0000", "1984"), "the new one is judged first, and costs no try");
        Assert.AreEqual(3, Services.Pins.Of(Amex)!.TriesLeft);
        Assert.AreEqual(PinOutcome.WrongPin, Change(Amex, "0000", "2580"));
        Assert.AreEqual("117", _rig.Buy(pin: "0000"));
        Assert.AreEqual(1, Services.Pins.Of(Amex)!.TriesLeft);
        Assert.AreEqual(PinOutcome.Locked, Change(Amex, "0000", "2580"), "the third wrong one, wherever");
        Assert.AreEqual(PinOutcome.Locked, Change(Amex, "4071", "2580"));
        Assert.AreEqual("106", _rig.Buy());
        Assert.AreEqual(_rig.Time.GetUtcNow().AddHours(24), Services.Pins.Of(Amex)!.LockedUntil);
        Assert.IsTrue(Services.CardLife.Unlock(Amex));
        Assert.AreEqual(PinOutcome.Done, Change(Amex, "4071", "2580"));
        Assert.AreEqual("000", _rig.Buy(pin: "2580"));
    }

    [TestMethod]
    public void WhereNoPinMayBeChanged()
    {
        Assert.AreEqual(PinOutcome.NotAllowed, Change(Fixed, "8316", "2580"), "the product");
        Assert.AreEqual(PinOutcome.NotAllowed, Change(India, "7039", "2580"), "the region");
        Assert.AreEqual(PinOutcome.NotAllowed, Change(Mailed, "5062", "2580"));
        Assert.AreEqual(PinOutcome.Done, Services.PinMail.Request(Fixed), "a forgotten one is replaced all the same");
    }

    [TestMethod]
    public void AMailedPinComesAfterSevenToTenBusinessDaysAndOpensOnce()
    {
        // A Friday.
        _rig.Time.SetUtcNow(new DateTimeOffset(2026, 4, 24, 16, 0, 0, TimeSpan.Zero));
        var arrivals = new HashSet<string>();
        for (int i = 0; i < 60; i++)
        {
            Assert.AreEqual(PinOutcome.Done, Services.PinMail.Request(Mailed));
            arrivals.Add(Services.Envelopes.All()[0].ArrivesAt.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        // Without two weekends and the first of May these are the 7th to the 10th business day.
        CollectionAssert.AreEqual(new[] { "05-06 10:00", "05-07 10:00", "05-08 10:00", "05-11 10:00" }, arrivals.Order().ToArray());

        PinStatus status = Services.Pins.Of(Mailed)!;
        Assert.AreEqual(PinState.Mailed, status.State);
        Envelope envelope = Services.Envelopes.All()[0];
        Assert.AreEqual(envelope.ArrivesAt, status.Arrives);
        Assert.AreEqual("117", _rig.Buy(Mailed, "5062"), "the former PIN has ended");
        _rig.Time.SetUtcNow(envelope.ArrivesAt.AddSeconds(-1));
        Assert.IsNull(Services.PinMail.Open(envelope.Number));
        _rig.Time.SetUtcNow(envelope.ArrivesAt);
        string pin = Open(envelope.Number)!;
        Assert.AreEqual(4, pin.Length);
        Assert.AreEqual("000", _rig.Buy(Mailed, pin));
        Assert.IsNull(Open(envelope.Number), "once");
        Assert.AreEqual(PinState.Set, Services.Pins.Of(Mailed)!.State);
        Assert.AreEqual(envelope.ArrivesAt, Services.Envelopes.All()[0].OpenedAt);
        Assert.IsTrue(Services.Envelopes.All().Skip(1).All(other => !other.IsSealed && Open(other.Number) is null), "older ones are void");
    }

    [TestMethod]
    public void APinSetInTheMeantimeVoidsTheEnvelope()
    {
        Services.PinMail.Request(Amex);
        Assert.AreEqual(PinOutcome.Done, Set(Amex, "2580"));
        _rig.Time.Advance(TimeSpan.FromDays(20));
        Assert.IsNull(Open(Services.Envelopes.All()[0].Number));
        Assert.AreEqual("000", _rig.Buy(pin: "2580"));
    }

    [TestMethod]
    public void NoRandomPinIsOneThatTheRulesRefuse()
    {
        // By chance one in 230 would be refused.
        Card card = _rig.Cards.Find(Amex)!;
        CardRules rules = Services.Programme.Current.RulesFor(card);
        var seen = new HashSet<string>();
        for (int i = 0; i < 3000; i++)
        {
            Services.PinMail.Request(Amex);
            (string pan, byte[] nonce, int length) = Services.Envelopes.TakeOut(Services.Envelopes.SealedOf(Amex)!.Number, DateTimeOffset.MaxValue)!.Value;
            using ClearPin pin = MailedPin.Derive(pan, nonce, length);
            Assert.AreEqual(PinOutcome.Done, PinRules.Check(pin, card, rules));
            seen.Add(Convert.ToHexString(pin.Digits));
        }

        Assert.IsTrue(seen.Count > 2000, "random");
    }

    [TestMethod]
    public void ALockStaysWhenThePinIsReplaced()
    {
        for (int i = 0; i < 3; i++)
        {
            _rig.Buy(pin: "0000");
        }

        Assert.AreEqual(PinOutcome.Done, Set(Amex, "2580"));
        Assert.AreEqual("106", _rig.Buy(pin: "2580"));
        _rig.Time.Advance(TimeSpan.FromHours(24));
        Assert.AreEqual("000", _rig.Buy(pin: "2580"));
    }

    [TestMethod]
    public void BlockedIsBlocked()
    {
        Assert.IsTrue(Services.CardLife.Block(Amex));
        Assert.AreEqual("104", _rig.Buy());
        Assert.IsFalse(Services.CardLife.Activate(Amex));
        Assert.IsFalse(Services.CardLife.Block("349999999999991"));
    }

    [TestMethod]
    public void ActiveCardsAloneAreUnlocked()
    {
        foreach (string pan in new[] { New, "343434343434343", "376680816376961", "349999999999991" })
        {
            Assert.IsFalse(Services.CardLife.Unlock(pan));
            Assert.IsNull(Services.Cards.Find(pan)?.UnlockedAt);
        }

        Assert.IsTrue(Services.CardLife.Unlock(Amex), "tries come back to one that is not locked, too");
        Assert.AreEqual(_rig.Time.GetUtcNow(), Services.Cards.Find(Amex)!.UnlockedAt);
    }

    [TestMethod]
    public void TheStanIsLookedAtBeforeThePinBlock()
    {
        IsoMessage first = _rig.Terminal.Purchase();
        Assert.AreEqual("000", _rig.Send(first).Text(39));
        foreach ((int stan, string action) in new[] { (_rig.Terminal.Stan, "913"), (_rig.Terminal.Stan + 1, "904") })
        {
            IsoMessage torn = _rig.Terminal.Purchase(amount: 300);
            torn.Set(11, $"{stan:D6}");
            torn.Set(52, new byte[torn.Bytes(52).Length]);
            Assert.AreEqual(action, _rig.Send(torn).Text(39));
        }
    }

    [TestMethod]
    public void RecentTransactionsOfACard()
    {
        _rig.Buy(amount: 100);
        _rig.Buy("4111111111111111", "8520", 150);
        _rig.Buy(pin: "0000", amount: 200);
        List<CardTransaction> recent = Services.CardLife.Recent(Amex, 10);
        CollectionAssert.AreEqual(new[] { 200L, 100L }, recent.Select(transaction => transaction.Amount).ToArray());
        Assert.AreEqual(LedgerState.Declined, recent[0].State);
        Assert.AreEqual(1, Services.CardLife.Recent(Amex, 1).Count);
    }

    [TestMethod]
    public void RecentApprovedTransactionsAreThereAfterManyWrongPins()
    {
        _rig.Buy(amount: 100);
        _rig.Buy(amount: 200);
        IsoMessage reversed = _rig.Terminal.Purchase(amount: 300);
        Assert.AreEqual("000", _rig.Send(reversed).Text(39));
        Assert.AreEqual("400", _rig.Send(_rig.Terminal.Reversal(reversed)).Text(39));
        for (int i = 0; i < 5; i++)
        {
            Assert.AreNotEqual("000", _rig.Buy(pin: "0000"));
        }

        CollectionAssert.AreEqual(new[] { 200L, 100L }, Amounts(5));
        CollectionAssert.AreEqual(new[] { 200L }, Amounts(1));

        long[] Amounts(int most) => [.. Services.CardLife.RecentApproved(Amex, most).Select(transaction => transaction.Amount)];
    }

    [TestMethod]
    public void TriesAndLockTimeAreTheProducts()
    {
        const string Student = "343452000000306";
        StringAssert.StartsWith(_rig.Send(_rig.Terminal.Purchase(Student, "0000")).Text(48), "PT0201");
        Assert.AreEqual("106", _rig.Buy(Student, "0000"));
        _rig.Time.Advance(TimeSpan.FromHours(47));
        Assert.AreEqual("106", _rig.Buy(Student, "9274"));
        _rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.AreEqual("000", _rig.Buy(Student, "9274"));
    }

    /// <summary>From what is in an envelope the PIN in force can be derived: once it is open, not even a killed issuer leaves that behind.</summary>
    [TestMethod]
    public async Task WhatWasInAnOpenedEnvelopeIsInNoFile()
    {
        string folder = Directory.CreateTempSubdirectory("letter").FullName;
        await using (BenchIssuer issuer = BenchIssuer.Open(new IssuerOptions { DataDirectory = folder, Time = _rig.Time }))
        {
            Assert.AreEqual(PinOutcome.Done, issuer.Services.PinMail.Request(Amex));
            byte[] nonce;
            using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "issuer.db")};Pooling=False"))
            {
                connection.Open();
                using SqliteCommand command = connection.CreateCommand();
                command.CommandText = "SELECT nonce FROM envelopes";
                nonce = (byte[])command.ExecuteScalar()!;
            }

            Assert.IsTrue(IsInAFile(nonce), "the search finds what is there");
            _rig.Time.Advance(TimeSpan.FromDays(20));
            using ClearPin? pin = issuer.Services.PinMail.Open(1);
            Assert.IsNotNull(pin);
            Assert.IsFalse(IsInAFile(nonce));
        }

        Remains.Delete(folder);

        bool IsInAFile(byte[] what) => Directory.GetFiles(folder, "issuer.db*").Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(what) >= 0;
        });
    }

    private PinOutcome Set(string pan, string pin, string? again = null)
    {
        using ClearPin one = Pin(pin);
        using ClearPin two = Pin(again ?? pin);
        return Know(pin, Services.PinSetting.Set(pan, one, two));
    }

    private PinOutcome Change(string pan, string current, string pin)
    {
        using ClearPin old = Pin(current);
        using ClearPin one = Pin(pin);
        return Know(pin, Services.PinSetting.Change(pan, old, one, one));
    }

    private static PinOutcome Know(string pin, PinOutcome outcome)
    {
        if (outcome == PinOutcome.Done)
        {
            Remains.Search.Know(pin);
        }

        return outcome;
    }

    private string? Open(long number)
    {
        using ClearPin? pin = Services.PinMail.Open(number);
        return pin is null ? null : string.Concat(pin.Digits.ToArray());
    }

    private static ClearPin Pin(string digits) => ClearPin.Read(Encoding.ASCII.GetBytes(digits))!;
}
