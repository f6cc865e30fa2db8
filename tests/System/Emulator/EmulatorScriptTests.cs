using System.Diagnostics;

namespace Kiosk.EndToEnd.Emulator;

/// <summary>
/// The scripts that run unit tests and demo on the emulator, with a nanoclr that only prints: what they hand to it, what they make of its output, and
/// how they end. They run in a tree of their own; in PowerShell too where it is installed.
/// </summary>
[TestClass]
public sealed class EmulatorScriptTests
{
    private const string Launched = "Test passed,Kiosk.Unit.A.Works.0,42\r\nTest passed,Kiosk.Unit.A.Holds.0,42\r\n";
    private const string Done = "Done.\r\nExiting.\r\n";
    private static readonly string[] UnitFiles = ["mscorlib", "nanoFramework.System.Text", "nanoFramework.TestFramework", "nanoFramework.UnitTestLauncher", "Kiosk.Core", "NFUnitTest"];
    private static readonly string[] DemoFiles = ["mscorlib", "nanoFramework.System.Text", "Kiosk.Core", "Kiosk.Demo"];

    private string _root = "";

    /// <summary>The scripts that can be run here.</summary>
    public static IEnumerable<object[]> Scripts =>
        new[] { ("bash", "emulator.sh"), ("pwsh", "emulator.ps1") }
            .Where(pair => pair.Item1 == "bash" || Folders.Any(folder => File.Exists(Path.Combine(folder, pair.Item1))))
            .Select(pair => new object[] { pair.Item1, pair.Item2 });

    private static IEnumerable<string> Folders => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    [TestInitialize]
    public void MakeTree()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The nanoclr of these tests is a script for bash.");
        }

        _root = Directory.CreateTempSubdirectory("kiosk-emulator").FullName;
        foreach (string file in new[] { "Unit/emulator.sh", "Unit/emulator.ps1", "Unit/Kiosk.Unit.nfproj", "Unit/packages.config", "Demo/Kiosk.Demo.nfproj", "Demo/packages.config" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At("tests", file))!);
            File.Copy(Repository.At(["tests", .. file.Split('/')]), At("tests", file));
        }
    }

    [TestCleanup]
    public void RemoveTree()
    {
        if (_root != "")
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void AllPass(string shell, string script)
    {
        string folder = Build("tests/Unit/bin/Release", UnitFiles);
        Install(Launched + "Test skipped,Kiosk.Unit.A.Waits.0,not now\r\n" + Done);
        (int code, string output, string error) = Run(shell, script, "unit");
        Assert.AreEqual((0, ""), (code, error), output);
        StringAssert.Contains(output, "2 passed, 0 failed, 1 skipped");
        CollectionAssert.AreEqual(new[] { "run", "--assemblies" }.Concat(UnitFiles.Select(name => Path.Combine(folder, name + ".pe"))).ToArray(), Arguments());
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void OneFails(string shell, string script)
    {
        Build("tests/Unit/bin/Debug", UnitFiles);
        Install(Launched + "Test failed,Kiosk.Unit.A.Breaks.0,expected 1, got 2\r\n" + Done);
        (int code, string output, _) = Run(shell, script);
        Assert.AreEqual(1, code, output);
        StringAssert.Contains(output, "Test failed,Kiosk.Unit.A.Breaks.0,expected 1, got 2");
        StringAssert.Contains(output, "2 passed, 1 failed, 0 skipped");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void AnEndTooEarlyIsAFailure(string shell, string script)
    {
        Build("tests/Unit/bin/Release", UnitFiles);
        Install(Launched);
        Assert.AreEqual(1, Run(shell, script).Code, "no Done.");
        Install(Done);
        Assert.AreEqual(1, Run(shell, script).Code, "no test");
        Install(Launched + Done, 3);
        (int code, _, string error) = Run(shell, script);
        Assert.AreEqual(1, code, "nanoclr ended with 3");
        StringAssert.Contains(error, "nanoclr ended with 3.");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void TheDemo(string shell, string script)
    {
        string folder = Build("elsewhere with blanks", DemoFiles);
        Install("Idle\r\nKiosk.Demo: all as expected\r\n" + Done);
        (int code, string output, string error) = Run(shell, script, "demo", folder);
        Assert.AreEqual((0, ""), (code, error), output);
        CollectionAssert.AreEqual(new[] { "run", "--assemblies" }.Concat(DemoFiles.Select(name => Path.Combine(folder, name + ".pe"))).ToArray(), Arguments());
        Install("Idle\r\nKiosk.Demo: 1 FAILED\r\n" + Done);
        Assert.AreEqual(1, Run(shell, script, "demo", folder).Code);
        Install("Idle\r\n");
        Assert.AreEqual(1, Run(shell, script, "demo", folder).Code);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void LibrariesOfThePackages(string shell, string script)
    {
        Build("tests/Unit/bin/Release", "Kiosk.Core", "NFUnitTest", "nanoFramework.System.Text");
        string core = Build("packages/nanoFramework.CoreLibrary.1.17.11/lib", "mscorlib");
        string tests = Build("packages/nanoFramework.TestFramework.3.0.80/lib", "nanoFramework.TestFramework", "nanoFramework.UnitTestLauncher");
        Build("packages/nanoFramework.CoreLibrary.1.0.0/lib", "mscorlib");
        Install(Launched + Done);
        (int code, string output, string error) = Run(shell, script);
        Assert.AreEqual((0, ""), (code, error), output);
        CollectionAssert.IsSubsetOf(new[] { Path.Combine(core, "mscorlib.pe"), Path.Combine(tests, "nanoFramework.UnitTestLauncher.pe") }, Arguments());
        Assert.AreEqual(2 + UnitFiles.Length, Arguments().Length);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void WhatIsMissingIsNamed(string shell, string script)
    {
        Build("tests/Unit/bin/Release", "mscorlib", "nanoFramework.System.Text", "nanoFramework.TestFramework", "Kiosk.Core");
        Install(Launched + Done);
        (int code, string output, string error) = Run(shell, script);
        Assert.AreEqual((2, ""), (code, output));
        StringAssert.Contains(error, ": nanoFramework.UnitTestLauncher.pe NFUnitTest.pe");
        StringAssert.Contains(error, "Device of Kiosk.sln");
        Assert.IsFalse(error.Contains("not installed", StringComparison.Ordinal), error);
        Assert.IsFalse(File.Exists(At("arguments")), "nanoclr ran");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void NoNanoclr(string shell, string script)
    {
        Build("tests/Unit/bin/Release", UnitFiles);
        (int code, string output, string error) = Run(shell, script);
        Assert.AreEqual((2, ""), (code, output));
        StringAssert.Contains(error, "dotnet tool install -g nanoclr");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void BadCalls(string shell, string script)
    {
        Build("tests/Unit/bin/Release", UnitFiles);
        Install(Launched + Done);
        foreach (string[] call in new string[][] { ["tests"], ["Unit"], ["unit", "a", "b"], [""] })
        {
            (int code, string output, string error) = Run(shell, script, call);
            Assert.AreEqual((2, ""), (code, output), string.Join(' ', call));
            StringAssert.Contains(error, "[unit|demo] [FOLDER]");
        }

        Assert.IsFalse(File.Exists(At("arguments")), "nanoclr ran");
    }

    private string At(params string[] parts) => Path.Combine([_root, .. parts]);

    /// <summary>PE files of these names, empty.</summary>
    private string Build(string folder, params string[] names)
    {
        Directory.CreateDirectory(At(folder));
        foreach (string name in names)
        {
            File.WriteAllText(At(folder, name + ".pe"), "");
        }

        return At(folder);
    }

    /// <summary>A nanoclr that prints this, ends with this, and keeps its arguments.</summary>
    private void Install(string output, int code = 0)
    {
        Directory.CreateDirectory(At("path"));
        File.WriteAllText(At("output"), output);
        string nanoclr = At("path", "nanoclr");
        File.WriteAllText(nanoclr, $"#!/bin/sh\nprintf '%s\\n' \"$@\" >'{At("arguments")}'\ncat '{At("output")}'\nexit {code}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(nanoclr, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string[] Arguments() => File.ReadAllLines(At("arguments"));

    private (int Code, string Output, string Error) Run(string shell, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(shell) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (shell == "pwsh")
        {
            start.ArgumentList.Add("-NoProfile");
            start.ArgumentList.Add("-File");
        }

        start.ArgumentList.Add(At("tests", "Unit", script));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Not the nanoclr that may be installed here.
        start.Environment["PATH"] = string.Join(Path.PathSeparator, Folders.Where(folder => !File.Exists(Path.Combine(folder, "nanoclr"))).Prepend(At("path")));
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
