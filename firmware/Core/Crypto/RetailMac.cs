using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// The retail MAC: ISO/IEC 9797-1 algorithm 3 with DES and padding method 1 (zeros up to a whole block), as in the examples of
    /// ANSI X9.24-1, annex A. Buffers are allocated once; not for two threads.
    /// </summary>
    /// <remarks>Method 1 does not tell a message from the same with zeros behind it: the length must be in the message.</remarks>
    public sealed class RetailMac : IMac
    {
        /// <summary>Length of the full MAC in bytes.</summary>
        public const int Length = 8;

        /// <summary>Length of the key in bytes.</summary>
        public const int KeyLength = 16;

        private readonly DesCipher _cipher;
        private readonly byte[] _state = new byte[Length];

        /// <summary>Creates it over DES, whose key it sets for each MAC.</summary>
        public RetailMac(DesCipher cipher)
        {
            _cipher = cipher;
        }

        /// <inheritdoc/>
        public void Compute(byte[] key, byte[] message, int count, byte[] mac)
        {
            Compute(key, 0, message, count, mac);
        }

        /// <summary>Computes the MAC of the first <paramref name="count"/> bytes of a message.</summary>
        /// <param name="key">Holds the key of 16 bytes from <paramref name="keyOffset"/>.</param>
        /// <param name="keyOffset">Where the key begins.</param>
        /// <param name="message">The message.</param>
        /// <param name="count">Its length in bytes; 0 is taken as one block of zeros.</param>
        /// <param name="mac">Takes the 8 bytes of the MAC; a shorter MAC is their left part.</param>
        public void Compute(byte[] key, int keyOffset, byte[] message, int count, byte[] mac)
        {
            byte[] state = _state;
            Array.Clear(state, 0, Length);
            _cipher.SetKey(key, keyOffset, Length);
            int position = 0;
            while (count - position > Length)
            {
                for (int i = 0; i < Length; i++)
                {
                    state[i] ^= message[position++];
                }

                _cipher.Encrypt(state, 0, state, 0);
            }

            for (int i = 0; position < count; i++)
            {
                state[i] ^= message[position++];
            }

            // The last block goes through DES, and its result through the inverse under the right key and DES again: that is two-key TDES.
            _cipher.SetKey(key, keyOffset, KeyLength);
            _cipher.Encrypt(state, 0, mac, 0);
            _cipher.Clear();
            Array.Clear(state, 0, Length);
        }
    }
}
