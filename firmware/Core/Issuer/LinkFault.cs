namespace Kiosk.Core.Issuer
{
    /// <summary>Why there is no connection to the issuer; each has a text of its own in service mode. MESSAGES.md says how each is known.</summary>
    public enum LinkFault
    {
        /// <summary>There is one, or none was tried yet.</summary>
        None,

        /// <summary>No Wi-Fi network is stored on the board.</summary>
        NoCredentials,

        /// <summary>No address in time: the network is out of reach, refuses the password, or gives no addresses. The runtime does not tell these apart.</summary>
        NoAddress,

        /// <summary>The time server does not answer, and the clock was never set.</summary>
        NoTime,

        /// <summary>Nobody knows the issuer's host by its name.</summary>
        HostUnknown,

        /// <summary>The host refuses the connection, or does not answer.</summary>
        HostSilent,

        /// <summary>A file with a certificate or key of this kiosk cannot be read as one.</summary>
        BadFile,

        /// <summary>By the kiosk's clock the CA itself has expired, or is not valid yet.</summary>
        CaDates,

        /// <summary>The issuer's certificate is not accepted; why could not be found out.</summary>
        Certificate,

        /// <summary>The issuer's certificate has expired by the kiosk's clock.</summary>
        CertificateExpired,

        /// <summary>The issuer's certificate is not valid yet by the kiosk's clock.</summary>
        CertificateNotYetValid,

        /// <summary>The issuer's certificate is for another name than the host's.</summary>
        CertificateName,

        /// <summary>Name and dates of the issuer's certificate are right: it is not of our CA.</summary>
        CertificateOrigin,

        /// <summary>
        /// The issuer refuses the kiosk in the handshake or closes at once behind it: its device certificate is missing or wrong, or it wants another TLS.
        /// </summary>
        Refused,

        /// <summary>The issuer refuses the kiosk, and the device certificate has expired or is not valid yet by the kiosk's clock.</summary>
        DeviceCertificateDates,

        /// <summary>Not enough memory for TLS.</summary>
        NoMemory,

        /// <summary>TLS fails for another reason.</summary>
        Tls,

        /// <summary>The issuer has closed the connection, or the network has.</summary>
        Closed,

        /// <summary>The issuer does not answer in time.</summary>
        NoAnswer,

        /// <summary>What came was no answer: wrong MAC, STAN, amount or terminal.</summary>
        BadAnswer,
    }
}
