using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;

namespace Kiosk.Bench.Rig;

/// <summary>
/// Brings a kiosk's bench keys to a later transaction, without the millions of payments before: the state is the one that a terminal has there, derived
/// from the published initial key. The kiosk has no power meanwhile.
/// </summary>
public static class BenchKeyState
{
    private const int AesMostBits = 16;
    private const int TdesMostBits = 10;

    /// <summary>Bits of a profile's transaction counter that may be set.</summary>
    public static int MostBits(MessageProfile profile) => profile == MessageProfile.Aes ? AesMostBits : TdesMostBits;

    /// <summary>Whether a terminal makes a transaction at this counter.</summary>
    public static bool IsValid(MessageProfile profile, uint counter) =>
        counter != 0 && (profile == MessageProfile.Aes || counter <= TdesKeyDerivation.CounterMask) && uint.PopCount(counter) <= MostBits(profile);

    /// <summary>Writes the state at a counter into the kiosk's key record.</summary>
    /// <param name="flash">The kiosk's flash.</param>
    /// <param name="profile">The profile of its keys.</param>
    /// <param name="counter">The transaction counter of the next transaction.</param>
    /// <returns>False when it has no bench keys of that profile.</returns>
    public static bool Move(IFlash flash, MessageProfile profile, uint counter)
    {
        byte[] state = Make(profile, counter);
        var record = new Record(new RecordStore(flash), "keys");
        byte[] payload = new byte[RecordStore.LargestPayload];
        bool whole = record.Load(payload, out int length) == RecordState.Whole;
        if (!whole || length <= state.Length + KeyCheckValue.Length || payload[state.Length + KeyCheckValue.Length] != 1)
        {
            return false;
        }

        state.CopyTo(payload, 0);
        return record.Save(payload, length);
    }

    /// <summary>The state of the bench keys at a counter, as <see cref="IDukpt.Save"/> writes it.</summary>
    /// <exception cref="ArgumentException">No terminal makes a transaction there.</exception>
    public static byte[] Make(MessageProfile profile, uint counter)
    {
        if (!IsValid(profile, counter))
        {
            throw new ArgumentException($"No transaction has the counter {counter:X}.", nameof(counter));
        }

        bool aes = profile == MessageProfile.Aes;
        int bits = aes ? 32 : 21;
        byte[] ksn = BenchKey.InitialKsn(profile);
        byte[] state = new byte[ksn.Length + 4 + (bits * TransactionKeys.KeyLength)];
        uint inUse = 0;
        for (int bit = 0; bit < bits; bit++)
        {
            uint at = At(counter, bit);
            if (at >= counter && uint.PopCount(at) <= MostBits(profile) && (at == counter || bit > uint.TrailingZeroCount(counter)))
            {
                inUse |= 1u << bit;
                Derive(profile, ksn, at).CopyTo(state, ksn.Length + 4 + (bit * TransactionKeys.KeyLength));
            }
        }

        ksn.CopyTo(state, 0);
        if (aes)
        {
            BigEndian.Write(state, AesKeyDerivation.KeyIdLength, counter);
        }
        else
        {
            TdesKeyDerivation.SetCounter(state, counter);
        }

        BigEndian.Write(state, ksn.Length, inUse);
        return state;
    }

    /// <summary>The counter whose key a register holds next: what stands above the bit, and the bit.</summary>
    private static uint At(uint counter, int bit) => (uint)((((ulong)counter >> (bit + 1)) << (bit + 1)) | (1UL << bit));

    private static byte[] Derive(MessageProfile profile, byte[] initialKsn, uint counter)
    {
        byte[] key = new byte[TransactionKeys.KeyLength];
        if (profile == MessageProfile.Aes)
        {
            var derivation = new AesKeyDerivation(new AesCipher());
            derivation.SetKeyId(initialKsn);
            derivation.DeriveTransactionKey(BenchKey.InitialKey(profile), counter, key);
        }
        else
        {
            byte[] ksn = [.. initialKsn];
            TdesKeyDerivation.SetCounter(ksn, counter);
            new TdesKeyDerivation(new DesCipher()).DeriveTransactionKey(BenchKey.InitialKey(profile), ksn, key);
        }

        return key;
    }
}
