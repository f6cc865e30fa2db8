using Kiosk.Bench.Rig;

namespace Kiosk.Bench.Web;

/// <summary>
/// The customer's hand: does what the browser asks in the order in which it was asked, and no faster than fingers. However short a click
/// was, its contact is closed long enough to be a key press. Used by the pump's thread alone.
/// </summary>
internal sealed class Customer(KioskRig rig)
{
    /// <summary>Acts that may wait; more presses, cards and lines are refused.</summary>
    public const int MostWaiting = 64;

    /// <summary>After this long a key is let go: the browser that pressed it is gone.</summary>
    public const int LongestHold = 20_000;

    private const int AfterPress = 60;
    private const int AfterRelease = 40;

    private readonly Queue<(Func<bool> Act, int Pause)> _waiting = new();
    private readonly Dictionary<char, long> _held = [];
    private readonly HashSet<char> _wanted = [];
    private long _freeAt;

    /// <summary>Presses a key. Nothing happens when it is held already.</summary>
    /// <returns>False when too much is waiting.</returns>
    public bool Press(char key)
    {
        if (_waiting.Count >= MostWaiting)
        {
            return false;
        }

        if (_wanted.Add(key))
        {
            _waiting.Enqueue((() => Move(key, true), AfterPress));
        }

        return true;
    }

    /// <summary>Lets a key go. Nothing happens when it is not held.</summary>
    public void Release(char key)
    {
        if (_wanted.Remove(key))
        {
            _waiting.Enqueue((() => Move(key, false), AfterRelease));
        }
    }

    /// <summary>Does something that is no key, when everything before it is done.</summary>
    /// <param name="act">What: puts a card in, sends a line.</param>
    /// <returns>False when too much is waiting.</returns>
    public bool Do(Action act)
    {
        if (_waiting.Count >= MostWaiting)
        {
            return false;
        }

        _waiting.Enqueue((() =>
        {
            act();
            return true;
        }, AfterPress));
        return true;
    }

    /// <summary>Does what is due.</summary>
    public void Turn()
    {
        long now = rig.World.Elapsed;
        foreach ((char key, long since) in _held)
        {
            if (now - since >= LongestHold)
            {
                Release(key);
            }
        }

        while (now >= _freeAt && _waiting.TryDequeue(out (Func<bool> Act, int Pause) next))
        {
            if (next.Act())
            {
                // With another key still down, this one's release makes the other the only one: its press begins to count now.
                _freeAt = now + (_held.Count > 0 ? AfterPress : next.Pause);
            }
        }
    }

    private bool Move(char key, bool down)
    {
        if (down)
        {
            _held[key] = rig.World.Elapsed;
        }
        else
        {
            _held.Remove(key);
        }

        return rig.MoveKey(key, down);
    }
}
