namespace Kiosk.Bench.Fuzz;

/// <summary>The firmware did with an input what it must not. The message says what.</summary>
public sealed class FindingException(string message) : Exception(message)
{
    /// <summary>Throws unless something holds.</summary>
    public static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new FindingException(message);
        }
    }
}
