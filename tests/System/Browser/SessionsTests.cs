using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Web;

namespace Kiosk.EndToEnd.Browser;

[TestClass]
public sealed class SessionsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly Sessions _sessions = new();

    [TestMethod]
    public void EndsWhenNobodyUsesItAndLivesWhileSomebodyDoes()
    {
        string id = Begin(Start).Id;
        DateTimeOffset last = Start + Sessions.IdleTime - TimeSpan.FromMilliseconds(1);
        Assert.IsNotNull(Use(id, last));
        Assert.IsNotNull(Use(id, last + Sessions.IdleTime - TimeSpan.FromMilliseconds(1)), "used in between");
        Assert.IsNull(Use(id, last + (2 * Sessions.IdleTime)));
        Assert.IsNull(Use(id, Start), "over is over");
    }

    [TestMethod]
    public void EndsAfterEightHoursHoweverItIsUsed()
    {
        string id = Begin(Start).Id;
        DateTimeOffset end = Start + Sessions.LongestTime;
        for (DateTimeOffset now = Start; now < end; now += TimeSpan.FromMinutes(5))
        {
            Assert.IsNotNull(Use(id, now));
        }

        Assert.IsNull(Use(id, end));
    }

    [TestMethod]
    public void IsOfOneRealm()
    {
        string id = Begin(Start).Id;
        Assert.IsNull(_sessions.Use(id, Realm.Agent, Start));
        Assert.IsNotNull(Use(id, Start));
        Assert.IsNull(Use(null, Start));
        Assert.IsNull(Use(new string('0', 32), Start));
    }

    [TestMethod]
    public void TheOneThatWasUsedLeastLatelyMakesRoom()
    {
        string first = Begin(Start).Id;
        string second = Begin(Start.AddSeconds(1)).Id;
        for (int i = 2; i < Sessions.Most; i++)
        {
            Begin(Start.AddSeconds(2));
        }

        Assert.IsNotNull(Use(first, Start.AddSeconds(3)));
        Begin(Start.AddSeconds(4));
        Assert.IsNotNull(Use(first, Start.AddSeconds(4)));
        Assert.IsNull(Use(second, Start.AddSeconds(4)));
    }

    [TestMethod]
    public void AProofIsForOneCardAndFiveMinutes()
    {
        WebSession session = Begin(Start);
        Assert.IsFalse(session.IsProven("1", Start));
        session.Prove("1", Start);
        Assert.IsTrue(session.IsProven("1", Start + WebSession.ProofLife - TimeSpan.FromMilliseconds(1)));
        Assert.IsFalse(session.IsProven("2", Start));
        Assert.IsFalse(session.IsProven("1", Start + WebSession.ProofLife));
        session.EndProof();
        Assert.IsFalse(session.IsProven("1", Start));
    }

    private WebSession Begin(DateTimeOffset now) => _sessions.Begin(Realm.Holder, "anna", "Anna Berg", now);

    private WebSession? Use(string? id, DateTimeOffset now) => _sessions.Use(id, Realm.Holder, now);
}
