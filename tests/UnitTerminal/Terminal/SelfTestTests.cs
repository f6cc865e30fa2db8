using Kiosk.Core.Crypto;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>The self-test at start and once a day (B1).</summary>
    [TestClass]
    public class SelfTestTests
    {
        private const long Day = 24 * 3600 * 1000L;

        private static AesCipher _aes;
        private static FaultyCipher _cipher;
        private static KioskRig _kiosk;

        [Setup]
        public void Setup()
        {
            _aes = new AesCipher();
        }

        [Cleanup]
        public void Cleanup()
        {
            _aes = null;
            _cipher = null;
            _kiosk = null;
        }

        [TestMethod]
        public void ACipherThatIsWrongAtAStartTakesNoCustomers()
        {
            Begin();
            _cipher.IsFaulty = true;
            _kiosk.Start();
            AssertFault(ServiceFault.CipherTest, "SELF-TEST: CIPHER");
            _cipher.IsFaulty = false;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void WithoutAFaultTheKioskStaysInService()
        {
            Begin();
            for (int day = 0; day < 3; day++)
            {
                _kiosk.Pass(Day);
                _kiosk.AssertState(TerminalState.Idle);
            }

            Assert.AreEqual((int)ServiceFault.None, (int)_kiosk.Terminal.Fault);
        }

        [TestMethod]
        public void OnceADayTheCipherIsTested()
        {
            Begin();
            _cipher.IsFaulty = true;
            _kiosk.Pass(Day - 30);
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Pass(30);
            AssertFault(ServiceFault.CipherTest, "SELF-TEST: CIPHER");
        }

        [TestMethod]
        [DataRow("keys")]
        [DataRow("provision")]
        [DataRow("tries")]
        [DataRow("reversal")]
        [DataRow("journal0")]
        public void OnceADayEveryRecordIsRead(string record)
        {
            Begin();
            Pay();
            Rot(record + ".a");
            Rot(record + ".b");
            _kiosk.Pass(Day);
            AssertFault(ServiceFault.StorageTest, "SELF-TEST: STORAGE");
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(1)]
        [DataRow(2)]
        public void OnceADaySettingsAreCompared(int how)
        {
            Begin();
            byte[] file = _kiosk.Flash.File("nf.config");
            if (how == 0)
            {
                Rot("nf.config");
            }
            else if (how == 1)
            {
                _kiosk.Flash.Put("nf.config", file, file.Length - 1);
            }
            else
            {
                _kiosk.Flash.Remove("nf.config");
            }

            _kiosk.Pass(Day);
            AssertFault(ServiceFault.SettingsTest, "SELF-TEST: NF.CONFIG");
        }

        [TestMethod]
        public void ACustomerIsNotInterrupted()
        {
            Begin();
            _kiosk.Pass(Day - 1000);
            _kiosk.GoToPin();
            _cipher.IsFaulty = true;
            _kiosk.Pass(2000);
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.Press("D");
            _kiosk.EndResult();
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.OutOfService);
        }

        [TestMethod]
        public void ServiceModeTellsWhy()
        {
            Begin();
            _cipher.IsFaulty = true;
            _kiosk.Pass(Day);
            _cipher.IsFaulty = false;
            _kiosk.TurnSwitch(true);
            _kiosk.Press("480251#5");
            _kiosk.AssertShows("STATUS");
            _kiosk.AssertShows("SELF-TEST: CIPHER");
            _kiosk.AssertShows("NO REVERSAL OWED");
            _kiosk.TurnSwitch(false);
            _kiosk.AssertState(TerminalState.Idle);
        }

        private static void Begin()
        {
            _cipher = new FaultyCipher(_aes);
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
        }

        private static void Pay()
        {
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
        }

        private static void Rot(string file)
        {
            byte[] content = _kiosk.Flash.File(file);
            if (content != null)
            {
                content[content.Length / 2] ^= 4;
            }
        }

        private static void AssertFault(ServiceFault fault, string text)
        {
            _kiosk.AssertState(TerminalState.OutOfService);
            Assert.AreEqual((int)fault, (int)_kiosk.Terminal.Fault);
            _kiosk.AssertShows("OUT OF SERVICE");
            _kiosk.AssertShows(text);
        }
    }
}
