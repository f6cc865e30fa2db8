using FsCheck;
using FsCheck.Fluent;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;

namespace Kiosk.EndToEnd.Keypad;

/// <summary>Taps of 40 ms with contacts that bounce for 5: none is lost, none doubled, none made up, whenever it comes and however long the loop is busy.</summary>
[TestClass]
public class TapTests
{
    private const int Tap = 40;
    private const int Gap = 40;
    private const int Bounce = 5;
    private const int Cases = 300;

    // While it draws a whole screen; 10 ms is the usual turn.
    private const int LongestTurn = 45;

    [TestMethod]
    [DataRow(BoardType.Esp32DevKitC)]
    [DataRow(BoardType.Esp32S3DevKitC)]
    [DataRow(BoardType.Esp32C3DevKitM)]
    public void NoTapIsLost(BoardType board)
    {
        Gen<TapCase> cases =
            from phase in Gen.Choose(0, 199)
            from seed in Gen.Choose(1, int.MaxValue)
            from digits in Gen.Choose(1, 9).ArrayOf(4)
            from turns in Gen.Choose(1, LongestTurn).ArrayOf(8)
            select new TapCase(phase, seed, string.Concat(digits), turns);
        Properties.Hold(cases.ToArbitrary(), c => Check(board, c), count: Cases);
    }

    private static void Check(BoardType board, TapCase c)
    {
        using var bench = new KeypadBench(board, c.Seed);
        bench.World.Keys.BounceTime = Bounce;
        int now = 0;
        int turned = 0;
        int turn = 0;

        // Fingers move when they like; the loop turns when it is done.
        void PassTo(int time)
        {
            while (now < time)
            {
                int next = turned + c.Turns[turn % c.Turns.Length];
                int step = Math.Min(next, time) - now;
                bench.World.Advance(step);
                now += step;
                if (now == next)
                {
                    turned = next;
                    turn++;
                    bench.Turn(0);
                }
            }
        }

        int at = 100 + c.Phase;
        foreach (char digit in c.Digits)
        {
            PassTo(at);
            bench.Press(digit, down: true);
            PassTo(at + Tap);
            bench.Press(digit, down: false);
            at += Tap + Gap;
        }

        PassTo(at + 300);
        Assert.AreEqual(c.Digits, bench.Digits, c.ToString());
        Assert.AreEqual(KeypadFault.None, bench.Keypad.Fault);
        Assert.AreEqual(0, bench.Board.UnhandledExceptions.Count);
    }

    private sealed record TapCase(int Phase, int Seed, string Digits, int[] Turns)
    {
        public override string ToString() => $"phase {Phase}, seed {Seed}, digits {Digits}, turns {string.Join(' ', Turns)}";
    }
}
