using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// AES DUKPT, the terminal's side, with AES-128 keys (ANSI X9.24-3). The state is the KSN and up to 32 intermediate keys,
    /// from which every later transaction key can be derived and no earlier one.
    /// </summary>
    /// <remarks>
    /// The counter has 32 bits, of which at most 16 may be set; it passes over the others. The key of a transaction lies in the
    /// register of its lowest set bit. <see cref="Advance"/> derives from it the registers below, wipes it, and counts on.
    /// </remarks>
    public sealed class AesDukpt
    {
        /// <summary>Length in bytes of a KSN: initial key id (8) and transaction counter (4).</summary>
        public const int KsnLength = 12;

        /// <summary>Length in bytes of a key.</summary>
        public const int KeyLength = 16;

        /// <summary>Length in bytes of what <see cref="Save"/> writes: KSN, a mask of the registers in use, the registers.</summary>
        public const int StateLength = KsnLength + 4 + (Registers * KeyLength);

        private const int Registers = 32;
        private const int MostBits = 16;

        private readonly IBlockCipher _cipher;
        private readonly byte[] _registers = new byte[Registers * KeyLength];
        private readonly byte[] _derivation = new byte[KeyLength];
        private readonly byte[] _keyId = new byte[8];
        private uint _inUse;
        private uint _counter;

        /// <summary>Creates it without keys.</summary>
        public AesDukpt(IBlockCipher cipher)
        {
            _cipher = cipher;
        }

        /// <summary>Whether there is a key for the next transaction: keys are loaded and not used up.</summary>
        public bool IsReady
        {
            get { return _counter != 0; }
        }

        /// <summary>The transaction counter of the next transaction, 1 or more; 0 when there is none.</summary>
        public uint Counter
        {
            get { return _counter; }
        }

        /// <summary>Takes an initial key. The caller wipes its copy: nothing here keeps it (X9.24-3, 6.3.3).</summary>
        /// <param name="initialKey">The initial key, 16 bytes.</param>
        /// <param name="initialKeyId">The initial key id, 8 bytes: the left part of every KSN.</param>
        public void LoadInitialKey(byte[] initialKey, byte[] initialKeyId)
        {
            Clear();
            Array.Copy(initialKeyId, 0, _keyId, 0, 8);
            for (int bit = Registers - 1; bit >= 0; bit--)
            {
                Derive(DukptKeyUsage.KeyDerivation, 1u << bit, initialKey, 0, _registers, bit * KeyLength);
            }

            _inUse = 0xFFFFFFFF;
            _counter = 1;
        }

        /// <summary>Writes the KSN of the next transaction.</summary>
        public void WriteKsn(byte[] ksn)
        {
            Array.Copy(_keyId, 0, ksn, 0, 8);
            Put(ksn, 8, _counter);
        }

        /// <summary>Derives a working key of the next transaction, AES-128.</summary>
        public void DeriveWorkingKey(DukptKeyUsage usage, byte[] key)
        {
            Derive(usage, _counter, _registers, LowestBit(_counter) * KeyLength, key, 0);
        }

        /// <summary>Leaves the next transaction behind: its key is wiped, and the counter goes to the next value allowed (X9.24-3, 6.3.4).</summary>
        public void Advance()
        {
            int lowest = LowestBit(_counter);
            if (BitCount(_counter) < MostBits)
            {
                for (int bit = lowest - 1; bit >= 0; bit--)
                {
                    Derive(DukptKeyUsage.KeyDerivation, _counter | (1u << bit), _registers, lowest * KeyLength, _registers, bit * KeyLength);
                    _inUse |= 1u << bit;
                }

                _counter++;
            }
            else
            {
                // One more would have 17 bits or more up to the next value of the lowest bit: X9.24-3 steps over them at once.
                _counter += 1u << lowest;
            }

            Array.Clear(_registers, lowest * KeyLength, KeyLength);
            _inUse &= ~(1u << lowest);
        }

        /// <summary>Writes the state, <see cref="StateLength"/> bytes.</summary>
        public void Save(byte[] state)
        {
            WriteKsn(state);
            Put(state, KsnLength, _inUse);
            Array.Copy(_registers, 0, state, KsnLength + 4, _registers.Length);
        }

        /// <summary>Takes a state that <see cref="Save"/> wrote.</summary>
        /// <returns>False, and no keys, when the counter or the registers cannot be those of a terminal.</returns>
        public bool Restore(byte[] state)
        {
            Clear();
            Array.Copy(state, 0, _keyId, 0, 8);
            uint counter = Take(state, 8);
            uint inUse = Take(state, KsnLength);
            bool usedUp = counter == 0 && inUse == 0;
            if (!usedUp && (counter == 0 || BitCount(counter) > MostBits || (inUse & (1u << LowestBit(counter))) == 0))
            {
                return false;
            }

            _counter = counter;
            _inUse = inUse;
            Array.Copy(state, KsnLength + 4, _registers, 0, _registers.Length);
            return true;
        }

        /// <summary>Wipes all keys.</summary>
        public void Clear()
        {
            Array.Clear(_registers, 0, _registers.Length);
            Array.Clear(_derivation, 0, _derivation.Length);
            Array.Clear(_keyId, 0, _keyId.Length);
            _inUse = 0;
            _counter = 0;
        }

        /// <summary>Derivation data of X9.24-3, 6.3.2 for a 128-bit key: version 1, block 1, usage, algorithm AES-128, 128 bits, key id, counter.</summary>
        private void Derive(DukptKeyUsage usage, uint counter, byte[] from, int fromOffset, byte[] to, int toOffset)
        {
            byte[] data = _derivation;
            data[0] = 0x01;
            data[1] = 0x01;
            data[2] = (byte)((int)usage >> 8);
            data[3] = (byte)usage;
            data[4] = 0x00;
            data[5] = 0x02;
            data[6] = 0x00;
            data[7] = 0x80;
            Array.Copy(_keyId, 4, data, 8, 4);
            Put(data, 12, counter);
            _cipher.SetKey(from, fromOffset);
            _cipher.Encrypt(data, 0, to, toOffset);
            _cipher.Clear();
        }

        private static void Put(byte[] target, int offset, uint value)
        {
            target[offset] = (byte)(value >> 24);
            target[offset + 1] = (byte)(value >> 16);
            target[offset + 2] = (byte)(value >> 8);
            target[offset + 3] = (byte)value;
        }

        private static uint Take(byte[] source, int offset)
        {
            return ((uint)source[offset] << 24) | ((uint)source[offset + 1] << 16) | ((uint)source[offset + 2] << 8) | source[offset + 3];
        }

        private static int LowestBit(uint value)
        {
            if (value == 0)
            {
                throw new InvalidOperationException();
            }

            int bit = 0;
            while ((value & 1) == 0)
            {
                value >>= 1;
                bit++;
            }

            return bit;
        }

        private static int BitCount(uint value)
        {
            int count = 0;
            for (; value != 0; value &= value - 1)
            {
                count++;
            }

            return count;
        }
    }
}
