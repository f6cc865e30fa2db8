using System.Buffers.Binary;
using Kiosk.Core.Crypto;

namespace Kiosk.EndToEnd.Crypto;

/// <summary>The terminal's states, walked through many counters: each transaction key is the one that the host derives from the initial key.</summary>
[TestClass]
public class DukptWalkTests
{
    private const int Steps = 100_000;

    private static readonly (DukptKeyUsage Core, Kiosk.Issuer.Crypto.KeyUsage Issuer)[] Usages =
    [
        (DukptKeyUsage.PinEncryption, Kiosk.Issuer.Crypto.KeyUsage.PinEncryption),
        (DukptKeyUsage.MacGeneration, Kiosk.Issuer.Crypto.KeyUsage.MacGeneration),
        (DukptKeyUsage.MacVerification, Kiosk.Issuer.Crypto.KeyUsage.MacVerification),
    ];

    private static readonly byte[] KeyId = Convert.FromHexString("1234567890123456");

    [TestMethod]
    [DataRow("1273671EA26AC29AFA4D1084127652A1", Steps)]
    [DataRow("1273671EA26AC29AFA4D1084127652A1CE9CE0C101D1138F", 10_000)]
    [DataRow("CE9CE0C101D1138F97FB6CAD4DF045A7083D4EAE2D35A31789D01CCF0949550F", 10_000)]
    public void AesWalk(string initialKey, int steps)
    {
        byte[] key = Convert.FromHexString(initialKey);
        var derivation = new AesKeyDerivation(new AesCipher());
        var dukpt = new AesDukpt(new AesCipher(), key.Length);
        byte[] direct = new byte[key.Length];
        byte[] state = new byte[AesDukpt.StateLengthOf(key.Length)];
        byte[] ksn = new byte[AesDukpt.KsnLength];
        dukpt.LoadInitialKey(key, KeyId);
        derivation.SetKeyId(KeyId);
        uint before = 0;
        for (int i = 0; i < steps; i++)
        {
            dukpt.WriteKsn(ksn);
            uint counter = BinaryPrimitives.ReadUInt32BigEndian(ksn.AsSpan(8));
            Assert.AreEqual(Next(before, 16), counter);
            derivation.DeriveTransactionKey(key, counter, direct);
            dukpt.Save(state);
            Same(direct, state.AsSpan(AesDukpt.KsnLength + 4 + (int.CreateChecked(uint.TrailingZeroCount(counter)) * key.Length), key.Length), counter);
            dukpt.Advance();
            before = counter;
        }
    }

    /// <summary>The issuer derives with code of its own, on .NET's AES.</summary>
    [TestMethod]
    public void AesKeysAreTheIssuers()
    {
        byte[] bdk = Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1");
        var derivation = new AesKeyDerivation(new AesCipher());
        byte[] initialKey = new byte[16];
        byte[] key = new byte[16];
        var random = new Random(4);
        derivation.DeriveInitialKey(bdk, KeyId, initialKey);
        for (int i = 0; i < 1000; i++)
        {
            uint counter = (uint)random.NextInt64(1, uint.MaxValue);
            derivation.DeriveTransactionKey(initialKey, counter, key);
            Same(Kiosk.Issuer.Crypto.AesDukpt.DeriveTransactionKey(bdk, KeyId, counter), key, counter);
        }
    }

    /// <summary>The same for TDES, with any key set and terminal, and the working keys.</summary>
    [TestMethod]
    public void TdesKeysAreTheIssuers()
    {
        var random = new Random(5);
        for (int i = 0; i < 1000; i++)
        {
            byte[] bdk = new byte[16];
            random.NextBytes(bdk);
            TdesKeysAreTheSame(bdk, random);
        }
    }

    /// <summary>Base derivation keys with weak and with equal halves, which .NET's own classes refuse.</summary>
    [TestMethod]
    [DataRow("01010101010101010101010101010101")]
    [DataRow("0101010101010101FEFEFEFEFEFEFEFE")]
    [DataRow("E0E0E0E0F1F1F1F11FE01FE00EF10EF1")]
    [DataRow("0123456789ABCDEF0123456789ABCDEF")]
    public void TdesKeysOfAWeakOneAreTheIssuers(string bdk) => TdesKeysAreTheSame(Convert.FromHexString(bdk), new Random(6));

    private static void TdesKeysAreTheSame(byte[] bdk, Random random)
    {
        byte[] ksn = new byte[TdesDukpt.KsnLength];
        random.NextBytes(ksn);
        uint counter = TdesKeyDerivation.CounterOf(ksn);
        byte[] initialKsn = [.. ksn];
        TdesKeyDerivation.SetCounter(initialKsn, 0);
        var derivation = new TdesKeyDerivation(new DesCipher());
        byte[] initialKey = new byte[16];
        byte[] transactionKey = new byte[16];
        byte[] key = new byte[16];
        derivation.DeriveInitialKey(bdk, ksn, initialKey);
        Same(Kiosk.Issuer.Crypto.TdesDukpt.DeriveInitialKey(bdk, initialKsn), initialKey, counter);
        derivation.DeriveTransactionKey(initialKey, ksn, transactionKey);
        Same(Kiosk.Issuer.Crypto.TdesDukpt.DeriveTransactionKey(bdk, initialKsn, counter), transactionKey, counter);
        foreach ((DukptKeyUsage core, Kiosk.Issuer.Crypto.KeyUsage issuer) in Usages)
        {
            derivation.DeriveWorkingKey(core, transactionKey, 0, key);
            Same(Kiosk.Issuer.Crypto.TdesDukpt.DeriveWorkingKey(bdk, initialKsn, counter, issuer), key, counter);
        }
    }

    /// <summary>All of an initial key's 1,048,575 counters, to the end; every one compared up to the first 100,000 and then one of 31.</summary>
    [TestMethod]
    public void TdesWalkToTheEnd()
    {
        byte[] initialKey = Convert.FromHexString("6AC292FAA1315B4D858AB3A3D7D5933A");
        var derivation = new TdesKeyDerivation(new DesCipher());
        var dukpt = new TdesDukpt(new DesCipher());
        byte[] direct = new byte[16];
        byte[] state = new byte[TdesDukpt.StateLength];
        byte[] ksn = new byte[TdesDukpt.KsnLength];
        dukpt.LoadInitialKey(initialKey, Convert.FromHexString("FFFF9876543210E00000"));
        uint before = 0;
        int used = 0;
        for (; dukpt.IsReady; used++)
        {
            dukpt.WriteKsn(ksn);
            uint counter = TdesKeyDerivation.CounterOf(ksn);
            Assert.AreEqual(Next(before, 10), counter);
            Assert.AreEqual(dukpt.Counter, counter);
            if (used < Steps || used % 31 == 0)
            {
                derivation.DeriveTransactionKey(initialKey, ksn, direct);
                dukpt.Save(state);
                Same(direct, state.AsSpan(TdesDukpt.KsnLength + 4 + (int.CreateChecked(uint.TrailingZeroCount(counter)) * 16), 16), counter);
            }

            dukpt.Advance();
            before = counter;
        }

        Assert.AreEqual(1_048_575, used);
        Assert.AreEqual(0x1FF800u, before);
    }

    /// <summary>Counting on by one and asking each value.</summary>
    private static uint Next(uint counter, int mostBits)
    {
        do
        {
            counter++;
        }
        while (uint.PopCount(counter) > mostBits);
        return counter;
    }

    private static void Same(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, uint counter) =>
        Assert.IsTrue(expected.SequenceEqual(actual), $"{counter:X8}: {Convert.ToHexString(expected)}, {Convert.ToHexString(actual)}");
}
