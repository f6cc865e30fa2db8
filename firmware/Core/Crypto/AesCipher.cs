using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// AES (FIPS 197) with keys of 128, 192 and 256 bits, the managed one: for the emulator and the desktop, and on the ESP32 for the keys
    /// that its native class does not know. The runtime interprets IL, so this is written to execute few instructions: four tables of 1 KB that join SubBytes, ShiftRows and MixColumns, and words with their first
    /// byte lowest, as one call reads them from an array (every processor that the runtime is made for is little-endian).
    /// </summary>
    public sealed class AesCipher : IBlockCipher
    {
        private const int Block = 16;
        private const int MostRounds = 14;

        private readonly byte[] _sBox = MakeSBox();
        private readonly uint[] _t0 = new uint[256];
        private readonly uint[] _t1 = new uint[256];
        private readonly uint[] _t2 = new uint[256];
        private readonly uint[] _t3 = new uint[256];
        private readonly uint[] _k0 = new uint[MostRounds + 1];
        private readonly uint[] _k1 = new uint[MostRounds + 1];
        private readonly uint[] _k2 = new uint[MostRounds + 1];
        private readonly uint[] _k3 = new uint[MostRounds + 1];
        private readonly uint[][] _columns;
        private readonly byte[] _constants = new byte[11];
        private AesInverse _inverse;
        private bool _inverseHasKey;
        private int _rounds = 10;

        /// <summary>Makes the tables (FIPS 197, 5.1.1 to 5.1.3); no key yet.</summary>
        public AesCipher()
        {
            for (int i = 0; i < 256; i++)
            {
                uint s = _sBox[i];
                uint s2 = (s << 1) ^ ((s & 0x80) != 0 ? 0x11Bu : 0);
                uint column = s2 | (s << 8) | (s << 16) | ((s ^ s2) << 24);
                _t0[i] = column;
                _t1[i] = (column << 8) | (column >> 24);
                _t2[i] = (column << 16) | (column >> 16);
                _t3[i] = (column << 24) | (column >> 8);
            }

            _columns = new uint[][] { _k0, _k1, _k2, _k3 };
            int constant = 1;
            for (int i = 1; i < _constants.Length; i++)
            {
                _constants[i] = (byte)constant;
                constant = (constant << 1) ^ ((constant & 0x80) != 0 ? 0x11B : 0);
            }
        }

        /// <inheritdoc/>
        public int BlockLength
        {
            get { return Block; }
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentException">The key has neither 16 nor 24 nor 32 bytes.</exception>
        public void SetKey(byte[] key, int offset, int length)
        {
            _inverseHasKey = false;
            if (length != 16)
            {
                SetLongKey(key, offset, length);
                return;
            }

            byte[] sBox = _sBox;
            byte[] constants = _constants;
            uint[] k0 = _k0;
            uint[] k1 = _k1;
            uint[] k2 = _k2;
            uint[] k3 = _k3;
            uint w0 = BitConverter.ToUInt32(key, offset);
            uint w1 = BitConverter.ToUInt32(key, offset + 4);
            uint w2 = BitConverter.ToUInt32(key, offset + 8);
            uint w3 = BitConverter.ToUInt32(key, offset + 12);
            k0[0] = w0;
            k1[0] = w1;
            k2[0] = w2;
            k3[0] = w3;
            _rounds = 10;
            for (int i = 1; i <= 10; i++)
            {
                w0 ^= (uint)constants[i] ^ (uint)sBox[(byte)(w3 >> 8)] ^ ((uint)sBox[(byte)(w3 >> 16)] << 8) ^ ((uint)sBox[w3 >> 24] << 16) ^ ((uint)sBox[(byte)w3] << 24);
                w1 ^= w0;
                w2 ^= w1;
                w3 ^= w2;
                k0[i] = w0;
                k1[i] = w1;
                k2[i] = w2;
                k3[i] = w3;
            }
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            uint[] k0 = _k0;
            uint[] k1 = _k1;
            uint[] k2 = _k2;
            uint[] k3 = _k3;
            uint[] t0 = _t0;
            uint[] t1 = _t1;
            uint[] t2 = _t2;
            uint[] t3 = _t3;
            int rounds = _rounds;
            uint a = k0[0] ^ BitConverter.ToUInt32(input, inputOffset);
            uint b = k1[0] ^ BitConverter.ToUInt32(input, inputOffset + 4);
            uint c = k2[0] ^ BitConverter.ToUInt32(input, inputOffset + 8);
            uint d = k3[0] ^ BitConverter.ToUInt32(input, inputOffset + 12);
            for (int i = 1; i < rounds; i++)
            {
                uint e = t0[(byte)a] ^ t1[(byte)(b >> 8)] ^ t2[(byte)(c >> 16)] ^ t3[d >> 24] ^ k0[i];
                uint f = t0[(byte)b] ^ t1[(byte)(c >> 8)] ^ t2[(byte)(d >> 16)] ^ t3[a >> 24] ^ k1[i];
                uint g = t0[(byte)c] ^ t1[(byte)(d >> 8)] ^ t2[(byte)(a >> 16)] ^ t3[b >> 24] ^ k2[i];
                d = t0[(byte)d] ^ t1[(byte)(a >> 8)] ^ t2[(byte)(b >> 16)] ^ t3[c >> 24] ^ k3[i];
                a = e;
                b = f;
                c = g;
            }

            // The last round has no MixColumns (FIPS 197, 5.1).
            byte[] sBox = _sBox;
            uint key = k0[rounds];
            output[outputOffset] = (byte)(sBox[(byte)a] ^ key);
            output[outputOffset + 1] = (byte)(sBox[(byte)(b >> 8)] ^ (key >> 8));
            output[outputOffset + 2] = (byte)(sBox[(byte)(c >> 16)] ^ (key >> 16));
            output[outputOffset + 3] = (byte)(sBox[d >> 24] ^ (key >> 24));
            key = k1[rounds];
            output[outputOffset + 4] = (byte)(sBox[(byte)b] ^ key);
            output[outputOffset + 5] = (byte)(sBox[(byte)(c >> 8)] ^ (key >> 8));
            output[outputOffset + 6] = (byte)(sBox[(byte)(d >> 16)] ^ (key >> 16));
            output[outputOffset + 7] = (byte)(sBox[a >> 24] ^ (key >> 24));
            key = k2[rounds];
            output[outputOffset + 8] = (byte)(sBox[(byte)c] ^ key);
            output[outputOffset + 9] = (byte)(sBox[(byte)(d >> 8)] ^ (key >> 8));
            output[outputOffset + 10] = (byte)(sBox[(byte)(a >> 16)] ^ (key >> 16));
            output[outputOffset + 11] = (byte)(sBox[b >> 24] ^ (key >> 24));
            key = k3[rounds];
            output[outputOffset + 12] = (byte)(sBox[(byte)d] ^ key);
            output[outputOffset + 13] = (byte)(sBox[(byte)(a >> 8)] ^ (key >> 8));
            output[outputOffset + 14] = (byte)(sBox[(byte)(b >> 16)] ^ (key >> 16));
            output[outputOffset + 15] = (byte)(sBox[c >> 24] ^ (key >> 24));
        }

        /// <inheritdoc/>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            if (_inverse == null)
            {
                _inverse = new AesInverse(_sBox);
            }

            if (!_inverseHasKey)
            {
                _inverse.SetKey(_k0, _k1, _k2, _k3, _rounds);
                _inverseHasKey = true;
            }

            _inverse.Decrypt(input, inputOffset, output, outputOffset);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            if (_inverse != null)
            {
                _inverse.Clear();
                _inverseHasKey = false;
            }

            Array.Clear(_k0, 0, _k0.Length);
            Array.Clear(_k1, 0, _k1.Length);
            Array.Clear(_k2, 0, _k2.Length);
            Array.Clear(_k3, 0, _k3.Length);
        }

        /// <summary>Key expansion of 192 and 256 bits (FIPS 197, 5.2), word by word: words four apart lie in the same array.</summary>
        private void SetLongKey(byte[] key, int offset, int length)
        {
            if (length != 24 && length != 32)
            {
                throw new ArgumentException();
            }

            uint[][] columns = _columns;
            byte[] sBox = _sBox;
            int words = length / 4;
            _rounds = words + 6;
            uint word = 0;
            for (int i = 0; i < 4 * (_rounds + 1); i++)
            {
                if (i < words)
                {
                    word = BitConverter.ToUInt32(key, offset + (4 * i));
                }
                else
                {
                    int place = i % words;
                    if (place == 0)
                    {
                        word = (uint)_constants[i / words] ^ (uint)sBox[(byte)(word >> 8)] ^ ((uint)sBox[(byte)(word >> 16)] << 8) ^ ((uint)sBox[word >> 24] << 16) ^ ((uint)sBox[(byte)word] << 24);
                    }
                    else if (place == 4 && words == 8)
                    {
                        word = (uint)sBox[(byte)word] ^ ((uint)sBox[(byte)(word >> 8)] << 8) ^ ((uint)sBox[(byte)(word >> 16)] << 16) ^ ((uint)sBox[word >> 24] << 24);
                    }

                    int before = i - words;
                    word ^= columns[before & 3][before >> 2];
                }

                columns[i & 3][i >> 2] = word;
            }
        }

        /// <summary>The S-box by its definition (FIPS 197, 5.1.1): computed, so that no image carries it and no ESP32 holds it.</summary>
        private static byte[] MakeSBox()
        {
            byte[] sBox = new byte[256];
            int p = 1;
            int q = 1;
            do
            {
                p = (p ^ (p << 1) ^ ((p & 0x80) != 0 ? 0x1B : 0)) & 0xFF;
                q ^= q << 1;
                q ^= q << 2;
                q ^= q << 4;
                q &= 0xFF;
                if ((q & 0x80) != 0)
                {
                    q ^= 0x09;
                }

                int wide = q | (q << 8);
                sBox[p] = (byte)(q ^ (wide >> 7) ^ (wide >> 6) ^ (wide >> 5) ^ (wide >> 4) ^ 0x63);
            }
            while (p != 1);
            sBox[0] = 0x63;
            return sBox;
        }
    }
}
