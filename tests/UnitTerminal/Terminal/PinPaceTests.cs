using Kiosk.Core.Crypto;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>PINs are slowed over all cards (P9), and no honest customer notices.</summary>
    [TestClass]
    public class PinPaceTests
    {
        private const string Visa = "4111111111111111";

        private static AesCipher _cipher;
        private static KioskRig _kiosk;

        [Setup]
        public void Setup()
        {
            _cipher = new AesCipher();
        }

        [Cleanup]
        public void Cleanup()
        {
            _cipher = null;
            _kiosk = null;
        }

        [TestMethod]
        public void TheSixthPinThatIsNotApprovedWaits()
        {
            UseUpPace();
            GoOn();
            _kiosk.AssertState(TerminalState.PinWait);
            _kiosk.AssertShows("PLEASE WAIT");
            Assert.IsFalse(_kiosk.Screen.Shows("ENTER PIN"));
            _kiosk.AssertShows(" s");
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.PinWait);
            for (int i = 0; i < 30 && _kiosk.Terminal.State == TerminalState.PinWait; i++)
            {
                _kiosk.Pass(1000);
            }

            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("LAST TRY");
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
        }

        [TestMethod]
        public void CancelEndsTheWaiting()
        {
            UseUpPace();
            GoOn();
            _kiosk.Press("D");
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("CANCELLED");
        }

        [TestMethod]
        public void ARestartDoesNotEndTheWaiting()
        {
            UseUpPace();
            _kiosk.Start();
            GoOn();
            _kiosk.AssertState(TerminalState.PinWait);
        }

        [TestMethod]
        public void ADigitOnTheWrongPinScreenWaitsToo()
        {
            Begin();
            WrongPins("4111111111111111", 2);
            _kiosk.Press("D");
            _kiosk.EndResult();
            WrongPins(KioskRig.Amex, 2);
            _kiosk.Press("D");
            _kiosk.EndResult();
            Go("5555555555554444");
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0202");
            _kiosk.AssertState(TerminalState.IncorrectPin);
            _kiosk.Press("4");
            _kiosk.AssertState(TerminalState.PinWait);
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("*"));
        }

        // Right PINs and refusals that tell nothing of the PIN.
        [TestMethod]
        [DataRow(0)]
        [DataRow(111)]
        [DataRow(116)]
        [DataRow(121)]
        [DataRow(125)]
        public void OtherOutcomesDoNotSlow(int code)
        {
            Begin();
            for (int i = 0; i < 20; i++)
            {
                _kiosk.GoToPin();
                _kiosk.Send("4071");
                _kiosk.Answer(code, code == 0 || code == 111 ? null : "PT0203");
                _kiosk.EndResult();
            }
        }

        [TestMethod]
        public void NumbersThatAreNoCardsTakeNoPlace()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(111, null);
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        private static void Begin()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
            _kiosk.Start();
        }

        /// <summary>Three wrong PINs with one card, and two with the next.</summary>
        private static void UseUpPace()
        {
            Begin();
            WrongPins(Visa, 2);
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0200");
            _kiosk.EndResult();
            WrongPins(KioskRig.Amex, 1);
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0201");
            _kiosk.Press("D");
            _kiosk.EndResult();
        }

        private static void WrongPins(string card, int count)
        {
            Go(card);
            for (int i = 0; i < count; i++)
            {
                _kiosk.WrongPin(2 - i);
            }
        }

        private static void Go(string card)
        {
            _kiosk.GoToCard();
            _kiosk.Swipe(card, "2912");
            _kiosk.AssertState(TerminalState.Pin);
        }

        private static void GoOn()
        {
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
        }
    }
}
