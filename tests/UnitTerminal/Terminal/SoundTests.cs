using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>What the kiosk lets hear, by the lengths of tones and pauses.</summary>
    [TestClass]
    public class SoundTests
    {
        private const string Key = "50 ";
        private const string Approved = "80 80 80 80 80 ";
        private const string Declined = "700 ";

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

        // Digits, function keys, keys that do nothing here, and a digit past the longest PIN: P3.
        [TestMethod]
        public void EveryKeySoundsTheSame()
        {
            const string legends = "0123456789*#ABCD";
            for (int i = 0; i < legends.Length; i++)
            {
                Begin();
                AssertKey(legends[i]);
                Begin();
                _kiosk.GoToPin();
                Listen();
                AssertKey(legends[i]);
            }

            Begin();
            _kiosk.GoToPin();
            Listen();
            for (int i = 0; i < 14; i++)
            {
                AssertKey((char)('0' + (i % 10)));
            }
        }

        [TestMethod]
        public void AnApprovalIsThreeShortTones()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            Listen();
            _kiosk.Answer(0, null);
            Listen(Approved);
        }

        [TestMethod]
        [DataRow(100)]
        [DataRow(117)]
        [DataRow(106)]
        [DataRow(125)]
        [DataRow(908)]
        public void ADeclineIsOneLongTone(int code)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            Listen();
            _kiosk.Answer(code, "PT0202");
            Listen(Declined);
        }

        [TestMethod]
        public void ACardErrorIsOneLongTone()
        {
            Begin();
            _kiosk.GoToCard();
            Listen();
            _kiosk.Reader.GiveGarbled();
            Listen(Declined);
        }

        // Whoever cancels or goes away, or parks for nothing, was refused nothing.
        [TestMethod]
        public void WhatIsNoRefusalIsNotHeard()
        {
            Begin();
            _kiosk.GoToCard();
            Listen();
            _kiosk.Press("D");
            Listen(Key);
            _kiosk.Pass(5000);
            _kiosk.GoToCard();
            Listen();
            _kiosk.Pass(30000);
            _kiosk.AssertShows("TIME OUT");
            Listen("");
        }

        [TestMethod]
        public void AKeyDoesNotCutAResultShort()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            Listen();
            _kiosk.Answer(0, null);
            _kiosk.Press("1");
            Listen(Approved);
        }

        [TestMethod]
        public void NoConnectionIsOpenedInTheMiddleOfATone()
        {
            Begin();
            _kiosk.Link.State = LinkState.Down;
            _kiosk.GoToPin();
            _kiosk.Press("4071");
            Listen();
            int opened = _kiosk.Link.OpenCount;
            _kiosk.Press("#");
            _kiosk.AssertState(TerminalState.Connecting);
            Assert.IsTrue(_kiosk.Buzzer.IsOn);
            Assert.AreEqual(opened, _kiosk.Link.OpenCount);
            Listen(Key);
            Assert.AreEqual(opened + 1, _kiosk.Link.OpenCount);
        }

        // While the handshake may begin at any time.
        [TestMethod]
        public void NothingIsHeardWhileAConnectionIsBeingOpened()
        {
            Begin();
            _kiosk.Link.State = LinkState.Opening;
            _kiosk.Press("6");
            _kiosk.AssertState(TerminalState.Minutes);
            Listen("");
            _kiosk.Link.State = LinkState.Up;
            _kiosk.Press("0");
            Listen(Key);
        }

        private static void Begin()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
            _kiosk.Buzzer = new FakeBuzzer(_kiosk.Clock);
            _kiosk.Start();
            Listen();
        }

        private static void AssertKey(char legend)
        {
            _kiosk.Press(legend.ToString());
            Listen(Key);
        }

        /// <summary>Asserts what is heard until it is silent again, in turns of 2 ms.</summary>
        private static void Listen(string expected)
        {
            for (int i = 0; i < 500; i++)
            {
                _kiosk.Pass(2);
            }

            Assert.AreEqual(expected, _kiosk.Buzzer.Log);
            _kiosk.Buzzer.Forget();
        }

        /// <summary>Until it is silent, whatever it was.</summary>
        private static void Listen()
        {
            for (int i = 0; i < 500; i++)
            {
                _kiosk.Pass(2);
            }

            _kiosk.Buzzer.Forget();
        }
    }
}
