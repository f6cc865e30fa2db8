using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>The key derivation of TDES DUKPT (ANSI X9.24-1:2009, annex A). Buffers are allocated once; not for two threads.</summary>
    public sealed class TdesKeyDerivation
    {
        /// <summary>Length in bytes of a key.</summary>
        public const int KeyLength = 16;

        /// <summary>Length in bytes of a KSN: 59 bits of key set and terminal, 21 bits of transaction counter.</summary>
        public const int KsnLength = 10;

        /// <summary>The transaction counter's bits.</summary>
        public const uint CounterMask = 0x001FFFFF;

        private const int Half = 8;

        private readonly IBlockCipher _cipher;
        private readonly byte[] _register = new byte[Half];
        private readonly byte[] _key = new byte[KeyLength];
        private readonly byte[] _new = new byte[KeyLength];

        /// <summary>Creates it over DES.</summary>
        public TdesKeyDerivation(IBlockCipher cipher)
        {
            _cipher = cipher;
        }

        /// <summary>
        /// Derives the initial key (IPEK) of a terminal from the base derivation key: the host's side, here for tools and tests (X9.24-1, A.6).
        /// </summary>
        public void DeriveInitialKey(byte[] baseDerivationKey, byte[] ksn, byte[] initialKey)
        {
            byte[] register = _register;
            Array.Copy(ksn, 0, register, 0, Half);
            register[Half - 1] &= 0xE0;
            Array.Copy(baseDerivationKey, 0, _key, 0, KeyLength);
            _cipher.SetKey(_key, 0, KeyLength);
            _cipher.Encrypt(register, 0, initialKey, 0);
            Vary();
            _cipher.SetKey(_key, 0, KeyLength);
            _cipher.Encrypt(register, 0, initialKey, Half);
            Clear();
        }

        /// <summary>Derives a transaction key from the initial key, one step a set bit of the KSN's counter: the host's way.</summary>
        public void DeriveTransactionKey(byte[] initialKey, byte[] ksn, byte[] key)
        {
            uint counter = CounterOf(ksn);
            uint at = 0;
            Array.Copy(initialKey, 0, key, 0, KeyLength);
            for (uint bit = (CounterMask + 1) >> 1; bit != 0; bit >>= 1)
            {
                if ((counter & bit) != 0)
                {
                    at |= bit;
                    Generate(ksn, at, key, 0, key, 0);
                }
            }
        }

        /// <summary>Generates a key without a way back (X9.24-1, A.2: Non-reversible Key Generation Process).</summary>
        /// <param name="ksn">The KSN; its counter counts for nothing.</param>
        /// <param name="counter">The counter that stands in its place.</param>
        /// <param name="from">Holds the key to derive from.</param>
        /// <param name="fromOffset">Where that begins.</param>
        /// <param name="to">Takes the key.</param>
        /// <param name="toOffset">Where it begins.</param>
        public void Generate(byte[] ksn, uint counter, byte[] from, int fromOffset, byte[] to, int toOffset)
        {
            Array.Copy(from, fromOffset, _key, 0, KeyLength);
            GenerateHalf(ksn, counter, Half);
            Vary();
            GenerateHalf(ksn, counter, 0);
            Array.Copy(_new, 0, to, toOffset, KeyLength);
            Clear();
        }

        /// <summary>
        /// Makes a working key of a transaction key: its variant, which for data keys goes once through TDES under itself (X9.24-1, A.4.1).
        /// </summary>
        /// <exception cref="ArgumentException">TDES DUKPT has no key for that usage.</exception>
        public void DeriveWorkingKey(DukptKeyUsage usage, byte[] from, int fromOffset, byte[] key)
        {
            int place = PlaceOf(usage);
            Array.Copy(from, fromOffset, key, 0, KeyLength);
            key[place] ^= 0xFF;
            key[Half + place] ^= 0xFF;
            if (usage == DukptKeyUsage.DataEncryption || usage == DukptKeyUsage.DataDecryption)
            {
                _cipher.SetKey(key, 0, KeyLength);
                _cipher.Encrypt(key, 0, key, 0);
                _cipher.Encrypt(key, Half, key, Half);
                _cipher.Clear();
            }
        }

        /// <summary>The transaction counter in a KSN.</summary>
        public static uint CounterOf(byte[] ksn)
        {
            return DukptCounter.Take(ksn, KsnLength - 4) & CounterMask;
        }

        /// <summary>Puts a transaction counter into a KSN.</summary>
        public static void SetCounter(byte[] ksn, uint counter)
        {
            DukptCounter.Put(ksn, KsnLength - 4, (DukptCounter.Take(ksn, KsnLength - 4) & ~CounterMask) | counter);
        }

        /// <summary>Wipes all buffers.</summary>
        public void Clear()
        {
            _cipher.Clear();
            Array.Clear(_register, 0, Half);
            Array.Clear(_key, 0, KeyLength);
            Array.Clear(_new, 0, KeyLength);
        }

        private static int PlaceOf(DukptKeyUsage usage)
        {
            switch (usage)
            {
                case DukptKeyUsage.PinEncryption:
                    return 7;
                case DukptKeyUsage.MacGeneration:
                    return 6;
                case DukptKeyUsage.DataEncryption:
                    return 5;
                case DukptKeyUsage.MacVerification:
                    return 4;
                case DukptKeyUsage.DataDecryption:
                    return 3;
                default:
                    throw new ArgumentException();
            }
        }

        /// <summary>The right 64 bits of the KSN, through DES under the key's left half between two additions of its right half.</summary>
        private void GenerateHalf(byte[] ksn, uint counter, int at)
        {
            byte[] register = _register;
            byte[] key = _key;
            byte[] result = _new;
            Array.Copy(ksn, 2, register, 0, Half);
            register[5] = (byte)((register[5] & 0xE0) | (int)(counter >> 16));
            register[6] = (byte)(counter >> 8);
            register[7] = (byte)counter;
            for (int i = 0; i < Half; i++)
            {
                register[i] ^= key[Half + i];
            }

            _cipher.SetKey(key, 0, Half);
            _cipher.Encrypt(register, 0, result, at);
            for (int i = 0; i < Half; i++)
            {
                result[at + i] ^= key[Half + i];
            }
        }

        /// <summary>The key for the other half: C0C0C0C000000000 added to both of its own.</summary>
        private void Vary()
        {
            for (int i = 0; i < 4; i++)
            {
                _key[i] ^= 0xC0;
                _key[Half + i] ^= 0xC0;
            }
        }
    }
}
