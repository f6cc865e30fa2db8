using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>How the link is kept: echoes, what becomes of one that leads nowhere, and what service mode tells.</summary>
    [TestClass]
    public class LinkCareTests
    {
        private const long Echo = 240000;
        private const string Code = "480251#";

        private static AesCipher _cipher;
        private static KioskRig _kiosk;
        private static MessageReader _reader;
        private static MessageWriter _writer;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
            _writer = new MessageWriter();
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _kiosk = null;
            _reader = null;
            _writer = null;
        }

        [TestMethod]
        public void AnEchoHasNoKeyAndWritesNothing()
        {
            Begin();
            int writes = _kiosk.Flash.Writes;
            _kiosk.Pass(Echo - 100);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.Pass(100);
            AssertEcho(1);
            Assert.IsFalse(_reader.Has(Field.Ksn));
            Assert.IsFalse(_reader.Has(Field.Mac));
            Assert.AreEqual(831L, _reader.Number(Field.Function));
            Assert.AreEqual(302110400L, _reader.Number(Field.TransmissionTime));
            Assert.AreEqual(260302120400L, _reader.Number(Field.LocalTime));
            Assert.AreEqual(writes, _kiosk.Flash.Writes);
        }

        [TestMethod]
        public void AnsweredEchoesGoOn()
        {
            Begin();
            for (int i = 1; i <= 3; i++)
            {
                _kiosk.Pass(Echo);
                AssertEcho(i);
                AnswerEcho(1814, i);
                Assert.AreEqual((int)LinkState.Up, (int)_kiosk.Link.State);
            }

            Assert.AreEqual(1, _kiosk.Link.OpenCount);
        }

        [TestMethod]
        public void WithEchoZeroThereIsNone()
        {
            NewKiosk();
            _kiosk.Settings.EchoSeconds = 0;
            _kiosk.Start();
            _kiosk.Pass(24 * 3600 * 1000L);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void WithoutATimeThereIsNone()
        {
            Begin();
            _kiosk.Clock.Utc = 0;
            _kiosk.Pass(Echo);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void AnEchoWaitsForTheCustomer()
        {
            Begin();
            _kiosk.Pass(Echo - 1000);
            _kiosk.GoToPin();
            _kiosk.Pass(20000);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();

            // The payment was traffic enough.
            _kiosk.Pass(Echo - 6000);
            Assert.AreEqual(1, _kiosk.Link.SentCount);
            _kiosk.Pass(6000);
            AssertEcho(1);
        }

        [TestMethod]
        public void AnEchoWithoutAnAnswerEndsTheConnection()
        {
            Begin();
            _kiosk.Pass(Echo);
            _kiosk.Pass((_kiosk.Settings.AnswerSeconds * 1000L) - 10);
            Assert.AreEqual(0, _kiosk.Link.CloseCount);
            _kiosk.Pass(10);
            Assert.AreEqual(1, _kiosk.Link.CloseCount);
            _kiosk.Pass(10);
            Assert.AreEqual(2, _kiosk.Link.OpenCount);
        }

        [TestMethod]
        [DataRow(1814, 2)]
        [DataRow(1110, 1)]
        public void AnAnswerThatIsNoneEndsTheConnection(int type, int stan)
        {
            Begin();
            _kiosk.Pass(Echo);
            AnswerEcho(type, stan);
            Assert.AreEqual(1, _kiosk.Link.CloseCount);
        }

        [TestMethod]
        public void ACustomerDoesNotWaitForAnEchoThatLeadsNowhere()
        {
            Begin();
            _kiosk.Pass(Echo);
            AssertEcho(1);
            _kiosk.GoToPin();
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.Connecting);
            _kiosk.Pass(1900);
            Assert.AreEqual(1, _kiosk.Link.OpenCount);
            _kiosk.Pass(100);
            _kiosk.Pass(10);
            Assert.AreEqual(2, _kiosk.Link.OpenCount);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Sending);
        }

        [TestMethod]
        public void AnEchoThatIsAnsweredInTimeDoesNotHurtTheCustomer()
        {
            Begin();
            _kiosk.Pass(Echo);
            _kiosk.GoToPin();
            _kiosk.Press("4071#");
            AnswerEcho(1814, 1);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Sending);
            Assert.AreEqual(1, _kiosk.Link.OpenCount);
        }

        // Where the issuer closes behind the handshake, each handshake stops the runtime: they must not follow each other.
        [TestMethod]
        public void AnIssuerThatClosesAtOnceIsAskedLessAndLess()
        {
            Begin();
            int opened = 0;
            for (int i = 0; i < 600; i++)
            {
                if (_kiosk.Link.State == LinkState.Up)
                {
                    // It is seen to be up, and gone a moment later.
                    _kiosk.Pass(10);
                    opened++;
                    _kiosk.Link.State = LinkState.Down;
                    _kiosk.Link.Fault = LinkFault.Refused;
                }

                _kiosk.Pass(200);
            }

            Assert.IsTrue(opened <= 10, opened.ToString() + " handshakes in two minutes");
            Assert.IsTrue(opened >= 6, opened.ToString() + " handshakes in two minutes");
            ShowStatus();
            _kiosk.AssertShows("REFUSED: OWN CERT?");
        }

        [TestMethod]
        [DataRow((int)LinkFault.NoCredentials, "NO WIFI CREDENTIALS")]
        [DataRow((int)LinkFault.NoAddress, "NO WIFI OR NO ADDRESS")]
        [DataRow((int)LinkFault.NoTime, "TIME SERVER SILENT")]
        [DataRow((int)LinkFault.HostUnknown, "HOST NAME UNKNOWN")]
        [DataRow((int)LinkFault.HostSilent, "HOST DOES NOT ANSWER")]
        [DataRow((int)LinkFault.BadFile, "BAD CERT OR KEY FILE")]
        [DataRow((int)LinkFault.CaDates, "CA OUT OF DATE")]
        [DataRow((int)LinkFault.Certificate, "CERT: CA, NAME, DATE?")]
        [DataRow((int)LinkFault.CertificateExpired, "CERT EXPIRED")]
        [DataRow((int)LinkFault.CertificateNotYetValid, "CERT NOT YET VALID")]
        [DataRow((int)LinkFault.CertificateName, "CERT FOR OTHER NAME")]
        [DataRow((int)LinkFault.CertificateOrigin, "CERT NOT OF OUR CA")]
        [DataRow((int)LinkFault.Refused, "REFUSED: OWN CERT?")]
        [DataRow((int)LinkFault.DeviceCertificateDates, "OWN CERT OUT OF DATE")]
        [DataRow((int)LinkFault.NoMemory, "TLS: NO MEMORY")]
        [DataRow((int)LinkFault.Tls, "TLS FAILED")]
        [DataRow((int)LinkFault.Closed, "ISSUER CLOSES LINK")]
        public void EachFaultHasItsText(int fault, string text)
        {
            Begin();
            _kiosk.Link.OpensTo = LinkState.Down;
            _kiosk.Link.Fault = (LinkFault)fault;
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Pass(2000);
            _kiosk.Pass(10);
            ShowStatus();
            _kiosk.AssertShows(text);

            // It is tried on, while somebody looks.
            _kiosk.Link.OpensTo = LinkState.Up;
            _kiosk.Pass(30000);
            _kiosk.Pass(10);
            _kiosk.Pass(10);
            _kiosk.AssertShows("LINK UP");
        }

        [TestMethod]
        public void AnOpeningThatDoesNotEndHasItsText()
        {
            Begin();
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Link.OpensTo = LinkState.Opening;
            _kiosk.Pass(2000);
            _kiosk.Pass(60000);
            ShowStatus();
            _kiosk.AssertShows("NO ANSWER");
        }

        [TestMethod]
        public void TheSignalIsMeasuredOnDemand()
        {
            Begin();
            Assert.AreEqual(0, _kiosk.Signal.MeasureCount);
            ShowStatus();
            Assert.AreEqual(1, _kiosk.Signal.MeasureCount);
            _kiosk.AssertShows("WIFI: MEASURING");
            _kiosk.Signal.Strength = -71;
            _kiosk.Pass(10);
            _kiosk.AssertShows("WIFI -71 DBM");
            _kiosk.Signal.Strength = 1;
            _kiosk.Pass(10);
            _kiosk.AssertShows("WIFI NOT IN REACH");
        }

        // An answer under a MAC tells the issuer's time, UTC; the kiosk's is 2026-03-02 11:00.
        [TestMethod]
        [DataRow("TM12260302110030", 0, true)]
        [DataRow("TM12260302105930", 0, true)]
        [DataRow("PT0203TM12280302110000", 0, true)]
        [DataRow("TM12260302110005", 0, false)]
        [DataRow("TM12260302105955", 0, false)]
        [DataRow("TM12260302113000", 6000, false)]
        [DataRow("TM12251231235959", 0, false)]
        [DataRow("TM12261302110000", 0, false)]
        [DataRow("TM04", 0, false)]
        [DataRow("UL12260302113000", 0, false)]
        public void TheIssuersTimeSetsTheClock(string privateData, int delay, bool sets)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Pass(delay);
            _kiosk.Answer(0, privateData);
            _kiosk.AssertState(TerminalState.Result);
            Assert.AreEqual(sets ? 1 : 0, _kiosk.Clock.SetCount);
            if (sets)
            {
                long told = IsoTime.FromDigits(long.Parse(privateData.Substring(privateData.Length - 12)));
                Assert.IsTrue(_kiosk.Clock.Utc >= told && _kiosk.Clock.Utc <= told + 1);
            }
        }

        [TestMethod]
        public void ATimeUnderAWrongMacIsNone()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Issuer.SpoilsMac = true;
            _kiosk.Answer(0, "TM12260302113000");
            Assert.AreEqual(0, _kiosk.Clock.SetCount);
        }

        private static void NewKiosk()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
        }

        private static void Begin()
        {
            NewKiosk();
            _reader = new MessageReader(_kiosk.Settings.Profile);
            _kiosk.Start();
        }

        private static void ShowStatus()
        {
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code + "5");
        }

        private static void AssertEcho(int stan)
        {
            Assert.AreEqual((int)MessageError.None, (int)_reader.Read(_kiosk.Link.Sent, _kiosk.Link.SentLength));
            Assert.AreEqual(1804, _reader.Type);
            Assert.AreEqual((long)stan, _reader.Number(Field.Stan));
        }

        private static void AnswerEcho(int type, int stan)
        {
            _writer.Begin(type);
            _writer.Number(Field.TransmissionTime, 302110400);
            _writer.Number(Field.Stan, stan);
            _writer.Number(Field.LocalTime, 260302120400);
            _writer.Number(Field.ActionCode, 800);
            _writer.Text(Field.TerminalId, _kiosk.Settings.TerminalId);
            _writer.Text(Field.MerchantId, _kiosk.Settings.MerchantId);
            _kiosk.Link.Arrive(_writer.Buffer, _writer.Length);
            _kiosk.Pass(10);
        }
    }
}
