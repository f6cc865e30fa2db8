using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// The equivalent inverse cipher (FIPS 197, 5.3.5) of <see cref="AesCipher"/>, in the same shape: four tables that join InvSubBytes,
    /// InvShiftRows and InvMixColumns, and a key schedule of its own. Few terminals decipher, so it is made when one does first.
    /// </summary>
    internal sealed class AesInverse
    {
        private const int MostRounds = 14;

        private readonly byte[] _sBox;
        private readonly byte[] _inverse = new byte[256];
        private readonly uint[] _t0 = new uint[256];
        private readonly uint[] _t1 = new uint[256];
        private readonly uint[] _t2 = new uint[256];
        private readonly uint[] _t3 = new uint[256];
        private readonly uint[] _k0 = new uint[MostRounds + 1];
        private readonly uint[] _k1 = new uint[MostRounds + 1];
        private readonly uint[] _k2 = new uint[MostRounds + 1];
        private readonly uint[] _k3 = new uint[MostRounds + 1];
        private int _rounds;

        /// <summary>Makes the tables (FIPS 197, 5.3.1 to 5.3.3).</summary>
        public AesInverse(byte[] sBox)
        {
            _sBox = sBox;
            for (int i = 0; i < 256; i++)
            {
                uint s = (uint)i;
                uint s2 = Double(s);
                uint s4 = Double(s2);
                uint s8 = Double(s4);
                uint column = (s8 ^ s4 ^ s2) | ((s8 ^ s) << 8) | ((s8 ^ s4 ^ s) << 16) | ((s8 ^ s2 ^ s) << 24);
                int from = sBox[i];
                _inverse[from] = (byte)i;
                _t0[from] = column;
                _t1[from] = (column << 8) | (column >> 24);
                _t2[from] = (column << 16) | (column >> 16);
                _t3[from] = (column << 24) | (column >> 8);
            }
        }

        /// <summary>Takes the schedule of the cipher: backwards, and through InvMixColumns but for its ends.</summary>
        public void SetKey(uint[] k0, uint[] k1, uint[] k2, uint[] k3, int rounds)
        {
            _rounds = rounds;
            for (int i = 0; i <= rounds; i++)
            {
                int from = rounds - i;
                bool end = i == 0 || from == 0;
                _k0[i] = end ? k0[from] : InverseMix(k0[from]);
                _k1[i] = end ? k1[from] : InverseMix(k1[from]);
                _k2[i] = end ? k2[from] : InverseMix(k2[from]);
                _k3[i] = end ? k3[from] : InverseMix(k3[from]);
            }
        }

        /// <summary>Deciphers one block.</summary>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
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
                uint e = t0[(byte)a] ^ t1[(byte)(d >> 8)] ^ t2[(byte)(c >> 16)] ^ t3[b >> 24] ^ k0[i];
                uint f = t0[(byte)b] ^ t1[(byte)(a >> 8)] ^ t2[(byte)(d >> 16)] ^ t3[c >> 24] ^ k1[i];
                uint g = t0[(byte)c] ^ t1[(byte)(b >> 8)] ^ t2[(byte)(a >> 16)] ^ t3[d >> 24] ^ k2[i];
                d = t0[(byte)d] ^ t1[(byte)(c >> 8)] ^ t2[(byte)(b >> 16)] ^ t3[a >> 24] ^ k3[i];
                a = e;
                b = f;
                c = g;
            }

            Last(a, d, c, b, k0[rounds], output, outputOffset);
            Last(b, a, d, c, k1[rounds], output, outputOffset + 4);
            Last(c, b, a, d, k2[rounds], output, outputOffset + 8);
            Last(d, c, b, a, k3[rounds], output, outputOffset + 12);
        }

        /// <summary>Wipes the key schedule.</summary>
        public void Clear()
        {
            Array.Clear(_k0, 0, _k0.Length);
            Array.Clear(_k1, 0, _k1.Length);
            Array.Clear(_k2, 0, _k2.Length);
            Array.Clear(_k3, 0, _k3.Length);
        }

        private void Last(uint a, uint b, uint c, uint d, uint key, byte[] output, int offset)
        {
            byte[] inverse = _inverse;
            output[offset] = (byte)(inverse[(byte)a] ^ key);
            output[offset + 1] = (byte)(inverse[(byte)(b >> 8)] ^ (key >> 8));
            output[offset + 2] = (byte)(inverse[(byte)(c >> 16)] ^ (key >> 16));
            output[offset + 3] = (byte)(inverse[d >> 24] ^ (key >> 24));
        }

        /// <summary>InvMixColumns of a word: the tables undo the S-box first, so it is put on before.</summary>
        private uint InverseMix(uint word)
        {
            byte[] sBox = _sBox;
            return _t0[sBox[(byte)word]] ^ _t1[sBox[(byte)(word >> 8)]] ^ _t2[sBox[(byte)(word >> 16)]] ^ _t3[sBox[word >> 24]];
        }

        private static uint Double(uint value)
        {
            return ((value << 1) ^ ((value & 0x80) != 0 ? 0x11Bu : 0)) & 0xFF;
        }
    }
}
