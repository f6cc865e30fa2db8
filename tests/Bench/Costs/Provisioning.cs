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
}
