namespace Kiosk.Core.Crypto
{
    /// <summary>A block cipher with a key schedule of its own, allocated once. On the ESP32 AES-128 is native, elsewhere <see cref="AesCipher"/>.</summary>
    public interface IBlockCipher
    {
        /// <summary>Takes a key of 16 bytes.</summary>
        void SetKey(byte[] key, int offset);

        /// <summary>Enciphers one block of 16 bytes; input and output may be the same place.</summary>
        void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset);

        /// <summary>Wipes the key schedule. Another <see cref="SetKey"/> comes before the next block.</summary>
        void Clear();
    }
}
