using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>Virtual time, power, and the native odds and ends.</summary>
[TestClass]
public class BoardTimeTests : BoardTest
{
    [TestMethod]
    public void Things_happen_in_order_at_their_millisecond()
    {
        List<string> log = [];
        Board.Schedule(20, () => log.Add($"b{Board.Ticks}"));
        Board.Schedule(10, () =>
        {
            log.Add($"a{Board.Ticks}");
            Board.Schedule(15, () => log.Add($"c{Board.Ticks}"));
        });
        Board.Schedule(20, () => log.Add($"d{Board.Ticks}"));
        Assert.AreEqual(10, Board.NextDue);
        Board.Advance(19);
        Board.Advance(1);
        Assert.AreEqual("a10 c15 b20 d20", string.Join(' ', log));
        Assert.IsNull(Board.NextDue);
    }

    [TestMethod]
    public void World_outlives_the_board()
    {
        Board.Schedule(10, () => Assert.Fail("after the power has gone"));
        World.Keys.Press(0, 0);
        Board.Advance(5);
        Assert.ThrowsException<InvalidOperationException>(() => World.PowerOn(), "one board at a time");
        int failed = 0;
        Board.PowerFailed += () => failed++;
        World.PowerOff();
        World.PowerOff();
        Assert.AreEqual(1, failed);
        World.Advance(100);
        PowerOn();
        Assert.AreEqual(0, Board.Ticks);
        Assert.AreEqual(105, World.Elapsed);
        Assert.IsTrue(World.Keys.IsClosed(0, 0), "the finger is still there");
        Assert.AreEqual(VirtualWorld.DefaultStartUtc.AddMilliseconds(105), World.UtcNow);
    }

    [TestMethod]
    public void Board_flows_into_threads()
    {
        VirtualBoard? seen = null;
        System.Threading.Thread thread = new(() => seen = VirtualBoard.Current);
        thread.Start();
        thread.Join();
        Assert.AreSame(Board, seen);
    }

    [TestMethod]
    public void Uncaught_exception_ends_its_thread_and_nothing_else()
    {
        Kiosk.Board.Thread thread = new(() => throw new InvalidOperationException());
        thread.Start();
        thread.Join();
        Assert.IsInstanceOfType<InvalidOperationException>(Board.UnhandledExceptions.Single());
    }

    [TestMethod]
    public void Sleeping_thread_and_waiting_thread_end_with_the_power()
    {
        Kiosk.Board.AutoResetEvent never = new(false);
        Kiosk.Board.Thread sleeper = new(() => Kiosk.Board.Thread.Sleep(1000));
        Kiosk.Board.Thread waiter = new(() => never.WaitOne());
        sleeper.Start();
        waiter.Start();
        World.PowerOff();
        sleeper.Join();
        waiter.Join();
        Assert.AreEqual(2, Board.UnhandledExceptions.Count(e => e is IOException));
    }

    [TestMethod]
    public void Reboot_is_noted()
    {
        bool told = false;
        nanoFramework.Runtime.Native.Power.OnRebootEvent += () => told = true;
        nanoFramework.Runtime.Native.Power.RebootDevice();
        Assert.IsTrue(told && Board.RebootRequested);
    }

    [TestMethod]
    public void Aes_is_that_of_the_standard_and_no_more()
    {
        // FIPS 197, appendix B.
        Aes aes = new(CipherMode.ECB) { Key = Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C") };
        byte[] cipher = aes.Encrypt(Convert.FromHexString("3243F6A8885A308D313198A2E0370734"));
        Assert.AreEqual("3925841D02DC09FBDC118597196A0B32", Convert.ToHexString(cipher));
        Assert.AreEqual("3243F6A8885A308D313198A2E0370734", Convert.ToHexString(aes.Decrypt(cipher)));
        Assert.ThrowsException<ArgumentException>(() => aes.Key = new byte[32]);
        Assert.ThrowsException<ArgumentException>(() => aes.Encrypt(new byte[15]));
        Assert.ThrowsException<ArgumentException>(() => new Aes(CipherMode.CBC) { Key = new byte[16] }.Encrypt(new byte[16]));
    }
}
