using Kiosk.Bench.Rig;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>A host should refuse a KSN that does not go up (README, RULES.md K2): so messages leave in the order of their KSNs.</summary>
[TestClass]
public class KsnOrderTests
{
    private const int LostReversals = 5;
    private const int LongestPause = 60;

    /// <summary>A reversal is owed, and waits for its next attempt; a customer comes, so it goes out before the purchase.</summary>
    [TestMethod]
    public void APurchaseBehindAReversalHasTheLaterKsn()
    {
        using var kiosk = new BareKiosk(BareKiosk.DefaultSettings());
        kiosk.PowerOn();
        kiosk.Settle();
        kiosk.GoToPin(BareCards.Amex, 60);
        kiosk.Link.Next = LinkPlay.LosesAnswer;
        kiosk.EnterPin(BareCards.Amex, true);
        for (int i = 0; i < LostReversals; i++)
        {
            kiosk.Link.Next = LinkPlay.BreaksAfter;
            long sent = kiosk.Ksns.Messages;
            for (int second = 0; second < LongestPause && kiosk.Ksns.Messages == sent; second++)
            {
                kiosk.Pass(1000);
            }
        }

        kiosk.Pass(1000);
        kiosk.Pass(1000);
        kiosk.Pay(BareCards.Visa, 15);
        CollectionAssert.AreEqual(new[] { LedgerState.Reversed, LedgerState.Approved }, kiosk.Issuer.Ledger.Select(entry => entry.State).ToArray());
        Assert.AreEqual(2 + LostReversals + 1, kiosk.Ksns.Messages);
        Assert.IsNull(kiosk.Ksns.Offence, "a KSN does not go up");
    }
}
