using System;
using System.Security.Cryptography;
using Kiosk.Core.Crypto;

namespace Kiosk.Device
{
    /// <summary>
    /// AES-128 by the runtime's native class. It allocates each result, which is wiped here at once, and frees its own work buffer unwiped,
    /// which nothing can help.
    /// </summary>
    public sealed class NativeAes : IBlockCipher
    {
        private const int Block = 16;

        private readonly Aes _aes = new Aes(CipherMode.ECB);
        private readonly byte[] _key = new byte[Block];
        private readonly byte[] _block = new byte[Block];

        /// <inheritdoc/>
        public int BlockLength
        {
            get { return Block; }
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentException">The key has not 16 bytes: the native class knows no other.</exception>
        public void SetKey(byte[] key, int offset, int length)
        {
            if (length != Block)
            {
                throw new ArgumentException();
            }

            Array.Copy(key, offset, _key, 0, Block);
            _aes.Key = _key;
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Array.Copy(input, inputOffset, _block, 0, Block);
            Take(_aes.Encrypt(_block), output, outputOffset);
        }

        /// <inheritdoc/>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Array.Copy(input, inputOffset, _block, 0, Block);
            Take(_aes.Decrypt(_block), output, outputOffset);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Array.Clear(_key, 0, Block);
            _aes.Key = _key;
        }

        private void Take(byte[] result, byte[] output, int outputOffset)
        {
            Array.Copy(result, 0, output, outputOffset, Block);
            Array.Clear(result, 0, Block);
            Array.Clear(_block, 0, Block);
        }
    }
}
