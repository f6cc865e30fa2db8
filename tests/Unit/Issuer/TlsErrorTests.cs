using Kiosk.Core.Issuer;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TlsErrorTests
    {
        // mbedTLS 3: mbedtls/x509.h, ssl.h, net_sockets.h.
        [TestMethod]
        [DataRow(-9984, (int)LinkFault.Certificate)]
        [DataRow(-30592, (int)LinkFault.Refused)]
        [DataRow(-29312, (int)LinkFault.Closed)]
        [DataRow(-30848, (int)LinkFault.Closed)]
        [DataRow(-80, (int)LinkFault.Closed)]
        [DataRow(-76, (int)LinkFault.Closed)]
        [DataRow(-32512, (int)LinkFault.NoMemory)]
        [DataRow(-10368, (int)LinkFault.NoMemory)]
        [DataRow(-29184, (int)LinkFault.Tls)]
        [DataRow(-1, (int)LinkFault.Tls)]
        [DataRow(0, (int)LinkFault.Tls)]
        public void ACodeHasItsFault(int code, int fault)
        {
            Assert.AreEqual(fault, (int)TlsError.ToFault(code));
        }
    }
}
