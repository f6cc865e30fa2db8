using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>CMAC (NIST SP 800-38B, RFC 4493) over a 16-byte block cipher. Buffers are allocated once; not for two threads.</summary>
    public sealed class Cmac
    {
        /// <summary>Length of a full MAC in bytes.</summary>
        public const int Length = 16;

        private readonly IBlockCipher _cipher;
        private readonly byte[] _state = new byte[Length];
        private readonly byte[] _subkey = new byte[Length];

        /// <summary>Creates it over a cipher, whose key it sets for each MAC.</summary>
        public Cmac(IBlockCipher cipher)
        {
            _cipher = cipher;
        }

        /// <summary>Computes the MAC of the first <paramref name="count"/> bytes of a message.</summary>
        /// <param name="key">Holds the key of 16 bytes from <paramref name="keyOffset"/>.</param>
        /// <param name="keyOffset">Where the key begins.</param>
        /// <param name="message">The message.</param>
        /// <param name="count">Its length in bytes, 0 or more.</param>
        /// <param name="mac">Takes the 16 bytes of the MAC; a shorter MAC is their left part.</param>
        public void Compute(byte[] key, int keyOffset, byte[] message, int count, byte[] mac)
        {
            byte[] state = _state;
            _cipher.SetKey(key, keyOffset);
            Array.Clear(state, 0, Length);
            _cipher.Encrypt(state, 0, _subkey, 0);
            Double(_subkey);
            int position = 0;
            while (count - position > Length)
            {
                for (int i = 0; i < Length; i++)
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

            if (rest < Length)
            {
                state[rest] ^= 0x80;
                Double(_subkey);
            }

            for (int i = 0; i < Length; i++)
            {
                state[i] ^= _subkey[i];
            }

            _cipher.Encrypt(state, 0, mac, 0);
            _cipher.Clear();
            Array.Clear(_subkey, 0, Length);
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

        /// <summary>Doubling in GF(2^128): SP 800-38B, 6.1.</summary>
        private static void Double(byte[] block)
        {
            int carry = 0;
            for (int i = Length - 1; i >= 0; i--)
            {
                int value = (block[i] << 1) | carry;
                block[i] = (byte)value;
                carry = value >> 8;
            }

            block[Length - 1] ^= (byte)(carry * 0x87);
        }
    }
}
