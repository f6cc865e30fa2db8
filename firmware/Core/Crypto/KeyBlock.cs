using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// Unwraps key blocks (ANSI X9.143, before that ASC X9 TR-31) of version B (TDES) and D (AES), the form in which keys come to a terminal.
    /// The key stays here: outside of Core there is only its check value (RULES.md, K5). Buffers are allocated once; not for two threads.
    /// </summary>
    /// <remarks>
    /// A block is ASCII: a header of 16 characters, optional blocks (id, length and data each), and as hex the enciphered key and the MAC. Enciphered
    /// are the key's length in bits (2 bytes), the key, and random bytes. The MAC is over the header, the optional blocks and these three in
    /// clear, and it is the IV. The keys for both are derived from the protection key.
    /// The checks come in the order of <see cref="KeyBlockResult"/>, but that a block shorter than a header or longer than
    /// <see cref="LongestBlock"/> is refused first of all, and that the enciphered key is asked to be whole cipher blocks and hex after the optional
    /// blocks, which end where it begins. Nothing that was deciphered is looked at before the MAC is found right.
    /// </remarks>
    public sealed class KeyBlock
    {
        /// <summary>Longest block, in characters. A terminal's keys need under 200; a longer one is refused.</summary>
        public const int LongestBlock = 512;

        /// <summary>Longest key, in bytes.</summary>
        public const int LongestKey = 32;

        /// <summary>Longest data of KS or IK, in bytes: a KSN.</summary>
        public const int LongestId = TdesKeyDerivation.KsnLength;

        /// <summary>The algorithm AES.</summary>
        public const char Aes = 'A';

        /// <summary>The algorithm TDES.</summary>
        public const char Tdes = 'T';

        private const int HeaderLength = 16;
        private const int DesBlock = 8;
        private const int AesBlock = 16;
        private const int DerivationLength = 8;

        // An optional block's id and length. A length of 00 begins a longer one (X9.143, 6.2): none of a terminal's is that long.
        private const int ShortestOptional = 4;

        // X9.143, 6.3.1 to 6.3.5.
        private const string Usages = "B0B1B2B3C0D0D1D2D3E0E1E2E3E4E5E6E7I0K0K1K2K3K4M0M1M2M3M4M5M6M7M8P0P1S0S1S2V0V1V2V3V4V5";
        private const string Algorithms = "ADEHRST";
        private const string Modes = "BCDEGNSTVXY";
        private const string Exportabilities = "ENS";

        /// <summary>The optional block KS: the initial KSN of a TDES DUKPT key, <see cref="InitialKsnLength"/> bytes.</summary>
        public readonly byte[] InitialKsn = new byte[LongestId];

        /// <summary>The optional block IK: the initial key id of an AES DUKPT key, <see cref="InitialKeyIdLength"/> bytes.</summary>
        public readonly byte[] InitialKeyId = new byte[LongestId];

        private readonly IBlockCipher _aes;
        private readonly Cmac _aesCmac;
        private readonly byte[] _key = new byte[LongestKey];
        private readonly byte[] _message = new byte[LongestBlock];
        private readonly byte[] _derived = new byte[LongestKey];
        private readonly byte[] _derivation = new byte[DerivationLength];
        private readonly byte[] _mac = new byte[Cmac.Length];
        private readonly byte[] _computed = new byte[Cmac.Length];
        private IBlockCipher _des;
        private Cmac _desCmac;
        private int _headerLength;
        private int _payloadLength;
        private int _protectionKeyLength;

        /// <summary>Creates it without a key.</summary>
        /// <param name="aes">AES with keys of 16, 24 and 32 bytes.</param>
        /// <param name="des">DES and TDES, or null: then it is made when the first TDES block or key comes.</param>
        public KeyBlock(IBlockCipher aes, IBlockCipher des)
        {
            _aes = aes;
            _aesCmac = new Cmac(aes);
            _des = des;
            Clear();
        }

        /// <summary>Version of the block: B or D; 0 when there is no key.</summary>
        public char Version { get; private set; }

        /// <summary>Key usage, two characters: B1 is an initial DUKPT key; empty when there is no key.</summary>
        public string KeyUsage { get; private set; }

        /// <summary>Algorithm of the key: <see cref="Aes"/>, <see cref="Tdes"/>, D (DES), H (HMAC), E, R or S; 0 when there is no key.</summary>
        public char Algorithm { get; private set; }

        /// <summary>Mode of use: X is a key to derive others from; 0 when there is no key.</summary>
        public char ModeOfUse { get; private set; }

        /// <summary>Key version number, two characters, 00 for none; empty when there is no key.</summary>
        public string KeyVersionNumber { get; private set; }

        /// <summary>Exportability: N (not exportable), E (in key blocks) or S (sensitive); 0 when there is no key.</summary>
        public char Exportability { get; private set; }

        /// <summary>Length in bytes of <see cref="InitialKsn"/>; 0 when there is no block KS.</summary>
        public int InitialKsnLength { get; private set; }

        /// <summary>Length in bytes of <see cref="InitialKeyId"/>; 0 when there is no block IK.</summary>
        public int InitialKeyIdLength { get; private set; }

        /// <summary>Length in bytes of the key, up to <see cref="LongestKey"/>; 0 when there is none.</summary>
        public int KeyLength { get; private set; }

        /// <summary>Length of the version's cipher block, and of its MAC, in bytes.</summary>
        private int Block
        {
            get { return Version == 'B' ? DesBlock : AesBlock; }
        }

        /// <summary>
        /// Unwraps a block. What was here before is wiped; of a block that is refused nothing stays, no field and no key.
        /// </summary>
        /// <param name="text">The block, ASCII.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="protectionKey">The key block protection key (KBPK); the caller wipes it.</param>
        /// <param name="protectionKeyLength">Its length in bytes.</param>
        public KeyBlockResult Unwrap(byte[] text, int length, byte[] protectionKey, int protectionKeyLength)
        {
            Clear();
            KeyBlockResult result = ReadHeader(text, length);
            if (result == KeyBlockResult.Good)
            {
                result = ReadOptionalBlocks(text, length);
            }

            if (result == KeyBlockResult.Good)
            {
                result = ReadPayload(text, length);
            }

            if (result == KeyBlockResult.Good)
            {
                result = Decipher(protectionKey, protectionKeyLength);
            }

            if (result == KeyBlockResult.Good)
            {
                result = TakeKey();
            }

            Array.Clear(_message, 0, LongestBlock);
            Array.Clear(_mac, 0, _mac.Length);
            return Settle(result);
        }

        /// <summary>
        /// Checks that this is the initial DUKPT key of a terminal: usage B1, mode X, exportability N, and the KSN or key id that belongs to it.
        /// The checks come in the order: usage, algorithm, mode of use, exportability, KS and IK, strength of the protection key, length of the key.
        /// A key that is refused is wiped.
        /// </summary>
        /// <param name="algorithm">
        /// <see cref="Aes"/>: AES DUKPT, with IK of 8 bytes and no KS. <see cref="Tdes"/>: TDES DUKPT, 16 bytes, with KS of 10 bytes whose counter is
        /// 0 and no IK.
        /// </param>
        public KeyBlockResult CheckInitialKey(char algorithm)
        {
            return Settle(Purpose(algorithm));
        }

        /// <summary>Writes the key's check value (<see cref="KeyCheckValue"/>).</summary>
        /// <returns>False, and nothing is written, when there is no key or none of a block cipher.</returns>
        public bool WriteCheckValue(byte[] value)
        {
            if (Algorithm != Aes && Algorithm != Tdes && Algorithm != 'D')
            {
                return false;
            }

            WriteCheckValue(Algorithm, _key, KeyLength, value);
            return true;
        }

        /// <summary>Writes the check value of another key, as a protection key or a component of it, by the ciphers that are here.</summary>
        /// <param name="algorithm"><see cref="Aes"/> or <see cref="Tdes"/>.</param>
        /// <param name="key">The key; the caller wipes it.</param>
        /// <param name="keyLength">Its length in bytes.</param>
        /// <param name="value">Takes <see cref="KeyCheckValue.Length"/> bytes.</param>
        public void WriteCheckValue(char algorithm, byte[] key, int keyLength, byte[] value)
        {
            if (algorithm != Aes)
            {
                NeedDes();
            }

            new KeyCheckValue(algorithm == Aes ? _aes : _des).Compute(key, 0, keyLength, value);
        }

        /// <summary>Wipes key and fields.</summary>
        public void Clear()
        {
            Array.Clear(_key, 0, LongestKey);
            Array.Clear(InitialKsn, 0, LongestId);
            Array.Clear(InitialKeyId, 0, LongestId);
            Version = '\0';
            KeyUsage = "";
            Algorithm = '\0';
            ModeOfUse = '\0';
            KeyVersionNumber = "";
            Exportability = '\0';
            InitialKsnLength = 0;
            InitialKeyIdLength = 0;
            KeyLength = 0;
            _headerLength = 0;
            _payloadLength = 0;
            _protectionKeyLength = 0;
        }

        /// <summary>Copies the clear key, <see cref="KeyLength"/> bytes, for the code in Core that loads it; that wipes its copy. There is no other way out.</summary>
        internal void CopyClearKey(byte[] key)
        {
            Array.Copy(_key, 0, key, 0, KeyLength);
        }

        private KeyBlockResult Settle(KeyBlockResult result)
        {
            if (result != KeyBlockResult.Good)
            {
                Clear();
            }

            return result;
        }

        private KeyBlockResult ReadHeader(byte[] text, int length)
        {
            if (length < HeaderLength || length > LongestBlock || length > text.Length)
            {
                return KeyBlockResult.Length;
            }

            for (int i = 0; i < length; i++)
            {
                if (text[i] < ' ' || text[i] > '~')
                {
                    return KeyBlockResult.Character;
                }
            }

            char version = (char)text[0];
            if (version != 'B' && version != 'D')
            {
                return version == 'A' || version == 'C' ? KeyBlockResult.Withdrawn : KeyBlockResult.Version;
            }

            // The shortest block enciphers one cipher block and has a MAC of another.
            Version = version;
            int high = Decimal(text, 1);
            int low = Decimal(text, 3);
            if (high < 0 || low < 0 || (100 * high) + low != length || length < HeaderLength + (4 * Block))
            {
                return KeyBlockResult.Length;
            }

            KeyUsage = Pair(text, 5);
            Algorithm = (char)text[7];
            ModeOfUse = (char)text[8];
            KeyVersionNumber = Pair(text, 9);
            Exportability = (char)text[11];
            int usage = 0;
            while (usage < Usages.Length && (Usages[usage] != KeyUsage[0] || Usages[usage + 1] != KeyUsage[1]))
            {
                usage += 2;
            }

            // A small c begins the number of a component, which is no key yet.
            bool valid = usage < Usages.Length && Algorithms.IndexOf(Algorithm) >= 0 && Modes.IndexOf(ModeOfUse) >= 0
                && IsDigitOrLetter(text[9]) && IsDigitOrLetter(text[10]) && Exportabilities.IndexOf(Exportability) >= 0
                && text[14] == '0' && text[15] == '0';
            return valid ? KeyBlockResult.Good : KeyBlockResult.Header;
        }

        private KeyBlockResult ReadOptionalBlocks(byte[] text, int length)
        {
            int count = Decimal(text, 12);
            int end = length - (4 * Block);
            int position = HeaderLength;
            if (count < 0)
            {
                return KeyBlockResult.OptionalBlock;
            }

            for (; count > 0; count--)
            {
                int size = Byte(text, position + 2);
                if (size < ShortestOptional || position + size > end || !IsDigitOrLetter(text[position]) || !IsDigitOrLetter(text[position + 1]) || IsThereBefore(text, position))
                {
                    return KeyBlockResult.OptionalBlock;
                }

                if (!TakeId(text, position, size))
                {
                    return KeyBlockResult.OptionalBlock;
                }

                position += size;
            }

            _headerLength = position;
            return (position - HeaderLength) % Block == 0 ? KeyBlockResult.Good : KeyBlockResult.OptionalBlock;
        }

        /// <summary>The message that the MAC is over: header and optional blocks as they are, then the enciphered key as bytes, to be deciphered in place.</summary>
        private KeyBlockResult ReadPayload(byte[] text, int length)
        {
            int digits = length - _headerLength - (2 * Block);
            if (digits % (2 * Block) != 0)
            {
                return KeyBlockResult.Length;
            }

            _payloadLength = digits / 2;
            Array.Copy(text, 0, _message, 0, _headerLength);
            bool hex = ReadHex(text, _headerLength, _message, _headerLength, _payloadLength) && ReadHex(text, length - (2 * Block), _mac, 0, Block);
            return hex ? KeyBlockResult.Good : KeyBlockResult.Character;
        }

        /// <summary>Deciphers and checks the MAC (TR-31:2018, 5.3.2: Key Block Binding Method by derivation).</summary>
        private KeyBlockResult Decipher(byte[] protectionKey, int protectionKeyLength)
        {
            bool known = protectionKeyLength == 16 || protectionKeyLength == 24 || (protectionKeyLength == 32 && Version == 'D');
            if (!known || protectionKeyLength > protectionKey.Length)
            {
                return KeyBlockResult.ProtectionKey;
            }

            if (Version == 'B')
            {
                NeedDes();
            }

            int block = Block;
            IBlockCipher cipher = Version == 'B' ? _des : _aes;
            Cmac cmac = Version == 'B' ? _desCmac : _aesCmac;
            byte[] message = _message;
            _protectionKeyLength = protectionKeyLength;

            // CBC with the MAC as IV, from the end, so that what is added is still enciphered.
            Derive(cmac, 0, protectionKey);
            cipher.SetKey(_derived, 0, protectionKeyLength);
            for (int at = _headerLength + _payloadLength - block; at >= _headerLength; at -= block)
            {
                cipher.Decrypt(message, at, message, at);
                bool first = at == _headerLength;
                for (int i = 0; i < block; i++)
                {
                    message[at + i] ^= first ? _mac[i] : message[at - block + i];
                }
            }

            cipher.Clear();
            Derive(cmac, 1, protectionKey);
            cmac.Compute(_derived, 0, protectionKeyLength, message, _headerLength + _payloadLength, _computed);
            bool same = Cmac.Same(_computed, 0, _mac, 0, block);
            Array.Clear(_derived, 0, LongestKey);
            Array.Clear(_derivation, 0, DerivationLength);
            Array.Clear(_computed, 0, _computed.Length);
            return same ? KeyBlockResult.Good : KeyBlockResult.Mac;
        }

        /// <summary>
        /// Derives a key as long as the protection key, a CMAC a cipher block: over a counter, the key's use (0 enciphers, 1 makes MACs), 0, its
        /// algorithm (TDES of 2 and 3 keys 0 and 1, AES-128, 192 and 256 2 to 4) and its length in bits (TR-31:2018, 5.3.2.1 and 5.3.2.3).
        /// </summary>
        private void Derive(Cmac cmac, int use, byte[] protectionKey)
        {
            int block = Block;
            int length = _protectionKeyLength;
            _derivation[2] = (byte)use;
            _derivation[5] = (byte)((length / 8) - (block == DesBlock ? 2 : 0));
            _derivation[6] = (byte)(length >> 5);
            _derivation[7] = (byte)(length << 3);
            for (int at = 0; at < length; at += block)
            {
                _derivation[0] = (byte)((at / block) + 1);
                cmac.Compute(protectionKey, 0, length, _derivation, DerivationLength, _computed);
                Array.Copy(_computed, 0, _derived, at, length - at < block ? length - at : block);
            }
        }

        private KeyBlockResult TakeKey()
        {
            int bits = (_message[_headerLength] << 8) | _message[_headerLength + 1];
            int length = bits >> 3;
            bool fits = (bits & 7) == 0 && length > 0 && length <= LongestKey && length <= _payloadLength - 2;
            switch (Algorithm)
            {
                case Aes:
                    fits = fits && (length == 16 || length == 24 || length == 32);
                    break;
                case Tdes:
                    fits = fits && (length == 16 || length == 24);
                    break;
                case 'D':
                    fits = fits && length == 8;
                    break;
            }

            if (!fits)
            {
                return KeyBlockResult.KeyLength;
            }

            Array.Copy(_message, _headerLength + 2, _key, 0, length);
            KeyLength = length;
            return KeyBlockResult.Good;
        }

        private KeyBlockResult Purpose(char algorithm)
        {
            if (KeyUsage != "B1")
            {
                return KeyBlockResult.Usage;
            }

            if (Algorithm != algorithm || (algorithm != Aes && algorithm != Tdes))
            {
                return KeyBlockResult.Algorithm;
            }

            if (ModeOfUse != 'X')
            {
                return KeyBlockResult.ModeOfUse;
            }

            if (Exportability != 'N')
            {
                return KeyBlockResult.Exportability;
            }

            bool named = algorithm == Aes
                ? InitialKeyIdLength == AesKeyDerivation.KeyIdLength && InitialKsnLength == 0
                : InitialKsnLength == TdesKeyDerivation.KsnLength && InitialKeyIdLength == 0 && TdesKeyDerivation.CounterOf(InitialKsn) == 0;
            if (!named)
            {
                return KeyBlockResult.KeyId;
            }

            // TDES of three keys is weaker than AES-128. Under the same algorithm the longer key is the stronger one.
            if (algorithm == Aes ? Version == 'B' || KeyLength > _protectionKeyLength : Version == 'B' && KeyLength > _protectionKeyLength)
            {
                return KeyBlockResult.Weak;
            }

            return algorithm == Tdes && KeyLength != TdesKeyDerivation.KeyLength ? KeyBlockResult.KeyLength : KeyBlockResult.Good;
        }

        /// <summary>Most terminals never see a TDES key, whose cipher takes 8 KB.</summary>
        private void NeedDes()
        {
            if (_des == null)
            {
                _des = new DesCipher();
            }

            if (_desCmac == null)
            {
                _desCmac = new Cmac(_des);
            }
        }

        /// <summary>
        /// Takes the data of KS and IK. The others are not for a terminal: PB pads, and what KC and KP say of the keys, their check values, the MAC says better.
        /// </summary>
        /// <returns>False when that of KS or IK is not hex, or not 1 to <see cref="LongestId"/> bytes.</returns>
        private bool TakeId(byte[] text, int position, int size)
        {
            if (text[position] == 'K' && text[position + 1] == 'S')
            {
                InitialKsnLength = ReadId(text, position, size, InitialKsn);
                return InitialKsnLength != 0;
            }

            if (text[position] == 'I' && text[position + 1] == 'K')
            {
                InitialKeyIdLength = ReadId(text, position, size, InitialKeyId);
                return InitialKeyIdLength != 0;
            }

            return true;
        }

        /// <returns>The length in bytes; 0 for what is refused.</returns>
        private static int ReadId(byte[] text, int position, int size, byte[] id)
        {
            int digits = size - ShortestOptional;
            bool good = (digits & 1) == 0 && digits <= 2 * LongestId && ReadHex(text, position + ShortestOptional, id, 0, digits / 2);
            return good ? digits / 2 : 0;
        }

        /// <summary>Whether the id of an optional block is that of one before it.</summary>
        private static bool IsThereBefore(byte[] text, int position)
        {
            for (int at = HeaderLength; at < position; at += Byte(text, at + 2))
            {
                if (text[at] == text[position] && text[at + 1] == text[position + 1])
                {
                    return true;
                }
            }

            return false;
        }

        private static bool ReadHex(byte[] text, int position, byte[] bytes, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                int value = Byte(text, position + (2 * i));
                if (value < 0)
                {
                    return false;
                }

                bytes[offset + i] = (byte)value;
            }

            return true;
        }

        /// <summary>Two hex digits as a number, or -1.</summary>
        private static int Byte(byte[] text, int position)
        {
            int high = Nibble(text[position]);
            int low = Nibble(text[position + 1]);
            return high < 0 || low < 0 ? -1 : (high << 4) | low;
        }

        /// <summary>Only upper case is hex here (X9.143, 4): so each block has one spelling.</summary>
        private static int Nibble(byte character)
        {
            if (character >= '0' && character <= '9')
            {
                return character - '0';
            }

            return character >= 'A' && character <= 'F' ? character - 'A' + 10 : -1;
        }

        /// <summary>Two decimal digits as a number, or -1.</summary>
        private static int Decimal(byte[] text, int position)
        {
            int high = text[position] - '0';
            int low = text[position + 1] - '0';
            return high < 0 || high > 9 || low < 0 || low > 9 ? -1 : (10 * high) + low;
        }

        private static bool IsDigitOrLetter(byte character)
        {
            return (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z');
        }

        private static string Pair(byte[] text, int position)
        {
            return new string(new char[] { (char)text[position], (char)text[position + 1] });
        }
    }
}
