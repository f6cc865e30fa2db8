using System;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Core.Issuer;

namespace Kiosk.Device
{
    /// <summary>
    /// Finds out why the issuer's certificate was not accepted. mbedTLS says only that it was not, and the runtime shows no certificate of the other side.
    /// In TLS 1.2 the server sends its certificates in the clear, so this sends a ClientHello (RFC 5246, 7.4.1.2) on a connection of its own, reads as far as the
    /// certificates (7.4.2), and hangs up. There is no handshake: nothing stops the runtime, no key is made, nothing else is sent, and what is read decides about
    /// nothing but the text in service mode.
    /// </summary>
    public sealed class CertificateProbe
    {
        private const int HandshakeRecord = 22;
        private const int CertificateMessage = 11;
        private const int LongestCertificate = 2560;
        private const int MostCertificates = 6;
        private const int MostMessages = 4;
        private const int RecordHeader = 5;
        private const int RandomAt = 11;
        private const int RandomLength = 32;

        // TLS 1.2 with an empty session id, the cipher suites that mbedTLS has, no compression; then extensions without the server's name: groups, points, signatures.
        private static readonly byte[] Hello =
        {
            0x16, 0x03, 0x01, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x03, 0x03,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0x00, 0x00, 0x14, 0xC0, 0x2B, 0xC0, 0x2F, 0xC0, 0x2C, 0xC0, 0x30, 0xC0, 0x23, 0xC0, 0x27, 0x00, 0x9C, 0x00, 0x9D, 0x00, 0x3C, 0x00, 0x2F,
            0x01, 0x00,
        };

        private static readonly byte[] Extensions =
        {
            0x00, 0x0A, 0x00, 0x08, 0x00, 0x06, 0x00, 0x1D, 0x00, 0x17, 0x00, 0x18,
            0x00, 0x0B, 0x00, 0x02, 0x01, 0x00,
            0x00, 0x0D, 0x00, 0x14, 0x00, 0x12, 0x04, 0x03, 0x05, 0x03, 0x06, 0x03, 0x08, 0x04, 0x08, 0x05, 0x08, 0x06, 0x04, 0x01, 0x05, 0x01, 0x06, 0x01,
        };

        private readonly Socket _socket;
        private int _recordLeft;
        private int _messageLeft;

        private CertificateProbe(Socket socket)
        {
            _socket = socket;
        }

        /// <summary>Asks the issuer for its certificates and looks at them.</summary>
        /// <param name="endPoint">The issuer.</param>
        /// <param name="host">The name that they must be for.</param>
        /// <param name="timeout">Milliseconds to wait for each part.</param>
        /// <returns>What is wrong with them; <see cref="LinkFault.Certificate"/> when that cannot be found out.</returns>
        public static LinkFault Ask(IPEndPoint endPoint, string host, int timeout)
        {
            Socket socket = null;
            try
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(endPoint);
                socket.ReceiveTimeout = timeout;
                socket.SendTimeout = timeout;
                return new CertificateProbe(socket).Judge(host, endPoint.Address);
            }
            catch (Exception)
            {
                return LinkFault.Certificate;
            }
            finally
            {
                if (socket != null)
                {
                    socket.Close();
                }
            }
        }

        private LinkFault Judge(string host, IPAddress address)
        {
            _socket.Send(MakeHello(host));
            for (int messages = 0; messages < MostMessages; messages++)
            {
                _messageLeft = 4;
                int type = Byte();
                int length = Number();
                _messageLeft = length;
                if (type == CertificateMessage)
                {
                    return JudgeCertificates(host, address);
                }

                Skip(length);
            }

            return LinkFault.Certificate;
        }

        /// <summary>The leaf comes first. Its dates and those of what is between it and the CA, then its name; what is left is that our CA has not signed it.</summary>
        private LinkFault JudgeCertificates(string host, IPAddress address)
        {
            bool isName = false;
            Number();
            for (int i = 0; i < MostCertificates && _messageLeft > 0; i++)
            {
                int length = Number();
                if (length > LongestCertificate)
                {
                    return LinkFault.Certificate;
                }

                byte[] der = new byte[length];
                Read(der, 0, length);
                X509Certificate certificate = Platform.Certificate(der);
                DateTime now = Platform.UtcNow;
                if (now > Platform.ValidUntil(certificate))
                {
                    return LinkFault.CertificateExpired;
                }

                if (now < Platform.ValidFrom(certificate))
                {
                    return LinkFault.CertificateNotYetValid;
                }

                isName |= i == 0 && Names(der, host, address);
            }

            return isName ? LinkFault.CertificateOrigin : LinkFault.CertificateName;
        }

        /// <summary>
        /// Whether the host's name, its address where that is the name, or the wildcard for it stands anywhere in a certificate as a string of its own: length, then characters.
        /// The runtime shows no alternative names.
        /// </summary>
        private static bool Names(byte[] der, string host, IPAddress address)
        {
            if (address.ToString() == host)
            {
                return Contains(der, address.GetAddressBytes());
            }

            int dot = host.IndexOf('.');
            return Contains(der, Bytes(host)) || (dot > 0 && Contains(der, Bytes("*" + host.Substring(dot))));
        }

        private static bool Contains(byte[] der, byte[] value)
        {
            for (int at = 1; at + value.Length <= der.Length; at++)
            {
                int same = 0;
                while (der[at - 1] == value.Length && same < value.Length && ToLower(der[at + same]) == ToLower(value[same]))
                {
                    same++;
                }

                if (same == value.Length)
                {
                    return true;
                }
            }

            return false;
        }

        private static byte ToLower(byte value)
        {
            return value >= 'A' && value <= 'Z' ? (byte)(value + 32) : value;
        }

        private static byte[] Bytes(string text)
        {
            byte[] bytes = new byte[text.Length];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)text[i];
            }

            return bytes;
        }

        private static byte[] MakeHello(string host)
        {
            int name = host.Length + 9;
            int extensions = Extensions.Length + name;
            byte[] hello = new byte[Hello.Length + 2 + extensions];
            Array.Copy(Hello, 0, hello, 0, Hello.Length);
            byte[] random = new byte[RandomLength];
            new Random().NextBytes(random);
            Array.Copy(random, 0, hello, RandomAt, RandomLength);
            Write(hello, 3, hello.Length - RecordHeader);
            Write(hello, 7, hello.Length - RecordHeader - 4);
            int at = Hello.Length;
            Write(hello, at, extensions);

            // server_name (RFC 6066, 3): a host with several certificates sends the one for this name.
            Write(hello, at + 4, name - 4);
            Write(hello, at + 6, name - 6);
            Write(hello, at + 9, host.Length);
            Array.Copy(Bytes(host), 0, hello, at + 11, host.Length);
            Array.Copy(Extensions, 0, hello, at + 2 + name, Extensions.Length);
            return hello;
        }

        private static void Write(byte[] buffer, int at, int value)
        {
            buffer[at] = (byte)(value >> 8);
            buffer[at + 1] = (byte)value;
        }

        private int Byte()
        {
            byte[] one = new byte[1];
            Read(one, 0, 1);
            return one[0];
        }

        /// <summary>Three bytes.</summary>
        private int Number()
        {
            byte[] three = new byte[3];
            Read(three, 0, 3);
            return (three[0] << 16) | (three[1] << 8) | three[2];
        }

        private void Skip(int count)
        {
            byte[] some = new byte[64];
            while (count > 0)
            {
                int part = count < some.Length ? count : some.Length;
                Read(some, 0, part);
                count -= part;
            }
        }

        /// <summary>Reads of the message, which may lie in several records.</summary>
        private void Read(byte[] buffer, int at, int count)
        {
            _messageLeft -= count;
            if (_messageLeft < 0)
            {
                throw new Exception();
            }

            while (count > 0)
            {
                if (_recordLeft == 0)
                {
                    byte[] header = new byte[RecordHeader];
                    Receive(header, 0, RecordHeader);
                    if (header[0] != HandshakeRecord)
                    {
                        throw new Exception();
                    }

                    _recordLeft = (header[3] << 8) | header[4];
                    continue;
                }

                int part = count < _recordLeft ? count : _recordLeft;
                Receive(buffer, at, part);
                _recordLeft -= part;
                at += part;
                count -= part;
            }
        }

        private void Receive(byte[] buffer, int at, int count)
        {
            while (count > 0)
            {
                int got = _socket.Receive(buffer, at, count, SocketFlags.None);
                if (got <= 0)
                {
                    throw new Exception();
                }

                at += got;
                count -= got;
            }
        }
    }
}
