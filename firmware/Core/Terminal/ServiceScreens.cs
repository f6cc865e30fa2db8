using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>Draws what the people who run the kiosk see in service mode: English, in every language. Of keys it shows check values and KSNs alone.</summary>
    /// <remarks>Lines are placed as for a display of 64 rows; on one of 32 rows, and where there are more of them, they take turns.</remarks>
    internal sealed class ServiceScreens
    {
        private const int MessagePage = 5;
        private const int StarsPage = 4;
        private const int LastPage = 7;

        private readonly LongPage _frame;

        internal ServiceScreens(FrameBuffer frame)
        {
            _frame = new LongPage(frame);
        }

        /// <summary>Draws what has changed, and lines whose turn it is.</summary>
        internal void Turn(long ticks)
        {
            _frame.Turn(ticks);
        }

        internal void Code()
        {
            Begin("SERVICE CODE");
            _frame.Centre(LastPage, "CANCEL OR ENTER");
        }

        /// <summary>As many stars as digits of the code, and no message.</summary>
        internal void CodeStars(int length)
        {
            _frame.ClearLine(2);
            _frame.Star(StarsPage, length);
        }

        internal void CodeWrong(string text)
        {
            CodeStars(0);
            _frame.Centre(2, text);
        }

        internal void Menu()
        {
            Begin("SERVICE");
            _frame.Text(2, 16, "1 KEYS");
            _frame.Text(3, 16, "2 LOAD KEYS");
            _frame.Text(4, 16, "3 ERASE KEYS");
            _frame.Text(5, 16, "4 JOURNAL");
            _frame.Text(6, 16, "5 STATUS");
            _frame.Centre(LastPage, "CANCEL: LEAVE");
        }

        /// <summary>How the keys stand.</summary>
        /// <param name="keys">The keys.</param>
        /// <param name="ksn">KSN of the next transaction.</param>
        /// <param name="profile">Message profile.</param>
        internal void Keys(TerminalKeys keys, byte[] ksn, MessageProfile profile)
        {
            Begin(profile == MessageProfile.Aes ? "KEYS, PROFILE AES" : "KEYS, PROFILE TDES");
            bool there = keys.State == KeyState.Ready || keys.State == KeyState.UsedUp;
            _frame.Centre(1, StateText(keys));
            if (there)
            {
                KsnAndCheckValue(ksn, keys);
            }

            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        internal void Kinds(bool updateKey)
        {
            Begin("UNDER WHICH KEY?");
            for (int kind = 1; kind <= (updateKey ? ServiceMode.UpdateKeyKind : ServiceMode.UpdateKeyKind - 1); kind++)
            {
                _frame.Text(kind, 10, kind.ToString() + " " + KindText(kind));
            }

            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        internal void Component(int number, int kind)
        {
            Begin("COMPONENT " + number.ToString());
            _frame.Centre(1, KindText(kind));
            _frame.Centre(4, "*1-*6: A-F  *0: LAST");
            _frame.Centre(LastPage, "CANCEL OR ENTER");
        }

        internal void ComponentDigits(int digits, int wanted)
        {
            _frame.ClearLine(MessagePage);
            _frame.Centre(2, digits.ToString() + " OF " + wanted.ToString() + " DIGITS");
        }

        internal void ComponentIncomplete()
        {
            _frame.Centre(MessagePage, "NOT COMPLETE");
        }

        internal void ComponentTaken(int number, byte[] checkValue)
        {
            Begin("COMPONENT " + number.ToString());
            _frame.Centre(2, CheckValueText(checkValue));
            _frame.Centre(5, "ENTER: RIGHT");
            _frame.Centre(6, "CLEAR: AGAIN");
            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        internal void NextPerson()
        {
            Begin("COMPONENT 1 IS THERE");
            _frame.Centre(3, "THE OTHER PERSON");
            _frame.Centre(4, "PRESSES ENTER");
            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        /// <summary>A key block is awaited.</summary>
        /// <param name="checkValue">Check value of the protection key; null for the update key.</param>
        /// <param name="baud">Bits a second of the serial port.</param>
        internal void Block(byte[] checkValue, int baud)
        {
            Begin("SEND KEY BLOCK");
            _frame.Centre(1, checkValue == null ? "UNDER UPDATE KEY" : "KBPK " + CheckValueText(checkValue));
            _frame.Centre(3, "SERIAL, " + baud.ToString() + " 8N1");
            _frame.Centre(4, "1: KEYBLOCK.TXT");
            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        internal void BlockRefused(string why)
        {
            _frame.Centre(MessagePage, "REFUSED:");
            _frame.Centre(MessagePage + 1, why);
        }

        internal void Loaded(byte[] ksn, TerminalKeys keys)
        {
            Begin("KEYS LOADED");
            KsnAndCheckValue(ksn, keys);
            _frame.Centre(LastPage, "ENTER");
        }

        internal void AskErase()
        {
            Begin("ERASE ALL KEYS?");
            _frame.Centre(3, "ENTER: ERASE");
            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        internal void Message(string text)
        {
            Begin("SERVICE");
            _frame.Centre(3, text);
            _frame.Centre(LastPage, "ENTER");
        }

        /// <summary>A purchase in the journal.</summary>
        /// <param name="number">Its number: 1 is the newest.</param>
        /// <param name="count">How many there are.</param>
        /// <param name="entry">The purchase; null when there is none, or its page was lost.</param>
        /// <param name="settings">For the currency.</param>
        internal void Entry(int number, int count, JournalEntry entry, KioskSettings settings)
        {
            Begin(count == 0 ? "JOURNAL" : "JOURNAL " + number.ToString() + " OF " + count.ToString());
            if (entry == null)
            {
                _frame.Centre(3, count == 0 ? "EMPTY" : "LOST");
            }
            else
            {
                _frame.Centre(1, TimeText(entry.Time));
                _frame.Centre(2, "STAN " + entry.Stan.ToString().PadLeft(6, '0'));
                _frame.Centre(3, "CARD .." + entry.LastFour.ToString().PadLeft(4, '0'));
                TextLine amount = new TextLine().Add(entry.Amount, settings.CurrencyDigits).Add(' ').Add(settings.Currency);
                _frame.Centre(4, new string(amount.Characters, 0, amount.Length));
                _frame.Centre(5, ResultText(entry.Result) + (entry.Code < 0 ? "" : " " + entry.Code.ToString().PadLeft(3, '0')));
            }

            if (count > 1)
            {
                _frame.Centre(6, "ENTER: OLDER");
            }

            _frame.Centre(LastPage, "CANCEL: BACK");
        }

        /// <summary>How the terminal stands.</summary>
        internal void Status(TerminalStatus status)
        {
            Begin("STATUS");
            int line = 1;
            _frame.Centre(line++, Screens.ReasonText(status.Fault));
            _frame.Centre(line++, status.IsConnected ? "LINK UP" : LinkText(status.LinkFault));
            if (status.HasSignal)
            {
                _frame.Centre(line++, SignalText(status.Signal));
            }

            _frame.Centre(line++, "LINK FAILED: " + status.FailedOpenings.ToString());
            _frame.Centre(line++, status.IsReversalOwed ? "REVERSAL OWED" : "NO REVERSAL OWED");
            _frame.Centre(line++, "CARDS LOCKED: " + status.CardsLocked.ToString());
            if (status.KeypadFault != KeypadFault.None)
            {
                _frame.Centre(line++, KeypadText(status.KeypadFault));
            }

            if (status.DisplayLosses != 0)
            {
                _frame.Centre(line++, "DISPLAY LOST: " + status.DisplayLosses.ToString());
            }

            _frame.Centre(line < LastPage ? LastPage : line, "CANCEL: BACK");
        }

        /// <summary>Why a key block is refused.</summary>
        internal static string RefusalText(KeyBlockResult refusal)
        {
            switch (refusal)
            {
                case KeyBlockResult.Character: return "CHARACTER";
                case KeyBlockResult.Version: return "VERSION";
                case KeyBlockResult.Withdrawn: return "VERSION WITHDRAWN";
                case KeyBlockResult.Length: return "BLOCK LENGTH";
                case KeyBlockResult.Header: return "HEADER";
                case KeyBlockResult.OptionalBlock: return "OPTIONAL BLOCK";
                case KeyBlockResult.ProtectionKey: return "KBPK FOR VERSION";
                case KeyBlockResult.Mac: return "MAC: CHANGED OR KBPK";
                case KeyBlockResult.KeyLength: return "KEY LENGTH";
                case KeyBlockResult.Usage: return "USAGE IS NOT B1";
                case KeyBlockResult.Algorithm: return "ALGORITHM";
                case KeyBlockResult.ModeOfUse: return "MODE IS NOT X";
                case KeyBlockResult.Exportability: return "EXPORTABLE";
                case KeyBlockResult.KeyId: return "KS OR IK";
                default: return "KBPK TOO WEAK";
            }
        }

        private static string KeypadText(KeypadFault fault)
        {
            switch (fault)
            {
                case KeypadFault.StuckKey: return "STUCK KEY";
                case KeypadFault.NoExpander: return "NO KEYPAD EXPANDER";
                default: return "KEYPAD SCAN ERRORS";
            }
        }

        /// <summary>Why there is no connection.</summary>
        internal static string LinkText(LinkFault fault)
        {
            switch (fault)
            {
                case LinkFault.None: return "LINK NOT TRIED";
                case LinkFault.NoCredentials: return "NO WIFI CREDENTIALS";
                case LinkFault.NoAddress: return "NO WIFI OR NO ADDRESS";
                case LinkFault.NoTime: return "TIME SERVER SILENT";
                case LinkFault.HostUnknown: return "HOST NAME UNKNOWN";
                case LinkFault.HostSilent: return "HOST DOES NOT ANSWER";
                case LinkFault.BadFile: return "BAD CERT OR KEY FILE";
                case LinkFault.CaDates: return "CA OUT OF DATE";
                case LinkFault.Certificate: return "CERT: CA, NAME, DATE?";
                case LinkFault.CertificateExpired: return "CERT EXPIRED";
                case LinkFault.CertificateNotYetValid: return "CERT NOT YET VALID";
                case LinkFault.CertificateName: return "CERT FOR OTHER NAME";
                case LinkFault.CertificateOrigin: return "CERT NOT OF OUR CA";
                case LinkFault.Refused: return "REFUSED: OWN CERT?";
                case LinkFault.DeviceCertificateDates: return "OWN CERT OUT OF DATE";
                case LinkFault.NoMemory: return "TLS: NO MEMORY";
                case LinkFault.Closed: return "ISSUER CLOSES LINK";
                case LinkFault.NoAnswer: return "NO ANSWER";
                case LinkFault.BadAnswer: return "ANSWER NOT VALID";
                default: return "TLS FAILED";
            }
        }

        private static string SignalText(int strength)
        {
            return strength == 0 ? "WIFI: MEASURING" : strength > 0 ? "WIFI NOT IN REACH" : "WIFI " + strength.ToString() + " DBM";
        }

        private static string ResultText(JournalResult result)
        {
            switch (result)
            {
                case JournalResult.Approved: return "APPROVED";
                case JournalResult.Declined: return "DECLINED";
                case JournalResult.Reversed: return "REVERSED";
                default: return "NOT SENT";
            }
        }

        /// <summary><c>YYYY-MM-DD hh:mm:ss</c>.</summary>
        private static string TimeText(long time)
        {
            string digits = "20" + IsoTime.Local(time, 0).ToString().PadLeft(12, '0');
            return digits.Substring(0, 4) + "-" + digits.Substring(4, 2) + "-" + digits.Substring(6, 2) + " "
                + digits.Substring(8, 2) + ":" + digits.Substring(10, 2) + ":" + digits.Substring(12, 2);
        }

        private static string StateText(TerminalKeys keys)
        {
            switch (keys.State)
            {
                case KeyState.Ready: return keys.AreBenchKeys ? "BENCH KEYS" : "LOADED";
                case KeyState.UsedUp: return "USED UP";
                default: return Screens.ReasonText(Terminal.FaultOf(keys.State));
            }
        }

        private static string KindText(int kind)
        {
            switch (kind)
            {
                case 1: return "AES-128";
                case 2: return "AES-192";
                case 3: return "AES-256";
                case 4: return "TDES, 2 KEYS";
                case 5: return "TDES, 3 KEYS";
                default: return "UPDATE KEY";
            }
        }

        private static string CheckValueText(byte[] value)
        {
            return "KCV " + HexText(value, 0, KeyCheckValue.Length);
        }

        private static string HexText(byte[] bytes, int offset, int count)
        {
            const string digits = "0123456789ABCDEF";
            string text = "";
            for (int i = offset; i < offset + count; i++)
            {
                text += digits[bytes[i] >> 4].ToString() + digits[bytes[i] & 0xF].ToString();
            }

            return text;
        }

        private void KsnAndCheckValue(byte[] ksn, TerminalKeys keys)
        {
            _frame.Centre(2, "KSN");
            _frame.Centre(3, HexText(ksn, 0, 8));
            _frame.Centre(4, HexText(ksn, 8, keys.KsnLength - 8));
            _frame.Centre(6, CheckValueText(keys.CheckValue));
        }

        private void Begin(string title)
        {
            _frame.Clear();
            _frame.Centre(0, title);
        }
    }
}
