namespace Kiosk.Bench.Costs;

/// <summary>An assembly that counts the instructions it executes, and what it was before.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Image">The instrumented assembly.</param>
/// <param name="FirstMethod">Number of its first method in <see cref="IlCounter"/>.</param>
/// <param name="Methods">Its methods with a body: type and name, in the order of their numbers.</param>
/// <param name="IlBytes">Size of the original method bodies' IL in bytes.</param>
/// <param name="FileBytes">Size of the original file in bytes.</param>
/// <param name="IsOptimised">Whether the compiler optimised the original.</param>
public sealed record InstrumentedAssembly(
    string Name,
    byte[] Image,
    int FirstMethod,
    IReadOnlyList<string> Methods,
    int IlBytes,
    long FileBytes,
    bool IsOptimised);
