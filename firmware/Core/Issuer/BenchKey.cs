namespace Kiosk.Core.Issuer
{
    /// <summary>The published AES DUKPT test key (ANSI X9.24-3 supplement): everybody knows it. For benches, never for the field.</summary>
    public static class BenchKey
    {
        /// <summary>The initial key.</summary>
        public static byte[] InitialKey()
        {
            return new byte[] { 0x12, 0x73, 0x67, 0x1E, 0xA2, 0x6A, 0xC2, 0x9A, 0xFA, 0x4D, 0x10, 0x84, 0x12, 0x76, 0x52, 0xA1 };
        }

        /// <summary>The initial key id: BDK id 12345678, derivation id 90123456.</summary>
        public static byte[] InitialKeyId()
        {
            return new byte[] { 0x12, 0x34, 0x56, 0x78, 0x90, 0x12, 0x34, 0x56 };
        }
    }
}
