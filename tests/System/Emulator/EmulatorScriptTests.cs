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
        foreach (string file in new[] { "Unit/emulator.sh", "Unit/emulator.ps1" }.Concat(new[] { "Unit", "UnitTerminal", "Demo" }.SelectMany(project => new[] { $"{project}/Kiosk.{project}.nfproj", $"{project}/packages.config" })))
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
        string first = Build("tests/Unit/bin/Release", UnitFiles);
        string second = Build("tests/UnitTerminal/bin/Debug", UnitFiles);
        Install(Launched + "Test skipped,Kiosk.Unit.A.Waits.0,not now\r\n" + Done);
        (int code, string output, string error) = Run(shell, script, "unit");
        Assert.AreEqual((0, ""), (code, error), output);
        StringAssert.EndsWith(output.TrimEnd(), "4 passed, 0 failed, 2 skipped");
        CollectionAssert.AreEqual(new[] { first, second }.SelectMany(folder => Call(folder, UnitFiles)).ToArray(), Arguments());
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void AFolderHasTheTestsOfOneProject(string shell, string script)
    {
        BuildUnit();
        string folder = Build("elsewhere with blanks", UnitFiles);
        Install(Launched + Done);
        (int code, string output, string error) = Run(shell, script, "unit", folder);
        Assert.AreEqual((0, ""), (code, error), output);
        StringAssert.Contains(output, "2 passed, 0 failed, 0 skipped");
        CollectionAssert.AreEqual(Call(folder, UnitFiles), Arguments());
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void OneFails(string shell, string script)
    {
        BuildUnit();
        Install(Launched + "Test failed,Kiosk.Unit.A.Breaks.0,expected 1, got 2\r\n" + Done);
        (int code, string output, _) = Run(shell, script);
        Assert.AreEqual(1, code, output);
        StringAssert.Contains(output, "Test failed,Kiosk.Unit.A.Breaks.0,expected 1, got 2");
        StringAssert.Contains(output, "4 passed, 2 failed, 0 skipped");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void AnEndTooEarlyIsAFailure(string shell, string script)
    {
        BuildUnit();
        Install(Launched);
        (int code, _, string error) = Run(shell, script);
        Assert.AreEqual(1, code, "no Done.");
        StringAssert.Contains(error, "The tests of tests/UnitTerminal/Kiosk.UnitTerminal.nfproj did not run to their end.");
        Install(Done);
        Assert.AreEqual(1, Run(shell, script).Code, "no test");
        Install(Launched + Done, 3);
        (code, _, error) = Run(shell, script);
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
        CollectionAssert.AreEqual(Call(folder, DemoFiles), Arguments());
        Install("Idle\r\nKiosk.Demo: 1 FAILED\r\n" + Done);
        Assert.AreEqual(1, Run(shell, script, "demo", folder).Code);
        Install("Idle\r\n");
        Assert.AreEqual(1, Run(shell, script, "demo", folder).Code);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void LibrariesOfThePackages(string shell, string script)
    {
        string[] built = ["Kiosk.Core", "NFUnitTest", "nanoFramework.System.Text"];
        Build("tests/Unit/bin/Release", built);
        Build("tests/UnitTerminal/bin/Release", built);
        string core = Build("packages/nanoFramework.CoreLibrary.1.17.11/lib", "mscorlib");
        string tests = Build("packages/nanoFramework.TestFramework.3.0.80/lib", "nanoFramework.TestFramework", "nanoFramework.UnitTestLauncher");
        Build("packages/nanoFramework.CoreLibrary.1.0.0/lib", "mscorlib");
        Install(Launched + Done);
        (int code, string output, string error) = Run(shell, script);
        Assert.AreEqual((0, ""), (code, error), output);
        CollectionAssert.IsSubsetOf(new[] { Path.Combine(core, "mscorlib.pe"), Path.Combine(tests, "nanoFramework.UnitTestLauncher.pe") }, Arguments());
        Assert.AreEqual(2 * (2 + UnitFiles.Length), Arguments().Length);
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void WhatIsMissingIsNamed(string shell, string script)
    {
        Build("tests/Unit/bin/Release", UnitFiles);
        Build("tests/UnitTerminal/bin/Release", "mscorlib", "nanoFramework.System.Text", "nanoFramework.TestFramework", "Kiosk.Core");
        Install(Launched + Done);
        (int code, string output, string error) = Run(shell, script);
        Assert.AreEqual((2, ""), (code, output));
        StringAssert.StartsWith(error, $"Missing in {At("tests", "UnitTerminal")}");
        StringAssert.Contains(error, ": nanoFramework.UnitTestLauncher.pe NFUnitTest.pe");
        StringAssert.Contains(error, "Device of Kiosk.sln");
        Assert.IsFalse(error.Contains("not installed", StringComparison.Ordinal), error);
        Assert.IsFalse(File.Exists(At("arguments")), "nanoclr ran");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void NoNanoclr(string shell, string script)
    {
        BuildUnit();
        (int code, string output, string error) = Run(shell, script);
        Assert.AreEqual((2, ""), (code, output));
        StringAssert.Contains(error, "dotnet tool install -g nanoclr");
    }

    [TestMethod]
    [DynamicData(nameof(Scripts))]
    public void BadCalls(string shell, string script)
    {
        BuildUnit();
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

    private void BuildUnit()
    {
        Build("tests/Unit/bin/Release", UnitFiles);
        Build("tests/UnitTerminal/bin/Release", UnitFiles);
    }

    /// <summary>What nanoclr is called with.</summary>
    private static string[] Call(string folder, string[] names) => ["run", "--assemblies", .. names.Select(name => Path.Combine(folder, name + ".pe"))];

    /// <summary>A nanoclr that prints this, ends with this, and keeps the arguments of all its calls.</summary>
    private void Install(string output, int code = 0)
    {
        Directory.CreateDirectory(At("path"));
        File.WriteAllText(At("output"), output);
        File.Delete(At("arguments"));
        string nanoclr = At("path", "nanoclr");
        File.WriteAllText(nanoclr, $"#!/bin/sh\nprintf '%s\\n' \"$@\" >>'{At("arguments")}'\ncat '{At("output")}'\nexit {code}\n");
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
