using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class ServiceModeTests
    {
        private const string Code = "480251#";

        // The keys of the menus.
        private const string LoadUnderAes128 = "21";
        private const string LoadUnderAes256 = "23";
        private const string LoadUnderTdes = "24";
        private const string LoadUnderUpdateKey = "26";

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
        public void TheSwitchAsksForTheCode()
        {
            Begin();
            _kiosk.TurnSwitch(true);
            _kiosk.AssertState(TerminalState.Service);
            _kiosk.AssertShows("SERVICE CODE");
            _kiosk.Press("4");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("*"));
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("4"));
            _kiosk.Press("80251#");
            _kiosk.AssertShows("1 KEYS");
            _kiosk.TurnSwitch(false);
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void WithoutTheSwitchThereIsNoServiceMode()
        {
            Begin();
            _kiosk.Press(Code);
            Assert.IsFalse(_kiosk.Screen.Shows("SERVICE"));
        }

        [TestMethod]
        [DataRow("480250#")]
        [DataRow("48025#")]
        [DataRow("4802511#")]
        [DataRow("#")]
        public void AnotherCodeDoesNotOpenIt(string code)
        {
            Begin();
            _kiosk.TurnSwitch(true);
            _kiosk.Press(code);
            _kiosk.AssertShows("WRONG CODE");
            _kiosk.Press("1");
            Assert.IsFalse(_kiosk.Screen.Shows("KSN"));
        }

        [TestMethod]
        public void ThreeWrongCodesLockTheEntryForAMinute()
        {
            Begin();
            _kiosk.TurnSwitch(true);
            _kiosk.Press("111111#222222#333333#");
            _kiosk.AssertShows("WRONG CODE, WAIT");
            _kiosk.Press(Code);
            Assert.IsFalse(_kiosk.Screen.Shows("1 KEYS"));

            // Leaving does not shorten it.
            _kiosk.TurnSwitch(false);
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code);
            Assert.IsFalse(_kiosk.Screen.Shows("1 KEYS"));
            _kiosk.Pass(60000);
            _kiosk.Press(Code);
            _kiosk.AssertShows("1 KEYS");
        }

        [TestMethod]
        public void ClearBeginsTheCodeAgain()
        {
            Begin();
            _kiosk.TurnSwitch(true);
            _kiosk.Press("99B" + Code);
            _kiosk.AssertShows("1 KEYS");
        }

        [TestMethod]
        public void TheJournalIsShownFromTheNewestOn()
        {
            Begin();
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code + "4");
            _kiosk.AssertShows("JOURNAL");
            _kiosk.AssertShows("EMPTY");
            _kiosk.TurnSwitch(false);
            Pay(0);
            Pay(116);
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code + "4");
            _kiosk.AssertShows("JOURNAL 1 OF 2");
            _kiosk.AssertShows("2026-03-02 12:00:");
            _kiosk.AssertShows("STAN 000002");
            _kiosk.AssertShows("CARD ..8431");
            _kiosk.AssertShows("2.40 EUR");
            _kiosk.AssertShows("DECLINED 116");
            _kiosk.Press("B");
            _kiosk.AssertShows("JOURNAL 1 OF 2");
            _kiosk.Press("#");
            _kiosk.AssertShows("JOURNAL 2 OF 2");
            _kiosk.AssertShows("STAN 000001");
            _kiosk.AssertShows("APPROVED 000");
            _kiosk.Press("#");
            _kiosk.AssertShows("JOURNAL 2 OF 2");
            _kiosk.Press("B");
            _kiosk.AssertShows("JOURNAL 1 OF 2");
            _kiosk.Press("D");
            _kiosk.AssertShows("1 KEYS");
        }

        [TestMethod]
        public void TheStatusTellsWhatIsOwedAndLocked()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(106, null);
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.Send("8520");
            _kiosk.Answer(909, null);
            _kiosk.Link.OpensTo = LinkState.Down;
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Pass(6000);
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code + "5");
            _kiosk.AssertShows("STATUS");
            _kiosk.AssertShows("IN SERVICE");
            _kiosk.AssertShows("REVERSAL OWED");
            Assert.IsFalse(_kiosk.Screen.Shows("NO REVERSAL OWED"));
            _kiosk.AssertShows("CARDS LOCKED: 1");
            _kiosk.AssertShows("LINK FAILED: ");
        }

        // Never with a customer's card in.
        [TestMethod]
        public void ACustomerIsServedFirst()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.TurnSwitch(true);
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.Send("4071");
            _kiosk.AssertState(TerminalState.Sending);
            _kiosk.Answer(0, null);
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.Pass(5000);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Service);
        }

        [TestMethod]
        public void ACardInServiceModeIsNothing()
        {
            Begin();
            Enter();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertShows("1 KEYS");
            _kiosk.TurnSwitch(false);
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void LeavingNeedsNoSwitchAndComesBackOnlyWithIt()
        {
            Begin();
            Enter();
            _kiosk.Press("D");
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Pass(1000);
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.TurnSwitch(false);
            _kiosk.TurnSwitch(true);
            _kiosk.AssertState(TerminalState.Service);
        }

        [TestMethod]
        public void ItEndsByItselfAfterThreeMinutes()
        {
            Begin();
            Enter();
            _kiosk.Pass(179000);
            _kiosk.AssertState(TerminalState.Service);
            _kiosk.Pass(1100);
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void KeysShowKsnAndCheckValue()
        {
            Begin();
            Enter();
            _kiosk.Press("1");
            _kiosk.AssertShows("PROFILE AES");
            _kiosk.AssertShows("BENCH KEYS");
            _kiosk.AssertShows("1234567890123456");
            _kiosk.AssertShows("00000001");
            _kiosk.AssertShows("KCV 05EF45");
            _kiosk.Press("D");
            _kiosk.AssertShows("1 KEYS");
        }

        // From nothing to the first payment.
        [TestMethod]
        public void KeysAreLoadedByTwoPeopleAndAKeyBlock()
        {
            BeginWithoutKeys();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("NO KEYS");
            Enter();
            _kiosk.Press(LoadUnderAes128);
            _kiosk.AssertShows("COMPONENT 1");
            _kiosk.AssertShows("0 OF 32 DIGITS");
            _kiosk.KeyIn(TestBlocks.ComponentA);
            _kiosk.AssertShows("32 OF 32 DIGITS");
            _kiosk.Press("#");
            _kiosk.AssertShows("KCV 2090A6");
            _kiosk.Press("#");
            _kiosk.AssertShows("THE OTHER PERSON");
            Assert.IsFalse(_kiosk.Screen.Shows("2090A6"), "the second sees the first's check value");
            _kiosk.Press("#");
            _kiosk.AssertShows("COMPONENT 2");
            _kiosk.KeyIn(TestBlocks.ComponentB);
            _kiosk.Press("#");
            _kiosk.AssertShows("KCV AA4C03");
            _kiosk.Press("#");
            _kiosk.AssertShows("SEND KEY BLOCK");
            _kiosk.AssertShows("KBPK KCV A625FF");
            _kiosk.SendLine(TestBlocks.Bench);
            _kiosk.AssertShows("KEYS LOADED");
            _kiosk.AssertShows("KCV 05EF45");
            _kiosk.AssertShows("1234567890123456");
            _kiosk.TurnSwitch(false);
            _kiosk.AssertState(TerminalState.Idle);
            Assert.IsFalse(_kiosk.Screen.Shows("BENCH KEYS"));
            Pay();
            _kiosk.Start();
            Pay();
        }

        [TestMethod]
        public void AKeyBlockMayComeAsAFile()
        {
            BeginWithoutKeys();
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.Press("1");
            _kiosk.AssertShows("NO FILE");
            byte[] file = Hex.Ascii(TestBlocks.Bench + "\n");
            _kiosk.Flash.Put("keyblock.txt", file, file.Length);
            _kiosk.Press("1");
            _kiosk.AssertShows("KEYS LOADED");
        }

        // On the terminal that has AES-128 natively, longer keys are Core's.
        [TestMethod]
        public void AnAes256KeyLoads()
        {
            BeginWithoutKeys();
            EnterComponents(LoadUnderAes256, TestBlocks.LongComponentA, TestBlocks.LongComponentB);
            _kiosk.AssertShows("KBPK KCV 5E260E");
            _kiosk.SendLine(TestBlocks.Long);
            _kiosk.AssertShows("KEYS LOADED");
            _kiosk.AssertShows("KCV 3F43B9");
            _kiosk.TurnSwitch(false);
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.GoToPin();
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.Sending);
        }

        [TestMethod]
        public void ATdesKeyLoadsUnderEitherVersion()
        {
            for (int version = 0; version < 2; version++)
            {
                NewKiosk();
                _kiosk.Settings.BenchKeys = false;
                _kiosk.UseTdes(0);
                _kiosk.Start();
                EnterComponents(version == 0 ? LoadUnderTdes : LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
                _kiosk.AssertShows(version == 0 ? "KBPK KCV DC5D2A" : "KBPK KCV A625FF");
                _kiosk.SendLine(version == 0 ? TestBlocks.Tdes : TestBlocks.TdesUnderAes);
                _kiosk.AssertShows("KEYS LOADED");
                _kiosk.AssertShows("FFFF9876543210E0");
                _kiosk.AssertShows("0001");
                _kiosk.AssertShows("KCV AF8C07");
                _kiosk.TurnSwitch(false);
                Pay();
            }
        }

        // Under the update key no component is needed: only the host and this terminal have it.
        [TestMethod]
        public void TheUpdateKeyReplacesKeys()
        {
            Begin();
            Pay();
            Enter();
            _kiosk.Press(LoadUnderUpdateKey);
            _kiosk.AssertShows("UNDER UPDATE KEY");
            _kiosk.SendLine(TestBlocks.Second);
            _kiosk.AssertShows("MAC: CHANGED OR KBPK");
            _kiosk.SendLine(TestBlocks.Update);
            _kiosk.AssertShows("KEYS LOADED");
            _kiosk.AssertShows("12345678ABCDEF01");
            _kiosk.AssertShows("KCV 153EF6");
        }

        [TestMethod]
        public void ThereIsNoUpdateKeyBeforeThereAreKeys()
        {
            BeginWithoutKeys();
            Enter();
            _kiosk.Press("2");
            Assert.IsFalse(_kiosk.Screen.Shows("6 UPDATE KEY"));
            _kiosk.Press("6");
            _kiosk.AssertShows("UNDER WHICH KEY?");
        }

        [TestMethod]
        public void ARefusedBlockChangesNothing()
        {
            Begin();
            int writes = _kiosk.Flash.Writes;
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            Refused("A" + TestBlocks.Second.Substring(1), "VERSION WITHDRAWN");
            Refused("X" + TestBlocks.Second.Substring(1), "VERSION");
            Refused(TestBlocks.Second.Substring(0, 175), "BLOCK LENGTH");
            Refused(TestBlocks.Second.Substring(0, 175) + "G", "CHARACTER");
            Refused(TestBlocks.Second.Substring(0, 175) + "1", "MAC: CHANGED OR KBPK");
            Refused(TestBlocks.Second.Substring(0, 5) + "Q1" + TestBlocks.Second.Substring(7), "HEADER");
            Refused(TestBlocks.Exportable, "EXPORTABLE");
            Refused(TestBlocks.Tdes, "KBPK");
            Refused(TestBlocks.TdesUnderAes, "ALGORITHM");
            Assert.AreEqual(writes, _kiosk.Flash.Writes);
            _kiosk.Press("DD");
            _kiosk.Pass(10);
            _kiosk.TurnSwitch(false);
            Pay();
            Assert.AreEqual("123456789012345600000001", Hex.Text(_kiosk.Link.Sent, _kiosk.Issuer.Request.Offset(Field.Ksn), 12));
        }

        [TestMethod]
        public void AfterARefusalTheRightBlockStillLoads()
        {
            BeginWithoutKeys();
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.SendLine("HELLO");
            _kiosk.AssertShows("REFUSED:");
            _kiosk.SendLine(TestBlocks.Bench);
            _kiosk.AssertShows("KEYS LOADED");
        }

        // K2: the KSN only goes up, so the same initial key never begins again.
        [TestMethod]
        public void KeysThatWereUsedDoNotComeBack()
        {
            Begin();
            Pay();
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            Refused(TestBlocks.Bench, "KEYS USED BEFORE");
            _kiosk.Press("D3#");
            _kiosk.AssertShows("KEYS ERASED");
            _kiosk.Press("#");
            _kiosk.KeyInComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            Refused(TestBlocks.Bench, "KEYS USED BEFORE");
            _kiosk.SendLine(TestBlocks.Second);
            _kiosk.AssertShows("KEYS LOADED");
        }

        [TestMethod]
        public void KeysThatWereNotUsedMayComeAgain()
        {
            Begin();
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.SendLine(TestBlocks.Bench);
            _kiosk.AssertShows("KEYS LOADED");
        }

        [TestMethod]
        public void ErasedKeysAreGoneFromFlash()
        {
            Begin();
            Pay();
            Enter();
            _kiosk.Press("3");
            _kiosk.AssertShows("ERASE ALL KEYS?");
            _kiosk.Press("#");
            _kiosk.AssertShows("KEYS ERASED");
            AssertNoKeysOnFlash();
            _kiosk.TurnSwitch(false);
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("KEYS ERASED");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("KEYS ERASED");
        }

        [TestMethod]
        public void ErasingIsAskedFor()
        {
            Begin();
            Enter();
            _kiosk.Press("3D");
            _kiosk.TurnSwitch(false);
            Pay();
        }

        // Keys are replaced; what the terminal has promised stays.
        [TestMethod]
        public void ALockedCardStaysLockedUnderNewKeys()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.WrongPin(2);
            _kiosk.WrongPin(1);
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0200");
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.EndResult();
            LoadSecondAndAssertLocked();
        }

        // R5: a table that nobody can read counts as used up, and is not begun anew.
        [TestMethod]
        public void ALostSecretLocksEveryCard()
        {
            Begin();
            Pay();
            _kiosk.Flash.RemoveRecord("provision");
            _kiosk.Start();
            _kiosk.AssertShows("KEYS LOST");
            LoadSecondAndAssertLocked();
        }

        [TestMethod]
        public void AComponentIsKeyedInHexOnAnyKeypad()
        {
            BeginWithoutKeys();
            Enter();
            _kiosk.Press(LoadUnderAes128);
            _kiosk.Press("12*1");
            _kiosk.AssertShows("3 OF 32 DIGITS");
            _kiosk.Press("*0");
            _kiosk.AssertShows("2 OF 32 DIGITS");
            _kiosk.Press("#");
            _kiosk.AssertShows("NOT COMPLETE");
            _kiosk.Press("*7*9");
            _kiosk.AssertShows("2 OF 32 DIGITS");
            _kiosk.Press("**");
            _kiosk.AssertShows("0 OF 32 DIGITS");
            _kiosk.Press("*0");
            _kiosk.AssertShows("0 OF 32 DIGITS");
            _kiosk.KeyIn(TestBlocks.ComponentA + "99");
            _kiosk.AssertShows("32 OF 32 DIGITS");
            _kiosk.Press("#");
            _kiosk.AssertShows("KCV 2090A6");
            _kiosk.Press("B");
            _kiosk.AssertShows("0 OF 32 DIGITS");
        }

        [TestMethod]
        public void ComponentsThatMakeNoKeyAreRefused()
        {
            BeginWithoutKeys();
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentA);
            _kiosk.AssertShows("THEY MAKE NO KEY");
            _kiosk.Press("#");

            // Two halves that are the same: single DES.
            _kiosk.KeyInComponents(LoadUnderTdes, TestBlocks.ComponentA, "0011223344556677FFEEDDCCBBAA9988");
            _kiosk.AssertShows("THEY MAKE NO KEY");
        }

        // The sum of what was entered must not outlive a way out.
        [TestMethod]
        public void ComponentsDoNotOutliveTheWayOut()
        {
            BeginWithoutKeys();
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.TurnSwitch(false);
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code);
            _kiosk.KeyInComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.AssertShows("KBPK KCV A625FF");
        }

        private static void Pay(int code)
        {
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(code, null);
            _kiosk.EndResult();
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
        }

        private static void BeginWithoutKeys()
        {
            NewKiosk();
            _kiosk.Settings.BenchKeys = false;
            _kiosk.Start();
        }

        private static void Enter()
        {
            _kiosk.TurnSwitch(false);
            _kiosk.TurnSwitch(true);
            _kiosk.Press(Code);
            _kiosk.AssertShows("1 KEYS");
        }

        private static void EnterComponents(string kind, string first, string second)
        {
            Enter();
            _kiosk.KeyInComponents(kind, first, second);
        }

        /// <summary>Other keys are loaded; without a connection the card is locked by what this terminal knows.</summary>
        private static void LoadSecondAndAssertLocked()
        {
            EnterComponents(LoadUnderAes128, TestBlocks.ComponentA, TestBlocks.ComponentB);
            _kiosk.SendLine(TestBlocks.Second);
            _kiosk.AssertShows("KEYS LOADED");
            _kiosk.TurnSwitch(false);
            _kiosk.Link.OpensTo = LinkState.Down;
            _kiosk.Link.State = LinkState.Down;
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertShows("CARD LOCKED");
        }

        private static void Refused(string block, string why)
        {
            _kiosk.SendLine(block);
            _kiosk.AssertShows("REFUSED:");
            _kiosk.AssertShows(why);
        }

        private static void Pay()
        {
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Pass(10);
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
        }

        private static void AssertNoKeysOnFlash()
        {
            for (int slot = 0; slot < 2; slot++)
            {
                byte[] file = _kiosk.Flash.File(slot == 0 ? "keys.a" : "keys.b");
                Assert.IsTrue(file != null && file.Length <= Core.Storage.Record.Overhead + 1 + TerminalKeys.LongestKsn, "an erased record");
            }
        }
    }
}
