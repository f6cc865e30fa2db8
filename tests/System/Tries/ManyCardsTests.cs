using Kiosk.Bench.Rig;
using Kiosk.Core.Tries;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.Tries;

/// <summary>
/// A thief with many cards: seventy of them push no locked card out of the retry table, and a table full of locked ones keeps nobody away for good
/// (RULES.md R10). The issuer hears of no attempt, so nothing but the kiosk counts.
/// </summary>
[TestClass]
public class ManyCardsTests
{
    private const string Stolen = "5555555555554444";
    private const string Honest = "371449635398431";
    private const int Others = 70;
    private const int Tries = 3;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(RetryCounter.PaceSeconds + 1);

    [TestMethod]
    public async Task SeventyCardsPushNoLockedOneOut()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        Lock(rig, Stolen);
        for (int i = 0; i < Others; i++)
        {
            Try(rig, Unknown(i), Tries);
        }

        // The table did overflow: the first of the others has been forgotten, and the last has not.
        StringAssert.Contains(Insert(rig, Unknown(0)), "3 TRIES LEFT");
        Cancel(rig);
        StringAssert.Contains(Insert(rig, Unknown(Others - 1)), "2 TRIES LEFT");
        Cancel(rig);
        StringAssert.Contains(Insert(rig, Stolen), "CARD LOCKED");
        Cancel(rig);
        Pay(rig);
        Assert.AreEqual(1, rig.Issuer.Ledger.Count);
    }

    [TestMethod]
    public async Task ATableFullOfLockedCardsKeepsNobodyAwayForGood()
    {
        await using KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        Lock(rig, Stolen);
        for (int i = 0; i < RetryCounter.Capacity - 1; i++)
        {
            Lock(rig, Unknown(i));
        }

        // All others have one place together. An honest customer pays from it, and the next has its tries again.
        Pay(rig);
        for (int left = Tries; left > 0; left--)
        {
            Try(rig, Unknown(RetryCounter.Capacity + left), left);
        }

        StringAssert.Contains(Insert(rig, Honest), "TRY AGAIN LATER");
        Cancel(rig);
        StringAssert.Contains(Insert(rig, Stolen), "CARD LOCKED");
        Cancel(rig);
        StringAssert.Contains(Insert(rig, Unknown(0)), "CARD LOCKED");
        Cancel(rig);
        Advance(rig, TimeSpan.FromSeconds(RetryCounter.SharedSeconds));
        Pay(rig);

        // And a day later everybody has a place.
        Advance(rig, TimeSpan.FromHours(24));
        StringAssert.Contains(Insert(rig, Stolen), "3 TRIES LEFT");
        Cancel(rig);
        Pay(rig);
        Assert.AreEqual(3 * 60, rig.Issuer.Ledger.Sum(entry => entry.State == LedgerState.Approved ? entry.Amount : 0));
    }

    private static void Lock(KioskRig rig, string card)
    {
        for (int left = Tries; left > 0; left--)
        {
            Try(rig, card, left);
        }
    }

    /// <summary>One wrong PIN, of which the issuer hears nothing: the request is dropped, and then the link. Its reversal is sent in the pause after it.</summary>
    private static void Try(KioskRig rig, string card, int left)
    {
        string pin = Insert(rig, card);
        StringAssert.Contains(pin, "ENTER PIN", card);
        StringAssert.Contains(pin, left == 1 ? "LAST TRY: 1" : $"{left} TRIES LEFT", card);
        rig.Issuer.SetFault(LinkFault.DropRequest);
        rig.Press("1111#");
        rig.Advance(500);
        StringAssert.Contains(rig.Text, "PLEASE WAIT", card);
        rig.World.WifiAvailable = false;
        rig.Advance(500);
        StringAssert.Contains(rig.Text, "PROCESSING ERROR", card);
        rig.Issuer.SetFault(LinkFault.None);
        rig.World.WifiAvailable = true;
        Advance(rig, Pace);
    }

    private static void Pay(KioskRig rig)
    {
        StringAssert.Contains(Insert(rig, Honest), "3 TRIES LEFT");
        rig.Press("4071#");
        rig.Advance(1000);
        StringAssert.Contains(rig.Text, "APPROVED");
        rig.Advance(6000);
    }

    private static string Insert(KioskRig rig, string card)
    {
        rig.Press("15#");
        rig.GiveCard(card, "2912");
        rig.Advance(1000);
        return rig.Text;
    }

    /// <summary>Cancels where that is possible; a result with a number to call stays fifteen seconds.</summary>
    private static void Cancel(KioskRig rig)
    {
        rig.Press('D');
        rig.Advance(16_000);
    }

    private static void Advance(KioskRig rig, TimeSpan time) => rig.Advance((long)time.TotalMilliseconds);

    /// <summary>A Visa number that no issuer has given out, with its check digit (ISO/IEC 7812-1, Luhn).</summary>
    private static string Unknown(int number)
    {
        string digits = $"400000{number:D9}";
        int sum = digits.Reverse().Select((digit, i) => (digit - '0') * (2 - (i % 2))).Sum(value => (value / 10) + (value % 10));
        return digits + ((10 - (sum % 10)) % 10);
    }
}
