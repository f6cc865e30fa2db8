using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The terminal's keys on flash: the DUKPT state, and the provisioning record that tells a fresh terminal from a wiped one.
    /// A transaction key is handed out only when the state that follows it is on flash (RULES.md, K2): no KSN is ever used twice.
    /// </summary>
    /// <remarks>
    /// An ESP32 has no secure element: whoever reads its flash has these keys.
    /// Provisioning record: 1 (bench keys) or 0, then 16 random bytes of this terminal, from which the keys that stay here are derived.
    /// It is written last when keys are loaded.
    /// </remarks>
    public sealed class TerminalKeys
    {
        private const int SecretLength = 16;

        /// <summary>Under this key the retry counter keeps card numbers. Zeros until keys are there.</summary>
        public readonly byte[] HashKey = new byte[SecretLength];

        /// <summary>Under this key a pending reversal keeps its card number. Zeros until keys are there.</summary>
        public readonly byte[] SealKey = new byte[SecretLength];

        private readonly Record _keys;
        private readonly Record _provisioning;
        private readonly IBlockCipher _cipher;
        private readonly IRandom _random;
        private readonly AesDukpt _dukpt;
        private readonly byte[] _state = new byte[AesDukpt.StateLength];
        private readonly byte[] _secret = new byte[1 + SecretLength];
        private bool _usedKeyOnFlash;

        /// <summary>Creates it; nothing is read before <see cref="Open"/>.</summary>
        public TerminalKeys(RecordStore store, IBlockCipher cipher, IRandom random)
        {
            _keys = new Record(store, "keys");
            _provisioning = new Record(store, "provision");
            _cipher = cipher;
            _random = random;
            _dukpt = new AesDukpt(cipher);
        }

        /// <summary>How the keys stand.</summary>
        public KeyState State { get; private set; }

        /// <summary>Whether they are the published test keys.</summary>
        public bool AreBenchKeys { get; private set; }

        /// <summary>Reads what is on flash.</summary>
        public KeyState Open()
        {
            int length;
            bool restored = _keys.Load(_state, out length) == RecordState.Whole && length == AesDukpt.StateLength && _dukpt.Restore(_state);
            Array.Clear(_state, 0, _state.Length);
            RecordState provisioning = _provisioning.Load(_secret, out length);
            if (provisioning != RecordState.Whole || length != _secret.Length)
            {
                // The provisioning record comes last: without it keys were never used, unless their counter says otherwise. If it is there
                // and not whole, its first writing was cut, and the keys that were written before it are whole.
                bool unused = restored ? _dukpt.Counter == 1 : provisioning == RecordState.Missing;
                State = unused ? KeyState.None : KeyState.Lost;
                Wipe();
                return State;
            }

            if (!restored)
            {
                Wipe();
                State = KeyState.Lost;
                return State;
            }

            TakeSecret();
            _usedKeyOnFlash = true;
            State = _dukpt.IsReady ? KeyState.Ready : KeyState.UsedUp;
            return State;
        }

        /// <summary>Loads an initial key into a terminal that has none. The caller wipes its copy.</summary>
        /// <param name="initialKey">The initial key, 16 bytes.</param>
        /// <param name="initialKeyId">The initial key id, 8 bytes.</param>
        /// <param name="bench">Whether it is a published test key.</param>
        /// <returns>Whether the keys are on flash; if not, the terminal has none.</returns>
        public bool Load(byte[] initialKey, byte[] initialKeyId, bool bench)
        {
            _dukpt.LoadInitialKey(initialKey, initialKeyId);
            _secret[0] = (byte)(bench ? 1 : 0);
            _random.Fill(_secret, 1, SecretLength);
            if (!SaveState() || !_provisioning.Save(_secret, _secret.Length))
            {
                Wipe();
                State = KeyState.None;
                return false;
            }

            TakeSecret();
            State = KeyState.Ready;
            return true;
        }

        /// <summary>Hands out the keys of the next transaction, once the state that follows is on flash.</summary>
        /// <returns>False, and no keys, when there are none or flash did not keep the state.</returns>
        public bool Next(TransactionKeys keys)
        {
            if (State != KeyState.Ready)
            {
                return false;
            }

            keys.Derive(_dukpt);
            _dukpt.Advance();
            _usedKeyOnFlash = true;
            bool saved = SaveState();
            if (!saved)
            {
                keys.Wipe();
            }

            if (!_dukpt.IsReady)
            {
                State = KeyState.UsedUp;
            }

            return saved;
        }

        /// <summary>
        /// Writes the state into the other slot too, which still holds the key used last (RULES.md, K3). Call it when nobody waits; it
        /// does nothing when there is nothing to erase.
        /// </summary>
        public void EraseUsedKeys()
        {
            if (_usedKeyOnFlash && State != KeyState.None && State != KeyState.Lost)
            {
                // One attempt a key: a flash that fails is not worn out by repeating it.
                _usedKeyOnFlash = false;
                SaveState();
            }
        }

        private void Wipe()
        {
            _dukpt.Clear();
            Array.Clear(_secret, 0, _secret.Length);
        }

        private bool SaveState()
        {
            _dukpt.Save(_state);
            bool saved = _keys.Save(_state, _state.Length);
            Array.Clear(_state, 0, _state.Length);
            return saved;
        }

        private void TakeSecret()
        {
            AreBenchKeys = _secret[0] != 0;
            Array.Clear(HashKey, 0, SecretLength);
            Array.Clear(SealKey, 0, SecretLength);
            HashKey[0] = 1;
            SealKey[0] = 2;
            _cipher.SetKey(_secret, 1, SecretLength);
            _cipher.Encrypt(HashKey, 0, HashKey, 0);
            _cipher.Encrypt(SealKey, 0, SealKey, 0);
            _cipher.Clear();
            Array.Clear(_secret, 0, _secret.Length);
        }
    }
}
