using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// Key check values (KCV): what may be shown of a key, so that two sides can see that they hold the same. Of a TDES or DES key the left bytes of a
    /// block of zeros enciphered, of an AES key those of the CMAC of such a block (ANSI X9.24-1:2017, 7.7.2 and annex A). Buffers are allocated
    /// once; not for two threads.
    /// </summary>
    public sealed class KeyCheckValue
    {
        /// <summary>Length in bytes.</summary>
        public const int Length = 3;

        private const int DesBlock = 8;

        private readonly IBlockCipher _cipher;
        private readonly Cmac _cmac;
        private readonly byte[] _zeros;
        private readonly byte[] _block;

        /// <summary>Creates it over DES or AES, with keys as long as those that will be asked for.</summary>
        public KeyCheckValue(IBlockCipher cipher)
        {
            _cipher = cipher;
            _cmac = cipher.BlockLength == DesBlock ? null : new Cmac(cipher);
            _zeros = new byte[cipher.BlockLength];
            _block = new byte[cipher.BlockLength];
        }

        /// <summary>Computes the check value of a key.</summary>
        /// <param name="key">Holds the key from <paramref name="offset"/>.</param>
        /// <param name="offset">Where the key begins.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="value">Takes <see cref="Length"/> bytes.</param>
        public void Compute(byte[] key, int offset, int length, byte[] value)
        {
            Encipher(key, offset, length);
            Array.Copy(_block, 0, value, 0, Length);
            Array.Clear(_block, 0, _block.Length);
        }

        /// <summary>Whether a key has this check value; in the same time whatever differs.</summary>
        /// <param name="key">Holds the key from <paramref name="offset"/>.</param>
        /// <param name="offset">Where the key begins.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="value">The check value, <see cref="Length"/> bytes.</param>
        public bool Fits(byte[] key, int offset, int length, byte[] value)
        {
            Encipher(key, offset, length);
            bool same = Cmac.Same(_block, 0, value, 0, Length);
            Array.Clear(_block, 0, _block.Length);
            return same;
        }

        private void Encipher(byte[] key, int offset, int length)
        {
            if (_cmac != null)
            {
                _cmac.Compute(key, offset, length, _zeros, _zeros.Length, _block);
                return;
            }

            _cipher.SetKey(key, offset, length);
            _cipher.Encrypt(_zeros, 0, _block, 0);
            _cipher.Clear();
        }
    }
}
