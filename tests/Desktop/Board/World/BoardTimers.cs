namespace Kiosk.Board;

/// <summary>What is due on a board and when: earliest first, and in the order of scheduling within a millisecond.</summary>
internal sealed class BoardTimers
{
    private readonly PriorityQueue<Action, (long At, long Order)> _queue = new();
    private readonly Lock _lock = new();
    private long _order;
    private bool _stopped;

    internal void Add(long at, Action action)
    {
        lock (_lock)
        {
            if (!_stopped)
            {
                _queue.Enqueue(action, (at, _order++));
            }
        }
    }

    internal bool TryTake(long until, out long at, out Action action)
    {
        lock (_lock)
        {
            if (_queue.TryPeek(out Action? next, out (long At, long Order) due) && due.At <= until)
            {
                _queue.Dequeue();
                at = due.At;
                action = next;
                return true;
            }
        }

        at = 0;
        action = static () => { };
        return false;
    }

    internal long? NextDue()
    {
        lock (_lock)
        {
            return _queue.TryPeek(out _, out (long At, long Order) due) ? due.At : null;
        }
    }

    internal void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _queue.Clear();
        }
    }
}
