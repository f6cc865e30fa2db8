using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The terminal's keys on flash: the DUKPT state, and the provisioning record that tells a fresh terminal from a wiped one.
    /// A transaction key is handed out only when the state that follows it is on flash (RULES.md, K2): no KSN is ever used twice.
    /// </summary>
    /// <remarks>
    /// An ESP32 has no secure element: whoever reads its flash has these keys.
    /// Key record: the DUKPT state, then check value of the initial key (3), 1 for bench keys or 0 (1), and with AES the DUKPT update key; its length
    /// tells of which kind the keys are. Erased keys leave why (1) and, when they had been used, the KSN that would have been the next.
    /// Provisioning record: nothing (1), then 16 random bytes of this terminal, from which the keys that stay here are derived: those under which
    /// cards are counted and a reversal that is owed keeps its card number. It is written last when keys are loaded for the first time. Erasing keys
    /// leaves it: no PIN and no message is under it, and without it locked cards were free and a customer's reversal lost.
    /// </remarks>
    public sealed class TerminalKeys
    {
        /// <summary>Most bytes of a key: AES-256.</summary>
        public const int LongestKey = KeyBlock.LongestKey;

        /// <summary>Most bytes of a KSN.</summary>
        public const int LongestKsn = AesDukpt.KsnLength;

        private const int SecretLength = 16;
        private const int TrailerLength = KeyCheckValue.Length + 1;
        private const byte ErasedMark = 1;
        private const byte TamperedMark = 2;

        /// <summary>Under this key the retry counter keeps card numbers. Zeros until keys are there.</summary>
        public readonly byte[] HashKey = new byte[SecretLength];

        /// <summary>Under this key a pending reversal keeps its card number. Zeros until keys are there.</summary>
        public readonly byte[] SealKey = new byte[SecretLength];

        /// <summary>Check value of the initial key that is loaded.</summary>
        public readonly byte[] CheckValue = new byte[KeyCheckValue.Length];

        /// <summary>The DUKPT update key: under it the next initial key may come. <see cref="UpdateKeyLength"/> bytes of it count.</summary>
        internal readonly byte[] UpdateKey = new byte[LongestKey];

        private readonly Record _keys;
        private readonly Record _provisioning;
        private readonly MessageProfile _profile;
        private readonly IBlockCipher _aes;
        private readonly IBlockCipher _des;
        private readonly IRandom _random;
        private readonly byte[] _state = new byte[AesRecordLength(LongestKey)];
        private readonly byte[] _secret = new byte[1 + SecretLength];
        private readonly byte[] _erasedKsn = new byte[LongestKsn];
        private IDukpt _dukpt;
        private int _erasedKsnLength;
        private int _slotsToErase;

        /// <summary>Creates it; nothing is read before <see cref="Open"/>.</summary>
        /// <param name="store">The flash.</param>
        /// <param name="profile">Which DUKPT.</param>
        /// <param name="aes">AES; with 16-byte keys at least.</param>
        /// <param name="des">DES; null with <see cref="MessageProfile.Aes"/>.</param>
        /// <param name="random">Random bytes.</param>
        public TerminalKeys(RecordStore store, MessageProfile profile, IBlockCipher aes, IBlockCipher des, IRandom random)
        {
            _keys = new Record(store, "keys");
            _provisioning = new Record(store, "provision");
            _profile = profile;
            _aes = aes;
            _des = des;
            _random = random;
        }

        /// <summary>How the keys stand.</summary>
        public KeyState State { get; private set; }

        /// <summary>Whether they are the published test keys.</summary>
        public bool AreBenchKeys { get; private set; }

        /// <summary>Whether the terminal has its own secret: it has been in use, and the other records go on when keys are loaded.</summary>
        public bool IsProvisioned { get; private set; }

        /// <summary>Length in bytes of a KSN.</summary>
        public int KsnLength
        {
            get { return KsnLengthOf(_profile); }
        }

        /// <summary>Transaction counter of the next transaction; 0 when there is none.</summary>
        public uint Counter
        {
            get { return _dukpt == null ? 0 : _dukpt.Counter; }
        }

        /// <summary>Length in bytes of the DUKPT update key; 0 when there is none.</summary>
        public int UpdateKeyLength { get; private set; }

        /// <summary>Whether a slot may still hold keys that were erased.</summary>
        public bool IsErasureOwed
        {
            get { return _slotsToErase > 0 && IsErased; }
        }

        private bool IsErased
        {
            get { return State == KeyState.Erased || State == KeyState.Tampered; }
        }

        /// <summary>Length in bytes of a KSN of a profile.</summary>
        public static int KsnLengthOf(MessageProfile profile)
        {
            return profile == MessageProfile.Aes ? AesDukpt.KsnLength : TdesDukpt.KsnLength;
        }

        /// <summary>Reads what is on flash.</summary>
        public KeyState Open()
        {
            int length;
            if (_keys.Load(_state, out length) != RecordState.Whole)
            {
                length = 0;
            }

            WipeKeys();
            int secretLength;
            RecordState provisioning = _provisioning.Load(_secret, out secretLength);
            IsProvisioned = provisioning == RecordState.Whole && secretLength == _secret.Length;
            State = Take(length, provisioning);
            Array.Clear(_state, 0, _state.Length);
            _slotsToErase = State == KeyState.Ready || State == KeyState.UsedUp || IsErased ? 1 : 0;
            if (IsProvisioned)
            {
                TakeSecret();
            }

            Array.Clear(_secret, 0, _secret.Length);
            return State;
        }

        /// <summary>Loads an initial key, in place of another if there is one. The caller wipes its copy.</summary>
        /// <param name="initialKey">Holds the initial key.</param>
        /// <param name="length">Its length in bytes: 16, 24 or 32 (AES), 16 (TDES).</param>
        /// <param name="ksn">What its KSNs begin with: <see cref="KsnLength"/> bytes, whose counter counts for nothing.</param>
        /// <param name="checkValue">Its check value.</param>
        /// <param name="bench">Whether it is a published test key.</param>
        /// <returns>Whether the keys are on flash; if not, they are those that flash has.</returns>
        public KeyLoad Load(byte[] initialKey, int length, byte[] ksn, byte[] checkValue, bool bench)
        {
            if (WasUsed(ksn))
            {
                return KeyLoad.UsedBefore;
            }

            WipeKeys();
            Make(length);
            _dukpt.LoadInitialKey(initialKey, ksn);
            Array.Copy(checkValue, 0, CheckValue, 0, KeyCheckValue.Length);
            AreBenchKeys = bench;
            if (_profile == MessageProfile.Aes)
            {
                AesKeyDerivation derivation = new AesKeyDerivation(_aes);
                derivation.SetKeyId(ksn);
                derivation.DeriveUpdateKey(initialKey, length, UpdateKey);
                UpdateKeyLength = length;
            }

            if (!IsProvisioned)
            {
                _secret[0] = 0;
                _random.Fill(_secret, 1, SecretLength);
            }

            KeyState before = State;
            State = KeyState.Ready;
            if (!SaveState() || (!IsProvisioned && !_provisioning.Save(_secret, _secret.Length)))
            {
                // A terminal that was in use may have its former keys on flash still; one that was not has none.
                WipeKeys();
                Array.Clear(_secret, 0, _secret.Length);
                State = IsProvisioned ? Open() : before;
                return KeyLoad.Storage;
            }

            if (!IsProvisioned)
            {
                IsProvisioned = true;
                TakeSecret();
                Array.Clear(_secret, 0, _secret.Length);
            }

            _slotsToErase = 1;
            return KeyLoad.Good;
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
            _slotsToErase = 1;
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

        /// <summary>Writes the KSN of the next transaction, as people read it off the terminal: zeros when there are no keys.</summary>
        /// <param name="ksn">Takes <see cref="KsnLength"/> bytes.</param>
        public void WriteKsn(byte[] ksn)
        {
            Array.Clear(ksn, 0, KsnLength);
            if (_dukpt != null && (State == KeyState.Ready || State == KeyState.UsedUp))
            {
                _dukpt.WriteKsn(ksn);
            }
        }

        /// <summary>Erases all keys: at once from memory, then from both slots.</summary>
        /// <param name="reason"><see cref="KeyState.Erased"/> or <see cref="KeyState.Tampered"/>: the state from now on.</param>
        /// <returns>Whether flash has taken it; if not, <see cref="IsErasureOwed"/>.</returns>
        public bool Erase(KeyState reason)
        {
            bool hadKeys = State == KeyState.Ready || State == KeyState.UsedUp;
            if (hadKeys)
            {
                _erasedKsnLength = _dukpt.Counter == 1 ? 0 : KsnLength;
                _dukpt.WriteKsn(_erasedKsn);
            }

            WipeKeys();
            State = reason;
            _slotsToErase = 2;
            return EraseUsedKeys();
        }

        /// <summary>
        /// Writes the state into the other slot too, which still holds the key used last (RULES.md, K3), or what was erased. Call it when nobody
        /// waits; it does nothing when there is nothing to erase.
        /// </summary>
        /// <returns>Whether nothing is left to erase.</returns>
        public bool EraseUsedKeys()
        {
            bool saved = true;
            while (_slotsToErase > 0 && saved)
            {
                saved = SaveState();

                // One attempt a key: a flash that fails is not worn out by repeating it. What was erased on purpose is tried again.
                _slotsToErase = saved ? _slotsToErase - 1 : IsErased ? _slotsToErase : 0;
            }

            return saved;
        }

        /// <summary>Whether the records that are in use are still on flash, whole (self-test).</summary>
        public bool Check()
        {
            return _keys.Check() && _provisioning.Check();
        }

        private static int AesRecordLength(int keyLength)
        {
            return AesDukpt.StateLengthOf(keyLength) + TrailerLength + keyLength;
        }

        /// <summary>Length in bytes of the keys in a record of that length; 0 when it cannot be one of that profile.</summary>
        private static int KeyLengthOf(MessageProfile profile, int recordLength)
        {
            if (profile == MessageProfile.Tdes)
            {
                return recordLength == TdesDukpt.StateLength + TrailerLength ? TdesDukpt.KeyLength : 0;
            }

            for (int length = 16; length <= LongestKey; length += 8)
            {
                // Keys that former firmware loaded have no update key.
                if (recordLength == AesRecordLength(length) || recordLength == AesRecordLength(length) - length)
                {
                    return length;
                }
            }

            // As former firmware wrote it: neither check value nor flag.
            return recordLength == AesDukpt.StateLength ? AesDukpt.KeyLength : 0;
        }

        private KeyState Take(int length, RecordState provisioning)
        {
            if (length > 0 && length <= 1 + LongestKsn)
            {
                _erasedKsnLength = length - 1;
                Array.Copy(_state, 1, _erasedKsn, 0, _erasedKsnLength);
                return _state[0] == ErasedMark ? KeyState.Erased : KeyState.Tampered;
            }

            MessageProfile other = _profile == MessageProfile.Aes ? MessageProfile.Tdes : MessageProfile.Aes;
            if (KeyLengthOf(other, length) != 0)
            {
                return KeyState.OtherProfile;
            }

            bool restored = Restore(length);
            KeyState state = _dukpt != null && _dukpt.IsReady ? KeyState.Ready : KeyState.UsedUp;
            if (!IsProvisioned)
            {
                // The provisioning record comes last: without it keys were never used, unless their counter says otherwise. If its first writing was
                // cut, the keys that were written before it are whole. If it cannot be read, or both slots are damaged, it was there.
                bool unused = restored
                    ? _dukpt.Counter == 1 && (provisioning == RecordState.Missing || provisioning == RecordState.Unfinished)
                    : provisioning == RecordState.Missing;
                state = unused ? KeyState.None : KeyState.Lost;
            }
            else if (!restored)
            {
                state = KeyState.Lost;
            }

            if (state == KeyState.None || state == KeyState.Lost)
            {
                WipeKeys();
            }

            return state;
        }

        private bool Restore(int length)
        {
            int keyLength = KeyLengthOf(_profile, length);
            if (keyLength == 0)
            {
                return false;
            }

            Make(keyLength);
            int at = _dukpt.LengthOfState;
            if (length == at)
            {
                AreBenchKeys = _secret[0] != 0;
            }
            else
            {
                Array.Copy(_state, at, CheckValue, 0, KeyCheckValue.Length);
                AreBenchKeys = _state[at + KeyCheckValue.Length] != 0;
                UpdateKeyLength = length - at - TrailerLength;
                Array.Copy(_state, at + TrailerLength, UpdateKey, 0, UpdateKeyLength);
            }

            return _dukpt.Restore(_state);
        }

        private void Make(int keyLength)
        {
            if (_dukpt == null || _dukpt.LengthOfKey != keyLength)
            {
                _dukpt = _profile == MessageProfile.Aes ? (IDukpt)new AesDukpt(_aes, keyLength) : new TdesDukpt(_des);
            }
        }

        /// <summary>Whether transactions were made with the initial key of a KSN: the one that is loaded, or the one that was erased last.</summary>
        private bool WasUsed(byte[] ksn)
        {
            if (State == KeyState.Ready || State == KeyState.UsedUp)
            {
                _dukpt.WriteKsn(_erasedKsn);
                _erasedKsnLength = _dukpt.Counter == 1 ? 0 : KsnLength;
            }

            return _erasedKsnLength == KsnLength
                && (_profile == MessageProfile.Aes ? AesDukpt.AreOfSameKey(ksn, _erasedKsn) : TdesDukpt.AreOfSameKey(ksn, _erasedKsn));
        }

        private void WipeKeys()
        {
            if (_dukpt != null)
            {
                _dukpt.Clear();
            }

            Array.Clear(UpdateKey, 0, LongestKey);
            Array.Clear(CheckValue, 0, KeyCheckValue.Length);
            UpdateKeyLength = 0;
            AreBenchKeys = false;
        }

        private bool SaveState()
        {
            int length;
            if (IsErased)
            {
                _state[0] = State == KeyState.Erased ? ErasedMark : TamperedMark;
                Array.Copy(_erasedKsn, 0, _state, 1, _erasedKsnLength);
                length = 1 + _erasedKsnLength;
            }
            else
            {
                _dukpt.Save(_state);
                int at = _dukpt.LengthOfState;
                Array.Copy(CheckValue, 0, _state, at, KeyCheckValue.Length);
                _state[at + KeyCheckValue.Length] = (byte)(AreBenchKeys ? 1 : 0);
                Array.Copy(UpdateKey, 0, _state, at + TrailerLength, UpdateKeyLength);
                length = at + TrailerLength + UpdateKeyLength;
            }

            bool saved = _keys.Save(_state, length);
            Array.Clear(_state, 0, _state.Length);
            return saved;
        }

        private void TakeSecret()
        {
            Array.Clear(HashKey, 0, SecretLength);
            Array.Clear(SealKey, 0, SecretLength);
            HashKey[0] = 1;
            SealKey[0] = 2;
            _aes.SetKey(_secret, 1, SecretLength);
            _aes.Encrypt(HashKey, 0, HashKey, 0);
            _aes.Encrypt(SealKey, 0, SealKey, 0);
            _aes.Clear();
        }
    }
}
