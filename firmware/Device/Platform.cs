using System;
using System.Net.Security;
using System.Net.Sockets;
#if NANOFRAMEWORK_1_0
using System.Security.Cryptography.X509Certificates;
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
        internal static SslStream OpenTls(Socket socket, string host, string ca)
        {
            SslStream stream = new SslStream(socket);
            try
            {
                stream.SslVerification = SslVerification.CertificateRequired;
                stream.AuthenticateAsClient(host, null, new X509Certificate(ca), SslProtocols.Tls12);
                return stream;
            }
            catch (Exception)
            {
                stream.Dispose();
                throw;
            }
        }
#else
        /// <summary>The time of the virtual board's clock, UTC.</summary>
        internal static DateTime UtcNow
        {
            get { return Kiosk.Board.VirtualBoard.Current.UtcNow; }
        }

        /// <summary>Opens TLS 1.2 as a client; certificate, name and dates, by the board's clock, are verified, or it throws.</summary>
        internal static SslStream OpenTls(Socket socket, string host, string ca)
        {
            return Kiosk.Board.DesktopTls.Open(socket, host, ca, UtcNow);
        }
#endif
    }
}
