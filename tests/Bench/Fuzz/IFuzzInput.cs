namespace Kiosk.Bench.Fuzz;

/// <summary>One input of a fuzz target.</summary>
public interface IFuzzInput
{
    /// <summary>The input, for people: hex, or text with what cannot be printed escaped.</summary>
    string Text { get; }

    /// <summary>Gives it to the firmware, and checks what comes out.</summary>
    /// <returns>What became of it, as it is counted: that it was accepted, or the kind of refusal.</returns>
    /// <exception cref="FindingException">Something came out that must not.</exception>
    string Judge();
}
