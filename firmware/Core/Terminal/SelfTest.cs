using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Storage;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>The self-test (RULES.md, B1): ciphers at each start, and all of it every 24 hours while the kiosk is idle.</summary>
    internal sealed class SelfTest
    {
        private readonly TerminalPorts _ports;
        private readonly IBlockCipher _des;
        private readonly IMac _mac;
        private readonly TerminalKeys _keys;
        private readonly RetryCounter _tries;
        private readonly ReversalStore _reversals;
        private readonly byte[] _work = new byte[Cmac.Length];

        /// <summary>Creates it.</summary>
        /// <param name="ports">Cipher, flash and settings file.</param>
        /// <param name="des">DES; null when the terminal uses none.</param>
        /// <param name="mac">CMAC over AES, which counts cards in every profile.</param>
        /// <param name="keys">The keys.</param>
        /// <param name="tries">The retry counter.</param>
        /// <param name="reversals">STAN, reversal and journal.</param>
        internal SelfTest(TerminalPorts ports, IBlockCipher des, IMac mac, TerminalKeys keys, RetryCounter tries, ReversalStore reversals)
        {
            _ports = ports;
            _des = des;
            _mac = mac;
            _keys = keys;
            _tries = tries;
            _reversals = reversals;
        }

        /// <summary>Known answers: AES-128 of FIPS 197 C.1, CMAC of SP 800-38B example 1 (D.1), DES as commonly known (FIPS 81).</summary>
        internal ServiceFault RunCiphers()
        {
            byte[] key = { 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F };
            byte[] plain = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF };
            byte[] expected = { 0x69, 0xC4, 0xE0, 0xD8, 0x6A, 0x7B, 0x04, 0x30, 0xD8, 0xCD, 0xB7, 0x80, 0x70, 0xB4, 0xC5, 0x5A };
            bool good = Enciphers(_ports.Cipher, key, plain, expected);

            byte[] macKey = { 0x2B, 0x7E, 0x15, 0x16, 0x28, 0xAE, 0xD2, 0xA6, 0xAB, 0xF7, 0x15, 0x88, 0x09, 0xCF, 0x4F, 0x3C };
            byte[] mac = { 0xBB, 0x1D, 0x69, 0x29, 0xE9, 0x59, 0x37, 0x28, 0x7F, 0xA3, 0x7D, 0x12, 0x9B, 0x75, 0x67, 0x46 };
            _mac.Compute(macKey, plain, 0, _work);
            good &= Cmac.Same(_work, 0, mac, 0, mac.Length);

            if (_des != null)
            {
                byte[] desKey = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF };
                byte[] text = { 0x4E, 0x6F, 0x77, 0x20, 0x69, 0x73, 0x20, 0x74 };
                byte[] code = { 0x3F, 0xA4, 0x0E, 0x8A, 0x98, 0x4D, 0x48, 0x15 };
                good &= Enciphers(_des, desKey, text, code);
            }

            return good ? ServiceFault.None : ServiceFault.CipherTest;
        }

        /// <summary>All of it. The terminal has keys, and nothing is under way.</summary>
        internal ServiceFault Run()
        {
            ServiceFault ciphers = RunCiphers();
            if (ciphers != ServiceFault.None)
            {
                return ciphers;
            }

            if (!_keys.Check() || !_tries.Check() || !_reversals.Check())
            {
                return ServiceFault.StorageTest;
            }

            return _ports.SettingsFile == null || IsSettingsFileUnchanged() ? ServiceFault.None : ServiceFault.SettingsTest;
        }

        private bool Enciphers(IBlockCipher cipher, byte[] key, byte[] plain, byte[] expected)
        {
            cipher.SetKey(key, 0, key.Length);
            cipher.Encrypt(plain, 0, _work, 0);
            cipher.Clear();
            return Cmac.Same(_work, 0, expected, 0, expected.Length);
        }

        private bool IsSettingsFileUnchanged()
        {
            // Its buffer is needed once a day: it is not kept.
            int length = _ports.Flash.Read(_ports.SettingsFile, _work);
            if (length <= 0 || length > Settings.SettingsReader.LongestFile)
            {
                return false;
            }

            byte[] file = new byte[length];
            return _ports.Flash.Read(_ports.SettingsFile, file) == length && new Crc32().Compute(file, length) == _ports.SettingsCrc;
        }
    }
}
