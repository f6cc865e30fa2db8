using System;
using Kiosk.Core.Card;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// The customer's PIN: entered, shown as stars, and enciphered at once on ENTER (P5). In a PIN change the new one comes after it, twice, and is enciphered
    /// under the key after that of the current one.
    /// </summary>
    internal sealed class PinInput
    {
        // As many new PINs that are not taken end a PIN change: nobody holds the kiosk by typing others.
        private const int MostNewPins = 5;

        /// <summary>Keys of the transaction; the PIN key is wiped already.</summary>
        internal readonly TransactionKeys Keys;

        /// <summary>KSN of the new PIN's key; the keys are wiped already.</summary>
        internal readonly TransactionKeys NewKeys;

        /// <summary>The enciphered PIN block.</summary>
        internal readonly byte[] Block;

        /// <summary>The enciphered block of the new PIN.</summary>
        internal readonly byte[] NewBlock;

        private readonly KioskSettings _settings;
        private readonly Screens _screens;
        private readonly CardData _card;
        private readonly TerminalKeys _keys;
        private readonly PinEncryption _encryption;
        private readonly PinEntry _pin;
        private readonly PinEntry _newPin;
        private int _newPinsRefused;
        private uint _counter;

        /// <summary>Creates it.</summary>
        /// <param name="settings">What the site has set.</param>
        /// <param name="screens">Where stars and hints are shown.</param>
        /// <param name="card">The card that the PIN belongs to.</param>
        /// <param name="keys">The terminal's keys.</param>
        /// <param name="cipher">What the PIN block is enciphered with.</param>
        /// <param name="random">Fills PIN blocks.</param>
        internal PinInput(KioskSettings settings, Screens screens, CardData card, TerminalKeys keys, IBlockCipher cipher, IRandom random)
        {
            _settings = settings;
            _screens = screens;
            _card = card;
            _keys = keys;
            _encryption = new PinEncryption((PinBlockFormat)settings.PinFormat, cipher, random);
            _pin = new PinEntry(settings.PinMaximum);
            _newPin = new PinEntry(settings.PinMaximum);
            Keys = new TransactionKeys(keys.KsnLength);
            NewKeys = new TransactionKeys(keys.KsnLength);
            Block = new byte[_encryption.BlockLength];
            NewBlock = new byte[_encryption.BlockLength];
        }

        /// <summary>Whether no key was taken since the last PIN was enciphered: a host need not take a KSN below another one.</summary>
        internal bool IsInOrder
        {
            get { return _keys.Counter == _counter; }
        }

        /// <summary>Why the last new PIN was not taken.</summary>
        internal TextId Refusal { get; private set; }

        /// <summary>A PIN is to be entered: the current one, or the new one again.</summary>
        internal void Begin()
        {
            _pin.Wipe();
        }

        /// <summary>The new PIN is to be entered.</summary>
        internal void BeginNewPin()
        {
            _pin.Wipe();
            _newPin.Wipe();
        }

        /// <summary>A key while a PIN is entered.</summary>
        /// <param name="key">The key.</param>
        /// <param name="state">Which PIN: that of the card, the new one, or the new one again.</param>
        /// <returns>What comes next.</returns>
        internal PinStep OnKey(Key key, TerminalState state)
        {
            PinEntry pin = state == TerminalState.NewPin ? _newPin : _pin;
            if (key <= Key.Digit9)
            {
                if (pin.Add((byte)key))
                {
                    _screens.PinStar(pin.Length);
                }
            }
            else if (key == Key.Clear)
            {
                pin.Wipe();
                _screens.PinCleared();
            }
            else if (key == Key.Enter && pin.Length < _settings.PinMinimum)
            {
                _screens.PinTooShort(_settings.PinMinimum);
            }
            else if (key == Key.Enter)
            {
                return Complete(state);
            }

            return PinStep.Entry;
        }

        /// <summary>Enciphers the PIN under the next key, and wipes it.</summary>
        /// <returns>False when there is no key, or no block that could be sent.</returns>
        internal bool Encipher()
        {
            _newPinsRefused = 0;
            return Encipher(_pin, Keys, Block);
        }

        /// <summary>Enciphers the new PIN under the next key, and wipes it.</summary>
        /// <returns>False when there is no key, or no block that could be sent.</returns>
        internal bool EncipherNewPin()
        {
            _pin.Wipe();
            bool good = Encipher(_newPin, NewKeys, NewBlock);
            NewKeys.Wipe();
            return good;
        }

        /// <summary>Wipes all of it.</summary>
        internal void Wipe()
        {
            _pin.Wipe();
            _newPin.Wipe();
            Keys.Wipe();
            NewKeys.Wipe();
            Array.Clear(Block, 0, Block.Length);
            Array.Clear(NewBlock, 0, NewBlock.Length);
        }

        private PinStep Complete(TerminalState state)
        {
            if (state == TerminalState.Pin)
            {
                return PinStep.Entered;
            }

            if (state == TerminalState.NewPin)
            {
                return PinChoice.IsWeak(_newPin, _card.Number, _card.NumberLength) ? Refuse(TextId.WeakPin) : PinStep.Repeat;
            }

            return PinChoice.AreSame(_newPin, _pin) ? PinStep.Chosen : Refuse(TextId.NotTheSame);
        }

        private PinStep Refuse(TextId why)
        {
            Refusal = why;
            _newPinsRefused++;
            return _newPinsRefused < MostNewPins ? PinStep.Refused : PinStep.GivenUp;
        }

        private bool Encipher(PinEntry pin, TransactionKeys keys, byte[] block)
        {
            bool good = _keys.Next(keys) && _encryption.Encipher(pin, _card.Number, _card.NumberLength, keys.Pin, block) == PinBlockResult.Good;
            pin.Wipe();
            Array.Clear(keys.Pin, 0, keys.Pin.Length);
            _counter = _keys.Counter;
            return good;
        }
    }
}
