namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// A block cipher with a key schedule of its own, allocated once. On the ESP32 AES-128 is native; for everything else there are
    /// <see cref="AesCipher"/> and <see cref="DesCipher"/>.
    /// </summary>
    public interface IBlockCipher
    {
        /// <summary>Length of a block in bytes: 16 (AES) or 8 (DES).</summary>
        int BlockLength { get; }

        /// <summary>Takes a key. It throws <c>ArgumentException</c> when the cipher has no keys of that length.</summary>
        /// <param name="key">Holds the key from <paramref name="offset"/>.</param>
        /// <param name="offset">Where the key begins.</param>
        /// <param name="length">Its length in bytes.</param>
        void SetKey(byte[] key, int offset, int length);

        /// <summary>Enciphers one block; input and output may be the same place.</summary>
        void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset);

        /// <summary>Deciphers one block; input and output may be the same place.</summary>
        void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset);

        /// <summary>Wipes the key schedule. Another <see cref="SetKey"/> comes before the next block.</summary>
        void Clear();
    }
}
