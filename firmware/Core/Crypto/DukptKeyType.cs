namespace Kiosk.Core.Crypto
{
    /// <summary>Algorithm and length of a key that AES DUKPT derives (ANSI X9.24-3, 6.3.2).</summary>
    public enum DukptKeyType
    {
        /// <summary>TDES with two keys, 16 bytes.</summary>
        Tdes2 = 0,

        /// <summary>TDES with three keys, 24 bytes.</summary>
        Tdes3 = 1,

        /// <summary>AES-128.</summary>
        Aes128 = 2,

        /// <summary>AES-192.</summary>
        Aes192 = 3,

        /// <summary>AES-256.</summary>
        Aes256 = 4,
    }
}
