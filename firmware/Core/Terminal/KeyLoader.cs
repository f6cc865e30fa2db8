using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// Loads keys: the published test keys, or an initial key that comes as a key block. With the first keys of a terminal its retry counter and
    /// its reversal begin; with later ones they go on.
    /// </summary>
    internal sealed class KeyLoader
    {
        private readonly MessageProfile _profile;
        private readonly TerminalKeys _keys;
        private readonly RetryCounter _tries;
        private readonly ReversalStore _reversals;
        private readonly KeyBlock _block;
        private readonly byte[] _key = new byte[TerminalKeys.LongestKey];
        private readonly byte[] _ksn = new byte[TerminalKeys.LongestKsn];
        private readonly byte[] _value = new byte[KeyCheckValue.Length];

        internal KeyLoader(MessageProfile profile, TerminalKeys keys, RetryCounter tries, ReversalStore reversals, KeyBlock block)
        {
            _profile = profile;
            _keys = keys;
            _tries = tries;
            _reversals = reversals;
            _block = block;
        }

        private char Algorithm
        {
            get { return _profile == MessageProfile.Aes ? KeyBlock.Aes : KeyBlock.Tdes; }
        }

        /// <summary>Why the last key block was refused; <see cref="KeyBlockResult.Good"/> when it was not.</summary>
        internal KeyBlockResult Refusal { get; private set; }

        /// <summary>Loads the published test keys of the profile.</summary>
        internal KeyLoad LoadBenchKeys()
        {
            byte[] key = BenchKey.InitialKey(_profile);
            Array.Copy(key, 0, _key, 0, key.Length);
            Array.Clear(key, 0, key.Length);
            Array.Copy(BenchKey.InitialKsn(_profile), 0, _ksn, 0, _keys.KsnLength);
            return Load(key.Length, true);
        }

        /// <summary>Loads the initial key in a key block. Nothing changes when the block is refused, or is not what this terminal loads.</summary>
        /// <param name="text">Holds the block.</param>
        /// <param name="length">Its length in characters.</param>
        /// <param name="protectionKey">Holds the key block protection key.</param>
        /// <param name="protectionKeyLength">Its length in bytes.</param>
        /// <returns><see cref="KeyLoad.Refused"/> when it is refused: <see cref="Refusal"/> tells why.</returns>
        internal KeyLoad LoadBlock(byte[] text, int length, byte[] protectionKey, int protectionKeyLength)
        {
            Refusal = _block.Unwrap(text, length, protectionKey, protectionKeyLength);
            if (Refusal == KeyBlockResult.Good)
            {
                Refusal = _block.CheckInitialKey(Algorithm);
            }

            if (Refusal != KeyBlockResult.Good)
            {
                return KeyLoad.Refused;
            }

            Array.Clear(_ksn, 0, _ksn.Length);
            Array.Copy(_profile == MessageProfile.Aes ? _block.InitialKeyId : _block.InitialKsn, 0, _ksn, 0, _profile == MessageProfile.Aes ? _block.InitialKeyIdLength : _block.InitialKsnLength);
            _block.CopyClearKey(_key);
            int keyLength = _block.KeyLength;
            _block.Clear();
            return Load(keyLength, false);
        }

        private KeyLoad Load(int keyLength, bool bench)
        {
            KeyLoad result = KeyLoad.Storage;
            if (BeginRecords())
            {
                _block.WriteCheckValue(Algorithm, _key, keyLength, _value);
                result = _keys.Load(_key, keyLength, _ksn, _value, bench);
            }

            Array.Clear(_key, 0, _key.Length);
            return result;
        }

        /// <summary>
        /// The provisioning record comes last (TerminalKeys): a power cut in between leaves a fresh terminal. A terminal whose secret is lost has a
        /// retry table that nobody can read: it counts as lost, and is not begun anew (RULES.md, R5).
        /// </summary>
        private bool BeginRecords()
        {
            if (_keys.IsProvisioned)
            {
                return true;
            }

            return (_keys.State == KeyState.Lost ? _tries.Lose(0) : _tries.Format()) && _reversals.Format();
        }
    }
}
