using Kiosk.Core.Card;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>What came of it, for eye and ear: a sound goes with each result but those that the customer brought about.</summary>
    internal sealed class ResultScreens
    {
        // A number is to be written down, or keyed into a telephone.
        private const int TimesForPhone = 3;

        private readonly KioskSettings _settings;
        private readonly Screens _screens;
        private readonly Sounder _sounds;
        private readonly Customer _customer;

        internal ResultScreens(KioskSettings settings, Screens screens, Sounder sounds, Customer customer)
        {
            _settings = settings;
            _screens = screens;
            _sounds = sounds;
            _customer = customer;
        }

        /// <summary>How many seconds the result that was shown last stays.</summary>
        internal int Seconds { get; private set; }

        /// <summary>Whether the customer's card is in the reader.</summary>
        private bool IsCardInside
        {
            get { return _customer.Card.Entry == CardEntry.Track2 && !_settings.ReaderSwipes; }
        }

        /// <summary>The number to call about the customer's card, or null.</summary>
        private string Phone
        {
            get { return _settings.PhoneOf(_customer.Card.Brand); }
        }

        /// <summary>The issuer has approved a payment.</summary>
        /// <param name="amount">Minor units.</param>
        internal void Approved(long amount)
        {
            _screens.Approved(amount, IsCardInside);
            Stay(false);
            _sounds.Play(Sound.Approved);
        }

        /// <summary>The new PIN counts.</summary>
        internal void PinChanged()
        {
            _screens.Result(new ResultText(TextId.PinChanged, TextId.UseNewPin, IsCardInside ? TextId.RemoveCard : TextId.None), null);
            Stay(false);
            _sounds.Play(Sound.Approved);
        }

        /// <summary>The PIN was wrong, and there are tries left.</summary>
        internal void IncorrectPin(int triesLeft)
        {
            _screens.IncorrectPin(triesLeft);
            _sounds.Play(Sound.Declined);
        }

        /// <summary>Any other end.</summary>
        internal void Show(ResultText text)
        {
            _screens.Result(text.For(_customer.Errand), Phone);
            Stay(text.IsToCall);
            if (text.What != TextId.Cancelled && text.What != TextId.TimeOut && text.What != TextId.NoCharge)
            {
                _sounds.Play(Sound.Declined);
            }
        }

        /// <summary>How the card stands.</summary>
        internal void Status(Authorization status)
        {
            if (status.IsLocked)
            {
                long until = status.LockedUntil;
                _screens.CardLocked(until == 0 ? 0 : IsoTime.Local(until, _settings.UtcOffsetMinutes), Phone);
                Stay(true);
            }
            else if (status.Outcome == Outcome.Approved)
            {
                _screens.CardActive(status.TriesLeft);
                Stay(false);
            }
            else
            {
                Show(ResultText.Of(status.Outcome));
            }
        }

        private void Stay(bool isToCall)
        {
            Seconds = _settings.ResultSeconds * (isToCall && Phone != null ? TimesForPhone : 1);
        }
    }
}
