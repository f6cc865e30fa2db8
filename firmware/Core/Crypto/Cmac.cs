using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// CMAC (NIST SP 800-38B, RFC 4493) over a block cipher of 16 or 8 bytes, with any key it takes. Buffers are allocated once; not for two threads.
    /// </summary>
    public sealed class Cmac : IMac
    {
        /// <summary>Length in bytes of the longest MAC: that of a 16-byte block cipher. Over an 8-byte one it has 8.</summary>
        public const int Length = 16;

        private readonly IBlockCipher _cipher;
        private readonly int _block;
        private readonly byte[] _state;
        private readonly byte[] _subkey;

        /// <summary>Creates it over a cipher, whose key it sets for each MAC.</summary>
        public Cmac(IBlockCipher cipher)
        {
            _cipher = cipher;
            _block = cipher.BlockLength;
            _state = new byte[_block];
            _subkey = new byte[_block];
        }

        /// <inheritdoc/>
        public void Compute(byte[] key, byte[] message, int count, byte[] mac)
        {
            Compute(key, 0, key.Length, message, count, mac);
        }

        /// <summary>Computes the MAC of the first <paramref name="count"/> bytes of a message.</summary>
        /// <param name="key">Holds the key from <paramref name="keyOffset"/>.</param>
        /// <param name="keyOffset">Where the key begins.</param>
        /// <param name="keyLength">Its length in bytes.</param>
        /// <param name="message">The message.</param>
        /// <param name="count">Its length in bytes, 0 or more.</param>
        /// <param name="mac">Takes the MAC, as many bytes as the cipher's block; a shorter MAC is their left part.</param>
        public void Compute(byte[] key, int keyOffset, int keyLength, byte[] message, int count, byte[] mac)
        {
            byte[] state = _state;
            int block = _block;
            _cipher.SetKey(key, keyOffset, keyLength);
            Array.Clear(state, 0, block);
            _cipher.Encrypt(state, 0, _subkey, 0);
            Double(_subkey);
            int position = 0;
            while (count - position > block)
            {
                for (int i = 0; i < block; i++)
                {
                    state[i] ^= message[position++];
                }

                _cipher.Encrypt(state, 0, state, 0);
            }

            int rest = count - position;
            for (int i = 0; i < rest; i++)
            {
                state[i] ^= message[position++];
            }

            if (rest < block)
            {
                state[rest] ^= 0x80;
                Double(_subkey);
            }

            for (int i = 0; i < block; i++)
            {
                state[i] ^= _subkey[i];
            }

            _cipher.Encrypt(state, 0, mac, 0);
            _cipher.Clear();
            Array.Clear(_subkey, 0, block);
            Array.Clear(state, 0, block);
        }

        /// <summary>Compares in the same time whatever differs.</summary>
        public static bool Same(byte[] a, int aOffset, byte[] b, int bOffset, int count)
        {
            int difference = 0;
            for (int i = 0; i < count; i++)
            {
                difference |= a[aOffset + i] ^ b[bOffset + i];
            }

            return difference == 0;
        }

        /// <summary>Doubling in GF(2^128) or GF(2^64): SP 800-38B, 6.1, with the constants of 5.3.</summary>
        private static void Double(byte[] block)
        {
            int last = block.Length - 1;
            int carry = 0;
            for (int i = last; i >= 0; i--)
            {
                int value = (block[i] << 1) | carry;
                block[i] = (byte)value;
                carry = value >> 8;
            }

            block[last] ^= (byte)(carry * (last == 7 ? 0x1B : 0x87));
        }
    }
}
