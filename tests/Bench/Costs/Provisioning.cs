using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;
using Kiosk.Core.Tries;

namespace Kiosk.Bench.Costs;

/// <summary>Brings a terminal's flash into a state that costs more, by Core's own means. The terminal has no power meanwhile.</summary>
internal static class Provisioning
{
    /// <summary>Fills the retry table with cards of which none is locked: each has one attempt of three.</summary>
    public static void FillRetryTable(IFlash flash, long utc)
    {
        var tries = new RetryCounter(new RecordStore(flash), new Cmac(new AesCipher()), new byte[16], 3, 24 * 3600L);
        if (!tries.Open(utc))
        {
            throw new InvalidOperationException("The terminal has no retry table.");
        }

        byte[] token = new byte[RetryCounter.TokenLength];
        byte[] number = new byte[16];
        for (int card = 0; card < RetryCounter.Capacity; card++)
        {
            number[0] = (byte)card;
            tries.MakeToken(number, number.Length, token);
            if (!tries.LogAttempt(token, utc - 3600 + card))
            {
                throw new InvalidOperationException($"The retry table does not take card {card + 1}.");
            }
        }
    }

    /// <summary>Moves a terminal that has made no transaction on to one whose key was there from the beginning.</summary>
    /// <param name="flash">Its flash.</param>
    /// <param name="counter">The DUKPT transaction counter, a power of two.</param>
    public static void SetCounter(IFlash flash, uint counter)
    {
        var record = new Record(new RecordStore(flash), "keys");
        byte[] state = new byte[AesDukpt.StateLength];
        if (record.Load(state, out int length) != RecordState.Whole || length != state.Length)
        {
            throw new InvalidOperationException("The terminal has no keys.");
        }

        BigEndian.Write(state, 8, counter);
        record.Save(state, state.Length);
    }
}
