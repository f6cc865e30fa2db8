using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Storage;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TamperTests
    {
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
        public void AtIdleKeysAreErased()
        {
            Begin();
            Pulse();
            AssertTampered();
        }

        [TestMethod]
        public void InTheMiddleOfAPinNothingIsSent()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("407");
            int sent = _kiosk.Link.SentCount;
            Pulse();
            AssertTampered();
            _kiosk.Press("1#");
            _kiosk.Pass(10000);
            Assert.AreEqual(sent, _kiosk.Link.SentCount);
            AssertTampered();
        }

        [TestMethod]
        public void BetweenEnterAndTheConnectionNothingIsSent()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Link.OpensTo = LinkState.Opening;
            _kiosk.Link.State = LinkState.Down;
            int sent = _kiosk.Link.SentCount;
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.Connecting);
            Pulse();
            AssertTampered();
            _kiosk.Link.State = LinkState.Up;
            _kiosk.Pass(10);
            Assert.AreEqual(sent, _kiosk.Link.SentCount);
        }

        // The answer can no longer be checked: the charge is reversed, once there are keys again.
        [TestMethod]
        public void WhileTheIssuerIsAskedTheReversalStaysOwed()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            Pulse();
            AssertTampered();
            Assert.AreEqual((int)LinkState.Down, (int)_kiosk.Link.State);
            _kiosk.Start();
            AssertTampered();
            LoadSecondKeys();
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Pass(10);
            _kiosk.Pass(10);
            MessageReader request = new MessageReader(Core.Settings.MessageProfile.Aes);
            Assert.AreEqual((int)MessageError.None, (int)request.Read(_kiosk.Link.Sent, _kiosk.Link.SentLength));
            Assert.AreEqual(1421, request.Type);
            Assert.AreEqual(371449635398431L, request.Number(Field.CardNumber));
        }

        [TestMethod]
        public void InServiceModeItEndsIt()
        {
            Begin();
            _kiosk.Switches.IsServiceOn = true;
            _kiosk.Pass(10);
            _kiosk.Press("480251#21012");
            _kiosk.AssertShows("3 OF 32 DIGITS");
            Pulse();
            AssertTampered();
        }

        [TestMethod]
        public void AtStartToo()
        {
            Begin();
            _kiosk.Switches.IsOpen = true;
            _kiosk.Start();
            AssertTampered();
            _kiosk.Switches.IsOpen = false;
            _kiosk.Start();
            AssertTampered();
        }

        // An open loop is seen in every turn: flash is not written in every turn.
        [TestMethod]
        public void AnOpenLoopErasesOnce()
        {
            Begin();
            _kiosk.Switches.IsOpen = true;
            _kiosk.Pass(10);
            AssertTampered();
            int writes = _kiosk.Flash.Writes;
            for (int i = 0; i < 100; i++)
            {
                _kiosk.Pass(1000);
            }

            Assert.AreEqual(writes, _kiosk.Flash.Writes);
            AssertTampered();
        }

        [TestMethod]
        public void WhileTheLoopIsOpenNoKeysAreLoaded()
        {
            Begin();
            _kiosk.Switches.IsOpen = true;
            _kiosk.Pass(10);
            _kiosk.Switches.IsServiceOn = true;
            _kiosk.Pass(10);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.OutOfService);
        }

        // A terminal that is being put together has nothing to erase, and goes on by itself.
        [TestMethod]
        public void AFreshTerminalWaitsForItsLoop()
        {
            NewKiosk();
            _kiosk.Switches.IsOpen = true;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("TAMPER LOOP OPEN");
            _kiosk.Switches.IsOpen = false;
            _kiosk.Pass(10);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.AssertShows("BENCH KEYS");
        }

        // The bench's keys are for terminals that never had any.
        [TestMethod]
        public void BenchKeysDoNotComeBackByThemselves()
        {
            Begin();
            Pulse();
            _kiosk.Start();
            _kiosk.Pass(10);
            AssertTampered();
            LoadSecondKeys();
            _kiosk.AssertState(TerminalState.Idle);
            Assert.IsFalse(_kiosk.Screen.Shows("BENCH KEYS"));
        }

        [TestMethod]
        public void AnErasureThatFlashRefusesIsTriedAgain()
        {
            Begin();
            _kiosk.Flash.FailsWrites = true;
            Pulse();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.Pass(59000);
            _kiosk.Flash.FailsWrites = false;
            _kiosk.Pass(2000);
            _kiosk.Pass(60000);
            AssertTampered();
            _kiosk.Start();
            AssertTampered();
        }

        // Whatever byte the power fails at: either slot may still hold keys, and the next start has the loop to look at.
        [TestMethod]
        public void APowerCutInTheErasureLeavesNoKeysInTheEnd()
        {
            for (int cut = 0; cut < 60; cut += 7)
            {
                Begin();
                _kiosk.Flash.CutAfter = cut;
                _kiosk.Switches.IsOpen = true;
                _kiosk.Pass(10);
                _kiosk.Flash.PowerOn();
                _kiosk.Start();
                AssertTampered();
            }
        }

        private static void NewKiosk()
        {
            _kiosk = null;
            _kiosk = new KioskRig(_cipher);
        }

        private static void Begin()
        {
            NewKiosk();
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
        }

        private static void Pulse()
        {
            _kiosk.Switches.WasOpen = true;
            _kiosk.Pass(10);
        }

        private static void AssertTampered()
        {
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("TAMPER, KEYS ERASED");
            for (int slot = 0; slot < 2; slot++)
            {
                byte[] file = _kiosk.Flash.File(slot == 0 ? "keys.a" : "keys.b");
                Assert.IsTrue(file != null && file.Length <= Record.Overhead + 1 + TerminalKeys.LongestKsn, "an erased record");
            }
        }

        private static void LoadSecondKeys()
        {
            _kiosk.TurnSwitch(true);
            _kiosk.Press("480251#");
            _kiosk.KeyInComponents("21", TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.SendLine(TestBlocks.Second);
            _kiosk.AssertShows("KEYS LOADED");
            _kiosk.TurnSwitch(false);
        }
    }
}
