using System.Text.RegularExpressions;

namespace Kiosk.EndToEnd.Layout;

/// <summary>The rooms of Core stand on floors and import only downwards; Device imports Core and never the other way round.</summary>
[TestClass]
public partial class ArrowTests
{
    private static readonly string[][] Floors =
    [
        ["Crypto", "Storage", "Settings"],
        ["Pin", "Tries", "Issuer", "Tariff", "Card", "Keypad", "Display"],
        ["Terminal"],
    ];

    [TestMethod]
    public void RoomsImportDownwards()
    {
        foreach (string file in Directory.GetFiles(Repository.At("firmware", "Core"), "*.cs", SearchOption.AllDirectories))
        {
            string from = Path.GetFileName(Path.GetDirectoryName(file))!;
            Assert.IsTrue(FloorOf(from) >= 0, $"{file}: no such room");
            foreach (Match import in Room().Matches(File.ReadAllText(file)))
            {
                string to = import.Groups[1].Value;
                bool allowed = to == from || FloorOf(to) < FloorOf(from);
                Assert.IsTrue(allowed && FloorOf(to) >= 0, $"{file}: {from} imports {to}");
            }
        }
    }

    [TestMethod]
    public void EachRoomExists()
    {
        foreach (string room in Floors.SelectMany(floor => floor))
        {
            Assert.IsTrue(Directory.GetFiles(Repository.At("firmware", "Core", room), "*.cs").Length > 0, room);
        }
    }

    [TestMethod]
    [DataRow("firmware/Core/Kiosk.Core.nfproj")]
    [DataRow("tests/Demo/Kiosk.Demo.nfproj")]
    public void CoreAndDemoReferOnlyToWhatTheEmulatorLoads(string project)
    {
        string[] loads = ["mscorlib", "nanoFramework.Runtime.Native", "nanoFramework.Runtime.Events", "nanoFramework.System.Collections", "nanoFramework.System.Text", "System.Math", "System.IO.Streams"];
        string[] refers = new DeviceProject(project).References;
        Assert.IsTrue(refers.Length > 0);
        CollectionAssert.IsSubsetOf(refers, loads);
    }

    [TestMethod]
    public void ConditionsStandInOneFile()
    {
        string[] files = [.. Directory.GetFiles(Repository.At("firmware"), "*.cs", SearchOption.AllDirectories).Where(file => File.ReadLines(file).Any(line => line.StartsWith("#if", StringComparison.Ordinal)))];
        CollectionAssert.AreEqual(new[] { "Platform.cs" }, files.Select(Path.GetFileName).ToArray());
    }

    private static int FloorOf(string room) => Array.FindIndex(Floors, floor => floor.Contains(room));

    [GeneratedRegex(@"Kiosk\.Core\.(\w+)")]
    private static partial Regex Room();
}
