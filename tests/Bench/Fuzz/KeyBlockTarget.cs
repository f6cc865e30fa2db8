using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Kiosk.Bench.Tools;
using Kiosk.Core.Crypto;
using Kiosk.Issuer.Crypto;
using static Kiosk.Bench.Fuzz.ByteMutator;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// Key blocks. A part of them is sealed by the host's side whatever header and key say, so that they come past the MAC. A block that is taken was sealed, under
/// this protection key, and what comes out is what went in; one that loads a terminal is of the right kind.
/// </summary>
public sealed class KeyBlockTarget : IFuzzTarget
{
    private static readonly string[] Usages = ["B1", "B1", "B1", "B0", "P0", "K0", "D0", "V5", "Z9", "b1", "10"];
    private static readonly string[] Ids = ["KS", "IK", "IK", "KS", "TS", "PB", "KC", "KP", "00", "k ", "CT"];

    private readonly KeyBlockSample[] _samples = KeyBlockSample.All(new Random(31));
    private readonly byte[][] _corpus;
    private readonly KeyBlock _block = new(new AesCipher(), null);

    /// <summary>Creates it.</summary>
    public KeyBlockTarget() => _corpus = [.. _samples.Select(sample => sample.Text)];

    /// <inheritdoc/>
    public IFuzzInput Make(Random random)
    {
        KeyBlockSample sample = Pick(random, _samples);
        byte[] protectionKey = random.Next(40) == 0 ? Bytes(random, random.Next(41)) : sample.ProtectionKey;
        int kind = random.Next(100);
        if (kind == 0)
        {
            return new Input(this, sample.Text, protectionKey, sample.Text, sample.Payload, sample.ProtectionKey);
        }

        if (kind < 70)
        {
            byte[] text = kind < 4 ? OtherDigit(random, sample.Text) : kind < 10 ? ByteMutator.Mutate(random, sample.Text, _corpus) : KeyBlockMutator.Mutate(random, sample, _samples);
            return new Input(this, text, protectionKey, sample.Text, sample.Payload, sample.ProtectionKey);
        }

        byte[] payload = Payload(random, sample);
        byte[] made = Encoding.Latin1.GetBytes(KeyBlockWriter.Seal(Header(random, sample, payload.Length), sample.ProtectionKey, payload));
        return new Input(this, kind < 75 ? ByteMutator.Mutate(random, made, _corpus) : made, protectionKey, made, payload, sample.ProtectionKey);
    }

    /// <summary>One digit of the MAC, or of the enciphered key before it, is another.</summary>
    private static byte[] OtherDigit(Random random, byte[] text)
    {
        byte[] other = [.. text];
        ref byte digit = ref other[^random.Next(1, 64)];
        digit = (byte)Letter(random, "0123456789ABCDEF");
        return other;
    }

    /// <summary>A key's length in bits, mostly one that there is, and what may be a key.</summary>
    private static byte[] Payload(Random random, KeyBlockSample sample)
    {
        byte[] payload = Bytes(random, 16 * random.Next(1, random.Next(8) == 0 ? 14 : 4));
        int bits = random.Next(4) switch
        {
            0 => random.Next(65536),
            1 => random.Next(300),
            2 => 64 * random.Next(6),
            _ => 8 * sample.Key.Length,
        };
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)bits);
        return payload;
    }

    /// <summary>A header that says its true length, and for the rest what it likes.</summary>
    private static string Header(Random random, KeyBlockSample sample, int payloadLength)
    {
        KeyBlockHeader of = sample.Header;
        char algorithm = random.Next(3) == 0 ? Letter(random, "ATDEHRSX") : of.Algorithm;
        char mode = random.Next(3) == 0 ? Letter(random, "XXBCDENSTVYZ") : of.Mode;
        char exportability = random.Next(3) == 0 ? Letter(random, "NNESX") : of.Exportability;
        var header = new KeyBlockHeader(of.Version, random.Next(2) == 0 ? Pick(random, Usages) : of.Usage, algorithm, mode, exportability)
        {
            KeyVersion = random.Next(6) == 0 ? Pick(random, ["c1", "1c", "ZZ", "0-"]) : "00",
            OptionalBlocks = random.Next(2) == 0 ? of.OptionalBlocks : [.. Enumerable.Range(0, random.Next(4)).Select(_ => (Pick(random, Ids), Data(random)))],
        };
        string text = KeyBlockWriter.Text(header, payloadLength);
        if (random.Next(6) == 0)
        {
            char[] spoilt = text.ToCharArray();
            int at = random.Next(5, spoilt.Length);
            spoilt[at] = Letter(random, "0123456789ABCDEFXYZ ~");
            text = new string(spoilt);
        }

        return text;
    }

    private static string Data(Random random) => random.Next(5) switch
    {
        0 => "1234567890123456",
        1 => "FFFF9876543210E00000",
        2 => "FFFF9876543210E00001",
        3 => "20260101000000Z",
        _ => Convert.ToHexString(Bytes(random, random.Next(14))),
    };

    private static char Letter(Random random, string from) => from[random.Next(from.Length)];

    private sealed class Input(KeyBlockTarget target, byte[] text, byte[] protectionKey, byte[] issued, byte[] payload, byte[] issuedUnder) : IFuzzInput
    {
        public string Text => $"block {FuzzText.Escape(text)}{Environment.NewLine}protection key {Convert.ToHexString(protectionKey)}";

        public string Judge()
        {
            KeyBlock block = target._block;
            KeyBlockResult result = block.Unwrap(text, text.Length, protectionKey, protectionKey.Length);
            Unless(Enum.IsDefined(result) && result <= KeyBlockResult.KeyLength, $"unwrapping gives {result}");
            if (result != KeyBlockResult.Good)
            {
                Unless(IsEmpty(block), $"something stays of a block that is refused as {result}");
                return "refused: " + result;
            }

            Unless(text.AsSpan().SequenceEqual(issued) && protectionKey.AsSpan().SequenceEqual(issuedUnder), "a block is taken that was never made");
            string header = Encoding.Latin1.GetString(text);
            int keyLength = BinaryPrimitives.ReadUInt16BigEndian(payload) / 8;
            Unless(ClearKey.Of(block).AsSpan().SequenceEqual(payload.AsSpan(2, keyLength)), "the key is not the one that was wrapped");
            string fields = $"{block.Version}{block.KeyUsage}{block.Algorithm}{block.ModeOfUse}{block.KeyVersionNumber}{block.Exportability}";
            Unless(fields == header[0] + header[5..12], $"fields {fields}");
            string ksn = Optional(header, "KS");
            string keyId = Optional(header, "IK");
            Unless(Convert.ToHexString(block.InitialKsn, 0, block.InitialKsnLength) == ksn, "KS is another");
            Unless(Convert.ToHexString(block.InitialKeyId, 0, block.InitialKeyIdLength) == keyId, "IK is another");

            char algorithm = header[7] == KeyBlock.Tdes ? KeyBlock.Tdes : KeyBlock.Aes;
            KeyBlockResult purpose = block.CheckInitialKey(algorithm);
            Unless(Enum.IsDefined(purpose) && (purpose == KeyBlockResult.Good || purpose >= KeyBlockResult.KeyLength), $"the purpose is {purpose}");
            bool right = header[5..7] == "B1" && header[7] == algorithm && header[8] == 'X' && header[11] == 'N'
                && (algorithm == KeyBlock.Aes
                    ? keyId.Length == 16 && ksn == "" && header[0] == 'D' && keyLength <= protectionKey.Length
                    : IsInitialKsn(ksn) && keyId == "" && keyLength == 16);
            Unless((purpose == KeyBlockResult.Good) == right, $"the purpose is {purpose}, and the block is {(right ? "" : "not ")}one that loads a terminal");
            if (purpose == KeyBlockResult.Good)
            {
                block.Clear();
                return "accepted: initial key";
            }

            Unless(IsEmpty(block), $"something stays of a key that is refused as {purpose}");
            return "unwrapped, refused: " + purpose;
        }

        private static bool IsEmpty(KeyBlock block) =>
            block.Version == 0 && block.KeyUsage == "" && block.KeyVersionNumber == "" && block.Algorithm == 0 && block.ModeOfUse == 0 && block.Exportability == 0
            && block.KeyLength + block.InitialKsnLength + block.InitialKeyIdLength == 0 && !block.InitialKsn.Concat(block.InitialKeyId).Any(value => value != 0);

        private static bool IsInitialKsn(string ksn) => ksn.Length == 20 && (Convert.ToUInt32(ksn[12..], 16) & 0x1FFFFF) == 0;

        /// <summary>The data of an optional block; empty when there is none.</summary>
        private static string Optional(string header, string id)
        {
            int at = 16;
            for (int count = int.Parse(header.AsSpan(12, 2), CultureInfo.InvariantCulture); count > 0; count--)
            {
                int length = Convert.ToInt32(header.Substring(at + 2, 2), 16);
                if (header.AsSpan(at, 2).SequenceEqual(id))
                {
                    return header[(at + 4)..(at + length)];
                }

                at += length;
            }

            return "";
        }
    }
}
