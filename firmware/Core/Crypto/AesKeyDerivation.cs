using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>The key derivation of AES DUKPT (ANSI X9.24-3, 6.3.2). Buffers are allocated once; not for two threads.</summary>
    public sealed class AesKeyDerivation
    {
        /// <summary>Length in bytes of an initial key id.</summary>
        public const int KeyIdLength = 8;

        private const int Block = 16;

        private readonly IBlockCipher _cipher;
        private readonly byte[] _data = new byte[Block];
        private byte[] _rest;

        /// <summary>Creates it over AES with keys as long as those that will be derived from.</summary>
        public AesKeyDerivation(IBlockCipher cipher)
        {
            _cipher = cipher;
            _data[0] = 0x01;
        }

        /// <summary>Length in bytes of a key.</summary>
        /// <exception cref="ArgumentException">There is no such key.</exception>
        public static int LengthOf(DukptKeyType type)
        {
            switch (type)
            {
                case DukptKeyType.Tdes2:
                case DukptKeyType.Aes128:
                    return 16;
                case DukptKeyType.Tdes3:
                case DukptKeyType.Aes192:
                    return 24;
                case DukptKeyType.Aes256:
                    return 32;
                default:
                    throw new ArgumentException();
            }
        }

        /// <summary>The AES key of a length in bytes.</summary>
        /// <exception cref="ArgumentException">There is no such key.</exception>
        public static DukptKeyType AesOf(int length)
        {
            switch (length)
            {
                case 16:
                    return DukptKeyType.Aes128;
                case 24:
                    return DukptKeyType.Aes192;
                case 32:
                    return DukptKeyType.Aes256;
                default:
                    throw new ArgumentException();
            }
        }

        /// <summary>Takes the right half of an initial key id, which is in the data of all derivations but that of the initial key.</summary>
        public void SetKeyId(byte[] initialKeyId)
        {
            Array.Copy(initialKeyId, 4, _data, 8, 4);
        }

        /// <summary>Derives a key for a transaction counter.</summary>
        /// <param name="usage">What it is for.</param>
        /// <param name="type">Its algorithm and length.</param>
        /// <param name="counter">The transaction counter.</param>
        /// <param name="from">Holds the key to derive from.</param>
        /// <param name="fromOffset">Where that begins.</param>
        /// <param name="fromLength">Its length in bytes.</param>
        /// <param name="to">Takes the key.</param>
        /// <param name="toOffset">Where it begins.</param>
        /// <exception cref="ArgumentException">The key would be stronger than the one it comes from (X9.24-3, 6.1).</exception>
        public void Derive(DukptKeyUsage usage, DukptKeyType type, uint counter, byte[] from, int fromOffset, int fromLength, byte[] to, int toOffset)
        {
            DukptCounter.Put(_data, 12, counter);
            Generate(usage, type, from, fromOffset, fromLength, to, toOffset);
        }

        /// <summary>Derives a terminal's initial key: the host's side, here for tools and tests. It is as long as the base derivation key.</summary>
        public void DeriveInitialKey(byte[] baseDerivationKey, byte[] initialKeyId, byte[] initialKey)
        {
            Array.Copy(initialKeyId, 0, _data, 8, KeyIdLength);
            Generate(DukptKeyUsage.InitialKeyDerivation, AesOf(baseDerivationKey.Length), baseDerivationKey, 0, baseDerivationKey.Length, initialKey, 0);
            SetKeyId(initialKeyId);
        }

        /// <summary>
        /// Derives the DUKPT update key of an initial key, as long as that: under it a host wraps the terminal's next initial key. It comes from the
        /// counter FFFFFFFF, which no transaction has, so a terminal derives it before the initial key goes. <see cref="SetKeyId"/> comes before.
        /// </summary>
        /// <param name="initialKey">Holds the initial key.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="updateKey">Takes the update key.</param>
        public void DeriveUpdateKey(byte[] initialKey, int length, byte[] updateKey)
        {
            DeriveTransactionKey(initialKey, length, uint.MaxValue, updateKey);
            Derive(DukptKeyUsage.KeyEncryption, AesOf(length), uint.MaxValue, updateKey, 0, length, updateKey, 0);
        }

        /// <summary>Derives a transaction key from the initial key, one step a set bit: the host's way.</summary>
        public void DeriveTransactionKey(byte[] initialKey, uint counter, byte[] key)
        {
            DeriveTransactionKey(initialKey, initialKey.Length, counter, key);
        }

        /// <summary>Wipes what a terminal's keys left here.</summary>
        public void Clear()
        {
            Array.Clear(_data, 1, Block - 1);
        }

        private void DeriveTransactionKey(byte[] initialKey, int length, uint counter, byte[] key)
        {
            DukptKeyType type = AesOf(length);
            uint at = 0;
            Array.Copy(initialKey, 0, key, 0, length);
            for (uint bit = 0x80000000; bit != 0; bit >>= 1)
            {
                if ((counter & bit) != 0)
                {
                    at |= bit;
                    Derive(DukptKeyUsage.KeyDerivation, type, at, key, 0, length, key, 0);
                }
            }
        }

        private void Generate(DukptKeyUsage usage, DukptKeyType type, byte[] from, int fromOffset, int fromLength, byte[] to, int toOffset)
        {
            byte[] data = _data;
            int length = type == DukptKeyType.Aes128 ? 16 : LengthOf(type);
            if (length > fromLength && type != DukptKeyType.Tdes3)
            {
                throw new ArgumentException();
            }

            data[1] = 0x01;
            data[2] = (byte)((int)usage >> 8);
            data[3] = (byte)usage;
            data[5] = (byte)type;
            data[6] = (byte)(length >> 5);
            data[7] = (byte)(length << 3);
            _cipher.SetKey(from, fromOffset, fromLength);
            _cipher.Encrypt(data, 0, to, toOffset);
            if (length > Block)
            {
                if (_rest == null)
                {
                    _rest = new byte[Block];
                }

                data[1] = 0x02;
                _cipher.Encrypt(data, 0, _rest, 0);
                Array.Copy(_rest, 0, to, toOffset + Block, length - Block);
                Array.Clear(_rest, 0, Block);
            }

            _cipher.Clear();
        }
    }
}
