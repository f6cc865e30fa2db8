using System;
using Kiosk.Core.Card;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>How a card comes in: through the reader, or number and expiry date keyed; and whether it is taken here.</summary>
    internal sealed class CardInput
    {
        // As many cards in a row that cannot be read end the purchase, so that a reader that sends rubbish does not hold the kiosk.
        private const int MostErrors = 3;

        private readonly KioskSettings _settings;
        private readonly ICardReader _reader;
        private readonly Screens _screens;
        private readonly CardData _card;
        private readonly DigitField _number = new DigitField(CardData.LongestNumber);
        private readonly DigitField _expiry = new DigitField(4);
        private readonly byte[] _track = new byte[TrackReceiver.Longest];
        private int _errors;

        /// <summary>Creates it.</summary>
        /// <param name="settings">What the site has set.</param>
        /// <param name="reader">The card reader, or null.</param>
        /// <param name="screens">Where what is keyed is shown.</param>
        /// <param name="card">Takes the card.</param>
        internal CardInput(KioskSettings settings, ICardReader reader, Screens screens, CardData card)
        {
            _settings = settings;
            _reader = reader;
            _screens = screens;
            _card = card;
        }

        /// <summary>Whether the card number is keyed, and now the expiry date is.</summary>
        internal bool IsAtExpiry { get; private set; }

        /// <summary>Another card is asked for: none was wrong yet.</summary>
        internal void Begin()
        {
            _errors = 0;
        }

        /// <summary>A card number will be keyed.</summary>
        internal void BeginKeying()
        {
            Wipe();
            _screens.CardField(false, _number.Text, 0);
        }

        /// <summary>A key while a card is keyed.</summary>
        /// <param name="key">The key.</param>
        /// <param name="result">What came of number and expiry date.</param>
        /// <returns>Whether both are there.</returns>
        internal bool OnKey(Key key, out CardResult result)
        {
            result = CardResult.BadFormat;
            DigitField field = IsAtExpiry ? _expiry : _number;
            if (key == Key.Clear)
            {
                field.Wipe();
            }
            else if (key <= Key.Digit9)
            {
                field.Add((int)key);
            }
            else if (key == Key.Enter && !IsAtExpiry && field.Length >= CardData.ShortestNumber)
            {
                IsAtExpiry = true;
                field = _expiry;
            }
            else if (key == Key.Enter && IsAtExpiry && field.Length == 4)
            {
                MonthFirstToYearFirst(field.Text);
                result = _card.Key(_number.Text, _number.Length, field.Text);
                Wipe();
                return true;
            }
            else
            {
                return false;
            }

            _screens.CardField(IsAtExpiry, field.Text, field.Length);
            return false;
        }

        /// <summary>
        /// Looks at the reader, if there is one. A card counts when its last character comes while one is asked for. What comes before and after, as the second
        /// track of a reader that sends one as the card goes in and one as it comes out, is wiped.
        /// </summary>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="isWanted">Whether a card is asked for.</param>
        /// <param name="result">What came of the card.</param>
        /// <returns>Whether one came while it was asked for.</returns>
        internal bool Read(long ticks, bool isWanted, out CardResult result)
        {
            result = CardResult.BadFormat;
            int length = _reader == null ? 0 : _reader.Read(_track, ticks);
            if (length == 0)
            {
                return false;
            }

            if (isWanted && length != TrackReceiver.Garbled)
            {
                result = _card.Swipe(_track, length);
            }

            Array.Clear(_track, 0, _track.Length);
            return isWanted;
        }

        /// <summary>A card could not be read.</summary>
        /// <returns>Whether another one may be tried.</returns>
        internal bool MayTryAnother()
        {
            _errors++;
            return _errors < MostErrors;
        }

        /// <summary>Why the card is not taken here: its brand, or its expiry date.</summary>
        /// <param name="utc">Trusted time, UTC seconds, or 0: then only the issuer can tell whether it has expired.</param>
        /// <returns>What to tell the customer; nothing happened (<see cref="TextId.None"/>) when it is taken.</returns>
        internal ResultText Refusal(long utc)
        {
            if ((_card.Brand & _settings.AcceptedBrands) == 0)
            {
                return new ResultText(TextId.NotAccepted, TextId.BrandNotTaken, TextId.UseAnotherCard);
            }

            if (utc != 0)
            {
                DateTime today = IsoTime.ToDateTime(utc + (_settings.UtcOffsetMinutes * 60L));
                if (_card.IsExpired(today.Year, today.Month))
                {
                    return ResultText.Of(Outcome.Expired);
                }
            }

            return new ResultText(TextId.None, TextId.None, TextId.None);
        }

        /// <summary>Wipes what is keyed.</summary>
        internal void Wipe()
        {
            _number.Wipe();
            _expiry.Wipe();
            IsAtExpiry = false;
        }

        /// <summary>A card says MM/YY and the standards YYMM. Both are understood: no card of today fits both.</summary>
        private static void MonthFirstToYearFirst(byte[] expiry)
        {
            int first = ((expiry[0] - '0') * 10) + (expiry[1] - '0');
            if (first >= 1 && first <= 12)
            {
                byte tens = expiry[0];
                byte ones = expiry[1];
                expiry[0] = expiry[2];
                expiry[1] = expiry[3];
                expiry[2] = tens;
                expiry[3] = ones;
            }
        }
    }
}
