using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// TDES DUKPT, the terminal's side (ANSI X9.24-1:2009), for hosts that know nothing else. The state is the KSN and up to 21 future keys,
    /// from which every later transaction key can be derived and no earlier one.
    /// </summary>
    /// <remarks>
    /// The counter has 21 bits, of which at most 10 may be set; it passes over the others. The key of a transaction lies in the
    /// register of its lowest set bit. <see cref="Advance"/> derives from it the registers below, wipes it, and counts on.
    /// </remarks>
    public sealed class TdesDukpt : IDukpt
    {
        /// <summary>Length in bytes of a KSN.</summary>
        public const int KsnLength = TdesKeyDerivation.KsnLength;

        /// <summary>Length in bytes of a key.</summary>
        public const int KeyLength = TdesKeyDerivation.KeyLength;

        /// <summary>Length in bytes of what <see cref="Save"/> writes: KSN, a mask of the registers in use, the registers.</summary>
        public const int StateLength = KsnLength + 4 + (Registers * KeyLength);

        private const int Registers = 21;
        private const int MostBits = 10;

        private readonly TdesKeyDerivation _derivation;
        private readonly byte[] _registers = new byte[Registers * KeyLength];
        private readonly byte[] _ksn = new byte[KsnLength];
        private uint _inUse;
        private uint _counter;

        /// <summary>Creates it without keys.</summary>
        /// <param name="cipher">DES.</param>
        public TdesDukpt(IBlockCipher cipher)
        {
            _derivation = new TdesKeyDerivation(cipher);
        }

        /// <inheritdoc/>
        public int LengthOfKsn
        {
            get { return KsnLength; }
        }

        /// <inheritdoc/>
        public int LengthOfKey
        {
            get { return KeyLength; }
        }

        /// <inheritdoc/>
        public int LengthOfState
        {
            get { return StateLength; }
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

        /// <summary>Takes an initial key (IPEK). The caller wipes its copy: nothing here keeps it (X9.24-1, A.2: Load Initial Key).</summary>
        /// <param name="initialKey">The initial key, 16 bytes.</param>
        /// <param name="initialKsn">The initial KSN, 10 bytes; its counter counts for nothing.</param>
        public void LoadInitialKey(byte[] initialKey, byte[] initialKsn)
        {
            Clear();
            Array.Copy(initialKsn, 0, _ksn, 0, KsnLength);
            for (int bit = Registers - 1; bit >= 0; bit--)
            {
                _derivation.Generate(_ksn, 1u << bit, initialKey, 0, _registers, bit * KeyLength);
            }

            _inUse = TdesKeyDerivation.CounterMask;
            Count(1);
        }

        /// <inheritdoc/>
        public void WriteKsn(byte[] ksn)
        {
            Array.Copy(_ksn, 0, ksn, 0, KsnLength);
        }

        /// <summary>Whether two KSNs are of one initial key: they differ in the counter alone.</summary>
        public static bool AreOfSameKey(byte[] ksn, byte[] other)
        {
            // The first 59 bits: the counter begins within a byte.
            return Cmac.Same(ksn, 0, other, 0, KsnLength - 3) && ((ksn[KsnLength - 3] ^ other[KsnLength - 3]) & 0xE0) == 0;
        }

        /// <summary>Derives a working key of the next transaction.</summary>
        /// <param name="usage">One of the first five: PIN, MAC and data keys.</param>
        /// <param name="key">Takes the 16 bytes of the key.</param>
        /// <exception cref="ArgumentException">TDES DUKPT has no key for that usage.</exception>
        public void DeriveWorkingKey(DukptKeyUsage usage, byte[] key)
        {
            _derivation.DeriveWorkingKey(usage, _registers, DukptCounter.LowestBit(_counter) * KeyLength, key);
        }

        /// <summary>Leaves the next transaction behind: its key is wiped, and the counter goes to the next value allowed (X9.24-1, A.2: New Key).</summary>
        public void Advance()
        {
            uint counter = _counter;
            int lowest = DukptCounter.LowestBit(counter);
            int from = lowest * KeyLength;
            if (DukptCounter.BitCount(counter) < MostBits)
            {
                for (int bit = lowest - 1; bit >= 0; bit--)
                {
                    _derivation.Generate(_ksn, counter | (1u << bit), _registers, from, _registers, bit * KeyLength);
                    _inUse |= 1u << bit;
                }
            }

            Count(DukptCounter.Next(counter, MostBits) & TdesKeyDerivation.CounterMask);
            Array.Clear(_registers, from, KeyLength);
            _inUse &= ~(1u << lowest);
        }

        /// <summary>Writes the state, <see cref="StateLength"/> bytes.</summary>
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
            uint counter = TdesKeyDerivation.CounterOf(state);
            uint inUse = DukptCounter.Take(state, KsnLength);
            bool usedUp = counter == 0 && inUse == 0;
            if (!usedUp && (counter == 0 || DukptCounter.BitCount(counter) > MostBits || inUse > TdesKeyDerivation.CounterMask || (inUse & (1u << DukptCounter.LowestBit(counter))) == 0))
            {
                return false;
            }

            Array.Copy(state, 0, _ksn, 0, KsnLength);
            _counter = counter;
            _inUse = inUse;
            Array.Copy(state, KsnLength + 4, _registers, 0, _registers.Length);
            return true;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Array.Clear(_registers, 0, _registers.Length);
            Array.Clear(_ksn, 0, KsnLength);
            _derivation.Clear();
            _inUse = 0;
            _counter = 0;
        }

        private void Count(uint counter)
        {
            _counter = counter;
            TdesKeyDerivation.SetCounter(_ksn, counter);
        }
    }
}
