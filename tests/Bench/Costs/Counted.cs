namespace Kiosk.Bench.Costs;

/// <summary>The methods that are counted, in this load context: Core's first, then Device's.</summary>
internal static class Counted
{
    /// <summary>How many of them are Core's.</summary>
    public static int CoreMethods { get; private set; }

    /// <summary>Their names, type and method, by number.</summary>
    public static string[] Methods { get; private set; } = [];

    /// <summary>Sets them.</summary>
    public static void Set(string[] methods, int coreMethods)
    {
        Methods = methods;
        CoreMethods = coreMethods;
    }

    /// <summary>How often a method was entered so far; all of its overloads together.</summary>
    /// <exception cref="InvalidOperationException">There is no such method.</exception>
    public static long Calls(string name)
    {
        int[] numbers = [.. Enumerable.Range(0, Methods.Length).Where(i => Methods[i] == name)];
        return numbers.Length > 0 ? numbers.Sum(IlCounter.Calls) : throw new InvalidOperationException($"There is no method {name}.");
    }
}
