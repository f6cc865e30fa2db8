using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kiosk.Bench.Tools;
using Kiosk.Core.Crypto;
using Kiosk.Issuer.Crypto;

namespace Kiosk.EndToEnd.Crypto;

/// <summary>What the host wraps, the terminal unwraps; and what the host would wrap wrongly, with a MAC that is right, it refuses.</summary>
[TestClass]
public class KeyBlockTests
{
    private const int Rounds = 50;

    private static readonly byte[] ProtectionKey = Convert.FromHexString("000102030405060708090A0B0C0D0E0F");

    [TestMethod]
    [DataRow('B', 16)]
    [DataRow('B', 24)]
    [DataRow('D', 16)]
    [DataRow('D', 24)]
    [DataRow('D', 32)]
    public void WhatTheHostWrapsIsUnwrapped(char version, int protectionKeyLength)
    {
        var random = new Random((100 * version) + protectionKeyLength);
        var block = new KeyBlock(new AesCipher(), null);
        byte[] value = new byte[KeyCheckValue.Length];
        foreach ((char algorithm, int length) in new[] { ('T', 16), ('T', 24), ('A', 16), ('A', 24), ('A', 32), ('D', 8), ('H', 1), ('H', 32) })
        {
            for (int i = 0; i < Rounds; i++)
            {
                byte[] protectionKey = Next(random, protectionKeyLength);
                byte[] key = Next(random, length);
                byte[] ksn = Next(random, 10);
                byte[] keyId = Next(random, 8);
                var optional = new List<(string, string)>();
                if (i % 3 == 1)
                {
                    optional.Add(("KS", Convert.ToHexString(ksn)));
                }

                if (i % 5 == 1)
                {
                    optional.Add(("LB", "a label ~"[..random.Next(10)]));
                }

                if (i % 4 == 1)
                {
                    optional.Add(("IK", Convert.ToHexString(keyId)));
                }

                var header = new KeyBlockHeader(version, "D0", algorithm, 'B', 'E') { KeyVersion = "1Z", OptionalBlocks = optional };
                string text = KeyBlockWriter.Write(header, protectionKey, key);
                Assert.AreEqual(KeyBlockResult.Good, Unwrap(block, text, protectionKey), text);
                Assert.AreEqual($"{version} D0 {algorithm} B 1Z E", $"{block.Version} {block.KeyUsage} {block.Algorithm} {block.ModeOfUse} {block.KeyVersionNumber} {block.Exportability}");
                Assert.AreEqual(Convert.ToHexString(key), Convert.ToHexString(ClearKey.Of(block)));
                Assert.AreEqual(i % 3 == 1 ? Convert.ToHexString(ksn) : "", Convert.ToHexString(block.InitialKsn, 0, block.InitialKsnLength));
                Assert.AreEqual(i % 4 == 1 ? Convert.ToHexString(keyId) : "", Convert.ToHexString(block.InitialKeyId, 0, block.InitialKeyIdLength));
                Assert.AreEqual(algorithm != 'H', block.WriteCheckValue(value));
                if (algorithm != 'H')
                {
                    Assert.AreEqual(Convert.ToHexString(CheckValue(algorithm, key)), Convert.ToHexString(value));
                }
            }
        }
    }

    /// <summary>The MAC of all of these is right: it is the check alone that refuses them.</summary>
    [TestMethod]
    [DataRow("D0112P0AE00E0000", KeyBlockResult.Good)]
    [DataRow("D0112p0AE00E0000", KeyBlockResult.Header)]
    [DataRow("D0112Z9AE00E0000", KeyBlockResult.Header)]
    [DataRow("D0112P0XE00E0000", KeyBlockResult.Header)]
    [DataRow("D0112P0AZ00E0000", KeyBlockResult.Header)]
    [DataRow("D0112P0AEc1E0000", KeyBlockResult.Header)]
    [DataRow("D0112P0AE0-E0000", KeyBlockResult.Header)]
    [DataRow("D0112P0AE00X0000", KeyBlockResult.Header)]
    [DataRow("D0112P0AE00E0010", KeyBlockResult.Header)]
    [DataRow("D0112P0AE00E0001", KeyBlockResult.Header)]
    [DataRow("D0111P0AE00E0000", KeyBlockResult.Length)]
    [DataRow("D 112P0AE00E0000", KeyBlockResult.Length)]
    [DataRow("D0x12P0AE00E0000", KeyBlockResult.Length)]
    [DataRow("D011:P0AE00E0000", KeyBlockResult.Length)]
    [DataRow("D0112P0AE00E\u007F000", KeyBlockResult.Character)]
    [DataRow("D0112P0AE00E0\u001F00", KeyBlockResult.Character)]
    [DataRow("D0112P0AE00E0\u00E900", KeyBlockResult.Character)]
    [DataRow("D0112P0AE00E0100", KeyBlockResult.OptionalBlock)]
    [DataRow("D0112P0AE00E0A00", KeyBlockResult.OptionalBlock)]
    [DataRow("D0112P0AE00E-100", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TS10000000000000", KeyBlockResult.Good)]
    [DataRow("D0128P0AE00E0100TS10  ~  ~  ~  ~", KeyBlockResult.Good)]
    [DataRow("D0128P0AE00E0100ts10000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100T-10000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TS00000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TS03000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TS0C000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TS11000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TSFF000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100TS1g000000000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0200TS0CAAAAAAAAPB04", KeyBlockResult.Good)]
    [DataRow("D0128P0AE00E0200TS0CAAAAAAAATS04", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0300TS04LB04TS04PB04", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0400TS04LB04TC04PB04", KeyBlockResult.Good)]
    [DataRow("D0128P0AE00E0500TS04LB04TC04PB04", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0300TS04LB04TC04PB04", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100KS10AAAAAAAAAAAA", KeyBlockResult.Good)]
    [DataRow("D0128P0AE00E0100KS10AAAAAAAAAAAa", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0100IK10AAAAAAAAAA A", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0200KS07AAAPB09AAAAA", KeyBlockResult.OptionalBlock)]
    [DataRow("D0128P0AE00E0200IK04PB0C00000000", KeyBlockResult.OptionalBlock)]
    [DataRow("D0144P0AE00E0200KS1AAAAAAAAAAAAAAAAAAAAAAAPB0600", KeyBlockResult.OptionalBlock)]
    public void HeadersAreChecked(string header, KeyBlockResult expected)
    {
        var block = new KeyBlock(new AesCipher(), null);
        byte[] payload = new byte[32];
        payload[1] = 128;
        Assert.AreEqual(expected, Unwrap(block, KeyBlockWriter.Seal(header, ProtectionKey, payload), ProtectionKey));
    }

    /// <summary>Lengths in bits that the MAC vouches for, and that are none.</summary>
    [TestMethod]
    [DataRow('A', 128, 32, KeyBlockResult.Good)]
    [DataRow('A', 192, 48, KeyBlockResult.Good)]
    [DataRow('A', 256, 48, KeyBlockResult.Good)]
    [DataRow('A', 0, 48, KeyBlockResult.KeyLength)]
    [DataRow('A', 64, 48, KeyBlockResult.KeyLength)]
    [DataRow('A', 127, 48, KeyBlockResult.KeyLength)]
    [DataRow('A', 129, 48, KeyBlockResult.KeyLength)]
    [DataRow('A', 136, 48, KeyBlockResult.KeyLength)]
    [DataRow('A', 128, 16, KeyBlockResult.KeyLength)]
    [DataRow('A', 256, 32, KeyBlockResult.KeyLength)]
    [DataRow('A', 65535, 48, KeyBlockResult.KeyLength)]
    [DataRow('T', 128, 32, KeyBlockResult.Good)]
    [DataRow('T', 192, 32, KeyBlockResult.Good)]
    [DataRow('T', 64, 32, KeyBlockResult.KeyLength)]
    [DataRow('T', 256, 48, KeyBlockResult.KeyLength)]
    [DataRow('D', 64, 16, KeyBlockResult.Good)]
    [DataRow('D', 128, 32, KeyBlockResult.KeyLength)]
    [DataRow('H', 0, 16, KeyBlockResult.KeyLength)]
    [DataRow('H', 8, 16, KeyBlockResult.Good)]
    [DataRow('H', 112, 16, KeyBlockResult.Good)]
    [DataRow('H', 120, 16, KeyBlockResult.KeyLength)]
    [DataRow('H', 256, 48, KeyBlockResult.Good)]
    [DataRow('H', 264, 48, KeyBlockResult.KeyLength)]
    public void KeyLengthsAreChecked(char algorithm, int bits, int payloadLength, KeyBlockResult expected)
    {
        var block = new KeyBlock(new AesCipher(), null);
        byte[] payload = new byte[payloadLength];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)bits);
        string header = KeyBlockWriter.Text(new KeyBlockHeader('D', "D0", algorithm, 'B', 'E'), payloadLength);
        Assert.AreEqual(expected, Unwrap(block, KeyBlockWriter.Seal(header, ProtectionKey, payload), ProtectionKey));
        Assert.AreEqual(expected == KeyBlockResult.Good ? bits / 8 : 0, block.KeyLength);
    }

    /// <summary>TDES of three keys is not too strong for AES-128; it is TDES DUKPT that has no such key.</summary>
    [TestMethod]
    public void ATdesKeyIsWeakerThanAnyAes()
    {
        var block = new KeyBlock(new AesCipher(), null);
        var header = new KeyBlockHeader('D', "B1", 'T', 'X', 'N') { OptionalBlocks = [("KS", "FFFF9876543210E00000")] };
        Assert.AreEqual(KeyBlockResult.Good, Unwrap(block, KeyBlockWriter.Write(header, ProtectionKey, new byte[24]), ProtectionKey));
        Assert.AreEqual(KeyBlockResult.KeyLength, block.CheckInitialKey(KeyBlock.Tdes));
    }

    /// <summary>The longest block that is taken, and the next.</summary>
    [TestMethod]
    public void TheLongestBlock()
    {
        var block = new KeyBlock(new AesCipher(), null);
        byte[] key = new byte[16];
        var header = new KeyBlockHeader('D', "D0", 'A', 'B', 'E') { OptionalBlocks = [("LB", new string('x', 196)), ("TS", new string('x', 164))] };
        string longest = KeyBlockWriter.Write(header, ProtectionKey, key);
        Assert.AreEqual(KeyBlock.LongestBlock, longest.Length);
        Assert.AreEqual(KeyBlockResult.Good, Unwrap(block, longest, ProtectionKey));
        header = header with { OptionalBlocks = [.. header.OptionalBlocks, ("LC", "")] };
        Assert.AreEqual(KeyBlockResult.Length, Unwrap(block, KeyBlockWriter.Write(header, ProtectionKey, key), ProtectionKey));
    }

    /// <summary>As many optional blocks as a header can count.</summary>
    [TestMethod]
    [DataRow(99, KeyBlockResult.Good)]
    [DataRow(98, KeyBlockResult.OptionalBlock)]
    public void TheMostOptionalBlocks(int count, KeyBlockResult expected)
    {
        var block = new KeyBlock(new AesCipher(), null);
        byte[] payload = new byte[32];
        payload[1] = 128;
        string header = $"D0512D0AB00E{count}00" + string.Concat(Enumerable.Range(0, 98).Select(i => $"{i:D2}04")) + "9808AAAA";
        Assert.AreEqual(expected, Unwrap(block, KeyBlockWriter.Seal(header, ProtectionKey, payload), ProtectionKey));
    }

    internal static KeyBlockResult Unwrap(KeyBlock block, string text, byte[] protectionKey) =>
        block.Unwrap(Encoding.Latin1.GetBytes(text), text.Length, protectionKey, protectionKey.Length);

    private static byte[] CheckValue(char algorithm, byte[] key)
    {
        if (algorithm == 'A')
        {
            return AesCmac.Compute(key, new byte[16])[..3];
        }

        using SymmetricAlgorithm cipher = algorithm == 'D' ? DES.Create() : TripleDES.Create();
        cipher.Key = key.Length == 16 ? [.. key, .. key[..8]] : key;
        return cipher.EncryptEcb(new byte[8], PaddingMode.None)[..3];
    }

    private static byte[] Next(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
