using System;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
#if !NANOFRAMEWORK_1_0
using Kiosk.Board;
#endif

namespace Kiosk.Device
{
    /// <summary>What truly differs between the ESP32 and the desktop: the only file with a condition.</summary>
    internal static class Platform
    {
#if NANOFRAMEWORK_1_0
        /// <summary>The time of the clock, UTC.</summary>
        internal static DateTime UtcNow
        {
            get { return DateTime.UtcNow; }
        }

        /// <summary>Opens TLS 1.2 as a client; certificate, name and dates are verified, or it throws.</summary>
        /// <param name="socket">Connected.</param>
        /// <param name="host">The name that the certificate must be for.</param>
        /// <param name="ca">The CA, as <see cref="Certificate"/> makes it.</param>
        /// <param name="own">The device certificate, as <see cref="OwnCertificate"/> makes it, or null.</param>
        internal static SslStream OpenTls(Socket socket, string host, X509Certificate ca, X509Certificate own)
        {
            SslStream stream = new SslStream(socket);
            try
            {
                stream.SslVerification = SslVerification.CertificateRequired;
                stream.AuthenticateAsClient(host, own, ca, SslProtocols.Tls12);
                return stream;
            }
            catch (Exception)
            {
                stream.Dispose();
                throw;
            }
        }

        /// <summary>
        /// The code of mbedTLS in what <see cref="OpenTls"/> threw: the runtime hands it on as the error code of a socket (nf-interpreter, SslNative::SecureConnect); 0
        /// for other exceptions.
        /// </summary>
        internal static int TlsCode(Exception exception)
        {
            SocketException socket = exception as SocketException;
            return socket == null ? 0 : socket.ErrorCode;
        }

        /// <summary>A certificate: DER, or PEM with a zero behind. Keeps the array.</summary>
        internal static X509Certificate Certificate(byte[] bytes)
        {
            return new X509Certificate(bytes);
        }

        /// <summary>The device certificate with its private key, both PEM with a zero behind. Keeps the arrays.</summary>
        internal static X509Certificate OwnCertificate(byte[] certificate, byte[] key)
        {
            return new X509Certificate2(certificate, key, "");
        }

        /// <summary>From when a certificate is valid, UTC.</summary>
        internal static DateTime ValidFrom(X509Certificate certificate)
        {
            return certificate.GetEffectiveDate();
        }

        /// <summary>Until when a certificate is valid, UTC.</summary>
        internal static DateTime ValidUntil(X509Certificate certificate)
        {
            return certificate.GetExpirationDate();
        }
#else
        /// <summary>The time of the virtual board's clock, UTC.</summary>
        internal static DateTime UtcNow
        {
            get { return VirtualBoard.Current.UtcNow; }
        }

        /// <summary>Opens TLS 1.2 as a client; certificate, name and dates, by the board's clock, are verified, or it throws.</summary>
        internal static SslStream OpenTls(Socket socket, string host, X509Certificate ca, X509Certificate own)
        {
            return DesktopTls.Open(socket, host, ca, own, UtcNow);
        }

        /// <summary>The code of mbedTLS that stands for what <see cref="OpenTls"/> threw; 0 for other exceptions.</summary>
        internal static int TlsCode(Exception exception)
        {
            TlsException tls = exception as TlsException;
            return tls == null ? 0 : tls.ErrorCode;
        }

        /// <summary>A certificate: DER, or PEM with a zero behind.</summary>
        internal static X509Certificate Certificate(byte[] bytes)
        {
            return DesktopTls.Certificate(bytes);
        }

        /// <summary>The device certificate with its private key, both PEM with a zero behind.</summary>
        internal static X509Certificate OwnCertificate(byte[] certificate, byte[] key)
        {
            return DesktopTls.OwnCertificate(certificate, key);
        }

        /// <summary>From when a certificate is valid, UTC.</summary>
        internal static DateTime ValidFrom(X509Certificate certificate)
        {
            return ((X509Certificate2)certificate).NotBefore.ToUniversalTime();
        }

        /// <summary>Until when a certificate is valid, UTC.</summary>
        internal static DateTime ValidUntil(X509Certificate certificate)
        {
            return ((X509Certificate2)certificate).NotAfter.ToUniversalTime();
        }
#endif

        /// <summary>Whether a certificate is within its dates now.</summary>
        internal static bool IsInDate(X509Certificate certificate)
        {
            DateTime now = UtcNow;
            return now >= ValidFrom(certificate) && now <= ValidUntil(certificate);
        }
    }
}
