namespace Kiosk.EndToEnd.Tools;

/// <summary>The keyblock tool, against published key blocks and the initial keys of ANSI X9.24.</summary>
[TestClass]
public class KeyBlockCommandTests : ToolTest
{
    private const string Aes128 = "000102030405060708090A0B0C0D0E0F";
    private const string Aes256 = Aes128 + "101112131415161718191A1B1C1D1E1F";
    private const string Tdes2 = "0123456789ABCDEFFEDCBA9876543210";
    private const string Tdes3 = Tdes2 + "89ABCDEF01234567";
    private const string AesBdk = "FEDCBA9876543210F1F1F1F1F1F1F1F1";
    private const string AesInitialKey = "1273671EA26AC29AFA4D1084127652A1";
    private const string Aes256InitialKey = "CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F";
    private const string TdesInitialKey = "6AC292FAA1315B4D858AB3A3D7D5933A";
    private const string AesKsn = " --scheme aes --ksn 1234567890123456";
    private const string TdesKsn = " --scheme tdes --ksn FFFF9876543210E00000";

    // TR-31:2018, A.7.3.2 and A.7.4.
    private const string Bdk = "--kbpk 1D22BF32387C600AD97F9B97A51311AC B0104B0TX12S0100KS1800604B120F9292800000BB68BE8680A400D9191AD4ECE45B6E6C0D21C4738A52190E248719E24B433627";
    private const string BdkLines = "version B|usage B0|algorithm T|mode X|key-version 12|exportability S|KS 00604B120F9292800000|key-bits 128|KCV 9A4212";
    private const string PinKeyBlock = "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34";
    private const string PinKey = "--kbpk 88e1ab2a2e3dd38c1fa039a536500cc8a87ab9d62dc92c01058fa79f44657de6 " + PinKeyBlock;
    private const string PinKeyLines = "version D|usage P0|algorithm A|mode E|key-version 00|exportability E|key-bits 128|KCV 08793E";

    [TestMethod]
    [DataRow(Bdk, BdkLines)]
    [DataRow(PinKey, PinKeyLines)]
    [DataRow(Bdk + " --show-clear", BdkLines + "|key E8BC63E5479455E26577F715D587FE68")]
    [DataRow("--show-clear " + PinKey, PinKeyLines + "|key 3F419E1CB7079442AA37474C2EFBF8B8")]
    [DataRow("--kbpk " + Aes128 + " D0144B1HX00N0200IK141234567890123456PB0C00000000A8597057087146C278E3825F4ACFA358CC33A1D3B183645DFC9C521079C72C470E74D35D07CB6FA536B77BD80532EF8D", "version D|usage B1|algorithm H|mode X|key-version 00|exportability N|IK 1234567890123456|key-bits 128")]
    public void Unwrap(string options, string lines) => Prints(lines.Replace("|", Environment.NewLine, StringComparison.Ordinal), "keyblock unwrap " + options);

    [TestMethod]
    [DataRow("--bdk " + AesBdk + AesKsn, Aes128, 'D', "D0176B1AX00N0200IK141234567890123456PB0C00000000", AesInitialKey)]
    [DataRow("--bdk " + AesBdk + AesKsn + "00000000", Aes256, 'D', "D0176B1AX00N0200IK141234567890123456PB0C00000000", AesInitialKey)]
    [DataRow("--ik " + AesInitialKey + AesKsn + "FFFF0000", Aes128, 'D', "D0176B1AX00N0200IK141234567890123456PB0C00000000", AesInitialKey)]
    [DataRow("--bdk " + AesBdk + AesBdk + AesKsn, Aes256, 'D', "D0176B1AX00N0200IK141234567890123456PB0C00000000", Aes256InitialKey)]
    [DataRow("--bdk " + Tdes2 + TdesKsn, Tdes2, 'B', "B0120B1TX00N0100KS18FFFF9876543210E00000", TdesInitialKey)]
    [DataRow("--bdk " + Tdes2 + " --scheme tdes --ksn FFFF9876543210EFFC00", Tdes3, 'B', "B0120B1TX00N0100KS18FFFF9876543210E00000", TdesInitialKey)]
    [DataRow("--ik " + TdesInitialKey + TdesKsn, Aes128, 'D', "D0144B1TX00N0200KS18FFFF9876543210E00000PB080000", TdesInitialKey)]
    public void Initial(string options, string protectionKey, char version, string begins, string key)
    {
        string block = Print($"keyblock initial {options} --kbpk {protectionKey} --version {version}");
        StringAssert.StartsWith(block, begins);
        StringAssert.EndsWith(Print($"keyblock unwrap --kbpk {protectionKey} {block} --show-clear"), $"{Environment.NewLine}key {key}");
    }

    [TestMethod]
    [DataRow("unwrap --kbpk " + Aes128 + " \"\"", "length")]
    [DataRow("unwrap --kbpk " + Aes128 + " D0112P0AE00E000\u00E9", "character")]
    [DataRow("unwrap --kbpk " + Aes128 + " Z0112P0AE00E0000", "version")]
    [DataRow("unwrap --kbpk " + Aes128 + " A0072P0TE00E0000F5161ED902807AF26F1D62263644BD24192FDB3193C730301CEE8701", "withdrawn")]
    [DataRow("unwrap --kbpk " + Aes128 + " D0111" + PinKeyBlock, "length")]
    [DataRow("unwrap --kbpk " + Aes128 + " " + PinKeyBlock, "MAC")]
    [DataRow("unwrap --kbpk " + Aes256 + " B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E", "protection key")]
    [DataRow("unwrap --kbpk " + Aes128 + " D0112P9AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34", "header")]
    [DataRow("unwrap --kbpk " + Aes128 + " D0112P0AE00E0100B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34", "optional")]
    [DataRow("unwrap --kbpk " + Aes128 + " D0112P0AE00E00008C4A969A30F4FBEA852495B0122019BC1258B68C24A03647E6EBD7CCD545FB18B6A799A05ECFA7C851CB30AAF5F3976F", "algorithm does not know")]
    [DataRow("initial --bdk " + AesBdk + AesKsn + " --kbpk " + Tdes2 + " --version B", "stronger")]
    [DataRow("initial --bdk " + AesBdk + AesBdk + AesKsn + " --kbpk " + Aes128 + " --version D", "stronger")]
    [DataRow("initial --bdk " + Tdes2 + TdesKsn + " --kbpk " + Aes256 + " --version B", "protection key")]
    [DataRow("initial --bdk " + Tdes2 + TdesKsn + " --kbpk 01234567890123450123456789012345 --version B", "no better")]
    public void Refusals(string call, string says) => StringAssert.Contains(Fails(1, "keyblock " + call), says);

    [TestMethod]
    [DataRow("")]
    [DataRow("frob")]
    [DataRow("unwrap " + PinKeyBlock)]
    [DataRow("unwrap --kbpk " + Aes128)]
    [DataRow("unwrap --kbpk " + Aes128 + "1011 " + PinKeyBlock)]
    [DataRow("unwrap --kbpk 0G0102030405060708090A0B0C0D0E0F " + PinKeyBlock)]
    [DataRow("unwrap " + PinKeyBlock + " " + Aes128)]
    [DataRow("unwrap " + PinKey + " --show-clear=" + Aes128)]
    [DataRow("unwrap --kbpk " + Aes128 + " " + PinKeyBlock + " " + Aes256)]
    [DataRow("initial" + AesKsn + " --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + " --ik " + AesInitialKey + AesKsn + " --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + " --scheme aes --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + " --ksn 1234567890123456 --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + " --ksn 1234567890123456 --scheme " + AesInitialKey + " --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + " --ksn 123456789012345G --scheme aes --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + "G" + AesKsn + " --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + AesKsn + " --kbpk " + Aes128 + "G --version D")]
    [DataRow("initial --bdk " + AesBdk + " --ksn FFFF9876543210E00000 --scheme aes --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + AesBdk + " --ksn 1234567890123456 --scheme tdes --kbpk " + Aes128 + " --version D")]
    [DataRow("initial --bdk " + Tdes3 + TdesKsn + " --kbpk " + Tdes3 + " --version B")]
    [DataRow("initial --ik " + Aes256 + TdesKsn + " --kbpk " + Tdes3 + " --version B")]
    [DataRow("initial --bdk " + AesBdk + AesKsn + " --version D")]
    [DataRow("initial --bdk " + AesBdk + AesKsn + " --kbpk " + Aes128)]
    [DataRow("initial --bdk " + AesBdk + AesKsn + " --kbpk " + Aes128 + " --version C")]
    public void BadCalls(string call) => Fails(2, "keyblock " + call);
}
