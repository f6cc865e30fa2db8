using System;
using Kiosk.Core.Crypto;

namespace Kiosk.Core.Pin
{
    /// <summary>
    /// Enciphers PIN blocks of one format of ISO 9564-1: formats 0 to 3 under TDES, format 4 under AES. The clear block is read again and compared with PIN,
    /// card and fill before it may be enciphered (K11). Buffers are allocated once and wiped on every way out; not for two threads.
    /// </summary>
    /// <remarks>
    /// Formats 0 to 3: one block of TDES in ECB. Format 4: E(E(PIN field) xor PAN field) (ISO 9564-1:2017, 9.4). The fill of format 1 is random
    /// bytes as they come. That of format 3 is the letters among random nibbles, which makes A to F equally likely; of up to
    /// 256 nibbles at least 10 are letters but for a chance of 2^-126, and where they are not, no block is made.
    /// </remarks>
    public sealed class PinEncryption
    {
        private const int MostLetters = 10;
        private const int MostDraws = 16;
        private const int ShortestTdesKey = 16;

        private readonly PinBlockFormat _format;
        private readonly IBlockCipher _cipher;
        private readonly IRandom _random;
        private readonly byte[] _clear;
        private readonly byte[] _panField;
        private readonly byte[] _fill = new byte[PinBlock.FillLength];

        /// <summary>Creates it over a cipher, whose key it sets for each block, and a source of random bytes.</summary>
        /// <param name="format">The format.</param>
        /// <param name="cipher">AES for format 4, TDES for the others.</param>
        /// <param name="random">Gives what the format leaves to chance.</param>
        /// <exception cref="ArgumentException">The cipher's blocks have not the length of the format's.</exception>
        public PinEncryption(PinBlockFormat format, IBlockCipher cipher, IRandom random)
        {
            BlockLength = PinBlock.LengthOf(format);
            if (cipher.BlockLength != BlockLength)
            {
                throw new ArgumentException();
            }

            _format = format;
            _cipher = cipher;
            _random = random;
            _clear = new byte[BlockLength];
            _panField = format == PinBlockFormat.Format4 ? new byte[BlockLength] : null;
        }

        /// <summary>Length of a block in bytes, clear or enciphered.</summary>
        public int BlockLength { get; }

        /// <summary>Makes the block, checks it, and enciphers it if it is good. Nothing clear remains here.</summary>
        /// <param name="pin">The PIN; the caller wipes it.</param>
        /// <param name="number">The card number, ASCII digits; null without a card.</param>
        /// <param name="numberLength">Its digits, 8 to 19; 0 without a card.</param>
        /// <param name="key">PIN key of a length that the cipher takes; TDES, never DES.</param>
        /// <param name="block">Takes <see cref="BlockLength"/> bytes: the enciphered block, or zeros when the result is not good.</param>
        /// <exception cref="ArgumentException">There is no such key.</exception>
        public PinBlockResult Encipher(PinEntry pin, byte[] number, int numberLength, byte[] key, byte[] block)
        {
            Array.Clear(block, 0, BlockLength);
            try
            {
                Draw();
                PinBlockResult result = Make(pin, number, numberLength);
                if (result == PinBlockResult.Good)
                {
                    SetKey(key);
                    if (_panField == null)
                    {
                        _cipher.Encrypt(_clear, 0, block, 0);
                    }
                    else
                    {
                        _cipher.Encrypt(_clear, 0, _clear, 0);
                        Bind();
                        _cipher.Encrypt(_clear, 0, block, 0);
                    }
                }

                return result;
            }
            finally
            {
                Wipe();
            }
        }

        /// <summary>Deciphers a block and reads it: a host's side, for tools and tests. Nothing clear remains here.</summary>
        /// <param name="block">The block.</param>
        /// <param name="blockLength">Its length in bytes.</param>
        /// <param name="number">The card number, ASCII digits; null without a card.</param>
        /// <param name="numberLength">Its digits, 8 to 19; 0 without a card.</param>
        /// <param name="key">PIN key of a length that the cipher takes; TDES, never DES.</param>
        /// <param name="pin">Takes the PIN; empty when the result is not good.</param>
        /// <returns>As <see cref="PinBlock.Decode"/>; under another key, and in format 4 for another card, mostly Control.</returns>
        /// <exception cref="ArgumentException">There is no such key.</exception>
        public PinBlockResult Decipher(byte[] block, int blockLength, byte[] number, int numberLength, byte[] key, PinEntry pin)
        {
            pin.Wipe();
            if (blockLength != BlockLength)
            {
                return PinBlockResult.Size;
            }

            try
            {
                if (_panField != null && PinBlock.PanField(number, numberLength, _panField) != PinBlockResult.Good)
                {
                    return PinBlockResult.Account;
                }

                SetKey(key);
                _cipher.Decrypt(block, 0, _clear, 0);
                if (_panField != null)
                {
                    Bind();
                    _cipher.Decrypt(_clear, 0, _clear, 0);
                }

                return PinBlock.Decode(_format, _clear, BlockLength, number, numberLength, pin);
            }
            finally
            {
                Wipe();
            }
        }

        /// <summary>Draws what the format leaves to chance.</summary>
        private void Draw()
        {
            if (_format == PinBlockFormat.Format3)
            {
                DrawLetters();
            }
            else if (_format == PinBlockFormat.Format1 || _format == PinBlockFormat.Format4)
            {
                _random.Fill(_fill, 0, PinBlock.FillLength);
            }
        }

        /// <summary>Keeps of random nibbles those from A to F. Where they run short zeros stay, which are no fill.</summary>
        private void DrawLetters()
        {
            int letters = 0;
            for (int draw = 0; draw < MostDraws && letters < MostLetters; draw++)
            {
                _random.Fill(_clear, 0, BlockLength);
                for (int i = 0; i < 2 * BlockLength && letters < MostLetters; i++)
                {
                    int nibble = (_clear[i >> 1] >> ((~i & 1) << 2)) & 0xF;
                    if (nibble >= 0xA)
                    {
                        _fill[letters >> 1] |= (byte)(nibble << ((~letters & 1) << 2));
                        letters++;
                    }
                }
            }
        }

        /// <summary>Makes the clear fields, and has them checked by code that did not make them.</summary>
        private PinBlockResult Make(PinEntry pin, byte[] number, int numberLength)
        {
            PinBlockResult result = PinBlock.Encode(_format, pin, number, numberLength, _fill, _clear);
            if (result == PinBlockResult.Good)
            {
                result = PinBlock.Check(_format, _clear, BlockLength, pin, number, numberLength, _fill);
            }

            if (result == PinBlockResult.Good && _panField != null)
            {
                result = PinBlock.PanField(number, numberLength, _panField);
                if (result == PinBlockResult.Good)
                {
                    result = PinBlock.CheckPanField(_panField, number, numberLength);
                }
            }

            return result;
        }

        private void SetKey(byte[] key)
        {
            if (_panField == null && key.Length < ShortestTdesKey)
            {
                throw new ArgumentException();
            }

            _cipher.SetKey(key, 0, key.Length);
        }

        private void Bind()
        {
            byte[] clear = _clear;
            byte[] panField = _panField;
            for (int i = 0; i < panField.Length; i++)
            {
                clear[i] ^= panField[i];
            }
        }

        private void Wipe()
        {
            Array.Clear(_clear, 0, BlockLength);
            Array.Clear(_fill, 0, PinBlock.FillLength);
            if (_panField != null)
            {
                Array.Clear(_panField, 0, BlockLength);
            }

            _cipher.Clear();
        }
    }
}
