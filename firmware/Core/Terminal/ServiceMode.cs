using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// Service mode: how the keys stand, loading and erasing them; the journal; how the terminal stands. Behind the service switch and the service code, and never while a customer is served.
    /// </summary>
    /// <remarks>
    /// A key block protection key (KBPK) is entered by two people, a component each: its digits are never shown, and each sees the check value of
    /// the own component. The KBPK is their sum, in memory only, until a key block is loaded under it or the mode is left. A component is keyed
    /// in hexadecimal on any keypad: <c>*</c> and 1 to 6 is A to F, <c>*</c> and 0 takes the last digit back, <c>**</c> all of them.
    /// Bounds: three wrong codes lock the entry for a minute; without a key for three minutes the mode ends; a key block has at most
    /// <see cref="LongestLine"/> characters.
    /// </remarks>
    internal sealed class ServiceMode
    {
        /// <summary>Most characters of a line with a key block.</summary>
        internal const int LongestLine = KeyBlock.LongestBlock;

        /// <summary>The kind of protection key that is there already: the DUKPT update key.</summary>
        internal const int UpdateKeyKind = 6;

        private const string BlockFile = "keyblock.txt";
        private const int LongestPause = 180000;
        private const int MostWrongCodes = 3;
        private const int CodeLock = 60000;
        private const int FirstTdesKind = 4;

        private readonly KioskSettings _settings;
        private readonly TerminalPorts _ports;
        private readonly ServiceScreens _screens;
        private readonly TerminalKeys _keys;
        private readonly KeyLoader _loader;
        private readonly KeyBlock _keyBlock;
        private readonly Journal _journal;
        private readonly TerminalStatus _status;
        private readonly JournalEntry _entry = new JournalEntry();
        private readonly byte[] _code = new byte[KioskSettings.LongestCode];
        private readonly byte[] _component = new byte[TerminalKeys.LongestKey];
        private readonly byte[] _protectionKey = new byte[TerminalKeys.LongestKey];
        private readonly byte[] _checkValue = new byte[KeyCheckValue.Length];
        private readonly byte[] _ksn = new byte[TerminalKeys.LongestKsn];
        private readonly byte[] _line = new byte[LongestLine + 1];
        private Step _step;
        private int _codeLength;
        private int _wrongCodes;
        private long _codeLockedUntil;
        private int _back;
        private int _kind;
        private int _number;
        private int _digits;
        private bool _shift;
        private int _lineLength;
        private long _deadline;
        private LinkFault _shownFault;
        private bool _shownConnected;
        private int _shownSignal;

        internal ServiceMode(KioskSettings settings, TerminalPorts ports, ServiceScreens screens, TerminalKeys keys, KeyLoader loader, KeyBlock keyBlock, Journal journal, TerminalStatus status)
        {
            _settings = settings;
            _ports = ports;
            _screens = screens;
            _keys = keys;
            _loader = loader;
            _keyBlock = keyBlock;
            _journal = journal;
            _status = status;
        }

        private enum Step
        {
            Off,
            Code,
            Menu,
            Keys,
            Kinds,
            Component,
            ComponentTaken,
            NextPerson,
            Block,
            AskErase,
            Journal,
            Status,
            Message,
        }

        /// <summary>Whether the kiosk is in service mode.</summary>
        internal bool IsOn
        {
            get { return _step != Step.Off; }
        }

        /// <summary>Whether somebody looks at how the link stands: then it is tried, although a handshake stops the keypad.</summary>
        internal bool WantsLink
        {
            get { return _step == Step.Status; }
        }

        private bool IsTdes
        {
            get { return _kind >= FirstTdesKind && _kind < UpdateKeyKind; }
        }

        private int KeyLength
        {
            get
            {
                switch (_kind)
                {
                    case 1: return 16;
                    case 2: return 24;
                    case 3: return 32;
                    case 4: return 16;
                    case 5: return 24;
                    default: return _keys.UpdateKeyLength;
                }
            }
        }

        /// <summary>The service switch was turned on: asks for the code.</summary>
        /// <param name="ticks">Milliseconds.</param>
        /// <param name="fault">Why the terminal takes no customers, or none.</param>
        internal void Begin(long ticks, ServiceFault fault)
        {
            _status.Fault = fault;
            _step = Step.Code;
            _deadline = ticks + LongestPause;
            _screens.Code();
            if (ticks < _codeLockedUntil)
            {
                _screens.CodeWrong("WAIT");
            }
        }

        /// <summary>Leaves service mode, whatever it was doing, and wipes all that was entered.</summary>
        internal void End()
        {
            _step = Step.Off;
            WipeEntry();
        }

        /// <summary>One turn: the serial line, and time.</summary>
        internal void Turn(long ticks)
        {
            if (ticks >= _deadline)
            {
                End();
                return;
            }

            if (_step == Step.Status && (_status.LinkFault != _shownFault || _status.IsConnected != _shownConnected || _status.Signal != _shownSignal))
            {
                ShowStatus();
            }

            if (_ports.ServicePort != null)
            {
                ReadLine(ticks);
            }

            _screens.Turn(ticks);
        }

        /// <summary>A key.</summary>
        internal void OnKey(Key key, long ticks)
        {
            _deadline = ticks + LongestPause;
            if (key == Key.Cancel)
            {
                Back();
                return;
            }

            switch (_step)
            {
                case Step.Code:
                    OnCodeKey(key, ticks);
                    break;
                case Step.Menu:
                    OnMenuKey(key);
                    break;
                case Step.Kinds:
                    OnKindKey(key);
                    break;
                case Step.Component:
                    OnComponentKey(key);
                    break;
                case Step.ComponentTaken:
                    OnTakenKey(key);
                    break;
                case Step.NextPerson:
                    if (key == Key.Enter)
                    {
                        GoComponent(2);
                    }

                    break;
                case Step.Block:
                    if (key == (Key)1)
                    {
                        ReadFile();
                    }

                    break;
                case Step.AskErase:
                    if (key == Key.Enter)
                    {
                        Show(_keys.Erase(KeyState.Erased) ? "KEYS ERASED" : "STORAGE FAILED");
                    }

                    break;
                case Step.Journal:
                    OnJournalKey(key);
                    break;
                case Step.Message:
                    if (key == Key.Enter)
                    {
                        GoMenu();
                    }

                    break;
                default:
                    break;
            }
        }

        private void Back()
        {
            if (_step == Step.Code || _step == Step.Menu)
            {
                End();
            }
            else
            {
                GoMenu();
            }
        }

        private void OnCodeKey(Key key, long ticks)
        {
            if (ticks < _codeLockedUntil)
            {
                return;
            }

            if (key <= Key.Digit9 && _codeLength < _code.Length)
            {
                _code[_codeLength++] = (byte)('0' + (int)key);
                _screens.CodeStars(_codeLength);
            }
            else if (key == Key.Clear)
            {
                WipeCode();
                _screens.CodeStars(0);
            }
            else if (key == Key.Enter)
            {
                bool right = IsCode();
                WipeCode();
                if (right)
                {
                    _wrongCodes = 0;
                    GoMenu();
                    return;
                }

                _wrongCodes++;
                if (_wrongCodes % MostWrongCodes == 0)
                {
                    _codeLockedUntil = ticks + CodeLock;
                }

                _screens.CodeWrong(ticks < _codeLockedUntil ? "WRONG CODE, WAIT" : "WRONG CODE");
            }
        }

        /// <summary>Compares in the same time whichever digit differs.</summary>
        private bool IsCode()
        {
            string code = _settings.ServiceCode;
            int difference = _codeLength ^ code.Length;
            for (int i = 0; i < _code.Length; i++)
            {
                difference |= _code[i] ^ (i < code.Length ? code[i] : 0);
            }

            return difference == 0;
        }

        private void OnMenuKey(Key key)
        {
            switch ((int)key)
            {
                case 1:
                    _step = Step.Keys;
                    _keys.WriteKsn(_ksn);
                    _screens.Keys(_keys, _ksn, _settings.Profile);
                    break;
                case 2:
                    _step = Step.Kinds;
                    _screens.Kinds(_keys.UpdateKeyLength > 0);
                    break;
                case 3:
                    _step = Step.AskErase;
                    _screens.AskErase();
                    break;
                case 4:
                    _step = Step.Journal;
                    ShowEntry(0);
                    break;
                case 5:
                    _step = Step.Status;
                    _status.Measure();
                    ShowStatus();
                    break;
                default:
                    break;
            }
        }

        private void ShowStatus()
        {
            _shownFault = _status.LinkFault;
            _shownConnected = _status.IsConnected;
            _shownSignal = _status.Signal;
            _screens.Status(_status);
        }

        private void OnJournalKey(Key key)
        {
            if (key == Key.Enter && _back + 1 < _journal.Count)
            {
                ShowEntry(_back + 1);
            }
            else if (key == Key.Clear && _back > 0)
            {
                ShowEntry(_back - 1);
            }
        }

        private void ShowEntry(int back)
        {
            _back = back;
            bool there = _journal.Read(back, _entry);
            _screens.Entry(back + 1, _journal.Count, there ? _entry : null, _settings);
        }

        private void OnKindKey(Key key)
        {
            int kind = (int)key;
            if (kind < 1 || kind > UpdateKeyKind || (kind == UpdateKeyKind && _keys.UpdateKeyLength == 0))
            {
                return;
            }

            _kind = kind;
            if (kind == UpdateKeyKind)
            {
                GoBlock();
            }
            else
            {
                GoComponent(1);
            }
        }

        private void OnComponentKey(Key key)
        {
            int wanted = KeyLength * 2;
            if (key == Key.Clear)
            {
                if (_shift)
                {
                    WipeComponent();
                    _screens.ComponentDigits(0, wanted);
                }

                _shift = !_shift;
            }
            else if (key <= Key.Digit9)
            {
                bool shift = _shift;
                _shift = false;
                if (!shift)
                {
                    AddDigit((int)key);
                }
                else if (key == Key.Digit0 && _digits > 0)
                {
                    _digits--;
                    SetDigit(0);
                }
                else if (key >= (Key)1 && key <= (Key)6)
                {
                    AddDigit(9 + (int)key);
                }

                _screens.ComponentDigits(_digits, wanted);
            }
            else if (key == Key.Enter && _digits < wanted)
            {
                _screens.ComponentIncomplete();
            }
            else if (key == Key.Enter)
            {
                _keyBlock.WriteCheckValue(IsTdes ? KeyBlock.Tdes : KeyBlock.Aes, _component, KeyLength, _checkValue);
                _step = Step.ComponentTaken;
                _screens.ComponentTaken(_number, _checkValue);
            }
        }

        private void AddDigit(int value)
        {
            if (_digits < KeyLength * 2)
            {
                SetDigit(value);
                _digits++;
            }
        }

        private void SetDigit(int value)
        {
            int at = _digits >> 1;
            _component[at] = (byte)((_digits & 1) == 0 ? value << 4 : (_component[at] & 0xF0) | value);
        }

        private void OnTakenKey(Key key)
        {
            if (key == Key.Clear)
            {
                GoComponent(_number);
            }
            else if (key == Key.Enter)
            {
                for (int i = 0; i < _component.Length; i++)
                {
                    _protectionKey[i] ^= _component[i];
                }

                WipeComponent();
                if (_number == 1)
                {
                    _step = Step.NextPerson;
                    _screens.NextPerson();
                }
                else if (IsKey())
                {
                    GoBlock();
                }
                else
                {
                    Show("THEY MAKE NO KEY");
                }
            }
        }

        /// <summary>Whether the components make a key: not zeros, and with TDES no half that undoes another.</summary>
        private bool IsKey()
        {
            byte[] key = _protectionKey;
            int any = 0;
            for (int i = 0; i < key.Length; i++)
            {
                any |= key[i];
            }

            bool single = IsTdes && (Cmac.Same(key, 0, key, 8, 8) || (KeyLength == 24 && Cmac.Same(key, 8, key, 16, 8)));
            return any != 0 && !single;
        }

        private void ReadLine(long ticks)
        {
            int got = _ports.ServicePort.Read(_line, _lineLength, _line.Length - _lineLength);
            int end = _lineLength + got;
            for (int i = _lineLength; i < end; i++)
            {
                if (_line[i] == '\r' || _line[i] == '\n')
                {
                    if (i > 0 && _step == Step.Block)
                    {
                        _deadline = ticks + LongestPause;
                        Load(i);
                    }

                    // What follows on the same turn is the other half of a line end: a person sends one line at a time.
                    end = 0;
                }
            }

            if (end == _line.Length)
            {
                if (_step == Step.Block)
                {
                    Load(end);
                }

                end = 0;
            }

            _lineLength = end;
        }

        private void ReadFile()
        {
            int length = _ports.Flash.Read(BlockFile, _line);
            if (length < 0)
            {
                _screens.BlockRefused(length == FlashRead.Missing ? "NO FILE" : "FILE UNREADABLE");
                return;
            }

            int end = 0;
            while (end < length && end < _line.Length && _line[end] != '\r' && _line[end] != '\n')
            {
                end++;
            }

            Load(end);
            _lineLength = 0;
        }

        /// <summary>Loads the key block at the beginning of the line buffer.</summary>
        private void Load(int length)
        {
            byte[] key = _kind == UpdateKeyKind ? _keys.UpdateKey : _protectionKey;
            KeyLoad result = _loader.LoadBlock(_line, length, key, KeyLength);
            switch (result)
            {
                case KeyLoad.Good:
                    _step = Step.Message;
                    WipeEntry();
                    _keys.WriteKsn(_ksn);
                    _screens.Loaded(_ksn, _keys);
                    break;
                case KeyLoad.Refused:
                    _screens.BlockRefused(ServiceScreens.RefusalText(_loader.Refusal));
                    break;
                case KeyLoad.UsedBefore:
                    _screens.BlockRefused("KEYS USED BEFORE");
                    break;
                default:
                    Show("STORAGE FAILED");
                    break;
            }
        }

        private void GoMenu()
        {
            WipeEntry();
            _step = Step.Menu;
            _screens.Menu();
        }

        private void GoComponent(int number)
        {
            WipeComponent();
            _step = Step.Component;
            _number = number;
            _screens.Component(number, _kind);
            _screens.ComponentDigits(0, KeyLength * 2);
        }

        private void GoBlock()
        {
            _step = Step.Block;
            _lineLength = 0;
            if (_kind == UpdateKeyKind)
            {
                _screens.Block(null, _settings.ReaderBaud);
                return;
            }

            _keyBlock.WriteCheckValue(IsTdes ? KeyBlock.Tdes : KeyBlock.Aes, _protectionKey, KeyLength, _checkValue);
            _screens.Block(_checkValue, _settings.ReaderBaud);
        }

        private void Show(string text)
        {
            WipeEntry();
            _step = Step.Message;
            _screens.Message(text);
        }

        private void WipeCode()
        {
            Array.Clear(_code, 0, _code.Length);
            _codeLength = 0;
        }

        private void WipeComponent()
        {
            Array.Clear(_component, 0, _component.Length);
            Array.Clear(_checkValue, 0, _checkValue.Length);
            _digits = 0;
            _shift = false;
        }

        private void WipeEntry()
        {
            WipeCode();
            WipeComponent();
            Array.Clear(_protectionKey, 0, _protectionKey.Length);
            Array.Clear(_line, 0, _line.Length);
            _lineLength = 0;
        }
    }
}
