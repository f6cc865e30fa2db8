namespace Kiosk.EndToEnd.Tools;

/// <summary>The dukpt tool, against ANSI X9.24's keys.</summary>
[TestClass]
public class DukptCommandTests : ToolTest
{
    private const string AesBdk = "--bdk FEDCBA9876543210F1F1F1F1F1F1F1F1";
    private const string AesBdk256 = "--bdk FEDCBA9876543210F1F1F1F1F1F1F1F1FEDCBA9876543210F1F1F1F1F1F1F1F1";
    private const string AesIk = "--ik 1273671ea26ac29afa4d1084127652a1";
    private const string TdesBdk = "--bdk 0123456789ABCDEFFEDCBA9876543210";
    private const string TdesIpek = "--ipek 6AC292FAA1315B4D858AB3A3D7D5933A";

    [TestMethod]
    [DataRow(AesBdk + " --ksn 123456789012345600000001 --key pin", "AF8CB133A78F8DC2D1359F18527593FB")]
    [DataRow(AesIk + " --ksn 123456789012345600000002 --key mac-request", "484C3B06E8562704528CD5B46FB12FB6")]
    [DataRow(AesIk + " --ksn 123456789012345600000003 --key data-request --bits 128", "EF17F6AB45B4820C93A3DCB21BC491AD")]
    [DataRow(AesBdk + " --ksn 1234567890123456FFFFFFFF --key kek", "9A9770AEE1ACD1B13473D0463A1883B9")]
    [DataRow(AesBdk256 + " --ksn 123456789012345600000001 --key pin", "09C9C432966811D6B2C3336BAC1B1202")]
    [DataRow(AesBdk256 + " --ksn 123456789012345600000008 --key data-request --bits 256", "0BF8789A21D068410A16C9F7FCBF65A7B4FF73203ADC0F1B4B5E5BF8050E4284")]
    public void AesKeys(string options, string key) => Prints(key, "dukpt aes " + options);

    // The transaction key 042666B49184CFA368DE9628D0397BC9 in its variants.
    [TestMethod]
    [DataRow(TdesBdk + " --ksn FFFF9876543210E00001 --key pin", "042666B49184CF5C68DE9628D0397B36")]
    [DataRow(TdesIpek + " --ksn FFFF9876543210E00001 --key mac-request", "042666B4918430A368DE9628D03984C9")]
    [DataRow(TdesIpek + " --ksn ffff9876543210e00001 --key mac-response", "042666B46E84CFA368DE96282F397BC9")]
    public void TdesKeys(string options, string key) => Prints(key, "dukpt tdes " + options);

    [TestMethod]
    [DataRow("--ksn 12345678901234560000FFFF --scheme aes", "123456789012345600010000")]
    [DataRow("--ksn 12345678901234560001FFFE --scheme aes", "123456789012345600020000")]
    [DataRow("--ksn 1234567890123456FFFF0000 --scheme aes", "EXHAUSTED")]
    [DataRow("--ksn FFFF9876543210E00000 --scheme tdes", "FFFF9876543210E00001")]
    [DataRow("--ksn FFFF9876543210EFFC00 --scheme tdes", "FFFF9876543210F00000")]
    [DataRow("--ksn FFFF9876543210FFF800 --scheme tdes", "EXHAUSTED")]
    public void NextKsns(string options, string next) => Prints(next, "dukpt next " + options);

    [TestMethod]
    [DataRow("aes " + AesBdk + " --ksn 12345678901234560001FFFF --key pin")]
    [DataRow("aes " + AesBdk + " --ksn 1234567890123456FFFFFFFF --key pin")]
    [DataRow("aes " + AesBdk + " --ksn 123456789012345600000000 --key pin")]
    [DataRow("aes " + AesBdk + " --ksn 123456789012345600000001 --key pin --bits 192")]
    [DataRow("tdes " + TdesBdk + " --ksn FFFF9876543210E00000 --key pin")]
    [DataRow("tdes " + TdesBdk + " --ksn FFFF9876543210EFFC01 --key pin")]
    public void Refusals(string call) => Fails(1, "dukpt " + call);

    [TestMethod]
    [DataRow("")]
    [DataRow("frob")]
    [DataRow("aes --ksn 123456789012345600000001 --key pin")]
    [DataRow("aes " + AesBdk + " " + AesIk + " --ksn 123456789012345600000001 --key pin")]
    [DataRow("aes " + AesBdk + " --key pin")]
    [DataRow("aes " + AesBdk + " --ksn 123456789012345600000001")]
    [DataRow("aes " + AesBdk + " --ksn 123456789012345600000001 --key frob")]
    [DataRow("aes " + AesBdk + " --ksn 123456789012345600000001 --key pin --bits 100")]
    [DataRow("aes " + AesBdk + "F --ksn 123456789012345600000001 --key pin")]
    [DataRow("aes --ik GG73671EA26AC29AFA4D1084127652A1 --ksn 123456789012345600000001 --key pin")]
    [DataRow("tdes " + TdesBdk + " --ksn FFFF9876543210E00001 --key kek")]
    [DataRow("tdes " + TdesBdk + " --ksn FFFF9876543210E0000100 --key pin")]
    [DataRow("aes 1273671EA26AC29AFA4D1084127652A1 --ksn 123456789012345600000001 --key pin")]
    [DataRow("aes --bkd=1273671EA26AC29AFA4D1084127652A1 --ksn 123456789012345600000001 --key pin")]
    [DataRow("next --ksn FFFF9876543210E00001 --scheme aes")]
    [DataRow("next --ksn FFFF9876543210E00001")]
    [DataRow("next --ksn FFFF9876543210E00001 --scheme frob")]
    [DataRow("next --ksn FFFF9876543210E0000G --scheme tdes")]
    [DataRow("next --ksn FFFF9876543210E000 --scheme tdes")]
    [DataRow("next --ksn 123456789012345600000001 --scheme tdes")]
    public void BadCalls(string call) => Fails(2, "dukpt " + call);
}
