namespace Kiosk.Core.Crypto
{
    /// <summary>What a DUKPT key is for: the numbers are those of ANSI X9.24-3, 6.3.2; TDES DUKPT knows the first five as variants.</summary>
    public enum DukptKeyUsage
    {
        /// <summary>Enciphers PIN blocks.</summary>
        PinEncryption = 0x1000,

        /// <summary>Makes the MAC of a request.</summary>
        MacGeneration = 0x2000,

        /// <summary>Checks the MAC of an answer.</summary>
        MacVerification = 0x2001,

        /// <summary>Enciphers data of a request.</summary>
        DataEncryption = 0x3000,

        /// <summary>Deciphers data of an answer.</summary>
        DataDecryption = 0x3001,

        /// <summary>Makes and checks MACs.</summary>
        MacBoth = 0x2002,

        /// <summary>Enciphers and deciphers data.</summary>
        DataBoth = 0x3002,

        /// <summary>Wraps other keys.</summary>
        KeyEncryption = 0x0002,

        /// <summary>Not a working key: derives the next intermediate key.</summary>
        KeyDerivation = 0x8000,

        /// <summary>Not a working key: derives a terminal's initial key from the base derivation key.</summary>
        InitialKeyDerivation = 0x8001,
    }
}
