using Kiosk.Core.Display;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// Draws what customers see. A line holds 21 characters; amounts are two lines high, and so are PIN stars where there is room. A display of 32 rows has
    /// four lines: titles go, and hints of which keys there are, but never what happened, why and what to do, nor an amount.
    /// </summary>
    public sealed class Screens
    {
        // In place of a line on a display that has no room for it.
        private const int None = -1;

        private const int LineLength = 21;
        private const int FlatTollClasses = 4;
        private const int MostTollClasses = 6;

        private readonly FrameBuffer _frame;
        private readonly KioskSettings _settings;
        private readonly TextLine _line = new TextLine();
        private readonly bool _isFlat;
        private readonly int _lastPage;
        private readonly int _pinPage;
        private readonly int _hintPage;

        /// <summary>Creates it.</summary>
        public Screens(FrameBuffer frame, KioskSettings settings)
        {
            _frame = frame;
            _settings = settings;
            _isFlat = frame.Pages == FrameBuffer.FlatPages;
            _lastPage = frame.Pages - 1;
            _pinPage = Line(4, 2);
            _hintPage = Line(6, 3);
            Language = settings.Language;
        }

        /// <summary>Language of the screens drawn from now on.</summary>
        public Language Language { get; set; }

        internal void OutOfService(ServiceFault reason)
        {
            Begin(TextId.OutOfService);
            _frame.Centre(Line(3, 2), ReasonText(reason));
        }

        internal void Idle(bool benchKeys)
        {
            _frame.Clear();
            if (_settings.Mode == KioskMode.Parking)
            {
                _frame.Centre(0, Get(TextId.Parking));
                Amount(_settings.ParkingUnitAmount).Add(' ').Add(_settings.Currency).Add(" / ").Add(_settings.ParkingUnitMinutes).Add(' ').Add(Get(TextId.MinutesShort));
                _frame.Centre(Line(2, 1), _line);
                _frame.Centre(Line(4, 2), Get(TextId.EnterMinutes));
            }
            else
            {
                _frame.Centre(Line(0, None), Get(TextId.Toll));
                _frame.Centre(Line(2, 0), Get(TextId.VehicleClass));
                TollClasses(_isFlat && benchKeys ? FlatTollClasses : MostTollClasses);
            }

            if (benchKeys)
            {
                _frame.Centre(_lastPage, "BENCH KEYS");
            }
        }

        /// <summary>What else there is than paying. Languages by their codes: whoever looks for one cannot read the others.</summary>
        internal void Menu()
        {
            _frame.Clear();
            _frame.Text(Line(1, 0), 10, _line.Begin().Add("1 ").Add(Get(TextId.ChangePin)));
            _frame.Text(Line(3, 1), 10, _line.Begin().Add("2 ").Add(Get(TextId.CardStatus)));
            _frame.Text(Line(5, 2), 10, "3 EN DE FR ES");
        }

        internal void Languages()
        {
            _frame.Clear();
            _frame.Text(Line(1, 0), 16, "1 English");
            _frame.Text(Line(3, 1), 16, "2 Deutsch");
            _frame.Text(Line(5, 2), 16, "3 Français");
            _frame.Text(Line(7, 3), 16, "4 Español");
        }

        internal void Minutes(int minutes, long amount)
        {
            _frame.Clear();
            _frame.Centre(Line(0, None), Get(TextId.Parking));
            Big(Line(2, 0), _line.Begin().Add(minutes), Get(TextId.MinutesShort));
            _frame.Centre(Line(5, 2), AmountAndCurrency(amount));
            _frame.Centre(_lastPage, Get(TextId.ClearOrEnter));
        }

        /// <summary>The minutes are outside the limits: says so, on the screen that <see cref="Minutes"/> drew.</summary>
        internal void MinutesLimit(bool tooFew, int limit)
        {
            Replace(Line(5, 2), _line.Begin().Add(Get(tooFew ? TextId.AtLeast : TextId.AtMost)).Add(' ').Add(limit).Add(' ').Add(Get(TextId.MinutesShort)));
        }

        internal void InsertCard(long amount)
        {
            _frame.Clear();
            Big(Line(1, 0), Amount(amount), _settings.Currency);
            _frame.Centre(Line(4, 2), Get(_settings.ReaderSwipes ? TextId.SwipeCard : TextId.InsertCard));
            _frame.Centre(_lastPage, Get(TextId.MenuKeysNumber));
        }

        /// <summary>A card is asked for by which nothing is paid.</summary>
        internal void InsertCard(TextId errand)
        {
            Begin(errand);
            _frame.Centre(Line(4, 2), Get(_settings.ReaderSwipes ? TextId.SwipeCard : TextId.InsertCard));
            _frame.Centre(_lastPage, Get(TextId.MenuKeysNumber));
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
                _frame.Large(Line(4, 1), 40, _line);
            }
            else
            {
                _frame.Centre(Line(4, 1), _line);
            }

            _frame.Centre(_lastPage, Get(TextId.CancelOrEnter));
        }

        /// <summary>PIN entry, with no digit yet. The amount stays on the screen (P12), and the tries are shown before entry (P15).</summary>
        internal void Pin(long amount, int triesLeft)
        {
            _frame.Clear();
            _frame.Centre(0, AmountAndCurrency(amount));
            PinPrompt(TextId.EnterPin);
            _frame.Centre(_hintPage, Tries(triesLeft));
        }

        /// <summary>PIN entry of a PIN change: the current PIN, with the tries that it has.</summary>
        internal void CurrentPin(int triesLeft)
        {
            Begin(TextId.ChangePin);
            PinPrompt(TextId.EnterPin);
            _frame.Centre(_hintPage, Tries(triesLeft));
        }

        /// <summary>PIN entry of a PIN change: the new PIN, each time on a screen of its own (P7).</summary>
        /// <param name="again">Whether it is the second time.</param>
        /// <param name="hint">Why the one before was not taken, or none.</param>
        internal void NewPin(bool again, TextId hint)
        {
            Begin(TextId.ChangePin);
            PinPrompt(again ? TextId.NewPinAgain : TextId.NewPin);
            _frame.Centre(_hintPage, Get(hint));
        }

        /// <summary>One star more. The same for every digit (P4).</summary>
        /// <param name="length">Digits entered, 1 to 12.</param>
        internal void PinStar(int length)
        {
            int column = 4 + ((length - 1) * LargeFont.Advance);
            if (_isFlat)
            {
                _frame.Text(_pinPage, column, "*");
            }
            else
            {
                _frame.Large(_pinPage, column, '*');
            }
        }

        /// <summary>No stars.</summary>
        internal void PinCleared()
        {
            _frame.ClearPage(_pinPage, 0);
            if (!_isFlat)
            {
                _frame.ClearPage(_pinPage + 1, 0);
            }
        }

        /// <summary>ENTER came with too few digits.</summary>
        internal void PinTooShort(int fewest)
        {
            Replace(_hintPage, _line.Begin().Add(fewest).Add(' ').Add(Get(TextId.AtLeastDigits)));
        }

        internal void PleaseWait()
        {
            _frame.Clear();
            _frame.Centre(Line(3, 1), Get(TextId.PleaseWait));
        }

        /// <summary>PIN entry waits (P9).</summary>
        internal void PinWait(int seconds)
        {
            PleaseWait();
            _frame.Centre(Line(5, 2), _line.Begin().Add(seconds).Add(" s"));
        }

        internal void IncorrectPin(int triesLeft)
        {
            _frame.Clear();
            _frame.Centre(Line(2, 0), Get(TextId.IncorrectPin));
            _frame.Centre(Line(5, 2), Tries(triesLeft));
        }

        internal void Approved(long amount, bool removeCard)
        {
            Begin(TextId.Approved);
            Big(Line(3, 1), Amount(amount), _settings.Currency);
            if (removeCard)
            {
                _frame.Centre(_lastPage, Get(TextId.RemoveCard));
            }
        }

        /// <summary>A card that can be used.</summary>
        internal void CardActive(int triesLeft)
        {
            Begin(TextId.CardStatus);
            _frame.Centre(Line(3, 1), Get(TextId.CardActive));
            _frame.Centre(Line(5, 2), Tries(triesLeft));
        }

        /// <summary>A card that is locked, and what to do.</summary>
        /// <param name="until">Until when, local time as YYMMDDhhmmss; 0 when nobody knows.</param>
        /// <param name="phone">The number to call, or null.</param>
        internal void CardLocked(long until, string phone)
        {
            Begin(TextId.CardLocked);
            if (until != 0)
            {
                _line.Begin().Add(Get(TextId.LockEnds)).Add(" 20");
                TwoDigits(until / 10000000000L).Add('-');
                TwoDigits(until / 100000000L).Add('-');
                TwoDigits(until / 1000000L).Add(' ');
                TwoDigits(until / 10000L).Add(':');
                _frame.Centre(Line(2, 1), TwoDigits(until / 100L));
            }

            Advice(Line(4, 2), TextId.CallNumber, phone);
        }

        /// <summary>A result: what, why, what to do. Where four lines are too few, it is the advice after what to do that goes: that nothing is charged.</summary>
        /// <param name="text">The result.</param>
        /// <param name="phone">The number to call where the text says to call, or null.</param>
        internal void Result(ResultText text, string phone)
        {
            _frame.Clear();
            int page = Lines(0, Get(text.What));
            page = Advice(page + Line(1, 0), text.Why, phone);
            Advice(page, text.Advice, phone);
        }

        private int Line(int tall, int flat)
        {
            return _isFlat ? flat : tall;
        }

        private void Begin(TextId title)
        {
            _frame.Clear();
            _frame.Centre(0, Get(title));
        }

        private void PinPrompt(TextId prompt)
        {
            _frame.Centre(Line(2, 1), Get(prompt));
            _frame.Centre(Line(7, None), Get(TextId.CancelOrEnter));
        }

        /// <summary>Adds the last two digits of a number to the line.</summary>
        private TextLine TwoDigits(long number)
        {
            return _line.Add(number / 10 % 10).Add(number % 10);
        }

        private void Replace(int page, TextLine line)
        {
            _frame.ClearPage(page, 0);
            _frame.Centre(page, line);
        }

        private void TollClasses(int most)
        {
            int shown = 0;
            for (int i = 0; i < KioskSettings.MostTollClasses && shown < most; i++)
            {
                if (_settings.TollAmounts[i] != 0)
                {
                    _line.Begin().Add(i + 1).Add(": ").Add(_settings.TollAmounts[i], _settings.CurrencyDigits);
                    _frame.Text(Line(4, 1) + (shown / 2), (shown & 1) == 0 ? 4 : 68, _line);
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

        /// <summary>Draws text that has its own lines; on a display of four lines they are filled up, so that fewer are needed.</summary>
        /// <returns>The page after it.</returns>
        private int Lines(int page, string text)
        {
            _line.Begin();
            int start = 0;
            while (start < text.Length)
            {
                // A word, up to a blank or to the end of a line.
                int end = start;
                while (end < text.Length && text[end] != ' ' && text[end] != '\n')
                {
                    end++;
                }

                bool breaks = start > 0 && text[start - 1] == '\n' && !_isFlat;
                if (_line.Length > 0 && (breaks || _line.Length + 1 + end - start > LineLength))
                {
                    _frame.Centre(page++, _line);
                    _line.Begin();
                }

                if (_line.Length > 0)
                {
                    _line.Add(' ');
                }

                for (; start < end; start++)
                {
                    _line.Add(text[start]);
                }

                start++;
            }

            if (_line.Length > 0)
            {
                _frame.Centre(page++, _line);
            }

            return page;
        }

        /// <summary>Draws text, and the number under it when it says to call.</summary>
        /// <returns>The page after it.</returns>
        private int Advice(int page, TextId id, string phone)
        {
            if (phone == null || !ResultText.MeansCall(id))
            {
                return Lines(page, Get(id));
            }

            if (id == TextId.ActivateCard)
            {
                id = TextId.ActivateByNumber;
            }
            else if (id == TextId.CallNumber && _isFlat)
            {
                // All at once: what takes turns would be gone with the result before the number had its turn.
                id = TextId.CallThisNumber;
            }

            page = Lines(page, Get(id));
            _frame.Centre(page, phone);
            return page + 1;
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
    }
}
