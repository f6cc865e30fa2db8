namespace Kiosk.EndToEnd.Tools;

/// <summary>What every tool does alike: help, arguments in a file, and calls that are wrong before a tool is reached.</summary>
[TestClass]
public class CommandLineTests : ToolTest
{
    private const string Key = "2B7E151628AED2A6ABF7158809CF4F3C";

    [TestMethod]
    [DataRow("pinblock")]
    [DataRow("dukpt")]
    [DataRow("mac")]
    [DataRow("keyblock")]
    [DataRow("iso8583")]
    public void EachToolIsListedAndHelps(string tool)
    {
        StringAssert.Contains(Print("--help"), $"{Environment.NewLine}  {tool} ");
        string help = Print(tool + " --help");
        StringAssert.Contains(help, $" {tool} [command]");
        Assert.IsFalse(help.Contains("--config", StringComparison.Ordinal), "an option of the bench that a tool does not take");
    }

    [TestMethod]
    public void HelpIsNoBadCallForWhatIsMissing() => StringAssert.Contains(Print("mac cmac --help"), "--key <HEX> (REQUIRED)");

    [TestMethod]
    [DataRow("dukpd aes --bdk " + Key)]
    [DataRow(Key)]
    [DataRow("--port " + Key)]
    [DataRow("--config " + Key + " mac retail --data 00")]
    [DataRow("mac cmac --key " + Key + " --data 00 --config " + Key)]
    [DataRow("costs 4071")]
    [DataRow("play")]
    public void BadCallsOfTheBench(string call) => Fails(2, call);

    [TestMethod]
    [DataRow("mac cmac --kye 00", "--kye")]
    [DataRow("mac cmca", "cmca")]
    public void AMisspeltWordIsNamed(string call, string word) => StringAssert.Contains(Fails(2, call), $"'{word}'");

    [TestMethod]
    public void ArgumentsCanStandInAFile()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, ["--key " + Key, "--data 6BC1BEE22E409F96E93D7E117393172A"]);
            Prints("070A16B46B4D4144F79BDD9DD04A287C", $"mac cmac \"@{file}\"");
            File.WriteAllLines(file, ["--kye " + Key, "--data 00"]);
            Assert.IsFalse(Fails(2, $"mac cmac \"@{file}\"").Contains(Key, StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
