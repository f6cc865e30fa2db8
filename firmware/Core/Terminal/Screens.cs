using Kiosk.Core.Display;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>Draws what customers see. A line holds 21 characters; amounts and PIN stars are two lines high.</summary>
    public sealed class Screens
    {
        private const int LineLength = 21;
        private const int PinPage = 4;
        private const int HintPage = 6;
        private const int LastPage = 7;

        private readonly FrameBuffer _frame;
        private readonly KioskSettings _settings;
        private readonly TextLine _line = new TextLine();

        /// <summary>Creates it.</summary>
        public Screens(FrameBuffer frame, KioskSettings settings)
        {
            _frame = frame;
            _settings = settings;
            Language = settings.Language;
        }

        /// <summary>Language of the screens drawn from now on.</summary>
        public Language Language { get; set; }

        /// <summary>nf.config is refused: where and why. Needs no settings.</summary>
        public static void SettingsRefused(FrameBuffer frame, SettingsError error)
        {
            frame.Clear();
            frame.Centre(0, Texts.Get(TextId.OutOfService, Language.English));
            if (error.Line > 0)
            {
                frame.Centre(2, "NF.CONFIG LINE " + error.Line.ToString());
            }

            // A long key without its section: the line tells which it is.
            frame.Centre(3, error.Key.Length > LineLength ? error.Key.Substring(error.Key.IndexOf('.') + 1) : error.Key);
            frame.Centre(4, ProblemText(error.Problem));
            for (int i = 0; i * LineLength < error.Takes.Length && 5 + i < FrameBuffer.Pages; i++)
            {
                int start = i * LineLength;
                int rest = error.Takes.Length - start;
                frame.Text(5 + i, 0, error.Takes.Substring(start, rest < LineLength ? rest : LineLength));
            }
        }

        internal void OutOfService(ServiceFault reason)
        {
            Begin(TextId.OutOfService);
            _frame.Centre(3, ReasonText(reason));
        }

        internal void Idle(bool benchKeys)
        {
            bool parking = _settings.Mode == KioskMode.Parking;
            Begin(parking ? TextId.Parking : TextId.Toll);
            if (parking)
            {
                Amount(_settings.ParkingUnitAmount).Add(' ').Add(_settings.Currency).Add(" / ").Add(_settings.ParkingUnitMinutes).Add(' ').Add(Get(TextId.MinutesShort));
                _frame.Centre(2, _line);
                _frame.Centre(4, Get(TextId.EnterMinutes));
            }
            else
            {
                _frame.Centre(2, Get(TextId.VehicleClass));
                TollClasses();
            }

            if (benchKeys)
            {
                _frame.Centre(LastPage, "BENCH KEYS");
            }
        }

        internal void Languages()
        {
            _frame.Clear();
            _frame.Text(1, 16, "1 English");
            _frame.Text(3, 16, "2 Deutsch");
            _frame.Text(5, 16, "3 Français");
            _frame.Text(7, 16, "4 Español");
        }

        internal void Minutes(int minutes, long amount)
        {
            Begin(TextId.Parking);
            Big(2, _line.Begin().Add(minutes), Get(TextId.MinutesShort));
            _frame.Centre(5, AmountAndCurrency(amount));
            _frame.Centre(LastPage, Get(TextId.ClearOrEnter));
        }

        /// <summary>The minutes are outside the limits: says so, on the screen that <see cref="Minutes"/> drew.</summary>
        internal void MinutesLimit(bool tooFew, int limit)
        {
            Replace(5, _line.Begin().Add(Get(tooFew ? TextId.AtLeast : TextId.AtMost)).Add(' ').Add(limit).Add(' ').Add(Get(TextId.MinutesShort)));
        }

        internal void InsertCard(long amount)
        {
            _frame.Clear();
            Big(1, Amount(amount), _settings.Currency);
            _frame.Centre(4, Get(TextId.InsertCard));
            _frame.Centre(LastPage, Get(TextId.MenuKeysNumber));
        }

        /// <summary>A field for a card number or an expiry date. Of a card number only the last four digits keyed are shown.</summary>
        internal void CardField(bool expiry, byte[] digits, int length)
        {
            Begin(expiry ? TextId.ExpiryDate : TextId.CardNumber);
            _line.Begin();
            for (int i = 0; i < length; i++)
            {
                _line.Add(expiry || i >= length - 4 ? (char)digits[i] : '-');
            }

            if (expiry)
            {
                _frame.Large(PinPage, 40, _line);
            }
            else
            {
                _frame.Centre(PinPage, _line);
            }

            _frame.Centre(LastPage, Get(TextId.CancelOrEnter));
        }

        /// <summary>PIN entry, with no digit yet. The amount stays on the screen (P12), and the tries are shown before entry (P15).</summary>
        internal void Pin(long amount, int triesLeft)
        {
            _frame.Clear();
            _frame.Centre(0, AmountAndCurrency(amount));
            _frame.Centre(2, Get(TextId.EnterPin));
            _frame.Centre(HintPage, Tries(triesLeft));
            _frame.Centre(LastPage, Get(TextId.CancelOrEnter));
        }

        /// <summary>One star more. The same for every digit (P4).</summary>
        /// <param name="length">Digits entered, 1 to 12.</param>
        internal void PinStar(int length)
        {
            _frame.Large(PinPage, 4 + ((length - 1) * LargeFont.Advance), '*');
        }

        /// <summary>No stars.</summary>
        internal void PinCleared()
        {
            _frame.ClearPage(PinPage, 0);
            _frame.ClearPage(PinPage + 1, 0);
        }

        /// <summary>ENTER came with too few digits.</summary>
        internal void PinTooShort(int fewest)
        {
            Replace(HintPage, _line.Begin().Add(fewest).Add(' ').Add(Get(TextId.AtLeastDigits)));
        }

        internal void PleaseWait()
        {
            _frame.Clear();
            _frame.Centre(3, Get(TextId.PleaseWait));
        }

        /// <summary>PIN entry waits (P9).</summary>
        internal void PinWait(int seconds)
        {
            PleaseWait();
            _frame.Centre(5, _line.Begin().Add(seconds).Add(" s"));
        }

        internal void IncorrectPin(int triesLeft)
        {
            _frame.Clear();
            _frame.Centre(2, Get(TextId.IncorrectPin));
            _frame.Centre(5, Tries(triesLeft));
        }

        internal void Approved(long amount, bool removeCard)
        {
            Begin(TextId.Approved);
            Big(3, Amount(amount), _settings.Currency);
            if (removeCard)
            {
                _frame.Centre(LastPage, Get(TextId.RemoveCard));
            }
        }

        /// <summary>A result: what, why, what to do.</summary>
        internal void Result(ResultText text)
        {
            _frame.Clear();
            int page = Lines(0, Get(text.What));
            page = Lines(page + 1, Get(text.Why));
            Lines(page, Get(text.Advice));
        }

        private void Begin(TextId title)
        {
            _frame.Clear();
            _frame.Centre(0, Get(title));
        }

        private void Replace(int page, TextLine line)
        {
            _frame.ClearPage(page, 0);
            _frame.Centre(page, line);
        }

        private void TollClasses()
        {
            int shown = 0;
            for (int i = 0; i < KioskSettings.MostTollClasses && shown < 6; i++)
            {
                if (_settings.TollAmounts[i] != 0)
                {
                    _line.Begin().Add(i + 1).Add(": ").Add(_settings.TollAmounts[i], _settings.CurrencyDigits);
                    _frame.Text(4 + (shown / 2), (shown & 1) == 0 ? 4 : 68, _line);
                    shown++;
                }
            }
        }

        /// <summary>A large number and its unit, centred together.</summary>
        private void Big(int page, TextLine number, string unit)
        {
            int width = (number.Length * LargeFont.Advance) + 4 + (unit.Length * TextFont.Advance);
            int column = (FrameBuffer.Width - width) / 2;
            _frame.Large(page, column, number);
            _frame.Text(page + 1, column + (number.Length * LargeFont.Advance) + 4, unit);
        }

        private int Lines(int page, string text)
        {
            int start = 0;
            while (start < text.Length)
            {
                int end = text.IndexOf('\n', start);
                end = end < 0 ? text.Length : end;
                _frame.Centre(page++, text.Substring(start, end - start));
                start = end + 1;
            }

            return page;
        }

        private TextLine Amount(long amount)
        {
            return _line.Begin().Add(amount, _settings.CurrencyDigits);
        }

        private TextLine AmountAndCurrency(long amount)
        {
            return Amount(amount).Add(' ').Add(_settings.Currency);
        }

        private TextLine Tries(int triesLeft)
        {
            return triesLeft == 1 ? _line.Begin().Add(Get(TextId.LastTry)).Add(": 1") : _line.Begin().Add(triesLeft).Add(' ').Add(Get(TextId.TriesLeft));
        }

        private string Get(TextId id)
        {
            return Texts.Get(id, Language);
        }

        // What follows is for the people who run the kiosk: English, in every language.
        internal static string ReasonText(ServiceFault reason)
        {
            switch (reason)
            {
                case ServiceFault.NoKeys: return "NO KEYS";
                case ServiceFault.KeysLost: return "KEYS LOST";
                case ServiceFault.KeysUsedUp: return "KEYS USED UP";
                case ServiceFault.KeysErased: return "KEYS ERASED";
                case ServiceFault.Tampered: return "TAMPER, KEYS ERASED";
                case ServiceFault.LoopOpen: return "TAMPER LOOP OPEN";
                case ServiceFault.OtherProfile: return "KEYS, OTHER PROFILE";
                case ServiceFault.Storage: return "STORAGE FAILED";
                case ServiceFault.OldRecords: return "OLD RECORDS ON FLASH";
                case ServiceFault.CipherTest: return "SELF-TEST: CIPHER";
                case ServiceFault.StorageTest: return "SELF-TEST: STORAGE";
                case ServiceFault.SettingsTest: return "SELF-TEST: NF.CONFIG";
                case ServiceFault.None: return "IN SERVICE";
                default: return "NOT PERMITTED";
            }
        }

        private static string ProblemText(SettingsProblem problem)
        {
            switch (problem)
            {
                case SettingsProblem.UnknownSection: return "UNKNOWN SECTION";
                case SettingsProblem.UnknownKey: return "UNKNOWN KEY";
                case SettingsProblem.Twice: return "SECOND TIME";
                case SettingsProblem.BadValue: return "BAD VALUE, TAKES";
                case SettingsProblem.BadGpio: return "GPIO NOT USABLE";
                case SettingsProblem.Missing: return "KEY MISSING";
                case SettingsProblem.NoFile: return "NO FILE";
                default: return "NOT KEY = VALUE";
            }
        }
    }
}
