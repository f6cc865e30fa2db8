using System.Collections.Concurrent;
using Kiosk.Bench.Rig;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>
/// Plays once to count the bytes that are written to flash, and then again with the power cut at each of them in each way; now and then it fails a
/// second time while the kiosk starts. After that the kiosk has kept what it promised.
/// </summary>
internal sealed class CutRun(CutPlay play)
{
    private const int EverySecondCut = 7;
    private const int MostRestartBytes = 1500;
    private const int Shown = 5;
    private static readonly CutWay[] Ways = Enum.GetValues<CutWay>();

    private readonly PlayJudge _judge = new(play, isFlashSound: true);
    private readonly ConcurrentQueue<string> _failures = new();
    private int _cuts;
    private int _secondCuts;

    /// <summary>Bytes that the play writes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Cuts made: each byte in each way.</summary>
    public int Cuts => _cuts;

    /// <summary>Cuts made while the kiosk started again.</summary>
    public int SecondCuts => _secondCuts;

    /// <summary>Cuts everywhere.</summary>
    /// <exception cref="AssertFailedException">A promise was broken; byte and way are named.</exception>
    public void CutEverywhere()
    {
        using (var kiosk = new BareKiosk(play.Settings))
        {
            play.Prepare(kiosk);
            kiosk.PowerOff();
            Bytes = PlayUncut(kiosk);
        }

        int workers = Environment.ProcessorCount;
        Parallel.For(0, workers, worker => CutShare(worker, workers));
        if (!_failures.IsEmpty)
        {
            Assert.Fail($"{_failures.Count} of {_cuts} cuts:\n{string.Join('\n', _failures.Order(StringComparer.Ordinal).Take(Shown))}");
        }

        Assert.AreEqual(Bytes * Ways.Length, _cuts, "not every byte was cut in every way");
        Assert.IsTrue(_secondCuts > 0, "no second cut has struck");
    }

    private long PlayUncut(BareKiosk kiosk)
    {
        _judge.Begin(kiosk);
        long before = kiosk.Flash.BytesWritten;
        long ledger = kiosk.Issuer.Newest?.Number ?? 0;
        play.Act(kiosk);
        kiosk.Settle();
        long written = kiosk.Flash.BytesWritten - before;
        play.Uncut(kiosk);
        PlayJudge.AssertMoney(kiosk, ledger);
        return written;
    }

    private void CutShare(int worker, int workers)
    {
        using var kiosk = new BareKiosk(play.Settings);
        play.Prepare(kiosk);
        using BareImage image = kiosk.Save();
        for (long cut = worker; cut < Bytes * Ways.Length; cut += workers)
        {
            long at = 1 + (cut / Ways.Length);
            CutWay way = Ways[cut % Ways.Length];
            bool again = cut % EverySecondCut == 0;
            try
            {
                kiosk.Restore(image);
                CutAt(kiosk, at, way, again ? 1 + (cut * 31 % MostRestartBytes) : 0);
            }
            catch (Exception e) when (e is AssertFailedException or InvalidOperationException)
            {
                _failures.Enqueue($"byte {at:D5}, {way}{(again ? ", cut again" : "")}: {e.Message}");
            }

            Interlocked.Increment(ref _cuts);
        }
    }

    private void CutAt(BareKiosk kiosk, long at, CutWay way, long second)
    {
        _judge.Begin(kiosk);
        long ledger = kiosk.Issuer.Newest?.Number ?? 0;
        kiosk.Flash.CutAfter(at, way);
        play.Act(kiosk);
        kiosk.Settle();
        Assert.AreEqual(1, kiosk.Cuts, "the power did not fail");
        if (second > 0)
        {
            kiosk.Flash.CutAfter(second, way);
            kiosk.PowerOn();
            kiosk.Settle();
            kiosk.Flash.Heal();
            if (kiosk.Cuts > 1)
            {
                Interlocked.Increment(ref _secondCuts);
                kiosk.PowerOn();
            }
        }
        else
        {
            kiosk.PowerOn();
        }

        _judge.Judge(kiosk, ledger);
    }
}
