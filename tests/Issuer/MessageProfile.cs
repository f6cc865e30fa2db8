namespace Kiosk.Issuer;

/// <summary>How keys, PIN block and MAC are made: the profiles of firmware/Core/Issuer/MESSAGES.md. Everything else is the same in both.</summary>
public enum MessageProfile
{
    /// <summary>AES: DUKPT of ANSI X9.24-3, PIN block format 4, CMAC.</summary>
    Aes,

    /// <summary>Two-key TDES: DUKPT of ANSI X9.24-1, PIN block format 0 or 3, retail MAC.</summary>
    Tdes,
}
