namespace Kiosk.EndToEnd.Tools;

/// <summary>The mac tool, against published MACs.</summary>
[TestClass]
public class MacCommandTests : ToolTest
{
    private const string Aes128 = "--key 2B7E151628AED2A6ABF7158809CF4F3C";
    private const string Aes192 = "--key 8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B";
    private const string Aes256 = "--key 603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4";
    private const string Tdes2 = "--cipher tdes --key 4CF15134A2850DD58A3D10BA80570D38";
    private const string Tdes3 = "--cipher tdes --key 8AA83BF8CBDA10620BC1BF19FBB6CD58BC313D4A371CA8B5";
    private const string Block = "6BC1BEE22E409F96E93D7E117393172A";
    private const string Message40 = Block + "AE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411";

    /// <summary>The MAC keys of FFFF9876543210E00001, X9.24-1's first KSN; its message is the text 4012345678909D987.</summary>
    private const string Request = "--key 042666B4918430A368DE9628D03984C9";
    private const string Answer = "--key 042666b46e84cfa368de96282f397bc9";
    private const string Message = "--data 3430313233343536373839303944393837";

    // RFC 4493, section 4; SP 800-38B, D.1 to D.3.
    [TestMethod]
    [DataRow(Aes128 + " --data \"\"", "BB1D6929E95937287FA37D129B756746")]
    [DataRow(Aes128 + " --data " + Block, "070A16B46B4D4144F79BDD9DD04A287C")]
    [DataRow(Aes128 + " --cipher aes --data " + Message40, "DFA66747DE9AE63030CA32611497C827")]
    [DataRow(Aes192 + " --data \"\"", "D17DDF46ADAACDE531CAC483DE7A9367")]
    [DataRow(Aes192 + " --data 6bc1bee22e409f96e93d7e117393172a", "9E99A7BF31E710900662F65E617C5184")]
    [DataRow(Aes256 + " --data \"\"", "028962F61B7BF89EFC6B551F4667D983")]
    [DataRow(Aes256 + " --data " + Message40, "AAF3D8F1DE5640C232F5B169B9C911E6")]
    public void CmacUnderAes(string options, string mac) => Prints(mac, "mac cmac " + options);

    // SP 800-38B, D.4 and D.5.
    [TestMethod]
    [DataRow(Tdes3 + " --data \"\"", "B7A688E122FFAF95")]
    [DataRow(Tdes3 + " --data 6BC1BEE22E409F96E93D7E117393172AAE2D8A57", "743DDBE0CE2DC2ED")]
    [DataRow(Tdes2 + " --data \"\"", "BD2EBF9A3BA00361")]
    [DataRow(Tdes2 + " --data 6BC1BEE22E409F96", "4FF2AB813C53CE83")]
    public void CmacUnderTdes(string options, string mac) => Prints(mac, "mac cmac " + options);

    // X9.24-1 prints the left half; the whole is OpenSSL's, as are the MACs of no bytes and of one that is zero.
    [TestMethod]
    [DataRow(Request + " " + Message, "9CCC78173FC4FB64")]
    [DataRow(Answer + " " + Message, "20364223C1FF00FA")]
    [DataRow(Request + " --data \"\"", "91A1BB183F564CB8")]
    [DataRow(Request + " --data 00", "91A1BB183F564CB8")]
    public void Retail(string options, string mac) => Prints(mac, "mac retail " + options);

    [TestMethod]
    [DataRow("")]
    [DataRow("frob")]
    [DataRow("cmac --data 00")]
    [DataRow("cmac " + Aes128)]
    [DataRow("cmac " + Aes128 + " --data")]
    [DataRow("cmac " + Aes128 + " --data 0")]
    [DataRow("cmac " + Aes128 + " --data 0G")]
    [DataRow("cmac " + Aes128 + " --data 00 --data 01")]
    [DataRow("cmac " + Aes128 + "00 --data 00")]
    [DataRow("cmac " + Aes128 + "0 --data 00")]
    [DataRow("cmac --key GG7E151628AED2A6ABF7158809CF4F3C --data 00")]
    [DataRow("cmac " + Aes128 + " --data 00 --cipher des")]
    [DataRow("cmac " + Aes256 + " --data 00 --cipher tdes")]
    [DataRow("cmac --data 00 --cipher tdes --key 00")]
    [DataRow("retail " + Aes192 + " --data 00")]
    [DataRow("retail --key 0123456789ABCDEF --data 00")]
    [DataRow("retail " + Request + " " + Message + " --cipher aes")]
    public void BadCalls(string call) => Fails(2, "mac " + call);

    [TestMethod]
    [DataRow("cmac 2B7E151628AED2A6ABF7158809CF4F3C --data 00")]
    [DataRow("cmac --kye 2B7E151628AED2A6ABF7158809CF4F3C --data 00")]
    [DataRow("cmac --kye=2B7E151628AED2A6ABF7158809CF4F3C --data 00")]
    [DataRow("cmac --data 00 --cipher 2B7E151628AED2A6ABF7158809CF4F3C")]
    [DataRow("retail --data 00 042666B4918430A368DE9628D03984C9")]
    public void AKeyInTheWrongPlaceIsNotRepeated(string call) => Fails(2, "mac " + call);
}
