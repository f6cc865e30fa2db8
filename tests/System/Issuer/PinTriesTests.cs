using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>Three tries, 24 hours, unlocking.</summary>
[TestClass]
public sealed class PinTriesTests
{
    private readonly IssuerRig _rig = new();

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    public void ThirdWrongPinLocks()
    {
        Wrong("117", "PT0202", "PIN wrong, 2 tries left");
        Wrong("117", "PT0201", "PIN wrong, 1 try left");
        Wrong("106", "PT0200LU12260303100000", "PIN wrong, card locked for 24 hours");
        Assert.AreEqual("106", _rig.Buy(), "the right PIN too");
        Assert.AreEqual("106", _rig.Ask());
        Assert.AreEqual("000", _rig.Buy("4111111111111111", "8520"), "another card is not locked");
    }

    [TestMethod]
    public void RightPinOnTheLastTryBeginsAnew()
    {
        Wrong("117", "PT0202");
        Wrong("117", "PT0201");
        IsoMessage answer = _rig.Send(_rig.Terminal.Purchase());
        Assert.AreEqual("000", answer.Text(39));
        Assert.AreEqual("PT0203", TestTerminal.PrivateData(answer));
        Wrong("117", "PT0202");
    }

    [TestMethod]
    public void RightPinBeginsAnewEvenWithoutFunds()
    {
        Assert.AreEqual("117", _rig.Buy("378282246310005", "0000"));
        IsoMessage answer = _rig.Send(_rig.Terminal.Purchase("378282246310005", "7391", 501));
        Assert.AreEqual("116", answer.Text(39));
        Assert.AreEqual("PT0203", TestTerminal.PrivateData(answer));
    }

    [TestMethod]
    public void LockEndsAfter24HoursAndCountingBeginsAnew()
    {
        Lock();
        _rig.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.AreEqual("106", _rig.Buy());
        Assert.AreEqual("PT0200LU12260303100000", TestTerminal.PrivateData(_rig.Send(_rig.Terminal.Inquiry())));
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual("PT0203", TestTerminal.PrivateData(_rig.Send(_rig.Terminal.Inquiry())));
        Wrong("117", "PT0202");
        Wrong("117", "PT0201");
        Wrong("106", "PT0200LU12260304100000");
        _rig.Time.Advance(TimeSpan.FromHours(24));
        Assert.AreEqual("000", _rig.Buy());
    }

    [TestMethod]
    public void TriesWhileLockedDoNotProlongTheLock()
    {
        Lock();
        _rig.Time.Advance(TimeSpan.FromHours(23));
        Assert.AreEqual("106", _rig.Buy(pin: "0000"));
        _rig.Time.Advance(TimeSpan.FromHours(1));
        Assert.AreEqual("000", _rig.Buy());
    }

    [TestMethod]
    public void UnlockingIsSaidFromThenOn()
    {
        Lock();
        _rig.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.IsTrue(_rig.Cards.Unlock(TestTerminal.Amex, _rig.Time.GetUtcNow()));
        IsoMessage answer = _rig.Send(_rig.Terminal.Inquiry());
        Assert.AreEqual("000", answer.Text(39));
        Assert.AreEqual("PT0203UL12260302100101", TestTerminal.PrivateData(answer));
        Wrong("117", "PT0202UL12260302100101");
        Assert.AreEqual("000", _rig.Buy());
        Assert.IsFalse(_rig.Cards.Unlock("349999999999991", _rig.Time.GetUtcNow()));
    }

    [TestMethod]
    public void EveryDigitOfASixDigitPinCounts()
    {
        const string Pan = "5555555555554444";
        Assert.AreEqual("117", _rig.Buy(Pan, "931608"));
        Assert.AreEqual("117", _rig.Buy(Pan, "9316"));
        Assert.AreEqual("000", _rig.Buy(Pan, "931607"));
    }

    private void Lock()
    {
        Wrong("117", "PT0202");
        Wrong("117", "PT0201");
        Wrong("106", "PT0200LU12260303100000");
    }

    private void Wrong(string action, string data, string? remark = null)
    {
        IsoMessage answer = _rig.Send(_rig.Terminal.Purchase(pin: "4070"), out string? said);
        Assert.AreEqual(action, answer.Text(39));
        Assert.AreEqual(data, TestTerminal.PrivateData(answer));
        Assert.AreEqual(remark ?? said, said);
    }
}
