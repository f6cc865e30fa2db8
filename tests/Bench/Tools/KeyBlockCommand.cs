using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Issuer.Crypto;
using static Kiosk.Bench.Tools.ToolOptions;
using AesDukpt = Kiosk.Core.Crypto.AesDukpt;
using TdesDukpt = Kiosk.Core.Crypto.TdesDukpt;

namespace Kiosk.Bench.Tools;

/// <summary>
/// <c>keyblock unwrap|initial</c>: what is in a key block, and the block that loads a terminal. Core unwraps and derives, the host's side of the
/// bench wraps. Ends 0, or 1 when a terminal would refuse the block, or 2 when the call is bad.
/// </summary>
public static class KeyBlockCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("keyblock", "Unwraps key blocks (ANSI X9.143, TR-31), and makes those that load a terminal.") { Unwrap(), Initial() };

    private static Command Unwrap()
    {
        Option<byte[]?> kbpk = ProtectionKey();
        var text = new Argument<string>("BLOCK") { Description = "The key block." };
        var showClear = new Option<bool>("--show-clear") { Description = "Print the clear key too." };
        var command = new Command("unwrap", "The header's fields, the key's length and its check value.") { kbpk, text, showClear };
        command.SetAction(parse => Tool.Run(parse, () => Describe(parse.GetValue(kbpk)!, parse.GetValue(text)!, parse.GetValue(showClear))));
        return command;
    }

    private static Command Initial()
    {
        Option<byte[]?> bdk = Hex("--bdk", "Base derivation key; the initial key is derived from it.", 16, 24, 32);
        Option<byte[]?> ik = Hex("--ik", "Initial key.", 16, 24, 32);
        Option<byte[]?> ksn = Hex("--ksn", "Initial key id (8 bytes) or KSN (12) for aes, KSN (10) for tdes.", 8, AesDukpt.KsnLength, TdesDukpt.KsnLength);
        ksn.Required = true;
        Option<string> scheme = Choice("--scheme", "Which DUKPT.", "aes", "tdes");
        Option<byte[]?> kbpk = ProtectionKey();
        Option<string> version = Choice("--version", "Version of the block: B is protected by TDES, D by AES.", "B", "D");
        var command = new Command("initial", "The key block with a terminal's initial DUKPT key.") { bdk, ik, ksn, scheme, kbpk, version };
        OneOf(command, bdk, ik);
        command.Validators.Add(result => CheckLengths(result, bdk, ik, ksn, scheme));
        command.SetAction(parse => Tool.Run(parse, () => Wrap(
            Given(parse, bdk), Given(parse, ik), parse.GetValue(ksn)!, parse.GetValue(scheme) == "aes", parse.GetValue(kbpk)!, parse.GetValue(version)![0])));
        return command;
    }

    private static Option<byte[]?> ProtectionKey()
    {
        Option<byte[]?> kbpk = Hex("--kbpk", "Key block protection key.", 16, 24, 32);
        kbpk.Required = true;
        return kbpk;
    }

    private static void CheckLengths(CommandResult result, Option<byte[]?> bdk, Option<byte[]?> ik, Option<byte[]?> ksn, Option<string> scheme)
    {
        string? name = Typed(result, scheme);
        bool ofTdes = Typed(result, ksn)?.Length == 2 * TdesDukpt.KsnLength;
        if (name is "aes" or "tdes" && result.GetResult(ksn) is not null && ofTdes != (name == "tdes"))
        {
            result.AddError("--ksn has 8 or 12 bytes for aes and 10 for tdes.");
        }

        Option<byte[]?> key = result.GetResult(bdk) is null ? ik : bdk;
        if (name == "tdes" && Typed(result, key) is { } digits && digits.Length != 2 * TdesDukpt.KeyLength)
        {
            result.AddError($"{key.Name} has 16 bytes for tdes.");
        }
    }

    private static string Describe(byte[] kbpk, string text, bool showClear)
    {
        var block = new KeyBlock(new AesCipher(), null);
        Accept(Unwrap(block, kbpk, text));
        List<string> lines =
        [
            $"version {block.Version}",
            $"usage {block.KeyUsage}",
            $"algorithm {block.Algorithm}",
            $"mode {block.ModeOfUse}",
            $"key-version {block.KeyVersionNumber}",
            $"exportability {block.Exportability}",
        ];
        if (block.InitialKsnLength > 0)
        {
            lines.Add($"KS {Convert.ToHexString(block.InitialKsn, 0, block.InitialKsnLength)}");
        }

        if (block.InitialKeyIdLength > 0)
        {
            lines.Add($"IK {Convert.ToHexString(block.InitialKeyId, 0, block.InitialKeyIdLength)}");
        }

        lines.Add($"key-bits {8 * block.KeyLength}");
        byte[] checkValue = new byte[KeyCheckValue.Length];
        if (block.WriteCheckValue(checkValue))
        {
            lines.Add($"KCV {Convert.ToHexString(checkValue)}");
        }

        if (showClear)
        {
            lines.Add($"key {Convert.ToHexString(ClearKey.Of(block))}");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Wrap(byte[]? bdk, byte[]? ik, byte[] ksn, bool aes, byte[] kbpk, char version)
    {
        if (version == 'B' && kbpk.Length == 32)
        {
            Accept(KeyBlockResult.ProtectionKey);
        }

        if (version == 'B' && TripleDES.IsWeakKey(kbpk.Length == 16 ? [.. kbpk, .. kbpk[..8]] : kbpk))
        {
            throw new ToolException("The DES keys in the protection key are equal: it is no better than one of them.");
        }

        byte[] initialKey = ik ?? new byte[bdk!.Length];
        (string, string) id;
        if (aes)
        {
            id = ("IK", Convert.ToHexString(ksn, 0, AesKeyDerivation.KeyIdLength));
            if (bdk is not null)
            {
                new AesKeyDerivation(new AesCipher()).DeriveInitialKey(bdk, ksn, initialKey);
            }
        }
        else
        {
            TdesKeyDerivation.SetCounter(ksn, 0);
            id = ("KS", Convert.ToHexString(ksn));
            if (bdk is not null)
            {
                new TdesKeyDerivation(new DesCipher()).DeriveInitialKey(bdk, ksn, initialKey);
            }
        }

        char algorithm = aes ? KeyBlock.Aes : KeyBlock.Tdes;
        string text = KeyBlockWriter.Write(new KeyBlockHeader(version, "B1", algorithm, 'X', 'N') { OptionalBlocks = [id] }, kbpk, initialKey);

        // What a terminal would refuse is no block to load one with.
        var block = new KeyBlock(new AesCipher(), null);
        Accept(Unwrap(block, kbpk, text));
        Accept(block.CheckInitialKey(algorithm));
        return text;
    }

    private static KeyBlockResult Unwrap(KeyBlock block, byte[] kbpk, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return block.Unwrap(bytes, bytes.Length, kbpk, kbpk.Length);
    }

    private static void Accept(KeyBlockResult result)
    {
        if (result != KeyBlockResult.Good)
        {
            throw new ToolException(Reason(result));
        }
    }

    private static string Reason(KeyBlockResult result) => result switch
    {
        KeyBlockResult.Character => "The block has a character that cannot stand there; hex is upper-case.",
        KeyBlockResult.Version => "The block's first character is no version of key blocks.",
        KeyBlockResult.Withdrawn => "Key blocks of the versions A and C are withdrawn.",
        KeyBlockResult.Length => "The block has not the length that it says, or none that a key block can have.",
        KeyBlockResult.Header => "A field of the header has a value that there is not, or the reserved characters are not 00.",
        KeyBlockResult.OptionalBlock => "The optional blocks are malformed.",
        KeyBlockResult.ProtectionKey => "The block's version has no protection key of that length: B takes 16 or 24 bytes, D 16, 24 or 32.",
        KeyBlockResult.Mac => "The MAC is wrong: the block was changed, or wrapped under another key.",
        KeyBlockResult.KeyLength => "The key in the block has a length that its algorithm does not know.",
        KeyBlockResult.Usage => "The key usage is not B1.",
        KeyBlockResult.Algorithm => "The algorithm is not the scheme's.",
        KeyBlockResult.ModeOfUse => "The mode of use is not X.",
        KeyBlockResult.Exportability => "The exportability is not N.",
        KeyBlockResult.KeyId => "The initial key id or KSN is missing or of the wrong form.",
        KeyBlockResult.Weak => "The key is stronger than the protection key: a terminal would refuse it.",
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, null),
    };
}
