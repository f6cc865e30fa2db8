using System.Reflection;
using System.Runtime.Loader;

namespace Kiosk.Bench.Costs;

/// <summary>Where instrumented assemblies live, beside copies of their own of the assemblies that refer to them. All else is shared.</summary>
public sealed class CountingContext : AssemblyLoadContext
{
    private readonly Dictionary<string, InstrumentedAssembly> _instrumented;
    private readonly Dictionary<string, string> _copies;

    /// <summary>Makes it; nothing is loaded yet.</summary>
    /// <param name="instrumented">The instrumented assemblies.</param>
    /// <param name="copies">Files of assemblies that are loaded once more, as they are.</param>
    public CountingContext(IEnumerable<InstrumentedAssembly> instrumented, IEnumerable<string> copies)
        : base("counting")
    {
        _instrumented = instrumented.ToDictionary(i => i.Name);
        _copies = copies.ToDictionary(c => Path.GetFileNameWithoutExtension(c));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name ?? "";
        if (_instrumented.TryGetValue(name, out InstrumentedAssembly? instrumented))
        {
            return LoadFromStream(new MemoryStream(instrumented.Image));
        }

        return _copies.TryGetValue(name, out string? path) ? LoadFromAssemblyPath(path) : null;
    }
}
