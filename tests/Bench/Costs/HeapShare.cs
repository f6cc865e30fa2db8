namespace Kiosk.Bench.Costs;

/// <summary>Objects in the device's heap that are alike.</summary>
/// <param name="Assembly">Simple name of the assembly that they belong to.</param>
/// <param name="Name">A class, or a field and the array or string that it leads to.</param>
/// <param name="Count">How many.</param>
/// <param name="Bytes">Bytes of all of them.</param>
public sealed record HeapShare(string Assembly, string Name, int Count, int Bytes);
