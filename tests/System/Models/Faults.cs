using FsCheck;
using FsCheck.Fluent;

namespace Kiosk.EndToEnd.Models;

/// <summary>Generators of faults.</summary>
internal static class Faults
{
    /// <summary>A fault of writing in one of six; cuts at any part of a write, and at its two ends more often.</summary>
    public static Gen<Fault> Sometimes { get; } = Gen.Frequency((5, Gen.Constant(default(Fault))), (1, Any()));

    private static Gen<Fault> Any()
    {
        Gen<int> part = Gen.Frequency((4, Gen.Choose(0, 999)), (1, Gen.Constant(0)), (2, Gen.Constant(1000)));
        Gen<Fault> cut = from kind in Gen.Elements(FaultKind.CutTorn, FaultKind.CutKept) from at in part select new Fault(kind, at);
        Gen<Fault> write = from kind in Gen.Elements(FaultKind.WritesFail, FaultKind.WritesLie) select new Fault(kind);
        Gen<Fault> rot = Gen.Choose(0, 1000).Select(at => new Fault(FaultKind.WritesRot, at));
        Gen<Fault> reads = Gen.Elements(1, 2, -1).Select(count => new Fault(FaultKind.ReadsFail, count));
        return Gen.Frequency((3, cut), (2, write), (1, rot), (1, reads));
    }
}
