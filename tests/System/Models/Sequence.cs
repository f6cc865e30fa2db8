namespace Kiosk.EndToEnd.Models;

/// <summary>Operations one after the other.</summary>
/// <param name="Start">What was done before, without faults: how often.</param>
/// <param name="Operations">The operations.</param>
internal sealed record Sequence<T>(int Start, T[] Operations)
{
    /// <summary>Shorter ones: without a half of it, a quarter, and so on; then with less in an operation.</summary>
    public IEnumerable<Sequence<T>> Shrink(Func<T, IEnumerable<T>> shrink)
    {
        if (Start > 0)
        {
            yield return this with { Start = 0 };
            yield return this with { Start = Start / 2 };
            yield return this with { Start = Start - 1 };
        }

        for (int count = (Operations.Length + 1) / 2; count > 0; count /= 2)
        {
            for (int from = Operations.Length - count; from >= 0; from -= count)
            {
                yield return this with { Operations = [.. Operations[..from], .. Operations[(from + count)..]] };
            }
        }

        for (int i = 0; i < Operations.Length; i++)
        {
            foreach (T less in shrink(Operations[i]))
            {
                yield return this with { Operations = [.. Operations[..i], less, .. Operations[(i + 1)..]] };
            }
        }
    }

    public override string ToString() => $"after {Start} of the start:{Environment.NewLine}  " + string.Join(Environment.NewLine + "  ", Operations);
}
