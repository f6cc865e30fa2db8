using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using static Kiosk.Bench.Fuzz.ByteMutator;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// Images of the flash of a kiosk that has worked: slots damaged, torn, cut, missing, swapped, old, forged under a right CRC. A terminal is started on each, and
/// a customer comes. A terminal never ends, and grants nothing that it did not grant at a moment of its past: that of the newest of those records which it
/// compares with one another (retry table, reversal, journal).
/// </summary>
/// <remarks>
/// A slot that no kiosk wrote, under a right CRC, may say whatever it likes: a CRC is no protection against a forger. Of such an image it is only asked that
/// the terminal goes on. Without a provisioning record a terminal begins anew, unless it has used keys.
/// </remarks>
public sealed class StorageTarget : IFuzzTarget
{
    private static readonly string[] Pages = [.. Enumerable.Range(0, 8).Select(page => $"journal{page}")];

    private readonly StorageHistory[] _histories;
    private readonly IBlockCipher _cipher = new AesCipher();

    /// <summary>Creates it: works a kiosk in each message profile.</summary>
    public StorageTarget() => _histories = [new StorageHistory(MessageProfile.Aes, _cipher), new StorageHistory(MessageProfile.Tdes, _cipher)];

    /// <inheritdoc/>
    public IFuzzInput Make(Random random)
    {
        StorageHistory history = random.Next(4) == 0 ? _histories[1] : _histories[0];
        return new Input(history, new StorageImage(random, history), random.Next(StorageHistory.Cards.Length), _cipher);
    }

    private sealed class Input(StorageHistory history, StorageImage image, int card, IBlockCipher cipher) : IFuzzInput
    {
        private readonly int _tries = image.Newest("tries");
        private readonly int _reversal = image.Newest("reversal");
        private readonly int _journal = image.Newest(Pages);
        private readonly int _keys = image.Newest("keys");
        private readonly int _provision = image.Newest("provision");
        private uint _counter;
        private bool _sentPurchase;

        public string Text => $"profile {history.Settings.Profile}, card {StorageHistory.Cards[card]}{Environment.NewLine}{image}";

        /// <summary>Whether no record that the terminal reads is forged.</summary>
        private bool IsGenuine => !new[] { _tries, _reversal, _journal, _keys, _provision }.Contains(StorageImage.Forged);

        /// <summary>Whether nothing is there of which the terminal could tell that it was in use (TerminalKeys): it begins anew.</summary>
        private bool IsFresh => _provision == StorageImage.None && (_keys >= 0 ? history.Writes[_keys].Counter <= 1 : image.IsMissing("provision"));

        /// <summary>The purchase that the reversal's record is of.</summary>
        private StorageHistory.Purchase? Last => history.Purchases.FirstOrDefault(purchase => purchase.Begun == _reversal);

        /// <summary>Number of its entry in the journal.</summary>
        private int Number => history.Purchases.Count(purchase => purchase.Settled < Last!.Begun);

        /// <summary>The newest write of the journal's page in which its entry stands.</summary>
        private int Page => image.Newest(Pages[Number / Journal.PageLength]);

        /// <summary>
        /// Most tries that the card can have: those at the moment of the newest of the records that are compared with one another. The reversal's record is one of
        /// them while it is of a purchase; after an inquiry it knows how many attempts were logged, and not what the issuer said to the last one.
        /// </summary>
        private int Granted => _tries < 0 ? 0 : history.Writes[Math.Max(_tries, Last is null ? LastLogged : Math.Max(_reversal, Page))].Tries[card];

        /// <summary>Where the last attempt before the reversal's record was logged; -1 when there was none.</summary>
        private int LastLogged =>
            history.Purchases.LastOrDefault(purchase => purchase.Begun < _reversal) is { } last
                ? Enumerable.Range(0, history.Writes.Count).First(at => at > last.Begun && history.Writes[at].Name.StartsWith("tries", StringComparison.Ordinal))
                : -1;

        public string Judge()
        {
            var kiosk = new FuzzKiosk(history.Settings, image.ToFlash(), cipher, history.Utc);
            kiosk.Link.Sending = CheckMessage;
            string verdict = Start(kiosk);
            CheckJournal(kiosk.Terminal.Journal);
            if (kiosk.Terminal.State == TerminalState.Idle)
            {
                Serve(kiosk);
            }

            Terminal terminal = kiosk.Terminal;
            Unless(Enum.IsDefined(terminal.State) && Enum.IsDefined(terminal.Fault), $"{terminal.State}, {terminal.Fault}");
            Unless(terminal.State == TerminalState.OutOfService == (terminal.Fault != ServiceFault.None), $"{terminal.State}, {terminal.Fault}");
            return verdict;
        }

        private string Start(FuzzKiosk kiosk)
        {
            TerminalState state = kiosk.Terminal.State;
            kiosk.Turn();
            if (state == TerminalState.OutOfService)
            {
                return "refused: " + kiosk.Terminal.Fault;
            }

            if (state == TerminalState.Idle)
            {
                kiosk.Turn();
                return IsGenuine ? IsFresh ? "accepted: begun anew" : "accepted" : "accepted: forged";
            }

            Unless(kiosk.ShowsApproved, $"{state} at the start");
            Unless(!IsGenuine || Last is { IsApproved: true } last && Page >= last.Settled, "APPROVED out of nothing");
            kiosk.EndResult();
            return "accepted: approval shown again";
        }

        /// <summary>A customer comes, and enters a PIN if asked.</summary>
        private void Serve(FuzzKiosk kiosk)
        {
            kiosk.Swipe(StorageHistory.Cards[card]);
            int tries = kiosk.Tries;
            if (IsGenuine && !IsFresh)
            {
                Unless(tries <= Granted, $"{tries} tries, of which the image grants {Granted}");
            }

            kiosk.Tap("4071#");
            Unless(!kiosk.ShowsApproved, "APPROVED without an answer");
            kiosk.Link.Close();
            kiosk.Turn();
            kiosk.Tap("D");
            kiosk.EndResult();
            Unless(!kiosk.ShowsApproved, "APPROVED without an answer");
        }

        private void CheckMessage(byte[] message)
        {
            uint counter = history.Counter(message);
            Unless(counter > _counter, $"the KSN's counter is {counter} after {_counter}");
            if (_counter == 0 && IsGenuine && !IsFresh)
            {
                // The reversal's record tells how far the keys had come, too.
                uint least = Math.Max(_keys < 0 ? uint.MaxValue : history.Writes[_keys].Counter, _reversal < 0 ? 0 : history.Writes[_reversal].Counter);
                Unless(counter >= least, $"the KSN's counter is {counter}, and {least} was the next one");
            }

            _counter = counter;
            bool reversal = message[1] == '4';
            bool owed = _sentPurchase || !IsGenuine || IsFresh || (Last is { } last && Page < last.Settled);
            Unless(!reversal || owed, "a purchase is reversed that is settled, or never was");
            _sentPurchase |= !reversal;
        }

        private static void CheckJournal(Journal journal)
        {
            var entry = new JournalEntry();
            foreach (int back in (int[])[-1, 0, 1, 31, 32, journal.Count - 1, journal.Count, int.MaxValue])
            {
                bool there = journal.Read(back, entry);
                Unless(!there || (back >= 0 && back < journal.Count && Enum.IsDefined(entry.Result)), $"journal entry {back} of {journal.Count}");
            }
        }
    }
}
