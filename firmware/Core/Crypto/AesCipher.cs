using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// AES-128 (FIPS 197), the managed one: for the emulator and the desktop. The runtime interprets IL, so this is written to
    /// execute few instructions: four tables of 1 KB that join SubBytes, ShiftRows and MixColumns, and no call in a block.
    /// </summary>
    public sealed class AesCipher : IBlockCipher
    {
        private const int Rounds = 10;

        private readonly byte[] _sBox = MakeSBox();
        private readonly uint[] _t0 = new uint[256];
        private readonly uint[] _t1 = new uint[256];
        private readonly uint[] _t2 = new uint[256];
        private readonly uint[] _t3 = new uint[256];
        private readonly uint[] _schedule = new uint[4 * (Rounds + 1)];

        /// <summary>Makes the tables (FIPS 197, 5.1.1 to 5.1.3); no key yet.</summary>
        public AesCipher()
        {
            for (int i = 0; i < 256; i++)
            {
                uint s = _sBox[i];
                uint s2 = (s << 1) ^ ((s & 0x80) != 0 ? 0x11Bu : 0);
                uint column = (s2 << 24) | (s << 16) | (s << 8) | (s ^ s2);
                _t0[i] = column;
                _t1[i] = (column >> 8) | (column << 24);
                _t2[i] = (column >> 16) | (column << 16);
                _t3[i] = (column >> 24) | (column << 8);
            }
        }

        /// <inheritdoc/>
        public void SetKey(byte[] key, int offset)
        {
            byte[] sBox = _sBox;
            uint[] schedule = _schedule;
            uint w0 = ((uint)key[offset] << 24) | ((uint)key[offset + 1] << 16) | ((uint)key[offset + 2] << 8) | key[offset + 3];
            uint w1 = ((uint)key[offset + 4] << 24) | ((uint)key[offset + 5] << 16) | ((uint)key[offset + 6] << 8) | key[offset + 7];
            uint w2 = ((uint)key[offset + 8] << 24) | ((uint)key[offset + 9] << 16) | ((uint)key[offset + 10] << 8) | key[offset + 11];
            uint w3 = ((uint)key[offset + 12] << 24) | ((uint)key[offset + 13] << 16) | ((uint)key[offset + 14] << 8) | key[offset + 15];
            schedule[0] = w0;
            schedule[1] = w1;
            schedule[2] = w2;
            schedule[3] = w3;
            uint constant = 0x01000000;
            for (int i = 4; i < 44; i += 4)
            {
                w0 ^= constant ^ ((uint)sBox[(byte)(w3 >> 16)] << 24) ^ ((uint)sBox[(byte)(w3 >> 8)] << 16) ^ ((uint)sBox[(byte)w3] << 8) ^ sBox[w3 >> 24];
                w1 ^= w0;
                w2 ^= w1;
                w3 ^= w2;
                schedule[i] = w0;
                schedule[i + 1] = w1;
                schedule[i + 2] = w2;
                schedule[i + 3] = w3;
                constant = constant == 0x80000000 ? 0x1B000000 : constant << 1;
            }
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            uint[] schedule = _schedule;
            uint[] t0 = _t0;
            uint[] t1 = _t1;
            uint[] t2 = _t2;
            uint[] t3 = _t3;
            uint a = schedule[0] ^ (((uint)input[inputOffset] << 24) | ((uint)input[inputOffset + 1] << 16) | ((uint)input[inputOffset + 2] << 8) | input[inputOffset + 3]);
            uint b = schedule[1] ^ (((uint)input[inputOffset + 4] << 24) | ((uint)input[inputOffset + 5] << 16) | ((uint)input[inputOffset + 6] << 8) | input[inputOffset + 7]);
            uint c = schedule[2] ^ (((uint)input[inputOffset + 8] << 24) | ((uint)input[inputOffset + 9] << 16) | ((uint)input[inputOffset + 10] << 8) | input[inputOffset + 11]);
            uint d = schedule[3] ^ (((uint)input[inputOffset + 12] << 24) | ((uint)input[inputOffset + 13] << 16) | ((uint)input[inputOffset + 14] << 8) | input[inputOffset + 15]);
            for (int i = 4; i < 40; i += 4)
            {
                uint e = t0[a >> 24] ^ t1[(byte)(b >> 16)] ^ t2[(byte)(c >> 8)] ^ t3[(byte)d] ^ schedule[i];
                uint f = t0[b >> 24] ^ t1[(byte)(c >> 16)] ^ t2[(byte)(d >> 8)] ^ t3[(byte)a] ^ schedule[i + 1];
                uint g = t0[c >> 24] ^ t1[(byte)(d >> 16)] ^ t2[(byte)(a >> 8)] ^ t3[(byte)b] ^ schedule[i + 2];
                d = t0[d >> 24] ^ t1[(byte)(a >> 16)] ^ t2[(byte)(b >> 8)] ^ t3[(byte)c] ^ schedule[i + 3];
                a = e;
                b = f;
                c = g;
            }

            // The last round has no MixColumns (FIPS 197, 5.1).
            byte[] sBox = _sBox;
            uint key = schedule[40];
            output[outputOffset] = (byte)(sBox[a >> 24] ^ (key >> 24));
            output[outputOffset + 1] = (byte)(sBox[(byte)(b >> 16)] ^ (key >> 16));
            output[outputOffset + 2] = (byte)(sBox[(byte)(c >> 8)] ^ (key >> 8));
            output[outputOffset + 3] = (byte)(sBox[(byte)d] ^ key);
            key = schedule[41];
            output[outputOffset + 4] = (byte)(sBox[b >> 24] ^ (key >> 24));
            output[outputOffset + 5] = (byte)(sBox[(byte)(c >> 16)] ^ (key >> 16));
            output[outputOffset + 6] = (byte)(sBox[(byte)(d >> 8)] ^ (key >> 8));
            output[outputOffset + 7] = (byte)(sBox[(byte)a] ^ key);
            key = schedule[42];
            output[outputOffset + 8] = (byte)(sBox[c >> 24] ^ (key >> 24));
            output[outputOffset + 9] = (byte)(sBox[(byte)(d >> 16)] ^ (key >> 16));
            output[outputOffset + 10] = (byte)(sBox[(byte)(a >> 8)] ^ (key >> 8));
            output[outputOffset + 11] = (byte)(sBox[(byte)b] ^ key);
            key = schedule[43];
            output[outputOffset + 12] = (byte)(sBox[d >> 24] ^ (key >> 24));
            output[outputOffset + 13] = (byte)(sBox[(byte)(a >> 16)] ^ (key >> 16));
            output[outputOffset + 14] = (byte)(sBox[(byte)(b >> 8)] ^ (key >> 8));
            output[outputOffset + 15] = (byte)(sBox[(byte)c] ^ key);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Array.Clear(_schedule, 0, _schedule.Length);
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
