using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// DES (FIPS 46-3) with keys of 8 bytes, and TDES (SP 800-67) with keys of 16 (two-key) and 24 bytes (three-key). Parity bits count for nothing.
    /// </summary>
    /// <remarks>
    /// The runtime interprets IL, so this is written to execute few instructions, not to look like the standard's figures:
    /// the halves stay in expanded form, a byte for the six bits that go into each S-box, so that a round is eight look-ups in tables that
    /// join S-box, P and the next E. IP and PC-1 are a transposition of the block taken as 8 x 8 bits, and the IP after one DES of
    /// three undoes the IP⁻¹ before it. Words have their first byte lowest, as one call reads them from an array.
    /// </remarks>
    public sealed class DesCipher : IBlockCipher
    {
        private const int Block = 8;
        private const int Rounds = 16;
        private const ulong EvenBytes = 0x00FF00FF00FF00FF;
        private const ulong Nibbles = 0x0F0F0F0F0F0F0F0F;

        // FIPS 46-3, appendix 1. Bit numbers are the standard's: 1 is the leftmost.
        private const string S1 = "E4D12FB83A6C5907" + "0F74E2D1A6CB9538" + "41E8D62BFC973A50" + "FC8249175B3EA06D";
        private const string S2 = "F18E6B34972DC05A" + "3D47F28EC01A69B5" + "0E7BA4D158C6932F" + "D8A13F42B67C05E9";
        private const string S3 = "A09E63F51DC7B428" + "D709346A285ECBF1" + "D6498F30B12C5AE7" + "1AD069874FE3B52C";
        private const string S4 = "7DE3069A1285BC4F" + "D8B56F03472C1AE9" + "A690CB7DF13E5284" + "3F06A1D8945BC72E";
        private const string S5 = "2C417AB6853FD0E9" + "EB2C47D150FA3986" + "421BAD78F9C5630E" + "B8C71E2D6F09A453";
        private const string S6 = "C1AF92680D34E75B" + "AF427C9561DE0B38" + "9EF528C3704A1DB6" + "432C95FABE17608D";
        private const string S7 = "4B2EF08D3C975A61" + "D0B7491AE35C2F86" + "14BDC37EAF680592" + "6BD814A7950FE23C";
        private const string S8 = "D2846FB1A93E50C7" + "1FD8A374C56B0E92" + "7B419CE206ADF358" + "21E74A8DFC90356B";

        // What all ciphers share, about 8 KB. Made with the first cipher: field initialisers run at every start, and most terminals need no DES.
        private static ulong[][] _sp;
        private static uint[][] _pc2;

        private readonly ulong[] _keys = new ulong[3 * Rounds];
        private int _last = Rounds;

        /// <summary>No key yet. The first one makes the tables, about 8 KB, for all.</summary>
        public DesCipher()
        {
            if (_sp == null)
            {
                _pc2 = MakePc2();
                _sp = MakeSp();
            }
        }

        /// <inheritdoc/>
        public int BlockLength
        {
            get { return Block; }
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentException">The key has neither 8 nor 16 nor 24 bytes.</exception>
        public void SetKey(byte[] key, int offset, int length)
        {
            if (length != 8 && length != 16 && length != 24)
            {
                throw new ArgumentException();
            }

            _last = length == 8 ? Rounds : 3 * Rounds;
            Schedule(key, offset, 0, 1);
            if (length == 8)
            {
                return;
            }

            // The DES in the middle deciphers: its round keys stand in reverse (SP 800-67, 3).
            Schedule(key, offset + 8, (2 * Rounds) - 1, -1);
            if (length == 24)
            {
                Schedule(key, offset + 16, 2 * Rounds, 1);
            }
            else
            {
                Array.Copy(_keys, 0, _keys, 2 * Rounds, Rounds);
            }
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Pass(input, inputOffset, output, outputOffset, 0, _last, 1);
        }

        /// <inheritdoc/>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Pass(input, inputOffset, output, outputOffset, _last - 1, -1, -1);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            Array.Clear(_keys, 0, _keys.Length);
        }

        /// <summary>One DES or three, with the round keys from <paramref name="i"/> to before <paramref name="end"/>.</summary>
        private void Pass(byte[] input, int inputOffset, byte[] output, int outputOffset, int i, int end, int step)
        {
            ulong[] keys = _keys;
            ulong[][] sp = _sp;
            ulong[] sp1 = sp[0];
            ulong[] sp2 = sp[1];
            ulong[] sp3 = sp[2];
            ulong[] sp4 = sp[3];
            ulong[] sp5 = sp[4];
            ulong[] sp6 = sp[5];
            ulong[] sp7 = sp[6];
            ulong[] sp8 = sp[7];

            // IP: transposed, the bytes from the top are R's and L's in turn.
            ulong x = Transpose(BitConverter.ToUInt64(input, inputOffset));
            ulong left = Expand(x & EvenBytes);
            ulong right = Expand((x >> 8) & EvenBytes);
            while (i != end)
            {
                for (int pair = 0; pair < Rounds / 2; pair++)
                {
                    x = right ^ keys[i];
                    left ^= sp1[(byte)(x >> 56)] ^ sp2[(byte)(x >> 48)] ^ sp3[(byte)(x >> 40)] ^ sp4[(byte)(x >> 32)]
                        ^ sp5[(byte)(x >> 24)] ^ sp6[(byte)(x >> 16)] ^ sp7[(byte)(x >> 8)] ^ sp8[(byte)x];
                    i += step;
                    x = left ^ keys[i];
                    right ^= sp1[(byte)(x >> 56)] ^ sp2[(byte)(x >> 48)] ^ sp3[(byte)(x >> 40)] ^ sp4[(byte)(x >> 32)]
                        ^ sp5[(byte)(x >> 24)] ^ sp6[(byte)(x >> 16)] ^ sp7[(byte)(x >> 8)] ^ sp8[(byte)x];
                    i += step;
                }

                // The halves change sides after the last round of each DES.
                x = left;
                left = right;
                right = x;
            }

            x = Transpose((Join(right) << 8) | Join(left));
            output[outputOffset] = (byte)x;
            output[outputOffset + 1] = (byte)(x >> 8);
            output[outputOffset + 2] = (byte)(x >> 16);
            output[outputOffset + 3] = (byte)(x >> 24);
            output[outputOffset + 4] = (byte)(x >> 32);
            output[outputOffset + 5] = (byte)(x >> 40);
            output[outputOffset + 6] = (byte)(x >> 48);
            output[outputOffset + 7] = (byte)(x >> 56);
        }

        /// <summary>The 16 round keys of one DES key (FIPS 46-3, appendix 1), a byte for the six bits of each S-box.</summary>
        private void Schedule(byte[] key, int offset, int at, int step)
        {
            ulong[] keys = _keys;
            uint[][] pc2 = _pc2;
            uint[] c0 = pc2[0];
            uint[] c1 = pc2[1];
            uint[] c2 = pc2[2];
            uint[] c3 = pc2[3];
            uint[] d0 = pc2[4];
            uint[] d1 = pc2[5];
            uint[] d2 = pc2[6];
            uint[] d3 = pc2[7];

            // PC-1: transposed, C is the upper 28 bits, and D the bytes 1 to 3 and half of byte 4.
            ulong x = Transpose(BitConverter.ToUInt64(key, offset));
            uint c = (uint)(x >> 36);
            uint d = (((uint)x << 12) & 0x0FF00000) | (((uint)x >> 4) & 0x000FF000) | (((uint)x >> 20) & 0x00000FF0) | ((uint)(x >> 32) & 0xF);
            for (int i = 0; i < Rounds; i++)
            {
                // One place to the left in rounds 1, 2, 9 and 16, two in the others.
                if (i < 2 || i == 8 || i == 15)
                {
                    c = ((c << 1) | (c >> 27)) & 0x0FFFFFFF;
                    d = ((d << 1) | (d >> 27)) & 0x0FFFFFFF;
                }
                else
                {
                    c = ((c << 2) | (c >> 26)) & 0x0FFFFFFF;
                    d = ((d << 2) | (d >> 26)) & 0x0FFFFFFF;
                }

                uint upper = c0[c & 0x7F] | c1[(c >> 7) & 0x7F] | c2[(c >> 14) & 0x7F] | c3[c >> 21];
                uint lower = d0[d & 0x7F] | d1[(d >> 7) & 0x7F] | d2[(d >> 14) & 0x7F] | d3[d >> 21];
                keys[at] = ((ulong)upper << 32) | lower;
                at += step;
            }
        }

        /// <summary>The block as 8 x 8 bits, rows for columns.</summary>
        private static ulong Transpose(ulong x)
        {
            ulong t = (x ^ (x >> 7)) & 0x00AA00AA00AA00AA;
            x ^= t ^ (t << 7);
            t = (x ^ (x >> 14)) & 0x0000CCCC0000CCCC;
            x ^= t ^ (t << 14);
            t = (x ^ (x >> 28)) & 0x00000000F0F0F0F0;
            return x ^ t ^ (t << 28);
        }

        /// <summary>E (FIPS 46-3, figure 2): four bytes, each alone in 16 bits, to eight times six bits.</summary>
        private static ulong Expand(ulong half)
        {
            ulong x = ((half | (half << 4)) & Nibbles) << 1;
            return x | (((x >> 4) | (x << 60)) & 0x2020202020202020) | (((x << 4) | (x >> 60)) & 0x0101010101010101);
        }

        /// <summary>Undoes <see cref="Expand"/>.</summary>
        private static ulong Join(ulong expanded)
        {
            ulong x = (expanded >> 1) & Nibbles;
            return (x | (x >> 4)) & EvenBytes;
        }

        /// <summary>PC-2 (FIPS 46-3, appendix 1), looked up by seven bits.</summary>
        private static uint[][] MakePc2()
        {
            byte[] pc2 =
            {
                14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
                41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
            };
            uint[][] tables = new uint[8][];
            for (int i = 0; i < 8; i++)
            {
                tables[i] = new uint[128];
            }

            for (int i = 0; i < 48; i++)
            {
                // C's bits go to S1 to S4, D's to S5 to S8: 28 bits each.
                int half = i / 24;
                int bit = (28 * (half + 1)) - pc2[i];
                int place = i % 24;
                tables[(4 * half) + (bit / 7)][1 << (bit % 7)] = 1u << ((8 * (3 - (place / 6))) + 5 - (place % 6));
            }

            for (int i = 0; i < 8; i++)
            {
                uint[] table = tables[i];
                for (int v = 1; v < 128; v++)
                {
                    table[v] = table[v & (v - 1)] | table[v & -v];
                }
            }

            return tables;
        }

        /// <summary>A table for each S-box.</summary>
        private static ulong[][] MakeSp()
        {
            byte[] p = { 16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25 };
            return new ulong[][]
            {
                MakeTable(S1, 0, p), MakeTable(S2, 1, p), MakeTable(S3, 2, p), MakeTable(S4, 3, p),
                MakeTable(S5, 4, p), MakeTable(S6, 5, p), MakeTable(S7, 6, p), MakeTable(S8, 7, p),
            };
        }

        /// <summary>What an S-box makes of its six bits, through P and E.</summary>
        private static ulong[] MakeTable(string sBox, int number, byte[] p)
        {
            ulong[] table = new ulong[64];
            for (int i = 0; i < 64; i++)
            {
                int digit = sBox[((i & 0x20) | ((i & 1) << 4)) + ((i >> 1) & 0xF)];
                int s = digit <= '9' ? digit - '0' : digit - 'A' + 10;
                uint permuted = 0;
                for (int bit = 0; bit < 32; bit++)
                {
                    int from = p[bit] - 1 - (4 * number);
                    if (from >= 0 && from < 4 && (s & (8 >> from)) != 0)
                    {
                        permuted |= 0x80000000 >> bit;
                    }
                }

                ulong bytes = permuted;
                bytes = (bytes | (bytes << 16)) & 0x0000FFFF0000FFFF;
                table[i] = Expand((bytes | (bytes << 8)) & EvenBytes);
            }

            return table;
        }
    }
}
