using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using nanoFramework.Networking;

namespace Kiosk.Device
{
    /// <summary>
    /// The link to the issuer over Wi-Fi and TLS. A worker connects and exchanges; the loop only looks at <see cref="State"/>. Each message is
    /// preceded by its length in two bytes.
    /// </summary>
    /// <remarks>On an ESP32 the TLS handshake stops all managed threads and has no time-out; only the loop decides when one may begin.</remarks>
    public sealed class TlsLink : IIssuerLink
    {
        private const int Prefix = 2;
        private const int NetworkTimeout = 10000;
        private const int WatchInterval = 250;
        private const int Fresh = 5000;

        private readonly object _lock = new object();
        private readonly AutoResetEvent _work = new AutoResetEvent(false);
        private readonly KioskSettings _settings;
        private readonly SystemClock _clock;
        private readonly byte[] _ca;
        private readonly byte[] _certificate;
        private readonly byte[] _key;
        private readonly byte[] _request = new byte[Prefix + MessageWriter.Longest];
        private readonly byte[] _answer = new byte[MessageWriter.Longest];
        private Socket _socket;
        private SslStream _stream;
        private LinkState _state;
        private LinkFault _fault;
        private int _requestLength;
        private int _answerLength;
        private int _connection;
        private long _nextWatch;
        private long _openedAt;
        private bool _hasAnswered;

        /// <summary>Starts the worker; nothing is connected before <see cref="Open"/>.</summary>
        /// <param name="settings">Host, port, time server.</param>
        /// <param name="ca">The CA that the issuer's certificate is checked against, PEM with a zero behind.</param>
        /// <param name="certificate">The device's own certificate, for an issuer that asks for one, PEM with a zero behind; or null.</param>
        /// <param name="key">Its private key, likewise.</param>
        /// <param name="clock">Milliseconds.</param>
        public TlsLink(KioskSettings settings, byte[] ca, byte[] certificate, byte[] key, SystemClock clock)
        {
            _settings = settings;
            _ca = ca;
            _certificate = certificate;
            _key = key;
            _clock = clock;
            new Thread(Work).Start();
        }

        /// <summary>Since when the worker has been at what it does now, in milliseconds; -1 while it waits for something to do.</summary>
        public long BusySince { get; private set; } = -1;

        /// <inheritdoc/>
        public LinkState State
        {
            get
            {
                lock (_lock)
                {
                    if (_state == LinkState.Up && _clock.Ticks >= _nextWatch)
                    {
                        _nextWatch = _clock.Ticks + WatchInterval;
                        if (IsDead(_socket))
                        {
                            // Some servers look at the device certificate only when the handshake is over.
                            _fault = _hasAnswered || _clock.Ticks - _openedAt > Fresh ? LinkFault.Closed : Refusal();
                            CloseConnection();
                        }
                    }

                    return _state;
                }
            }
        }

        /// <inheritdoc/>
        public LinkFault Fault
        {
            get
            {
                lock (_lock)
                {
                    return _fault;
                }
            }
        }

        /// <inheritdoc/>
        public void Open()
        {
            Begin(LinkState.Opening);
        }

        /// <inheritdoc/>
        public void Send(byte[] message, int length)
        {
            _request[0] = (byte)(length >> 8);
            _request[1] = (byte)length;
            Array.Copy(message, 0, _request, Prefix, length);
            _requestLength = Prefix + length;
            Begin(LinkState.Waiting);
        }

        /// <inheritdoc/>
        public int TakeAnswer(byte[] buffer)
        {
            lock (_lock)
            {
                int length = _answerLength;
                Array.Copy(_answer, 0, buffer, 0, length < buffer.Length ? length : buffer.Length);
                _state = LinkState.Up;
                return length;
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            lock (_lock)
            {
                CloseConnection();
            }
        }

        private void Begin(LinkState state)
        {
            lock (_lock)
            {
                _state = state;
            }

            _work.Set();
        }

        private void Work()
        {
            while (true)
            {
                BusySince = -1;
                _work.WaitOne();
                BusySince = _clock.Ticks;
                LinkState state;
                int connection;
                lock (_lock)
                {
                    state = _state;
                    connection = _connection;
                }

                if (state == LinkState.Opening)
                {
                    Connect(connection);
                }
                else if (state == LinkState.Waiting)
                {
                    End(connection, Exchange());
                }
            }
        }

        private void Connect(int connection)
        {
            Socket socket = null;
            IPEndPoint endPoint = null;
            X509Certificate ca = null;
            LinkFault step = LinkFault.NoAddress;
            try
            {
                LinkFault network = JoinNetwork();
                if (network != LinkFault.None)
                {
                    Fail(connection, network);
                    return;
                }

                step = LinkFault.BadFile;
                ca = Platform.Certificate(_ca);
                X509Certificate own = _certificate == null ? null : Platform.OwnCertificate(_certificate, _key);
                step = LinkFault.HostUnknown;
                endPoint = new IPEndPoint(AddressOf(_settings.IssuerHost), _settings.IssuerPort);
                step = LinkFault.HostSilent;
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(endPoint);

                // The loop closes the connection when the time for an answer is over; this is for a loop that cannot.
                socket.ReceiveTimeout = 2 * _settings.AnswerSeconds * 1000;
                step = LinkFault.Tls;
                SslStream stream = Platform.OpenTls(socket, _settings.IssuerHost, ca, own);
                lock (_lock)
                {
                    if (connection == _connection)
                    {
                        _socket = socket;
                        _stream = stream;
                        _openedAt = _clock.Ticks;
                        _hasAnswered = false;
                        _state = LinkState.Up;
                        return;
                    }
                }

                // The loop has given this connection up meanwhile.
                Shut(stream);
            }
            catch (Exception e)
            {
                if (socket != null)
                {
                    socket.Close();
                }

                Fail(connection, step == LinkFault.Tls ? WhyTlsFailed(e, endPoint, ca) : step);
            }
        }

        /// <summary>Waits for Wi-Fi, an address and the time, no longer than <see cref="NetworkTimeout"/>.</summary>
        private LinkFault JoinNetwork()
        {
            CancellationTokenSource timeout = new CancellationTokenSource(NetworkTimeout);
            Sntp.Server1 = _settings.TimeServer;
            if (!Sntp.IsStarted)
            {
                Sntp.Start();
            }

            // Each call makes an adapter that the runtime's list of adapters keeps until it is disposed of: in a day without Wi-Fi they would fill the heap.
            if (WifiNetworkHelper.WifiAdapter != null)
            {
                WifiNetworkHelper.WifiAdapter.Dispose();
            }

            if (WifiNetworkHelper.Reconnect(true, 0, timeout.Token))
            {
                return LinkFault.None;
            }

            return WifiNetworkHelper.Status == NetworkHelperStatus.TokenExpiredWaitingDateTime ? LinkFault.NoTime
                : WifiSignal.StoredNetwork().Length == 0 ? LinkFault.NoCredentials
                : LinkFault.NoAddress;
        }

        /// <summary>mbedTLS tells only that a certificate was not accepted, or that the other side refused: dates and names are looked at here.</summary>
        private LinkFault WhyTlsFailed(Exception exception, IPEndPoint endPoint, X509Certificate ca)
        {
            LinkFault fault = TlsError.ToFault(Platform.TlsCode(exception));
            if (fault == LinkFault.Certificate)
            {
                return Platform.IsInDate(ca) ? CertificateProbe.Ask(endPoint, _settings.IssuerHost, NetworkTimeout) : LinkFault.CaDates;
            }

            return fault == LinkFault.Refused ? Refusal() : fault;
        }

        private LinkFault Refusal()
        {
            return _certificate != null && !Platform.IsInDate(Platform.Certificate(_certificate)) ? LinkFault.DeviceCertificateDates : LinkFault.Refused;
        }

        private void Fail(int connection, LinkFault fault)
        {
            lock (_lock)
            {
                if (connection == _connection)
                {
                    _fault = fault;
                    _state = LinkState.Down;
                }
            }
        }

        private static IPAddress AddressOf(string host)
        {
            IPAddress[] addresses = Dns.GetHostEntry(host).AddressList;
            for (int i = 0; i < addresses.Length; i++)
            {
                if (addresses[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    return addresses[i];
                }
            }

            throw new Exception(host);
        }

        private LinkState Exchange()
        {
            LinkState failed = LinkState.NotSent;
            try
            {
                if (IsDead(_socket))
                {
                    return LinkState.NotSent;
                }

                failed = LinkState.Broken;
                _stream.Write(_request, 0, _requestLength);
                _stream.Flush();
                if (!Receive(_answer, Prefix))
                {
                    return LinkState.Broken;
                }

                int length = (_answer[0] << 8) | _answer[1];
                if (length > _answer.Length || !Receive(_answer, length))
                {
                    return LinkState.Broken;
                }

                _answerLength = length;
                _hasAnswered = true;
                return LinkState.Answered;
            }
            catch (Exception)
            {
                return failed;
            }
            finally
            {
                Array.Clear(_request, 0, _request.Length);
            }
        }

        private bool Receive(byte[] buffer, int count)
        {
            int received = 0;
            while (received < count)
            {
                int got = _stream.Read(buffer, received, count - received);
                if (got <= 0)
                {
                    return false;
                }

                received += got;
            }

            return true;
        }

        /// <summary>Notes how it ended, unless the loop has closed this connection meanwhile.</summary>
        private void End(int connection, LinkState state)
        {
            lock (_lock)
            {
                if (connection == _connection)
                {
                    _state = state;
                }
            }
        }

        /// <summary>Between requests nothing comes from the issuer but the end of the connection.</summary>
        private static bool IsDead(Socket socket)
        {
            try
            {
                return socket == null || socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception)
            {
                return true;
            }
        }

        /// <summary>Closes a stream and with it its socket; on the ESP32 only this frees what TLS holds outside the heap.</summary>
        private static void Shut(SslStream stream)
        {
            try
            {
                stream.Dispose();
            }
            catch (Exception)
            {
                // It is closed: that is what was wanted.
            }
        }

        private void CloseConnection()
        {
            _connection++;
            if (_stream != null)
            {
                Shut(_stream);
            }

            _socket = null;
            _stream = null;
            _state = LinkState.Down;
        }
    }
}
