namespace Kiosk.Core.Crypto
{
    /// <summary>What an AES DUKPT working key is for (ANSI X9.24-3, 6.3.2).</summary>
    public enum DukptKeyUsage
    {
        /// <summary>Enciphers PIN blocks.</summary>
        PinEncryption = 0x1000,

        /// <summary>Makes the MAC of a request.</summary>
        MacGeneration = 0x2000,

        /// <summary>Checks the MAC of an answer.</summary>
        MacVerification = 0x2001,

        /// <summary>Not a working key: derives the next intermediate key.</summary>
        KeyDerivation = 0x8000,
    }
}
