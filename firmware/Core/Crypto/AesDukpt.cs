using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// AES DUKPT, the terminal's side, with keys of 128, 192 and 256 bits (ANSI X9.24-3). The state is the KSN and up to 32 intermediate keys,
    /// from which every later transaction key can be derived and no earlier one.
    /// </summary>
    /// <remarks>
    /// The counter has 32 bits, of which at most 16 may be set; it passes over the others. The key of a transaction lies in the
    /// register of its lowest set bit. <see cref="Advance"/> derives from it the registers below, wipes it, and counts on.
    /// </remarks>
    public sealed class AesDukpt : IDukpt
    {
        /// <summary>Length in bytes of a KSN: initial key id (8) and transaction counter (4).</summary>
        public const int KsnLength = 12;

        /// <summary>Length in bytes of an AES-128 key.</summary>
        public const int KeyLength = 16;

        /// <summary>Length in bytes of what <see cref="Save"/> writes with AES-128 keys: KSN, a mask of the registers in use, the registers.</summary>
        public const int StateLength = KsnLength + 4 + (Registers * KeyLength);

        private const int Registers = 32;
        private const int MostBits = 16;

        private readonly AesKeyDerivation _derivation;
        private readonly DukptKeyType _type;
        private readonly int _length;
        private readonly byte[] _registers;
        private readonly byte[] _keyId = new byte[AesKeyDerivation.KeyIdLength];
        private uint _inUse;
        private uint _counter;

        /// <summary>Creates it without keys, for AES-128.</summary>
        public AesDukpt(IBlockCipher cipher)
            : this(cipher, KeyLength)
        {
        }

        /// <summary>Creates it without keys.</summary>
        /// <param name="cipher">AES with keys of that length.</param>
        /// <param name="keyLength">Length in bytes of the initial key and of the registers: 16, 24 or 32.</param>
        public AesDukpt(IBlockCipher cipher, int keyLength)
        {
            _derivation = new AesKeyDerivation(cipher);
            _type = AesKeyDerivation.AesOf(keyLength);
            _length = keyLength;
            _registers = new byte[Registers * keyLength];
        }

        /// <summary>Length in bytes of what <see cref="Save"/> writes with initial keys of a length.</summary>
        public static int StateLengthOf(int keyLength)
        {
            return KsnLength + 4 + (Registers * keyLength);
        }

        /// <inheritdoc/>
        public int LengthOfKsn
        {
            get { return KsnLength; }
        }

        /// <inheritdoc/>
        public int LengthOfKey
        {
            get { return _length; }
        }

        /// <inheritdoc/>
        public int LengthOfState
        {
            get { return StateLengthOf(_length); }
        }

        /// <inheritdoc/>
        public bool IsReady
        {
            get { return _counter != 0; }
        }

        /// <inheritdoc/>
        public uint Counter
        {
            get { return _counter; }
        }

        /// <summary>Takes an initial key. The caller wipes its copy: nothing here keeps it (X9.24-3, 6.3.3).</summary>
        /// <param name="initialKey">The initial key, as long as the keys this was created for.</param>
        /// <param name="initialKeyId">The initial key id, 8 bytes: the left part of every KSN.</param>
        public void LoadInitialKey(byte[] initialKey, byte[] initialKeyId)
        {
            Clear();
            Array.Copy(initialKeyId, 0, _keyId, 0, _keyId.Length);
            _derivation.SetKeyId(_keyId);
            for (int bit = Registers - 1; bit >= 0; bit--)
            {
                _derivation.Derive(DukptKeyUsage.KeyDerivation, _type, 1u << bit, initialKey, 0, _length, _registers, bit * _length);
            }

            _inUse = 0xFFFFFFFF;
            _counter = 1;
        }

        /// <inheritdoc/>
        public void WriteKsn(byte[] ksn)
        {
            Array.Copy(_keyId, 0, ksn, 0, _keyId.Length);
            DukptCounter.Put(ksn, _keyId.Length, _counter);
        }

        /// <summary>Whether two KSNs are of one initial key: they differ in the counter alone.</summary>
        public static bool AreOfSameKey(byte[] ksn, byte[] other)
        {
            return Cmac.Same(ksn, 0, other, 0, AesKeyDerivation.KeyIdLength);
        }

        /// <summary>Derives a working key of the next transaction, AES-128.</summary>
        /// <exception cref="ArgumentException">It is no working key.</exception>
        public void DeriveWorkingKey(DukptKeyUsage usage, byte[] key)
        {
            DeriveWorkingKey(usage, DukptKeyType.Aes128, key);
        }

        /// <summary>Derives a working key of the next transaction.</summary>
        /// <param name="usage">What it is for.</param>
        /// <param name="type">Its algorithm and length.</param>
        /// <param name="key">Takes the key.</param>
        /// <exception cref="ArgumentException">It is no working key, or would be stronger than the initial key.</exception>
        public void DeriveWorkingKey(DukptKeyUsage usage, DukptKeyType type, byte[] key)
        {
            if (usage >= DukptKeyUsage.KeyDerivation)
            {
                throw new ArgumentException();
            }

            _derivation.Derive(usage, type, _counter, _registers, DukptCounter.LowestBit(_counter) * _length, _length, key, 0);
        }

        /// <summary>Leaves the next transaction behind: its key is wiped, and the counter goes to the next value allowed (X9.24-3, 6.3.4).</summary>
        public void Advance()
        {
            uint counter = _counter;
            int lowest = DukptCounter.LowestBit(counter);
            int from = lowest * _length;
            if (DukptCounter.BitCount(counter) < MostBits)
            {
                for (int bit = lowest - 1; bit >= 0; bit--)
                {
                    _derivation.Derive(DukptKeyUsage.KeyDerivation, _type, counter | (1u << bit), _registers, from, _length, _registers, bit * _length);
                    _inUse |= 1u << bit;
                }
            }

            _counter = DukptCounter.Next(counter, MostBits);
            Array.Clear(_registers, from, _length);
            _inUse &= ~(1u << lowest);
        }

        /// <summary>Writes the state, as many bytes as <see cref="StateLengthOf"/> says.</summary>
        public void Save(byte[] state)
        {
            WriteKsn(state);
            DukptCounter.Put(state, KsnLength, _inUse);
            Array.Copy(_registers, 0, state, KsnLength + 4, _registers.Length);
        }

        /// <inheritdoc/>
        public bool Restore(byte[] state)
        {
            Clear();
            uint counter = DukptCounter.Take(state, 8);
            uint inUse = DukptCounter.Take(state, KsnLength);
            bool usedUp = counter == 0 && inUse == 0;
            if (!usedUp && (counter == 0 || DukptCounter.BitCount(counter) > MostBits || (inUse & (1u << DukptCounter.LowestBit(counter))) == 0))
            {
                return false;
            }

            Array.Copy(state, 0, _keyId, 0, _keyId.Length);
            _derivation.SetKeyId(_keyId);
            _counter = counter;
            _inUse = inUse;
            Array.Copy(state, KsnLength + 4, _registers, 0, _registers.Length);
            return true;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Array.Clear(_registers, 0, _registers.Length);
            _derivation.Clear();
            Array.Clear(_keyId, 0, _keyId.Length);
            _inUse = 0;
            _counter = 0;
        }
    }
}
