using Kiosk.Core.Settings;

namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// The published DUKPT test keys (AES: ANSI X9.24-3 supplement; TDES: X9.24-1:2009, A.4): everybody knows them. For benches, never for the field.
    /// </summary>
    public static class BenchKey
    {
        /// <summary>The initial key.</summary>
        public static byte[] InitialKey(MessageProfile profile)
        {
            return profile == MessageProfile.Aes
                ? new byte[] { 0x12, 0x73, 0x67, 0x1E, 0xA2, 0x6A, 0xC2, 0x9A, 0xFA, 0x4D, 0x10, 0x84, 0x12, 0x76, 0x52, 0xA1 }
                : new byte[] { 0x6A, 0xC2, 0x92, 0xFA, 0xA1, 0x31, 0x5B, 0x4D, 0x85, 0x8A, 0xB3, 0xA3, 0xD7, 0xD5, 0x93, 0x3A };
        }

        /// <summary>The initial key id (AES: BDK id 12345678, derivation id 90123456), or the initial KSN (TDES), with a counter of zero.</summary>
        public static byte[] InitialKsn(MessageProfile profile)
        {
            return profile == MessageProfile.Aes
                ? new byte[] { 0x12, 0x34, 0x56, 0x78, 0x90, 0x12, 0x34, 0x56, 0, 0, 0, 0 }
                : new byte[] { 0xFF, 0xFF, 0x98, 0x76, 0x54, 0x32, 0x10, 0xE0, 0, 0 };
        }
    }
}
