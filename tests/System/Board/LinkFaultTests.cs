using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Device;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>Each way in which the link cannot be opened is told apart as far as an ESP32 can, and each has a text of its own.</summary>
[TestClass]
public class LinkFaultTests : BoardTest
{
    private const string Host = "localhost";

    // The world begins in June 2026.
    private static readonly DateTimeOffset Before = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Long = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly KioskSettings _settings = new() { IssuerHost = Host, TimeServer = "time.invalid" };
    private readonly X509Certificate2 _ca = MakeCa("Issuer CA");
    private readonly X509Certificate2 _deviceCa = MakeCa("Device CA");
    private X509Certificate2? _own;
    private byte[]? _caFile;

    [TestMethod]
    public async Task Good_link_has_no_fault()
    {
        await using Server server = Listen(Certificate(_ca));
        Assert.AreEqual(LinkFault.None, Open());
    }

    [TestMethod]
    public void No_credentials()
    {
        World.WifiCredentialsStored = false;
        Assert.AreEqual(LinkFault.NoCredentials, Open());
    }

    [TestMethod]
    public void No_wifi()
    {
        World.WifiAvailable = false;
        Assert.AreEqual(LinkFault.NoAddress, Open());
    }

    [TestMethod]
    public void No_time()
    {
        World.TimeServerAvailable = false;
        Assert.AreEqual(LinkFault.NoTime, Open());
    }

    [TestMethod]
    public void Host_unknown()
    {
        _settings.IssuerHost = "issuer.invalid";
        Assert.AreEqual(LinkFault.HostUnknown, Open());
    }

    [TestMethod]
    public async Task Host_refuses()
    {
        await using (Listen(Certificate(_ca)))
        {
            // Its port, where nobody listens any more.
        }

        Assert.AreEqual(LinkFault.HostSilent, Open());
    }

    [TestMethod]
    public void File_is_no_certificate()
    {
        _caFile = Encoding.ASCII.GetBytes("-----BEGIN NOTHING-----\0");
        Assert.AreEqual(LinkFault.BadFile, Open());
    }

    [TestMethod]
    public async Task Ca_has_expired()
    {
        await using Server server = Listen(Certificate(_ca));
        World.MoveClock(TimeSpan.FromDays(365 * 10));
        Assert.AreEqual(LinkFault.CaDates, Open());
    }

    [TestMethod]
    public async Task Certificate_has_expired()
    {
        await using Server server = Listen(Certificate(_ca, until: Before.AddMonths(1)));
        Assert.AreEqual(LinkFault.CertificateExpired, Open());
    }

    [TestMethod]
    public async Task Certificate_is_not_yet_valid()
    {
        await using Server server = Listen(Certificate(_ca, from: Before.AddYears(1)));
        Assert.AreEqual(LinkFault.CertificateNotYetValid, Open());
    }

    [TestMethod]
    [DataRow(Host, "other.example")]
    [DataRow(Host, "localhost.example")]
    [DataRow(Host, "mylocalhost")]
    [DataRow("127.0.0.1", "localhost")]
    [DataRow("127.0.0.1", "127.0.0.2")]
    public async Task Certificate_is_for_another_name(string host, string name)
    {
        await using Server server = Listen(Certificate(_ca, name));
        _settings.IssuerHost = host;
        Assert.AreEqual(LinkFault.CertificateName, Open());
    }

    [TestMethod]
    [DataRow(Host, Host)]
    [DataRow(Host, "LocalHost")]
    [DataRow("127.0.0.1", "127.0.0.1")]
    public async Task Certificate_is_of_another_ca_of_the_same_name(string host, string name)
    {
        using X509Certificate2 other = MakeCa("Issuer CA");
        await using Server server = Listen(Certificate(other, name));
        _settings.IssuerHost = host;
        Assert.AreEqual(LinkFault.CertificateOrigin, Open());
    }

    [TestMethod]
    public async Task Certificate_of_which_nothing_more_can_be_found_out()
    {
        using X509Certificate2 other = MakeCa("Other CA");
        await using Server server = Listen(Certificate(other), connections: 1);
        Assert.AreEqual(LinkFault.Certificate, Open());
    }

    [TestMethod]
    public async Task Issuer_closes()
    {
        await using Server server = Listen(null);
        Assert.AreEqual(LinkFault.Closed, Open());
    }

    [TestMethod]
    public async Task Issuer_speaks_no_tls()
    {
        await using Server server = Listen(null, greeting: "HTTP/1.1 400 Bad Request\r\n\r\n");
        Assert.AreEqual(LinkFault.Tls, Open());
    }

    [TestMethod]
    public async Task Right_device_certificate()
    {
        _own = Certificate(_deviceCa, "KIOSK001");
        await using Server server = Listen(Certificate(_ca), _deviceCa);
        Assert.AreEqual(LinkFault.None, Open());
    }

    [TestMethod]
    public async Task Device_certificate_is_missing()
    {
        await using Server server = Listen(Certificate(_ca), _deviceCa);
        Assert.AreEqual(LinkFault.Refused, OpenAndLose());
    }

    /// <summary>Other servers refuse within the handshake, with an alert: 42, bad certificate.</summary>
    [TestMethod]
    public async Task Device_certificate_is_refused_by_an_alert()
    {
        await using Server server = Listen(null, greeting: "\x15\x03\x03\0\x02\x02*");
        Assert.AreEqual(LinkFault.Refused, Open());
    }

    [TestMethod]
    public async Task Device_certificate_is_of_another_ca()
    {
        using X509Certificate2 other = MakeCa("Other CA");
        _own = Certificate(other, "KIOSK001");
        await using Server server = Listen(Certificate(_ca), _deviceCa);
        Assert.AreEqual(LinkFault.Refused, OpenAndLose());
    }

    [TestMethod]
    public async Task Device_certificate_has_expired()
    {
        _own = Certificate(_deviceCa, "KIOSK001", until: Before.AddMonths(1));
        await using Server server = Listen(Certificate(_ca), _deviceCa);
        Assert.AreEqual(LinkFault.DeviceCertificateDates, OpenAndLose());
    }

    /// <summary>The probe speaks TLS as far as a server's certificate, whichever key it has.</summary>
    [TestMethod]
    public async Task Certificate_with_an_rsa_key()
    {
        await using Server server = Listen(RsaCertificate(_ca, "other.example"));
        Assert.AreEqual(LinkFault.CertificateName, Open());
    }

    /// <summary>A day without Wi-Fi: the runtime keeps no more adapters than at its beginning.</summary>
    [TestMethod]
    public void Adapters_do_not_pile_up()
    {
        World.WifiAvailable = false;
        TlsLink link = MakeLink();
        for (int i = 0; i < 20; i++)
        {
            Open(link);
        }

        Assert.IsTrue(Board.WifiAdapters <= 2, $"{Board.WifiAdapters} adapters");
    }

    private static byte[] Pem(string text) => Encoding.ASCII.GetBytes(text + "\0");

    private static LinkFault Open(TlsLink link)
    {
        link.Open();
        Assert.IsTrue(SpinWait.SpinUntil(() => link.State != LinkState.Opening, TimeSpan.FromSeconds(20)), "it opens for ever");
        bool isUp = link.State == LinkState.Up;
        LinkFault fault = isUp ? LinkFault.None : link.Fault;
        Assert.AreEqual(isUp, fault == LinkFault.None);
        return fault;
    }

    private LinkFault Open()
    {
        TlsLink link = MakeLink();
        LinkFault fault = Open(link);
        link.Close();
        return fault;
    }

    /// <summary>The bench's own TLS takes the handshake to its end, looks at the device certificate then, and hangs up.</summary>
    private LinkFault OpenAndLose()
    {
        TlsLink link = MakeLink();
        link.Open();
        while (link.State != LinkState.Down)
        {
            Assert.IsTrue(World.Elapsed < 4000, "it is not lost");
            World.Advance(link.State == LinkState.Up ? 250 : 0);
            System.Threading.Thread.Sleep(10);
        }

        return link.Fault;
    }

    private TlsLink MakeLink() =>
        new(
            _settings,
            _caFile ?? Pem(_ca.ExportCertificatePem()),
            _own is null ? null : Pem(_own.ExportCertificatePem()),
            _own is null ? null : Pem(_own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            new SystemClock());

    private Server Listen(X509Certificate2? certificate, X509Certificate2? clientCa = null, int connections = int.MaxValue, string greeting = "")
    {
        var server = new Server(certificate, clientCa, connections, greeting);
        _settings.IssuerPort = server.Port;
        return server;
    }

    private static X509Certificate2 MakeCa(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Before, Long);
    }

    private static X509Certificate2 Certificate(X509Certificate2 ca, string name = Host, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 signed = Sign(ca, new CertificateRequest("CN=a kiosk's test", key, HashAlgorithmName.SHA256), name, from, until);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static X509Certificate2 RsaCertificate(X509Certificate2 ca, string name)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 signed = Sign(ca, new CertificateRequest("CN=a kiosk's test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), name, null, null);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 Sign(X509Certificate2 ca, CertificateRequest request, string name, DateTimeOffset? from, DateTimeOffset? until)
    {
        SubjectAlternativeNameBuilder names = new();
        if (IPAddress.TryParse(name, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        using ECDsa caKey = ca.GetECDsaPrivateKey()!;
        return request.Create(ca.SubjectName, X509SignatureGenerator.CreateForECDsa(caKey), from ?? Before, until ?? Long, [1, 2, 3, 4]);
    }

    /// <summary>A TLS server that serves so many connections, and closes the others at once.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public Server(X509Certificate2? certificate, X509Certificate2? clientCa, int connections, string greeting)
        {
            _listener.Start();
            _serving = ServeAsync(certificate, clientCa, connections, greeting);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync(X509Certificate2? certificate, X509Certificate2? clientCa, int connections, string greeting)
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    using TcpClient client = await _listener.AcceptTcpClientAsync();
                    try
                    {
                        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(greeting));
                        if (certificate is not null && i < connections)
                        {
                            await HandshakeAsync(client, certificate, clientCa);
                        }
                    }
                    catch (Exception e) when (e is IOException or AuthenticationException)
                    {
                        // The board has hung up, or is refused.
                    }
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The test is over.
            }
        }

        private static async Task HandshakeAsync(TcpClient client, X509Certificate2 certificate, X509Certificate2? clientCa)
        {
            using SslStream stream = new(client.GetStream());
            var options = new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls12 };
            if (clientCa is not null)
            {
                options.ClientCertificateRequired = true;
                options.CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    VerificationTimeIgnored = false,
                    VerificationTime = Before.AddMonths(5).UtcDateTime,
                };
                options.CertificateChainPolicy.CustomTrustStore.Add(clientCa);
            }

            await stream.AuthenticateAsServerAsync(options);
            _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
        }
    }
}
