using Kiosk.Bench.Costs;
using Kiosk.Device;
using Microsoft.CodeAnalysis;

namespace Kiosk.EndToEnd.Layout;

/// <summary>What the device's projects compile to keeps within nanoFramework's PE file; and the count is that of the metadata processor, worked out by hand.</summary>
[TestClass]
public sealed class PeTablesTests
{
    private const string Switch = "class C { static int M(int i) { switch (i) { case 0: return 9; case 1: return 10; case 2: return 11; ";
    private const string Attribute = "class A : System.Attribute { public A(params object[] all) { } } ";

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("firmware/Core/Kiosk.Core.nfproj")]
    [DataRow("tests/Unit/Kiosk.Unit.nfproj")]
    [DataRow("tests/UnitTerminal/Kiosk.UnitTerminal.nfproj")]
    public void AProjectFits(string path)
    {
        Check(path, PeTables.Count(new DeviceProject(path).Compile(Core(), TestFramework())));
    }

    /// <summary>By their twins, which compile the same files.</summary>
    [TestMethod]
    [DataRow(typeof(KioskDevice))]
    [DataRow(typeof(Demo.Program))]
    public void ATwinFits(Type type)
    {
        Check(type.Assembly.GetName().Name!, PeTables.Count(type.Assembly.Location));
    }

    /// <summary>What is more in the second program than in the first.</summary>
    [TestMethod]
    [DataRow("class C { void M() { } }", "class C { void M() { } void Longer() { } }", 7, 1, DisplayName = "A method's name; ret")]
    [DataRow("class C { int a; }", "class C { int a; const int Two = 2; static int b; }", 2, 0, DisplayName = "A field's name; a constant is not kept")]
    [DataRow("class C { object M() => null; }", "class C { object M() => \"\u00e4b\"; }", 4, 2, DisplayName = "A literal in UTF-8; ldstr for ldnull")]
    [DataRow("class C { object M() => \"ab\"; object N() => null; }", "class C { object M() => \"ab\"; object N() => \"ab\"; }", 0, 2, DisplayName = "A literal once")]
    [DataRow("class C { static void M() { } }", "class C { static void M() { M(); } }", 0, 3, DisplayName = "call")]
    [DataRow("class C { int M() => 1000; }", "class C { long M() => 10000000000; }", 0, 4, DisplayName = "ldc.i8 for ldc.i4")]
    [DataRow("class C { static void M(int i) { i = 1; i = 2; } }", "class C { static void M(int i) { try { i = 1; } finally { i = 2; } } }", 0, 16, DisplayName = "leave.s, endfinally, a handler and their number")]
    [DataRow(Switch + "} return 13; } }", Switch + "case 3: return 12; } return 13; } }", 0, 5, DisplayName = "One target of a switch more; ldc.i4.s and ret are there")]
    [DataRow(Attribute + "[A(1, \"x\")] class C { }", Attribute + "[A(1, \"xyz\", \"x\")] class C { }", 4, 0, DisplayName = "A string in an attribute")]
    public void TheCount(string less, string more, int strings, int code)
    {
        PeTables first = Count(less);
        PeTables second = Count(more);
        Assert.AreEqual((strings, code), (second.StringBytes - first.StringBytes, second.CodeBytes - first.CodeBytes));

        static PeTables Count(string source) => PeTables.Count(DeviceProject.Compile("A", [source], true));
    }

    private static MetadataReference Core() => MetadataReference.CreateFromFile(typeof(Core.Terminal.Terminal).Assembly.Location);

    private static MetadataReference TestFramework() =>
        MetadataReference.CreateFromStream(DeviceProject.Compile("nanoFramework.TestFramework", Directory.GetFiles(Repository.At("tests", "Desktop", "Unit", "Standin"), "*.cs").Select(File.ReadAllText), true));

    private void Check(string name, PeTables tables)
    {
        TestContext.WriteLine($"{name}: {tables}");
        Assert.IsTrue(tables.Fit, $"{name}: {tables}, most of each {PeTables.Most:N0}");
    }
}
