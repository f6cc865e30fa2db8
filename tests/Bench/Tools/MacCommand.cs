using System.CommandLine;
using Kiosk.Core.Crypto;
using static Kiosk.Bench.Tools.ToolOptions;

namespace Kiosk.Bench.Tools;

/// <summary>
/// <c>mac cmac|retail</c>: the MAC of a message, on Core's code. Prints it whole, as bare upper-case hex. Ends 0, or 2 when the call is bad.
/// </summary>
public static class MacCommand
{
    private const string Aes = "aes";
    private const string Tdes = "tdes";

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("mac", "Computes MACs.") { CmacOf(), RetailOf() };

    private static Command CmacOf()
    {
        Option<byte[]?> key = Key("The key: 16, 24 or 32 bytes for aes, 16 or 24 for tdes.", 16, 24, 32);
        Option<byte[]?> data = Data("The message; may be empty (\"\").");
        Option<string> cipher = ChoiceOrFirst("--cipher", "Under which cipher.", Aes, Tdes);
        var command = new Command("cmac", "CMAC (NIST SP 800-38B): 16 bytes under AES, 8 under TDES.") { key, data, cipher };
        command.Validators.Add(result =>
        {
            if (Typed(result, cipher) == Tdes && Typed(result, key) is { Length: 64 })
            {
                result.AddError("--key is 32 or 48 hex digits for tdes.");
            }
        });
        command.SetAction(parse => Tool.Run(parse, () => ComputeCmac(parse.GetValue(cipher) == Tdes, parse.GetValue(key)!, parse.GetValue(data)!)));
        return command;
    }

    private static Command RetailOf()
    {
        Option<byte[]?> key = Key("The key, 16 bytes.", RetailMac.KeyLength);
        Option<byte[]?> data = Data("The message; an empty one (\"\") is taken as one block of zeros.");
        var command = new Command("retail", "Retail MAC (ISO/IEC 9797-1 algorithm 3, DES, zero padding): 8 bytes.") { key, data };
        command.SetAction(parse => Tool.Run(parse, () => ComputeRetail(parse.GetValue(key)!, parse.GetValue(data)!)));
        return command;
    }

    private static string ComputeCmac(bool tdes, byte[] key, byte[] data)
    {
        IBlockCipher cipher = tdes ? new DesCipher() : new AesCipher();
        byte[] mac = new byte[cipher.BlockLength];
        new Cmac(cipher).Compute(key, 0, key.Length, data, data.Length, mac);
        return Convert.ToHexString(mac);
    }

    private static string ComputeRetail(byte[] key, byte[] data)
    {
        byte[] mac = new byte[RetailMac.Length];
        new RetailMac(new DesCipher()).Compute(key, 0, data, data.Length, mac);
        return Convert.ToHexString(mac);
    }

    private static Option<byte[]?> Key(string description, params int[] lengths)
    {
        Option<byte[]?> key = Hex("--key", description, lengths);
        key.Required = true;
        return key;
    }

    private static Option<byte[]?> Data(string description)
    {
        Option<byte[]?> data = HexFrom(0, "--data", description);
        data.Required = true;
        return data;
    }
}
