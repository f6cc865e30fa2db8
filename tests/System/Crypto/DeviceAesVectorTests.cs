using Kiosk.Core.Crypto;
using Kiosk.Core.Pin;
using Kiosk.Device;

namespace Kiosk.EndToEnd.Crypto;

/// <summary>The published vectors once more, on the device's AES: native for 128 bits. The unit tests have them on Core's.</summary>
[TestClass]
public class DeviceAesVectorTests
{
    private static readonly byte[] InitialKey = Convert.FromHexString("1273671EA26AC29AFA4D1084127652A1");
    private static readonly byte[] KeyId = Convert.FromHexString("1234567890123456");

    // FIPS 197, C.1 to C.3 and B.
    [TestMethod]
    [DataRow("000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "69C4E0D86A7B0430D8CDB78070B4C55A")]
    [DataRow("000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF", "DDA97CA4864CDFE06EAF70A0EC0D7191")]
    [DataRow("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF", "8EA2B7CA516745BFEAFC49904B496089")]
    [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", "3243F6A8885A308D313198A2E0370734", "3925841D02DC09FBDC118597196A0B32")]
    public void Blocks(string keyHex, string clear, string enciphered)
    {
        var aes = new DeviceAes();
        byte[] key = Convert.FromHexString(keyHex);
        byte[] block = Convert.FromHexString(clear);
        aes.SetKey(key, 0, key.Length);
        aes.Encrypt(block, 0, block, 0);
        Same(enciphered, block);
        aes.Decrypt(block, 0, block, 0);
        Same(clear, block);
    }

    // RFC 4493, 4; SP 800-38B, D.3.
    [TestMethod]
    [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", 0, "BB1D6929E95937287FA37D129B756746")]
    [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", 16, "070A16B46B4D4144F79BDD9DD04A287C")]
    [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", 40, "DFA66747DE9AE63030CA32611497C827")]
    [DataRow("2B7E151628AED2A6ABF7158809CF4F3C", 64, "51F0BEBF7E3B9D92FC49741779363CFE")]
    [DataRow("603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4", 64, "E1992190549F6ED5696A2C056C315410")]
    public void Macs(string key, int length, string expected)
    {
        byte[] message = Convert.FromHexString(
            "6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710");
        byte[] mac = new byte[16];
        new Cmac(new DeviceAes()).Compute(Convert.FromHexString(key), message, length, mac);
        Same(expected, mac);
    }

    // ANSI X9.24-3 supplement: transaction key, PIN key, MAC key, data key, PIN block of 1234 and 4111111111111111.
    [TestMethod]
    [DataRow("123456789012345600000001", "4F21B565BAD9835E112B6465635EAE44", "AF8CB133A78F8DC2D1359F18527593FB", "A2DC23DE6FDE0824A2BC321E08E4B8B7", "A35C412EFD41FDB98B69797C02DCD08F", "A912150391AB65A67E52883D81CE2D15")]
    [DataRow("123456789012345600000002", "2F34D68DE10F68D38091A73B9E7C437C", "D30BDC73EC9714B000BEC66BDB7B6D09", "484C3B06E8562704528CD5B46FB12FB6", "D639514AA33AC43AD9229E433D6D4E5B", "52A00503BD34BA1383F6A7EE9FE2547F")]
    [DataRow("123456789012345600000003", "031504E530365CF81264238540518318", "7D69F01F3B45449F62C7816ECE723268", "A5DF7D9D800CA769766F0C77CA4E6E6C", "EF17F6AB45B4820C93A3DCB21BC491AD", "A5A27E82B43A9A866A93D7ABE89CEF93")]
    [DataRow("123456789012345600000004", "0EEFC7ADA628BA68878DA9165A8A1887", "91A0588318EC2673214271F70137896E", "E6E4679647D8A9057C1FC15537CB4C4E", "B3BD44C08BB6BA27C3BB4711D7D70387", "71B3D0528669498777555A8BE6698E44")]
    [DataRow("123456789012345600000005", "C2A7AC328A5DA2D6002D62465BFC028B", "35A43BC9EFEB09C756204B57E3FB7D4D", "0588185FE1FF8C7E22FAD78C1C61F065", "CA02DF6F30B39E14BD0B4A30E460920F", "881A7F77A2E04E5BEA985E342FD0B628")]
    [DataRow("123456789012345600000006", "D30F7D9351DA58448A2F5E92B4EE3B7D", "02DCC6CD1201A3A2CA7099559C862123", "7B60F72A5639C0EE7EB2100FA80BB793", "C9B8A7C4E486180B2229115164F0B293", "BDC1C3871AFB0B340AA5B5CEFD08695E")]
    [DataRow("123456789012345600000007", "A8253CEED9AC042C54F75D35C8352278", "6ECF912F3B18CA11A7A27BB60705FD09", "BAA08CA263C69525BC6B1BA8F4275D69", "0FA8F1F0A2DD7B1005A862D77CDED698", "4A8E6B8C7DBEE6CBA6DC774F0CB83396")]
    [DataRow("123456789012345600000008", "718EE6CF0B27E53D5F7AF99C4D8146A2", "4D9DF3FBEE3448FC3E676D04320A90F5", "6FD572E5D59E618875F193484F9178FB", "650F34204ABD4E57764D61AC3D266FB1", "8308BB857C17F390369F761F8EB358FA")]
    public void Dukpt(string ksnHex, string transactionKey, string pinKey, string macKey, string dataKey, string pinBlock)
    {
        byte[] ksn = Convert.FromHexString(ksnHex);
        var dukpt = new AesDukpt(new DeviceAes());
        dukpt.LoadInitialKey(InitialKey, KeyId);
        while (dukpt.Counter < ksn[^1])
        {
            dukpt.Advance();
        }

        byte[] key = new byte[16];
        dukpt.WriteKsn(ksn);
        Same(ksnHex, ksn);
        dukpt.DeriveWorkingKey(DukptKeyUsage.MacGeneration, key);
        Same(macKey, key);
        dukpt.DeriveWorkingKey(DukptKeyUsage.DataEncryption, key);
        Same(dataKey, key);
        dukpt.DeriveWorkingKey(DukptKeyUsage.PinEncryption, key);
        Same(pinKey, key);

        var pin = new PinEntry(PinEntry.Longest);
        foreach (byte digit in new byte[] { 1, 2, 3, 4 })
        {
            pin.Add(digit);
        }

        byte[] number = [.. "4111111111111111".Select(digit => (byte)digit)];
        byte[] block = new byte[16];
        var encryption = new PinEncryption(PinBlockFormat.Format4, new DeviceAes(), new SeriesRandom("2F69ADDE2E9E7ACE"));
        Assert.AreEqual(PinBlockResult.Good, encryption.Encipher(pin, number, number.Length, key, block));
        Same(pinBlock, block);
        DirectKey(ksnHex, transactionKey);
    }

    [TestMethod]
    [DataRow("12345678901234560001FFFE", "E21E8C8D347F8561A2BE752DAA85A111")]
    [DataRow("123456789012345600020000", "F7AE9025468A25D37B7249CFFED224C8")]
    [DataRow("123456789012345600020001", "692C8EA4013645135B36497131DF9D2C")]
    [DataRow("1234567890123456FFFE2000", "48E585B694EB0B18D5C35443E163C0BA")]
    [DataRow("1234567890123456FFFE4000", "396C2C7CA1EA701C03B86B7D41F0C562")]
    [DataRow("1234567890123456FFFE8000", "0387625F189B58AE03EF0E8CCA41105E")]
    [DataRow("1234567890123456FFFF0000", "F6BA59389BD14A9855BE9727E7C52E3C")]
    [DataRow("12345678901234560001FFFF", "1FE368988089CDD76DA18A3458E113BA")]
    public void DirectKey(string ksnHex, string transactionKey)
    {
        byte[] ksn = Convert.FromHexString(ksnHex);
        byte[] key = new byte[16];
        var derivation = new AesKeyDerivation(new DeviceAes());
        derivation.SetKeyId(ksn);
        derivation.DeriveTransactionKey(InitialKey, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(ksn.AsSpan(8)), key);
        Same(transactionKey, key);
    }

    // TR-31:2018, A.7.4 and a payShield sample: protection keys of 256 bits, and back to 128 for the check value.
    [TestMethod]
    [DataRow("88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6", "D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34", "08793E")]
    [DataRow("4141414141414141414141414141414141414141414141414141414141414141", "D0112B0TN00N000037DB9B046B7B0048785690759580ABC3B9842AB4BB7717B49E92528E575785D8123559376A2553B27BE94F054F4E971C", "FF5087")]
    public void KeyBlocks(string protectionKey, string text, string checkValue)
    {
        var block = new KeyBlock(new DeviceAes(), null);
        byte[] characters = [.. text.Select(character => (byte)character)];
        byte[] key = Convert.FromHexString(protectionKey);
        byte[] value = new byte[KeyCheckValue.Length];
        Assert.AreEqual(KeyBlockResult.Good, block.Unwrap(characters, characters.Length, key, key.Length));
        Assert.IsTrue(block.WriteCheckValue(value));
        Same(checkValue, value);
    }

    private static void Same(string expected, byte[] actual) => Assert.AreEqual(expected, Convert.ToHexString(actual));

    /// <summary>Gives these bytes.</summary>
    private sealed class SeriesRandom(string hex) : IRandom
    {
        private readonly byte[] _bytes = Convert.FromHexString(hex);

        public void Fill(byte[] buffer, int offset, int count) => _bytes.AsSpan(0, count).CopyTo(buffer.AsSpan(offset));
    }
}
