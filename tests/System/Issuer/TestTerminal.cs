using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Kiosk.Issuer;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>A kiosk as far as its messages go: builds requests with keys, PIN block and MAC, checks answers.</summary>
internal sealed class TestTerminal(MessageProfile profile = MessageProfile.Aes)
{
    public const string Id = "KIOSK001";
    public const string Amex = "371449635398431";
    public const string AmexPin = "4071";
    public static readonly byte[] Bdk = Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1");
    public static readonly byte[] InitialKeyId = Convert.FromHexString("1234567890123456");
    public static readonly byte[] TdesBdk = Convert.FromHexString("0123456789ABCDEFFEDCBA9876543210");
    public static readonly byte[] InitialKsn = Convert.FromHexString("FFFF9876543210E00000");
    private uint _counter;

    /// <summary>Highest STAN used.</summary>
    public int Stan { get; set; }

    /// <summary>DE 12 of the next request.</summary>
    public string LocalTime { get; set; } = "260302110000";

    /// <summary>One that lives now, for an issuer that has the computer's clock.</summary>
    public static TestTerminal Today() => new() { LocalTime = DateTime.Now.ToString("yyMMddHHmmss", CultureInfo.InvariantCulture) };

    public IsoMessage Purchase(string pan = Amex, string? pin = AmexPin, long amount = 240, string expiry = "2912")
    {
        IsoMessage message = Card("1100", "000000", pan, amount);
        message.Set(14, expiry);
        message.Set(22, "6102016" + "1" + "313C");
        message.Set(24, "100");
        message.Set(43, "Car park 7, Example Street");
        byte[] ksn = NextKsn();
        message.Set(53, ksn);
        if (pin is not null)
        {
            byte[] key = Key(ksn, KeyUsage.PinEncryption);
            message.Set(52, IsAes(ksn) ? EncipherPin(key, pin, pan) : EncipherPin0(key, pin, pan));
        }

        return message;
    }

    public IsoMessage Inquiry(string pan = Amex, string expiry = "2912")
    {
        IsoMessage message = Card("1100", "310000", pan, 0);
        message.Set(14, expiry);
        message.Set(22, "6102016" + "0" + "313C");
        message.Set(24, "108");
        message.Set(43, "Car park 7, Example Street");
        message.Set(53, NextKsn());
        return message;
    }

    /// <summary>A PIN change: the PIN in force in DE 52, the new one in DE 48 under the next key.</summary>
    public IsoMessage PinChange(string newPin, string pan = Amex, string pin = AmexPin)
    {
        IsoMessage message = Purchase(pan, pin, 0);
        message.Set(3, "700000");
        byte[] ksn = NextKsn();
        byte[] key = Key(ksn, KeyUsage.PinEncryption);
        byte[] block = IsAes(ksn) ? EncipherPin(key, newPin, pan) : EncipherPin0(key, newPin, pan);
        message.Set(48, NewPin(ksn, block));
        return message;
    }

    /// <summary>DE 48 of a PIN change.</summary>
    public static string NewPin(byte[] ksn, byte[] block) => Entry("NK", ksn) + Entry("NP", block);

    /// <summary>A PIN unblock.</summary>
    public IsoMessage Unblock(string pan = Amex)
    {
        IsoMessage message = Inquiry(pan);
        message.Set(3, "910000");
        return message;
    }

    /// <summary>The reversal of a request.</summary>
    public IsoMessage Reversal(IsoMessage original, string type = "1420")
    {
        var message = new IsoMessage(type, FieldsOf(profile));
        foreach (int number in new[] { 2, 3, 4, 7, 11, 12, 22, 26, 41, 42, 49 })
        {
            message.CopyFrom(original, number);
        }

        message.Set(24, "400");
        message.Set(25, "4021");
        message.Set(53, NextKsn());
        message.Set(56, "1100" + original.Text(11) + original.Text(12) + "00");
        return message;
    }

    public IsoMessage Echo()
    {
        var message = new IsoMessage("1804", FieldsOf(profile));
        Head(message);
        message.Set(24, "831");
        message.Set(53, NextKsn());
        return message;
    }

    /// <summary>An echo as the kiosk sends it: no key, no MAC.</summary>
    public IsoMessage PlainEcho()
    {
        var message = new IsoMessage("1804", FieldsOf(profile));
        Head(message);
        message.Set(24, "831");
        return message;
    }

    /// <summary>DE 48 of an answer under a MAC, without the issuer's time, which stands at its end.</summary>
    public static string PrivateData(IsoMessage answer)
    {
        const int TimeLength = 16;
        string data = answer.Text(48);
        Assert.AreEqual("TM12", data[^TimeLength..^(TimeLength - 4)], data);
        return data[..^TimeLength];
    }

    /// <summary>The next key serial number; the counter has few bits set in any test.</summary>
    public byte[] NextKsn()
    {
        byte[] ksn = profile == MessageProfile.Aes ? [.. InitialKeyId, 0, 0, 0, 0] : [.. InitialKsn];
        Span<byte> end = ksn.AsSpan(ksn.Length - 4);
        BinaryPrimitives.WriteUInt32BigEndian(end, BinaryPrimitives.ReadUInt32BigEndian(end) | ++_counter);
        return ksn;
    }

    /// <summary>The message as bytes, its MAC made anew.</summary>
    public static byte[] Seal(IsoMessage message, int macField = 64)
    {
        message.Set(macField, new byte[8]);
        byte[] bytes = IsoEncoder.Encode(message);
        SealBytes(bytes, message.Bytes(53));
        return bytes;
    }

    /// <summary>Makes the MAC at the end of a message anew.</summary>
    public static void SealBytes(byte[] bytes, ReadOnlySpan<byte> ksn) =>
        Mac(ksn, KeyUsage.MacGeneration, bytes.AsSpan(0, bytes.Length - 8)).CopyTo(bytes.AsSpan(bytes.Length - 8));

    /// <summary>True when the answer has the MAC that the kiosk expects.</summary>
    public static bool IsMacRight(byte[] answer, ReadOnlySpan<byte> ksn) =>
        Mac(ksn, KeyUsage.MacVerification, answer.AsSpan(0, answer.Length - 8)).SequenceEqual(answer.AsSpan(answer.Length - 8));

    public static byte[] Key(ReadOnlySpan<byte> ksn, KeyUsage usage)
    {
        uint end = BinaryPrimitives.ReadUInt32BigEndian(ksn[^4..]);
        return IsAes(ksn)
            ? AesDukpt.DeriveWorkingKey(Bdk, ksn[..8], end, usage)
            : TdesDukpt.DeriveWorkingKey(TdesBdk, InitialKsn, end & 0x001FFFFF, usage);
    }

    public static FieldTable FieldsOf(MessageProfile profile) => profile == MessageProfile.Aes ? FieldTable.Aes : FieldTable.Tdes;

    public static byte[] EncipherPin(byte[] key, string pin, string pan)
    {
        string head = "4" + pin.Length.ToString("X", CultureInfo.InvariantCulture) + pin.PadRight(14, 'A');
        return EncipherPinField(key, [.. Convert.FromHexString(head), .. RandomNumberGenerator.GetBytes(8)], pan);
    }

    public static byte[] EncipherPinField(byte[] key, byte[] field, string pan)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        byte[] block = aes.EncryptEcb(field, PaddingMode.None);
        string account = (pan.Length - 12).ToString(CultureInfo.InvariantCulture) + pan;
        byte[] panField = Convert.FromHexString(account.PadRight(32, '0'));
        for (int i = 0; i < 16; i++)
        {
            block[i] ^= panField[i];
        }

        return aes.EncryptEcb(block, PaddingMode.None);
    }

    /// <summary>A format 0 block under a TDES key.</summary>
    public static byte[] EncipherPin0(byte[] key, string pin, string pan) =>
        EncipherPinField0(key, "0" + pin.Length.ToString("X", CultureInfo.InvariantCulture) + pin.PadRight(14, 'F'), pan);

    public static byte[] EncipherPinField0(byte[] key, string field, string pan)
    {
        byte[] block = Convert.FromHexString(field);
        byte[] account = Convert.FromHexString("0000" + pan[^13..^1]);
        for (int i = 0; i < 8; i++)
        {
            block[i] ^= account[i];
        }

        using TripleDES tdes = TripleDES.Create();
        tdes.Key = [.. key, .. key[..8]];
        return tdes.EncryptEcb(block, PaddingMode.None);
    }

    private static string Entry(string tag, byte[] value) =>
        string.Create(CultureInfo.InvariantCulture, $"{tag}{value.Length * 2:D2}{Convert.ToHexString(value)}");

    /// <summary>The length of a KSN tells whose it is.</summary>
    private static bool IsAes(ReadOnlySpan<byte> ksn) => ksn.Length == 12;

    private static ReadOnlySpan<byte> Mac(ReadOnlySpan<byte> ksn, KeyUsage usage, ReadOnlySpan<byte> covered)
    {
        byte[] key = Key(ksn, usage);
        return IsAes(ksn) ? AesCmac.Compute(key, covered).AsSpan(0, 8) : RetailMac.Compute(key, covered);
    }

    private IsoMessage Card(string type, string processing, string pan, long amount)
    {
        var message = new IsoMessage(type, FieldsOf(profile));
        Head(message);
        message.Set(2, pan);
        message.Set(3, processing);
        message.Set(4, amount.ToString(CultureInfo.InvariantCulture));
        message.Set(26, "7523");
        message.Set(49, "978");
        return message;
    }

    private void Head(IsoMessage message)
    {
        message.Set(7, "0302100000");
        message.Set(11, (++Stan).ToString("D6", CultureInfo.InvariantCulture));
        message.Set(12, LocalTime);
        message.Set(41, Id);
        message.Set(42, "MERCHANT0000001");
    }
}
