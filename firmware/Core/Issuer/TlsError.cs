namespace Kiosk.Core.Issuer
{
    /// <summary>
    /// What the runtime says of a failed TLS handshake: the code of mbedTLS, as it is (mbedtls/ssl.h, x509.h, net_sockets.h). Of a certificate that is
    /// not accepted it says only that, not why.
    /// </summary>
    public static class TlsError
    {
        /// <summary>X509_CERT_VERIFY_FAILED: the issuer's certificate is not accepted, whatever the reason.</summary>
        public const int NotAccepted = -0x2700;

        /// <summary>SSL_FATAL_ALERT_MESSAGE: the other side has refused; which alert it was is not said.</summary>
        public const int Alert = -0x7780;

        /// <summary>SSL_CONN_EOF: the other side has closed the connection.</summary>
        public const int EndOfConnection = -0x7280;

        /// <summary>SSL_INVALID_RECORD: what came is no TLS.</summary>
        public const int InvalidRecord = -0x7200;

        private const int CloseNotify = -0x7880;
        private const int ConnectionReset = -0x0050;
        private const int SendFailed = -0x004E;
        private const int ReceiveFailed = -0x004C;
        private const int AllocationFailed = -0x7F00;
        private const int NumberAllocationFailed = -0x0010;
        private const int CertificateAllocationFailed = -0x2880;
        private const int KeyAllocationFailed = -0x3F80;

        /// <summary>The fault that a code means.</summary>
        public static LinkFault ToFault(int code)
        {
            switch (code)
            {
                case NotAccepted:
                    return LinkFault.Certificate;
                case Alert:
                    return LinkFault.Refused;
                case EndOfConnection:
                case CloseNotify:
                case ConnectionReset:
                case SendFailed:
                case ReceiveFailed:
                    return LinkFault.Closed;
                case AllocationFailed:
                case NumberAllocationFailed:
                case CertificateAllocationFailed:
                case KeyAllocationFailed:
                    return LinkFault.NoMemory;
                default:
                    return LinkFault.Tls;
            }
        }
    }
}
