using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>The board's TLS accepts one CA, the right name and dates by the board's clock, and nothing else.</summary>
[TestClass]
public class TlsTests : BoardTest
{
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    [DataRow("localhost", 2026, true, true)]
    [DataRow("elsewhere", 2026, true, false)]
    [DataRow("localhost", 1970, true, false)]
    [DataRow("localhost", 2028, true, false)]
    [DataRow("localhost", 2026, false, false)]
    public void Verifies(string host, int year, bool ownCa, bool accepted)
    {
        using X509Certificate2 ca = MakeCa();
        using X509Certificate2 otherCa = MakeCa();
        using X509Certificate2 server = MakeServer(ca);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(() => Serve(listener, server));
        nanoFramework.Networking.WifiNetworkHelper.Reconnect();
        using Kiosk.Board.Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndpoint);
        DateTime now = new(year, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        X509Certificate2 trusted = ownCa ? ca : otherCa;
        if (accepted)
        {
            using SslStream stream = DesktopTls.Open(socket, host, trusted, null, now);
            Assert.AreEqual(SslProtocols.Tls12, stream.SslProtocol);
            Assert.AreEqual(42, stream.ReadByte());
        }
        else
        {
            TlsException refusal = Assert.ThrowsException<TlsException>(() => DesktopTls.Open(socket, host, trusted, null, now));
            Assert.AreEqual(-0x2700, refusal.ErrorCode, "mbedTLS says the same whatever the reason");
        }

        serving.Wait();
    }

    private static void Serve(TcpListener listener, X509Certificate2 certificate)
    {
        try
        {
            using TcpClient client = listener.AcceptTcpClient();
            using SslStream stream = new(client.GetStream());
            stream.AuthenticateAsServer(certificate);
            stream.WriteByte(42);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The board has hung up.
        }
    }

    private static X509Certificate2 MakeCa()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Test CA " + Guid.NewGuid().ToString("N"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, Until);
    }

    private static X509Certificate2 MakeServer(X509Certificate2 ca)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(ca, From, Until, [1, 2, 3, 4]);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
