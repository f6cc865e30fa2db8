using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kiosk.EndToEnd.Layout;

/// <summary>A project of the device (.nfproj): what it lists, and what the compiler makes of that.</summary>
internal sealed class DeviceProject
{
    private readonly XDocument _xml;

    /// <param name="path">From the repository's top folder, with slashes.</param>
    public DeviceProject(string path)
    {
        Folder = Path.GetDirectoryName(Repository.At(path.Split('/')))!;
        _xml = XDocument.Load(Repository.At(path.Split('/')));
    }

    /// <summary>The folder that it stands in.</summary>
    public string Folder { get; }

    /// <summary>What it compiles, as it says it, but with slashes.</summary>
    public string[] Files => [.. Elements("Compile").Select(element => ((string)element.Attribute("Include")!).Replace('\\', '/'))];

    /// <summary>The class libraries that it refers to.</summary>
    public string[] References => [.. Elements("Reference").Select(element => (string)element.Attribute("Include")!)];

    /// <summary>Compiles it for .NET, as a Debug build does; the byte code of a Release build is smaller.</summary>
    /// <returns>The assembly.</returns>
    public MemoryStream Compile(params MetadataReference[] references) =>
        Compile(Value("AssemblyName"), Files.Select(file => File.ReadAllText(Path.Combine(Folder, file))), Value("Optimize") == "true", references);

    /// <summary>Compiles sources with the firmware's version of the language.</summary>
    public static MemoryStream Compile(string name, IEnumerable<string> sources, bool optimize, params MetadataReference[] references)
    {
        // The runtime's own assemblies and the tests' libraries, not the twins: those have the same types.
        IEnumerable<PortableExecutableReference> libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Kiosk.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var language = new CSharpParseOptions(LanguageVersion.CSharp9);
        var compilation = CSharpCompilation.Create(
            name,
            sources.Select(source => CSharpSyntaxTree.ParseText(source, language)),
            libraries.Concat(references),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: optimize ? OptimizationLevel.Release : OptimizationLevel.Debug));
        var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        assembly.Position = 0;
        return assembly;
    }

    private IEnumerable<XElement> Elements(string name) => _xml.Descendants().Where(element => element.Name.LocalName == name);

    private string Value(string name) => Elements(name).SingleOrDefault()?.Value ?? "";
}
