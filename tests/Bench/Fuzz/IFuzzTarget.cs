namespace Kiosk.Bench.Fuzz;

/// <summary>A part of the firmware that reads what others have written, and what a fuzzer gives it. What it keeps from run to run changes no run.</summary>
public interface IFuzzTarget
{
    /// <summary>Makes the input of a run.</summary>
    /// <param name="random">All that may differ from run to run.</param>
    IFuzzInput Make(Random random);
}
