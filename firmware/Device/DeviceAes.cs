using System;
using System.Security.Cryptography;
using Kiosk.Core.Crypto;

namespace Kiosk.Device
{
    /// <summary>
    /// AES on the ESP32: with 128-bit keys by the runtime's native class, with longer ones by Core's cipher, which is made when the first such key comes.
    /// The native class allocates each result, which is wiped here at once, and frees its own work buffer unwiped, which nothing can help.
    /// </summary>
    public sealed class DeviceAes : IBlockCipher
    {
        private const int Block = 16;

        private readonly Aes _aes = new Aes(CipherMode.ECB);
        private readonly byte[] _key = new byte[Block];
        private readonly byte[] _block = new byte[Block];
        private AesCipher _managed;
        private bool _isManaged;

        /// <inheritdoc/>
        public int BlockLength
        {
            get { return Block; }
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentException">The key has neither 16 nor 24 nor 32 bytes.</exception>
        public void SetKey(byte[] key, int offset, int length)
        {
            if (_isManaged)
            {
                _managed.Clear();
            }

            _isManaged = length != Block;
            if (!_isManaged)
            {
                Array.Copy(key, offset, _key, 0, Block);
                _aes.Key = _key;
                return;
            }

            if (_managed == null)
            {
                _managed = new AesCipher();
            }

            _managed.SetKey(key, offset, length);
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            if (_isManaged)
            {
                _managed.Encrypt(input, inputOffset, output, outputOffset);
                return;
            }

            Array.Copy(input, inputOffset, _block, 0, Block);
            Take(_aes.Encrypt(_block), output, outputOffset);
        }

        /// <inheritdoc/>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            if (_isManaged)
            {
                _managed.Decrypt(input, inputOffset, output, outputOffset);
                return;
            }

            Array.Copy(input, inputOffset, _block, 0, Block);
            Take(_aes.Decrypt(_block), output, outputOffset);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            if (_isManaged)
            {
                _managed.Clear();
                return;
            }

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
