using Kiosk.Board;

namespace Kiosk.Bench.Play;

/// <summary>Tells the kiosk's sounds apart by their rhythm, as somebody does who does not see the display.</summary>
public static class SoundName
{
    private const long LongestPause = 150;

    /// <summary>The sounds that are over.</summary>
    /// <param name="tones">Tones as they were heard.</param>
    /// <returns><c>KEY</c>, <c>APPROVED</c>, <c>DECLINED</c>, or the lengths of tones that are none of them.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<Tone> tones)
    {
        var sounds = new List<List<Tone>>();
        foreach (Tone tone in tones)
        {
            // A tone of a melody, or the first one of a sound: a key's is shorter.
            bool goesOn = sounds.Count > 0 && IsPart(tone) && IsPart(sounds[^1][^1]) && tone.Start - sounds[^1][^1].End <= LongestPause;
            if (goesOn)
            {
                sounds[^1].Add(tone);
            }
            else
            {
                sounds.Add([tone]);
            }
        }

        return [.. sounds.Select(Name)];
    }

    private static bool IsPart(Tone tone) => Length(tone) is >= 70 and <= 100;

    private static long Length(Tone tone) => tone.End - tone.Start;

    private static string Name(List<Tone> tones) => tones switch
    {
        [var one] when Length(one) is >= 40 and <= 60 => "KEY",
        [var one] when Length(one) is >= 650 and <= 750 => "DECLINED",
        { Count: 3 } => "APPROVED",
        _ => string.Join('+', tones.Select(tone => $"{Length(tone)} ms")),
    };
}
