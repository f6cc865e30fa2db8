namespace Kiosk.EndToEnd.Tools;

/// <summary>The pinblock tool, against published PIN blocks.</summary>
[TestClass]
public class PinBlockCommandTests : ToolTest
{
    private const string Pan = " --pan 4111111111111111";
    private const string Amex = " --pan 371449635398431";
    private const string Random = " --random 2F69ADDE2E9E7ACE";
    private const string AesKey = " --key AF8CB133A78F8DC2D1359F18527593FB";
    private const string AesKey256 = " --key 8C1AB7BEE973829E30242E0BBBDD4946D540C98FC1B5BDCF94790001A23FD502";
    private const string TdesKey = " --key 042666B49184CF5C68DE9628D0397B36";
    private const string TdesKey24 = " --key 042666B49184CF5C68DE9628D0397B360123456789ABCDEF";

    // Published blocks; some with hex in lower case, or more random digits than are taken.
    [TestMethod]
    [DataRow("--format 0 --pin 1234 --pan 4012345678909", "041274EDCBA9876F")]
    [DataRow("--format 0 --pin 1234 --pan 4012345678909" + TdesKey, "1B9C1845EB993A7A")]
    [DataRow("--format 0 --pin 123456789012 --pan 5555555551234567", "0C1261032D8226A9")]
    [DataRow("--format 1 --pin 12345 --random EDCBA9876", "1512345EDCBA9876")]
    [DataRow("--format 1 --pin 123456789012 --random 9fe", "1C1234567890129F")]
    [DataRow("--format 2 --pin 34567", "2534567FFFFFFFFF")]
    [DataRow("--format 3 --pin 12345 --pan 4012345678909 --random ABCDEFABC", "351274488888822C")]
    [DataRow("--format 3 --pin 12345 --pan 4012345678909 --random abcdefabcdefabcdefabcdef", "351274488888822C")]
    [DataRow("--format 4 --pin 1234" + Pan + Random, "441234AAAAAAAAAA2F69ADDE2E9E7ACE")]
    [DataRow("--format 4 --pin 1234" + Pan + Random + AesKey, "A912150391AB65A67E52883D81CE2D15")]
    [DataRow("--format 4 --pin 1234 --pan 1234567890123456789 --random ffffffffffffffff --key 00112233445566778899AABBCCDDEEFF", "28B41FDDD29B743E93124BD8E32D921E")]
    public void Encoded(string options, string block) => Prints(block, "pinblock encode " + options);

    [TestMethod]
    [DataRow("--format 0 --block 041274EDCBA9876F --pan 4012345678909", "1234")]
    [DataRow("--format 0 --block 1b9c1845eb993a7a --pan 4012345678909" + TdesKey, "1234")]
    [DataRow("--format 1 --block 1512345EDCBA9876", "12345")]
    [DataRow("--format 2 --block 2C123456789012FF", "123456789012")]
    [DataRow("--format 3 --block 351274488888822C --pan 4012345678909", "12345")]
    [DataRow("--format 4 --block 440071AAAAAAAAAA2F69ADDE2E9E7ACE", "0071")]
    [DataRow("--format 4 --block 441234AAAAAAAAAA2F69ADDE2E9E7ACE" + Pan, "1234")]
    [DataRow("--format 4 --block A912150391AB65A67E52883D81CE2D15" + Pan + AesKey, "1234")]
    public void Decoded(string options, string pin) => Prints(pin, "pinblock decode " + options);

    /// <summary>What is drawn where --random is not given: another block each time, and one that can be read, under keys of every length.</summary>
    [TestMethod]
    [DataRow("1", "", "")]
    [DataRow("1", "", TdesKey24)]
    [DataRow("3", Amex, "")]
    [DataRow("3", Amex, TdesKey)]
    [DataRow("4", Amex, "")]
    [DataRow("4", Amex, AesKey256)]
    public void WithoutRandomOneIsDrawn(string format, string pan, string key)
    {
        string block = Print($"pinblock encode --format {format} --pin 4071{pan}{key}");
        Assert.AreNotEqual(block, Print($"pinblock encode --format {format} --pin 4071{pan}{key}"));
        Prints("4071", $"pinblock decode --format {format} --block {block}{pan}{key}");
    }

    [TestMethod]
    [DataRow("encode --format 0 --pin 123" + Pan, "length")]
    [DataRow("encode --format 2 --pin 1234567890123", "length")]
    [DataRow("encode --format 4 --pin 123" + Pan + AesKey, "length")]
    [DataRow("encode --format 0 --pin 1234", "account")]
    [DataRow("encode --format 1 --pin 1234" + Pan, "account")]
    [DataRow("encode --format 2 --pin 1234" + Pan + TdesKey, "account")]
    [DataRow("encode --format 3 --pin 1234 --pan 4111111", "account")]
    [DataRow("encode --format 3 --pin 1234 --pan 41111111111111111111", "account")]
    [DataRow("encode --format 4 --pin 1234", "account")]
    [DataRow("encode --format 4 --pin 1234" + AesKey, "account")]
    [DataRow("decode --format 0 --block 041274EDCBA9876F", "account")]
    [DataRow("decode --format 1 --block 1512345EDCBA9876" + Pan, "account")]
    [DataRow("decode --format 4 --block A912150391AB65A67E52883D81CE2D15" + AesKey, "account")]
    [DataRow("decode --format 4 --block 441234AAAAAAAAAA2F69ADDE2E9E7ACE --pan 4111111", "account")]
    [DataRow("decode --format 0 --block 041274EDCBA987 --pan 4012345678909", "size")]
    [DataRow("decode --format 4 --block 441234AAAAAAAAAA", "size")]
    [DataRow("decode --format 0 --block 441234AAAAAAAAAA2F69ADDE2E9E7ACE" + Pan + TdesKey, "size")]
    [DataRow("decode --format 2 --block 1512345EDCBA9876", "control")]
    [DataRow("decode --format 2 --block 231234FFFFFFFFFF", "length")]
    [DataRow("decode --format 2 --block 24123AFFFFFFFFFF", "digit")]
    [DataRow("decode --format 2 --block 241234FFFFFFFFF0", "fill")]
    [DataRow("decode --format 0 --block 041274EDCBA9876F" + Pan, "fill")]
    public void Refusals(string call, string names) => StringAssert.StartsWith(Fails(1, "pinblock " + call), names + ":");

    [TestMethod]
    [DataRow("")]
    [DataRow("frob")]
    [DataRow("encode")]
    [DataRow("encode --pin 1234" + Pan)]
    [DataRow("encode --format 0" + Pan)]
    [DataRow("encode --format 5 --pin 1234" + Pan)]
    [DataRow("encode --format 00 --pin 1234" + Pan)]
    [DataRow("encode --format 0 --pin 12a4" + Pan)]
    [DataRow("encode --format 0 --pin \"\"" + Pan)]
    [DataRow("encode --format 0 --pin 1234 --pin 5678" + Pan)]
    [DataRow("encode --format 0 --pin 1234 --pan 4111-1111")]
    [DataRow("encode --format 0 --pin 1234 4111111111111111")]
    [DataRow("encode --format 0 --pin 1234 --pna=4111111111111111")]
    [DataRow("encode --format 0 --pin 1234" + Pan + " --random ABCDEFABCD")]
    [DataRow("encode --format 2 --pin 1234 --random ABCDEFABCD")]
    [DataRow("encode --format 1 --pin 1234 --random 123456789")]
    [DataRow("encode --format 1 --pin 1234 --random 123456789G")]
    [DataRow("encode --format 3 --pin 1234" + Pan + " --random ABCDEFABC")]
    [DataRow("encode --format 3 --pin 1234" + Pan + " --random ABCDEFABC9")]
    [DataRow("encode --format 4 --pin 1234" + Pan + " --random 2F69ADDE2E9E7A")]
    [DataRow("encode --format 4 --pin 1234" + Pan + " --random 2F69ADDE2E9E7ACE0")]
    [DataRow("encode --format 0 --pin 1234" + Pan + AesKey256)]
    [DataRow("encode --format 0 --pin 1234" + Pan + " --key 0123456789ABCDEF")]
    [DataRow("encode --format 4 --pin 1234" + Pan + AesKey + "F")]
    [DataRow("encode --format 4 --pin 1234" + Pan + " --key GG8CB133A78F8DC2D1359F18527593FB")]
    [DataRow("decode --format 0" + Pan)]
    [DataRow("decode --block 041274EDCBA9876F" + Pan)]
    [DataRow("decode --format 0 --block 041274EDCBA9876" + Pan)]
    [DataRow("decode --format 0 --block 041274EDCBA9876G" + Pan)]
    [DataRow("decode --format 0 --block \"\"" + Pan)]
    [DataRow("decode --format 1 --block 1512345EDCBA9876 --random EDCBA9876")]
    [DataRow("decode --format 3 --block 351274488888822C --pan 4012345678909" + AesKey256)]
    public void BadCalls(string call) => Fails(2, "pinblock " + call);
}
