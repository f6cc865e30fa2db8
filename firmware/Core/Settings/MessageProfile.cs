namespace Kiosk.Core.Settings
{
    /// <summary>How the kiosk speaks with its issuer: keys, PIN block and MAC. Issuer/MESSAGES.md has both.</summary>
    public enum MessageProfile
    {
        /// <summary><c>aes</c>: AES DUKPT, PIN block format 4 in a DE 52 of 16 bytes, AES-CMAC.</summary>
        Aes,

        /// <summary><c>tdes</c>: TDES DUKPT, PIN block format 0 or 3 in a DE 52 of 8 bytes, retail MAC.</summary>
        Tdes,
    }
}
