namespace Kiosk.EndToEnd.Models;

/// <summary>
/// A lock that is watched in true time. Steps of the clock while the terminal runs do not shorten it; a clock that is further ahead at a start than when it began
/// does, by no more than that. One that was ahead, or is behind, lengthens it, by no more than that.
/// </summary>
internal sealed class Lock
{
    private readonly long _began;
    private readonly int _error;
    private readonly int _greatest;
    private int _starts;
    private int _last;
    private int _greatestAtStart;
    private long _rises;

    /// <summary>It begins.</summary>
    /// <param name="ms">True time, in milliseconds.</param>
    /// <param name="error">How far the clock is ahead, in seconds.</param>
    /// <param name="greatest">The greatest that this ever was.</param>
    public Lock(long ms, int error, int greatest)
    {
        (_began, _error, _greatest) = (ms, error, greatest);
        (_last, _greatestAtStart) = (error, error);
    }

    /// <summary>Seconds that it must last.</summary>
    public long Shortest => TriesModel.LockSeconds - Tolerance - (_greatestAtStart - _error);

    /// <summary>Seconds that it may last.</summary>
    public long Longest => TriesModel.LockSeconds + Tolerance + _greatest + _rises - _last;

    /// <summary>Parts of a second, of each start.</summary>
    private int Tolerance => 2 + _starts;

    /// <summary>How long it has been there, in seconds.</summary>
    public long Age(long ms) => (ms - _began) / 1000;

    /// <summary>The power came back.</summary>
    public void Start() => _starts++;

    /// <summary>There is trusted time.</summary>
    /// <param name="error">How far it is ahead, in seconds.</param>
    /// <param name="isFirst">Whether it is the first since a start.</param>
    public void See(int error, bool isFirst)
    {
        if (isFirst)
        {
            _greatestAtStart = Math.Max(_greatestAtStart, error);
        }
        else
        {
            _rises += Math.Max(0, error - _last);
        }

        _last = error;
    }
}
