using Kiosk.Core.Crypto;

namespace Kiosk.Unit
{
    /// <summary>A cipher that can go wrong by one bit.</summary>
    public sealed class FaultyCipher : IBlockCipher
    {
        /// <summary>Whether it is wrong now.</summary>
        public bool IsFaulty;

        private readonly IBlockCipher _cipher;

        /// <summary>Creates it over a good one.</summary>
        public FaultyCipher(IBlockCipher cipher)
        {
            _cipher = cipher;
        }

        /// <inheritdoc/>
        public int BlockLength
        {
            get { return _cipher.BlockLength; }
        }

        /// <inheritdoc/>
        public void SetKey(byte[] key, int offset, int length)
        {
            _cipher.SetKey(key, offset, length);
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            _cipher.Encrypt(input, inputOffset, output, outputOffset);
            output[outputOffset + 5] ^= (byte)(IsFaulty ? 0x20 : 0);
        }

        /// <inheritdoc/>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            _cipher.Decrypt(input, inputOffset, output, outputOffset);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _cipher.Clear();
        }
    }
}
