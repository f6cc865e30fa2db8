namespace Kiosk.EndToEnd.Layout;

/// <summary>What the build files promise: the device's projects are built by the configuration Device alone, and list every file.</summary>
[TestClass]
public class SolutionTests
{
    [TestMethod]
    public void DeviceProjectsAreBuiltByTheConfigurationDeviceAlone()
    {
        string[] lines = File.ReadAllLines(Repository.At("Kiosk.sln"));
        foreach (string project in lines.Where(line => line.StartsWith("Project(", StringComparison.Ordinal) && line.Contains("proj\"")))
        {
            string guid = project.Split('"')[^2];
            bool device = project.Contains(".nfproj");
            foreach (string configuration in new[] { "Debug", "Release", "Device" })
            {
                Assert.IsTrue(lines.Any(line => line.Contains($"{guid}.{configuration}|Any CPU.ActiveCfg")), project);
                bool built = lines.Any(line => line.Contains($"{guid}.{configuration}|Any CPU.Build.0"));
                Assert.AreEqual(device == (configuration == "Device"), built, $"{project} in {configuration}");
            }
        }
    }

    [TestMethod]
    [DataRow("firmware/Core/Kiosk.Core.nfproj")]
    [DataRow("firmware/Device/Kiosk.Device.nfproj")]
    [DataRow("tests/Demo/Kiosk.Demo.nfproj")]
    [DataRow("tests/Unit/Kiosk.Unit.nfproj")]
    [DataRow("tests/UnitTerminal/Kiosk.UnitTerminal.nfproj")]
    public void ADeviceProjectListsEachFileOfItsFolder(string project)
    {
        var device = new DeviceProject(project);
        string folder = device.Folder;
        string[] listed = [.. device.Files.Where(file => !file.StartsWith("../")).Order(StringComparer.Ordinal)];
        string[] found = [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Where(file => !file.StartsWith("obj/") && !file.StartsWith("bin/")).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(found, listed);
    }

    /// <summary>Fakes and the like may be in both projects of unit tests, a test in one of them.</summary>
    [TestMethod]
    public void NoTestIsLinkedIntoAnotherProject()
    {
        string[] linked = [.. new DeviceProject("tests/UnitTerminal/Kiosk.UnitTerminal.nfproj").Files.Where(file => file.StartsWith("../"))];
        Assert.IsTrue(linked.Length > 0);
        CollectionAssert.AreEqual(Array.Empty<string>(), linked.Where(file => file.EndsWith("Tests.cs")).ToArray());
        Assert.IsFalse(new DeviceProject("tests/Unit/Kiosk.Unit.nfproj").Files.Any(file => file.StartsWith("../")));
    }

    [TestMethod]
    public void TheTwinOfTheDemoLinksTheSameFilesOfTheUnitTests()
    {
        string[] device = Linked("tests/Demo/Kiosk.Demo.nfproj");
        string[] twin = Linked("tests/Desktop/Demo/Kiosk.Demo.csproj");
        Assert.IsTrue(device.Length > 0);
        CollectionAssert.AreEqual(device, twin);

        static string[] Linked(string project) =>
            [.. new DeviceProject(project).Files.Where(file => file.Contains("/Unit")).Select(file => file[file.IndexOf("/Unit", StringComparison.Ordinal)..])];
    }
}
