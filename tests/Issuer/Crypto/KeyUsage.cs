namespace Kiosk.Issuer.Crypto;

/// <summary>Key usage indicator of an AES DUKPT working key (ANSI X9.24-3:2017, 6.3.2).</summary>
internal enum KeyUsage : ushort
{
    /// <summary>Key encryption: the update key.</summary>
    KeyEncryption = 0x0002,

    /// <summary>PIN encryption.</summary>
    PinEncryption = 0x1000,

    /// <summary>MAC generation: what the terminal sends.</summary>
    MacGeneration = 0x2000,

    /// <summary>MAC verification: what the terminal receives.</summary>
    MacVerification = 0x2001,

    /// <summary>Data encryption: what the terminal sends.</summary>
    DataEncryption = 0x3000,
}
