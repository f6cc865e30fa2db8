using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>The keys before a card is asked for: what the customer has come for, for how many minutes or with which vehicle, and in which language.</summary>
    internal sealed class Choice
    {
        private readonly KioskSettings _settings;
        private readonly Screens _screens;
        private readonly Customer _customer;
        private readonly Sale _sale;

        internal Choice(KioskSettings settings, Screens screens, Customer customer, Sale sale)
        {
            _settings = settings;
            _screens = screens;
            _customer = customer;
            _sale = sale;
        }

        /// <summary>A key was pressed.</summary>
        /// <param name="key">The key.</param>
        /// <param name="state">Idle, Menu, Languages or Minutes.</param>
        /// <returns>One of them, which is drawn already but for Idle; Card when it is chosen, or Result when there is nothing to pay.</returns>
        internal TerminalState OnKey(Key key, TerminalState state)
        {
            switch (state)
            {
                case TerminalState.Idle: return OnIdleKey(key);
                case TerminalState.Menu: return OnMenuKey(key);
                case TerminalState.Languages: return OnLanguageKey(key);
                default: return OnMinutesKey(key);
            }
        }

        private TerminalState OnIdleKey(Key key)
        {
            if (key == Key.Menu)
            {
                _screens.Menu();
                return TerminalState.Menu;
            }

            if (key > Key.Digit9)
            {
                return TerminalState.Idle;
            }

            if (_settings.Mode == KioskMode.Toll)
            {
                return _sale.TakeClass((int)key) ? TerminalState.Card : TerminalState.Idle;
            }

            _sale.Wipe();
            return OnMinutesKey(key);
        }

        private TerminalState OnMenuKey(Key key)
        {
            switch (key)
            {
                case (Key)1:
                    _customer.Errand = Errand.PinChange;
                    return TerminalState.Card;
                case (Key)2:
                    _customer.Errand = Errand.CardStatus;
                    return TerminalState.Card;
                case (Key)3:
                    _screens.Languages();
                    return TerminalState.Languages;
                default:
                    return TerminalState.Menu;
            }
        }

        private TerminalState OnLanguageKey(Key key)
        {
            if (key < (Key)1 || key > (Key)4)
            {
                return TerminalState.Languages;
            }

            _screens.Language = (Language)((int)key - 1);
            return TerminalState.Idle;
        }

        private TerminalState OnMinutesKey(Key key)
        {
            if (!_sale.OnKey(key))
            {
                return TerminalState.Minutes;
            }

            return _sale.Amount == 0 ? TerminalState.Result : TerminalState.Card;
        }
    }
}
