using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using Kiosk.Core.Crypto;
using static Kiosk.Bench.Tools.ToolOptions;

namespace Kiosk.Bench.Tools;

/// <summary>
/// <c>dukpt aes|tdes|next</c>: the keys of a KSN, and the KSN after one, on Core's code. Prints bare upper-case hex. Ends 0, or 1 when there is no
/// such key, or 2 when the call is bad.
/// </summary>
public static class DukptCommand
{
    private const string Exhausted = "EXHAUSTED";
    private const int AesMostBits = 16;
    private const int TdesMostBits = 10;

    private static readonly Dictionary<string, DukptKeyUsage> Keys = new()
    {
        ["pin"] = DukptKeyUsage.PinEncryption,
        ["mac-request"] = DukptKeyUsage.MacGeneration,
        ["mac-response"] = DukptKeyUsage.MacVerification,
        ["data-request"] = DukptKeyUsage.DataEncryption,
        ["data-response"] = DukptKeyUsage.DataDecryption,
        ["kek"] = DukptKeyUsage.KeyEncryption,
    };

    /// <summary>Makes the command.</summary>
    public static Command Create() => new("dukpt", "Derives DUKPT keys, and counts KSNs on.") { Aes(), Tdes(), Next() };

    private static Command Aes()
    {
        Option<byte[]?> bdk = Hex("--bdk", "Base derivation key; the initial key is derived from it first.", 16, 24, 32);
        Option<byte[]?> ik = Hex("--ik", "Initial key.", 16, 24, 32);
        Option<byte[]?> ksn = Hex("--ksn", "KSN: initial key id (8 bytes) and transaction counter (4).", AesDukpt.KsnLength);
        ksn.Required = true;
        Option<string> key = Key([.. Keys.Keys]);
        Option<string> bits = ChoiceOrFirst("--bits", "Length of the AES key.", "128", "192", "256");
        var command = new Command("aes", "A key of AES DUKPT (ANSI X9.24-3).") { bdk, ik, ksn, key, bits };
        OneOf(command, bdk, ik);
        command.SetAction(parse => Tool.Run(parse, () => DeriveAes(
            Given(parse, bdk), Given(parse, ik), parse.GetValue(ksn)!, Keys[parse.GetValue(key)!], int.Parse(parse.GetValue(bits)!, CultureInfo.InvariantCulture))));
        return command;
    }

    private static Command Tdes()
    {
        Option<byte[]?> bdk = Hex("--bdk", "Base derivation key; the initial key is derived from it first.", TdesDukpt.KeyLength);
        Option<byte[]?> ipek = Hex("--ipek", "Initial key.", TdesDukpt.KeyLength);
        Option<byte[]?> ksn = Hex("--ksn", "KSN, 10 bytes.", TdesDukpt.KsnLength);
        ksn.Required = true;
        Option<string> key = Key([.. Keys.Keys.Where(name => name != "kek")]);
        var command = new Command("tdes", "A key of TDES DUKPT (ANSI X9.24-1).") { bdk, ipek, ksn, key };
        OneOf(command, bdk, ipek);
        command.SetAction(parse => Tool.Run(parse, () => DeriveTdes(
            Given(parse, bdk), Given(parse, ipek), parse.GetValue(ksn)!, Keys[parse.GetValue(key)!])));
        return command;
    }

    private static Command Next()
    {
        Option<byte[]?> ksn = Hex("--ksn", "The KSN before: 12 bytes for aes, 10 for tdes.", AesDukpt.KsnLength, TdesDukpt.KsnLength);
        ksn.Required = true;
        Option<string> scheme = Choice("--scheme", "Which DUKPT.", "aes", "tdes");
        var command = new Command("next", "The next valid KSN, or EXHAUSTED.") { ksn, scheme };
        command.Validators.Add(result =>
        {
            if (Typed(result, ksn)?.Length == 2 * (Typed(result, scheme) == "aes" ? TdesDukpt.KsnLength : AesDukpt.KsnLength))
            {
                result.AddError("--ksn has 12 bytes for aes and 10 for tdes.");
            }
        });
        command.SetAction(parse => Tool.Run(parse, () => NextKsn(parse.GetValue(ksn)!, parse.GetValue(scheme) == "aes")));
        return command;
    }

    private static Option<string> Key(string[] names)
    {
        Option<string> key = Choice("--key", $"Which key: {string.Join(", ", names)}.", names);
        key.HelpName = "KEY";
        return key;
    }

    private static string DeriveAes(byte[]? bdk, byte[]? ik, byte[] ksn, DukptKeyUsage usage, int bits)
    {
        uint counter = BinaryPrimitives.ReadUInt32BigEndian(ksn.AsSpan(AesKeyDerivation.KeyIdLength));

        // X9.24-3 derives the DUKPT update key at the counter that no transaction has.
        if (!(usage == DukptKeyUsage.KeyEncryption && counter == uint.MaxValue))
        {
            Check(counter, AesMostBits);
        }

        byte[] from = bdk ?? ik!;
        if (bits > 8 * from.Length)
        {
            throw new ToolException($"From a key of {8 * from.Length} bits comes none of {bits}.");
        }

        var derivation = new AesKeyDerivation(new AesCipher());
        byte[] initialKey = ik ?? new byte[from.Length];
        if (bdk is not null)
        {
            derivation.DeriveInitialKey(bdk, ksn, initialKey);
        }

        derivation.SetKeyId(ksn);
        byte[] transactionKey = new byte[from.Length];
        byte[] key = new byte[bits / 8];
        derivation.DeriveTransactionKey(initialKey, counter, transactionKey);
        derivation.Derive(usage, AesKeyDerivation.AesOf(key.Length), counter, transactionKey, 0, transactionKey.Length, key, 0);
        return Convert.ToHexString(key);
    }

    private static string DeriveTdes(byte[]? bdk, byte[]? ipek, byte[] ksn, DukptKeyUsage usage)
    {
        Check(TdesKeyDerivation.CounterOf(ksn), TdesMostBits);
        var derivation = new TdesKeyDerivation(new DesCipher());
        byte[] initialKey = ipek ?? new byte[TdesDukpt.KeyLength];
        if (bdk is not null)
        {
            derivation.DeriveInitialKey(bdk, ksn, initialKey);
        }

        byte[] transactionKey = new byte[TdesDukpt.KeyLength];
        byte[] key = new byte[TdesDukpt.KeyLength];
        derivation.DeriveTransactionKey(initialKey, ksn, transactionKey);
        derivation.DeriveWorkingKey(usage, transactionKey, 0, key);
        return Convert.ToHexString(key);
    }

    private static string NextKsn(byte[] ksn, bool aes)
    {
        byte[] next = [.. ksn];
        uint counter;
        if (aes)
        {
            counter = DukptCounter.Next(BinaryPrimitives.ReadUInt32BigEndian(ksn.AsSpan(AesKeyDerivation.KeyIdLength)), AesMostBits);
            BinaryPrimitives.WriteUInt32BigEndian(next.AsSpan(AesKeyDerivation.KeyIdLength), counter);
        }
        else
        {
            counter = DukptCounter.Next(TdesKeyDerivation.CounterOf(ksn), TdesMostBits);
            counter = counter > TdesKeyDerivation.CounterMask ? 0 : counter;
            TdesKeyDerivation.SetCounter(next, counter);
        }

        return counter == 0 ? Exhausted : Convert.ToHexString(next);
    }

    private static void Check(uint counter, int mostBits)
    {
        if (counter == 0)
        {
            throw new ToolException("Counter 0 has no key: it is that of the initial KSN.");
        }

        if (uint.PopCount(counter) > mostBits)
        {
            throw new ToolException($"The counter has {uint.PopCount(counter)} bits set; at most {mostBits} are allowed.");
        }
    }
}
