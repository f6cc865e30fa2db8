using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;

namespace Kiosk.EndToEnd.Play;

/// <summary>The state that the scenario step <c>counter</c> makes is the one that a terminal has after all the transactions before.</summary>
[TestClass]
public class BenchKeyStateTests
{
    private const int Steps = 3000;

    [TestMethod]
    [DataRow(MessageProfile.Aes)]
    [DataRow(MessageProfile.Tdes)]
    public void AsAfterAllTransactions(MessageProfile profile)
    {
        IDukpt dukpt = profile == MessageProfile.Aes ? new AesDukpt(new AesCipher()) : new TdesDukpt(new DesCipher());
        byte[] state = new byte[dukpt.LengthOfState];
        dukpt.LoadInitialKey(BenchKey.InitialKey(profile), BenchKey.InitialKsn(profile));
        for (int i = 0; i < Steps; i++)
        {
            dukpt.Save(state);
            Assert.AreEqual(Convert.ToHexString(state), Convert.ToHexString(BenchKeyState.Make(profile, dukpt.Counter)), $"{dukpt.Counter:X}");
            dukpt.Advance();
        }
    }

    /// <summary>The last counters cannot be walked to, but a terminal that is there goes on to the very last.</summary>
    [TestMethod]
    [DataRow(MessageProfile.Aes, 0xFFFE8000u, 2)]
    [DataRow(MessageProfile.Tdes, 0x1FF400u, 2)]
    public void AtTheEnd(MessageProfile profile, uint counter, int left)
    {
        IDukpt dukpt = profile == MessageProfile.Aes ? new AesDukpt(new AesCipher()) : new TdesDukpt(new DesCipher());
        Assert.IsTrue(dukpt.Restore(BenchKeyState.Make(profile, counter)));
        for (int i = 0; i < left; i++)
        {
            Assert.IsTrue(dukpt.IsReady, $"{dukpt.Counter:X}");
            dukpt.Advance();
        }

        Assert.IsFalse(dukpt.IsReady);
    }

    [TestMethod]
    [DataRow(MessageProfile.Aes, 0u)]
    [DataRow(MessageProfile.Aes, 0x1FFFFu)]
    [DataRow(MessageProfile.Tdes, 0x200000u)]
    [DataRow(MessageProfile.Tdes, 0x7FFu)]
    public void WhereThereIsNoTransaction(MessageProfile profile, uint counter) =>
        Assert.ThrowsException<ArgumentException>(() => BenchKeyState.Make(profile, counter));
}
