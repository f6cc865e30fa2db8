using System.Reflection;
using Kiosk.Core.Terminal;
using Kiosk.Device;

namespace Kiosk.Bench.Costs;

/// <summary>
/// What a purchase costs the device: AES, flash, I2C, wire, memory, and the IL instructions that Core executes, which are its time. All of it is
/// counted while it happens, nothing is computed or timed.
/// </summary>
public static class CostReport
{
    /// <summary>The aim: most bytes of Core's IL.</summary>
    public const int MostIl = 96 * 1024;

    private const string Over = "OVER";

    /// <summary>Prints the figures, each beside its aim where it has one.</summary>
    /// <param name="output">Takes them.</param>
    /// <param name="detail">Whether to print too which methods execute the instructions.</param>
    /// <returns>0; 1 when a figure is over its aim, unless the code was built without optimisation and the figures are not the device's.</returns>
    public static int Run(TextWriter output, bool detail = false)
    {
        var report = new StringWriter();
        bool isOptimised = Write(report, detail);
        string text = report.ToString();
        output.Write(text);
        return isOptimised && text.Contains(Over, StringComparison.Ordinal) ? 1 : 0;
    }

    /// <summary>What stands behind a figure that has an aim.</summary>
    internal static string Verdict(bool holds) => "   " + (holds ? "OK" : Over);

    private static bool Write(TextWriter output, bool detail)
    {
        InstrumentedAssembly core = IlInstrumenter.Instrument(typeof(Terminal).Assembly.Location, 0);
        InstrumentedAssembly device = IlInstrumenter.Instrument(typeof(KioskDevice).Assembly.Location, core.Methods.Count);
        var context = new CountingContext([core, device], [typeof(Kiosk.Board.VirtualBoard).Assembly.Location, typeof(CostReport).Assembly.Location]);
        Assembly copy = context.LoadFromAssemblyName(typeof(CostReport).Assembly.GetName());
        Type figures = copy.GetType(typeof(Figures).FullName!, throwOnError: true)!;
        Action<TextWriter, string[], int, bool> write =
            figures.GetMethod(nameof(Figures.Write))!.CreateDelegate<Action<TextWriter, string[], int, bool>>();

        foreach (InstrumentedAssembly assembly in new[] { core, device }.Where(a => !a.IsOptimised))
        {
            output.WriteLine($"WARNING: {assembly.Name} was built without optimisation. These are not the device's figures: run with -c Release.");
        }

        write(output, [.. core.Methods, .. device.Methods], core.Methods.Count, detail);
        HeapReport.Write(output);
        output.WriteLine("Size of the code, as compiled for .NET");
        foreach (InstrumentedAssembly assembly in new[] { core, device })
        {
            string verdict = assembly == core ? $"   <= {MostIl:N0} B IL{Verdict(core.IlBytes <= MostIl)}" : "";
            output.WriteLine($"  {assembly.Name,-16}{$"{assembly.IlBytes:N0} B IL",16}{$"{assembly.FileBytes:N0} B",12}{$"{assembly.Methods.Count} methods",14}{verdict}");
        }

        foreach (Type type in new[] { typeof(Terminal), typeof(KioskDevice) })
        {
            PeTables tables = PeTables.Count(type.Assembly.Location);
            output.WriteLine($"  {type.Assembly.GetName().Name,-16}{tables}, in a PE file   <= {PeTables.Most:N0} B each{Verdict(tables.Fit)}");
        }

        return core.IsOptimised && device.IsOptimised;
    }
}
