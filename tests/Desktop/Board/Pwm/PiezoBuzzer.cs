namespace Kiosk.Board;

/// <summary>A passive piezo buzzer on one of the board's pins, and the ear in front of it.</summary>
public sealed class PiezoBuzzer
{
    private readonly VirtualWorld _world;
    // Room from the start: a list that grows in the middle of a keystroke would count as the firmware's allocation.
    private readonly List<Tone> _tones = new(1024);
    private int _hertz;
    private long _since;

    internal PiezoBuzzer(VirtualWorld world) => _world = world;

    /// <summary>The pin that it is wired to; -1 when it is not.</summary>
    public int Pin { get; set; } = -1;

    /// <summary>Whether it sounds now.</summary>
    public bool IsSounding => _hertz > 0;

    /// <summary>The tones that are over, in their order.</summary>
    public IReadOnlyList<Tone> Tones => _tones;

    internal void Hear(int pin, int hertz)
    {
        if (pin == Pin && hertz != _hertz)
        {
            FallSilent();
            _hertz = hertz;
            _since = _world.Elapsed;
        }
    }

    internal void FallSilent()
    {
        if (_hertz > 0)
        {
            _tones.Add(new Tone(_since, _world.Elapsed, _hertz));
            _hertz = 0;
        }
    }
}
