namespace Kiosk.Board;

/// <summary>
/// The keypad: bare switches at the crossings of row and column wires, without diodes. A contact chatters for some milliseconds when it
/// closes or opens, and three pressed corners of a rectangle connect the fourth. Fingers and switches outlive a power cut.
/// </summary>
public sealed class KeySwitches
{
    /// <summary>The longest that a closing contact chatters, in ms.</summary>
    public const int LongestPressBounce = 5;

    /// <summary>The longest that an opening contact chatters, in ms.</summary>
    public const int LongestReleaseBounce = 8;

    private readonly VirtualWorld _world;
    private bool[] _pressed = [];
    private long[] _changedAt = [];
    private int[] _bounce = [];
    private bool[] _stuck = [];
    private long _stillAt;
    private int _closed;
    private long _moves;

    internal KeySwitches(VirtualWorld world)
    {
        _world = world;
        Wire([32, 33, 25, 26], [27, 14, 13, 4]);
    }

    /// <summary>A switch begins to move, or the wiring changes.</summary>
    internal event Action? Changed;

    /// <summary>Whether the wires go to the world's <see cref="VirtualWorld.Expander"/> and not to the board.</summary>
    public bool OnExpander { get; private set; }

    /// <summary>The longest that a contact of <see cref="Press"/> and <see cref="Release"/> chatters; null for
    /// <see cref="LongestPressBounce"/> and <see cref="LongestReleaseBounce"/>, each move its own time. A number is the time of every move.</summary>
    public int? BounceTime { get; set; }

    /// <summary>The pins of the row wires.</summary>
    public IReadOnlyList<int> RowPins { get; private set; } = [];

    /// <summary>The pins of the column wires.</summary>
    public IReadOnlyList<int> ColumnPins { get; private set; } = [];

    /// <summary>No switch chatters.</summary>
    public bool Still => _world.Elapsed >= _stillAt;

    /// <summary>No finger is on a switch, and none still chatters. A stuck one does not count.</summary>
    public bool AllOpen => _closed == 0 && Still;

    /// <summary>When the last chatter is over, in the world's <see cref="VirtualWorld.Elapsed"/>.</summary>
    internal long StillAt => _stillAt;

    /// <summary>Solders the wires to board pins (a 4×4 to rows 32, 33, 25, 26 and columns 27, 14, 13, 4 to begin with) or to those of the
    /// expander; all switches are released.</summary>
    /// <param name="rowPins">A pin for each row.</param>
    /// <param name="columnPins">A pin for each column.</param>
    /// <param name="onExpander">Whether these are pins of the expander, 0 to 15.</param>
    public void Wire(IReadOnlyList<int> rowPins, IReadOnlyList<int> columnPins, bool onExpander = false)
    {
        OnExpander = onExpander;
        RowPins = [.. rowPins];
        ColumnPins = [.. columnPins];
        int count = RowPins.Count * ColumnPins.Count;
        _pressed = new bool[count];
        _changedAt = new long[count];
        _bounce = new int[count];
        _stuck = new bool[count];
        _closed = 0;
        Changed?.Invoke();
    }

    /// <summary>A finger presses a key; nothing happens when it is held already.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    /// <param name="bounce">Whether the contact chatters first (1 to <see cref="LongestPressBounce"/> ms).</param>
    public void Press(int row, int column, bool bounce = true) => Move(row, column, true, bounce ? LongestPressBounce : 0);

    /// <summary>The finger leaves a key.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    /// <param name="bounce">Whether the contact chatters first (1 to <see cref="LongestReleaseBounce"/> ms).</param>
    public void Release(int row, int column, bool bounce = true) => Move(row, column, false, bounce ? LongestReleaseBounce : 0);

    /// <summary>Makes a key stick, closed, or frees it: then it opens.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    /// <param name="stuck">Whether it sticks from now on. Fingers do nothing to a stuck key.</param>
    public void Stick(int row, int column, bool stuck)
    {
        int key = Index(row, column);
        if (_stuck[key] != stuck)
        {
            _stuck[key] = false;
            Move(row, column, stuck, stuck ? LongestPressBounce : LongestReleaseBounce);
            _stuck[key] = stuck;
            _closed += stuck ? -1 : 1;
        }
    }

    /// <summary>All fingers leave, without chatter.</summary>
    public void ReleaseAll()
    {
        for (int row = 0; row < RowPins.Count; row++)
        {
            for (int column = 0; column < ColumnPins.Count; column++)
            {
                Release(row, column, bounce: false);
            }
        }
    }

    /// <summary>Whether a finger is on the key.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    public bool IsPressed(int row, int column) => _pressed[Index(row, column)];

    /// <summary>Whether the contact conducts in this millisecond.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    public bool IsClosed(int row, int column)
    {
        int key = Index(row, column);
        long since = _world.Elapsed - _changedAt[key];
        if (since >= _bounce[key])
        {
            return _pressed[key];
        }

        // The first millisecond is the first touch (or the first parting); then it chatters.
        return since == 0 ? _pressed[key] : (Noise.Of(_world.Seed, key, _changedAt[key], since) & 1) != 0;
    }

    /// <summary>The wires that closed switches connect with a wire.</summary>
    /// <param name="wire">A row or column wire by its pin.</param>
    /// <param name="wires">The wires found so far; takes those that come to it.</param>
    /// <param name="known">How many they are.</param>
    /// <returns>How many they are now.</returns>
    internal int Follow(int wire, Span<int> wires, int known)
    {
        for (int row = 0; row < RowPins.Count; row++)
        {
            for (int column = 0; column < ColumnPins.Count; column++)
            {
                int other = RowPins[row] == wire ? ColumnPins[column] : ColumnPins[column] == wire ? RowPins[row] : -1;
                if (other >= 0 && IsClosed(row, column) && !wires[..known].Contains(other))
                {
                    wires[known++] = other;
                }
            }
        }

        return known;
    }

    private void Move(int row, int column, bool pressed, int longestBounce)
    {
        int key = Index(row, column);
        if (_pressed[key] == pressed || _stuck[key])
        {
            return;
        }

        long now = _world.Elapsed;
        _pressed[key] = pressed;
        _changedAt[key] = now;
        _bounce[key] = longestBounce == 0 ? 0 : BounceTime is { } time ? time : 1 + (int)(Noise.Of(_world.Seed, key, now, ++_moves) % (uint)longestBounce);
        _closed += pressed ? 1 : -1;
        _stillAt = Math.Max(_stillAt, now + _bounce[key]);
        Changed?.Invoke();
    }

    private int Index(int row, int column)
    {
        if ((uint)row >= (uint)RowPins.Count || (uint)column >= (uint)ColumnPins.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(row), "There is no such key.");
        }

        return (row * ColumnPins.Count) + column;
    }
}
