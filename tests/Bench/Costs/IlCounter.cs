namespace Kiosk.Bench.Costs;

/// <summary>
/// What instrumented code counts into: the IL instructions that each method has executed. <see cref="IlInstrumenter"/> numbers the methods and
/// writes the calls. Each load context that has a copy of this assembly has counters of its own.
/// </summary>
public static class IlCounter
{
    /// <summary>Most methods that can be told apart.</summary>
    public const int MostMethods = 4096;

    private static readonly long[] ExecutedOf = new long[MostMethods];
    private static readonly long[] CallsOf = new long[MostMethods];

    /// <summary>A method begins.</summary>
    public static void Enter(int method) => CallsOf[method]++;

    /// <summary>A block of a method begins: straight on to its last instruction, which may branch, return or call.</summary>
    public static void Add(int method, int instructions) => ExecutedOf[method] += instructions;

    /// <summary>Instructions that a method has executed itself, without those that it called.</summary>
    public static long Executed(int method) => ExecutedOf[method];

    /// <summary>How often a method was entered.</summary>
    public static long Calls(int method) => CallsOf[method];

    /// <summary>Copies the instructions executed by each method; allocates nothing.</summary>
    public static void CopyTo(long[] executed) => Array.Copy(ExecutedOf, executed, MostMethods);
}
