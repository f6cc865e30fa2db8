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
        private const int BlockLength = 16;

        private readonly Aes _aes = new Aes(CipherMode.ECB);
        private readonly byte[] _key = new byte[BlockLength];
        private readonly byte[] _block = new byte[BlockLength];

        /// <inheritdoc/>
        public void SetKey(byte[] key, int offset)
        {
            Array.Copy(key, offset, _key, 0, BlockLength);
            _aes.Key = _key;
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Array.Copy(input, inputOffset, _block, 0, BlockLength);
            byte[] result = _aes.Encrypt(_block);
            Array.Copy(result, 0, output, outputOffset, BlockLength);
            Array.Clear(result, 0, BlockLength);
            Array.Clear(_block, 0, BlockLength);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Array.Clear(_key, 0, BlockLength);
            _aes.Key = _key;
        }
    }
}
