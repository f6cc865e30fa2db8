using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
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
        if (!tries.Open())
        {
            throw new InvalidOperationException("The terminal has no retry table.");
        }

        byte[] token = new byte[RetryCounter.TokenLength];
        byte[] number = new byte[16];
        for (int card = 0; card < RetryCounter.Capacity; card++)
        {
            number[0] = (byte)card;
            tries.MakeToken(number, number.Length, token);
            tries.Turn(card * 1000L, utc - 3600 + card);
            if (!tries.SetTriesLeft(token, 2))
            {
                throw new InvalidOperationException($"The retry table does not take card {card + 1}.");
            }
        }
    }

    /// <summary>Fills the journal's page but for one entry: the next purchase writes all of it.</summary>
    /// <returns>STAN of the last entry.</returns>
    public static int FillJournalPage(IFlash flash, MessageProfile profile)
    {
        var store = new RecordStore(flash);
        var cipher = new AesCipher();
        var keys = new TerminalKeys(store, profile, cipher, new DesCipher(), new PlainRandom());
        var journal = new Journal(store);
        var reversals = new ReversalStore(store, journal, cipher, keys.SealKey);
        if (keys.Open() != KeyState.Ready || !reversals.Open())
        {
            throw new InvalidOperationException("The terminal has no keys, or no reversal record.");
        }

        var card = new RequestCard(new byte[RequestCard.LongestNumber], new byte[4], []);
        while (journal.Next % Journal.PageLength != Journal.PageLength - 1)
        {
            reversals.Begin(card, 0, 0, reversals.Attempt, keys);
            reversals.Settle(JournalResult.NotSent, -1);
        }

        return reversals.Stan;
    }
}
