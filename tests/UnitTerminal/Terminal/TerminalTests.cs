using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using Kiosk.Core.Terminal;
using Kiosk.Core.Tries;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TerminalTests
    {
        private const long Day = 86400;

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

        // The whole way.
        [TestMethod]
        public void ParkingApproved()
        {
            Begin();
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.AssertShows("PARKING");
            _kiosk.AssertShows("0.60 EUR / 15 MIN");
            _kiosk.AssertShows("BENCH KEYS");
            Assert.IsTrue(_kiosk.Terminal.IsQuiet);
            _kiosk.Press("60");
            _kiosk.AssertState(TerminalState.Minutes);
            _kiosk.AssertShows("2.40 EUR");
            _kiosk.Press("#");
            _kiosk.AssertState(TerminalState.Card);
            _kiosk.AssertShows("INSERT CARD");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("2.40 EUR");
            _kiosk.AssertShows("ENTER PIN");
            _kiosk.AssertShows("3 TRIES LEFT");
            _kiosk.Send("4071");
            _kiosk.AssertShows("PLEASE WAIT");
            Assert.AreEqual(240L, _kiosk.Issuer.Request.Number(Field.Amount));
            Assert.AreEqual(371449635398431L, _kiosk.Issuer.Request.Number(Field.CardNumber));
            _kiosk.Answer(0, null);
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("APPROVED");
            _kiosk.AssertShows("REMOVE CARD");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            _kiosk.EndResult();
            Assert.IsTrue(_kiosk.Terminal.IsQuiet);
        }

        [TestMethod]
        public void TollApproved()
        {
            BeginToll();
            _kiosk.AssertShows("TOLL");
            _kiosk.AssertShows("1: 2.50");
            _kiosk.AssertShows("3: 12.50");
            _kiosk.Press("3");
            _kiosk.AssertState(TerminalState.Card);
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("12.50"));
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Send("4071");
            Assert.AreEqual(1250L, _kiosk.Issuer.Request.Number(Field.Amount));
            Assert.AreEqual(4784L, _kiosk.Issuer.Request.Number(Field.BusinessCode));
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
        }

        [TestMethod]
        public void ThePinBlockIsTheOneOfPinCardAndKey()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            AesDukpt dukpt = new AesDukpt(_cipher);
            dukpt.LoadInitialKey(BenchKey.InitialKey(MessageProfile.Aes), BenchKey.InitialKsn(MessageProfile.Aes));
            TransactionKeys keys = new TransactionKeys(AesDukpt.KsnLength);
            keys.Derive(dukpt);
            PinEntry pin = new PinEntry(12);
            pin.Add(4);
            pin.Add(0);
            pin.Add(7);
            pin.Add(1);
            byte[] block = new byte[PinBlock.LengthOf(PinBlockFormat.Format4)];
            new PinEncryption(PinBlockFormat.Format4, _cipher, new FakeRandom("5A")).Encipher(pin, Hex.Ascii(KioskRig.Amex), 15, keys.Pin, block);
            Hex.Same(Hex.Text(block, 0, 16), _kiosk.Link.Sent, _kiosk.Issuer.Request.Offset(Field.PinBlock), 16);
        }

        [TestMethod]
        public void EachPaymentHasItsOwnKsnAndStan()
        {
            Begin();
            for (int i = 1; i <= 3; i++)
            {
                _kiosk.GoToPin();
                _kiosk.Send("4071");
                Hex.Same("12345678901234560000000" + i.ToString(), _kiosk.Link.Sent, _kiosk.Issuer.Request.Offset(Field.Ksn), 12);
                Assert.AreEqual((long)i, _kiosk.Issuer.Request.Number(Field.Stan));
                _kiosk.Answer(0, null);
                _kiosk.EndResult();
            }
        }

        // Idle.
        [TestMethod]
        [DataRow("#")]
        [DataRow("*")]
        [DataRow("B")]
        [DataRow("D")]
        public void KeysThatMeanNothingAtIdle(string key)
        {
            Begin();
            _kiosk.Press(key);
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        [DataRow("0")]
        [DataRow("4")]
        [DataRow("9")]
        public void AClassThatIsNotThereIsNoKey(string key)
        {
            BeginToll();
            _kiosk.Press(key);
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void ACardAtIdleIsNotTaken()
        {
            Begin();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.GoToCard();
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Card);
        }

        // Minutes.
        [TestMethod]
        [DataRow("15", "0.60 EUR")]
        [DataRow("16", "1.20 EUR")]
        [DataRow("240", "9.60 EUR")]
        [DataRow("0", "0.00 EUR")]
        public void MinutesAndTheirPrice(string minutes, string amount)
        {
            Begin();
            _kiosk.Press(minutes);
            Assert.IsTrue(_kiosk.Screen.ShowsLarge(minutes));
            _kiosk.AssertShows(amount);
        }

        [TestMethod]
        [DataRow("14", "AT LEAST 15 MIN")]
        [DataRow("0", "AT LEAST 15 MIN")]
        [DataRow("241", "AT MOST 240 MIN")]
        [DataRow("9999", "AT MOST 240 MIN")]
        public void MinutesOutsideTheLimitsAreSaidAndStay(string minutes, string text)
        {
            Begin();
            _kiosk.Press(minutes + "#");
            _kiosk.AssertState(TerminalState.Minutes);
            _kiosk.AssertShows(text);
            _kiosk.Press("60#");
            _kiosk.AssertState(TerminalState.Card);
        }

        [TestMethod]
        public void AFifthDigitOfTheMinutesIsIgnored()
        {
            Begin();
            _kiosk.Press("12345");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("1234"));
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("12345"));
        }

        [TestMethod]
        [DataRow("*")]
        [DataRow("B")]
        public void ClearEmptiesTheMinutes(string key)
        {
            Begin();
            _kiosk.Press("60" + key + "15");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("15"));
            _kiosk.AssertShows("0.60 EUR");
        }

        [TestMethod]
        public void FreeMinutesNeedNoCard()
        {
            NewKiosk();
            _kiosk.Settings.ParkingFreeMinutes = 60;
            _kiosk.Start();
            _kiosk.Press("60#");
            _kiosk.AssertShows("NO CHARGE");
            _kiosk.EndResult();
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        // Cancel.
        [TestMethod]
        public void CancelAtTheMinutesGoesToIdle()
        {
            Begin();
            _kiosk.Press("60D");
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("A")]
        [DataRow("A3714")]
        [DataRow("A371449635398431#")]
        [DataRow("A371449635398431#12")]
        public void CancelAtTheCard(string keys)
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press(keys + "D");
            AssertCancelled();
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("4")]
        [DataRow("4071")]
        public void CancelAtThePin(string digits)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press(digits + "D");
            AssertCancelled();
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void CancelWhileConnecting()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Link.State = LinkState.Opening;
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.Connecting);
            _kiosk.Press("D");
            AssertCancelled();
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void CancelAfterAWrongPin()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0202");
            _kiosk.AssertState(TerminalState.IncorrectPin);
            _kiosk.Press("D");
            _kiosk.AssertShows("CANCELLED");
            AssertTriesLeft(2);
        }

        [TestMethod]
        public void ARequestUnderWayIsNotCancelled()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Press("D#1*ABC");
            _kiosk.AssertState(TerminalState.Sending);
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
        }

        [TestMethod]
        public void CancelByHoldingAKeyOfA4x3()
        {
            NewKiosk();
            _kiosk.Settings.KeyLegend = "123456789*0#";
            _kiosk.Settings.ColumnPins = new int[] { 27, 14, 13 };
            _kiosk.Start();
            _kiosk.Press("60");
            Hold(3, 0);
            _kiosk.AssertState(TerminalState.Idle);
            Hold(3, 2);
            _kiosk.AssertState(TerminalState.Menu);
        }

        // Time-outs.
        [TestMethod]
        public void MinutesTimeOut()
        {
            Begin();
            _kiosk.Press("60");
            AssertTimesOut(30000 - 20, TerminalState.Minutes, TerminalState.Idle);
        }

        [TestMethod]
        public void ACardThatDoesNotComeTimesOut()
        {
            Begin();
            _kiosk.GoToCard();
            AssertTimesOut(30000 - 20, TerminalState.Card, TerminalState.Result);
            _kiosk.AssertShows("TIME OUT");
        }

        [TestMethod]
        [DataRow("A3714", (int)TerminalState.CardNumber)]
        [DataRow("A371449635398431#12", (int)TerminalState.CardExpiry)]
        public void KeyingACardTimesOut(string keys, int state)
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press(keys);
            AssertTimesOut(30000 - 20, (TerminalState)state, TerminalState.Result);
            _kiosk.AssertShows("TIME OUT");
        }

        [TestMethod]
        public void EachKeyBeginsTheKeyTimeAnew()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Pass(29000);
            _kiosk.Press("4");
            AssertTimesOut(30000 - 20, TerminalState.Pin, TerminalState.Result);
            _kiosk.AssertShows("TIME OUT");
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void APinTakesNoLongerThanItsTimeInAll()
        {
            Begin();
            _kiosk.GoToPin();
            for (int i = 0; i < 5; i++)
            {
                _kiosk.Pass(9970);
                _kiosk.Press("4");
            }

            AssertTimesOut(10000, TerminalState.Pin, TerminalState.Result);
            _kiosk.AssertShows("TIME OUT");
        }

        [TestMethod]
        public void TheResultStays5Seconds()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("D");
            AssertTimesOut(5000 - 20, TerminalState.Result, TerminalState.Idle);
        }

        [TestMethod]
        public void LanguagesTimeOut()
        {
            Begin();
            _kiosk.Press("A3");
            AssertTimesOut(30000 - 20, TerminalState.Languages, TerminalState.Idle);
        }

        // The PIN.
        [TestMethod]
        public void OneStarADigit()
        {
            Begin();
            _kiosk.GoToPin();
            string stars = "";
            for (int i = 0; i < 12; i++)
            {
                _kiosk.Press("7");
                stars += "*";
                Assert.IsTrue(_kiosk.Screen.ShowsLarge(stars));
                Assert.IsFalse(_kiosk.Screen.ShowsLarge(stars + "*"));
            }

            _kiosk.Press("7");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge(stars));
        }

        [TestMethod]
        public void EveryDigitLooksTheSame()
        {
            string[] columns = new string[2];
            string[] images = new string[2];
            for (int i = 0; i < 2; i++)
            {
                Begin();
                _kiosk.GoToPin();
                for (int digit = 0; digit < 6; digit++)
                {
                    _kiosk.Screen.ClearLog();
                    _kiosk.Press(i == 0 ? "0" : "98765432".Substring(digit, 1));
                    columns[i] += _kiosk.Screen.Columns.ToString() + " ";
                }

                images[i] = Hex.Text(_kiosk.Screen.Image, 0, _kiosk.Screen.Image.Length);
            }

            Assert.AreEqual(columns[0], columns[1]);
            Assert.AreEqual(images[0], images[1]);
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("1")]
        [DataRow("123")]
        public void TooFewDigitsAreSaidAndBurnNoTry(string digits)
        {
            Begin();
            _kiosk.GoToPin();
            int writes = _kiosk.Flash.Writes;
            _kiosk.Press(digits + "#");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("4 DIGITS OR MORE");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            Assert.AreEqual(writes, _kiosk.Flash.Writes);
            AssertTriesLeft(3);
            _kiosk.Send("4071".Substring(digits.Length));
        }

        [TestMethod]
        [DataRow(4)]
        [DataRow(12)]
        public void PinsOfTheShortestAndTheLongestLengthAreSent(int length)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("918273645546".Substring(0, length));
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
        }

        [TestMethod]
        [DataRow("*")]
        [DataRow("B")]
        public void ClearEmptiesThePinAndStays(string key)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("4071" + key);
            _kiosk.AssertState(TerminalState.Pin);
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("*"));
            _kiosk.Press("123#");
            _kiosk.AssertShows("4 DIGITS OR MORE");
        }

        [TestMethod]
        [DataRow("A")]
        [DataRow("C")]
        public void OtherKeysAtThePinDoNothing(string key)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("40" + key + "71");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("ENTER PIN");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("****"));
        }

        // What can be seen of the wiped buffer: the next entry begins without a digit.
        [TestMethod]
        public void AfterCancelNoDigitOfThePinIsLeft()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("4071D");
            _kiosk.EndResult();
            AssertPinBeginsEmpty();
        }

        [TestMethod]
        public void AfterATimeOutNoDigitOfThePinIsLeft()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("4071");
            _kiosk.Pass(30000);
            _kiosk.EndResult();
            AssertPinBeginsEmpty();
        }

        [TestMethod]
        public void AfterAnApprovalNoDigitOfThePinIsLeft()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
            AssertPinBeginsEmpty();
        }

        [TestMethod]
        public void AfterAWrongPinNoDigitOfItIsLeft()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.WrongPin(2);
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("*"));
            _kiosk.Press("123#");
            _kiosk.AssertShows("4 DIGITS OR MORE");
        }

        [TestMethod]
        public void AfterAFlashFaultNoDigitOfThePinIsLeft()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Flash.FailsWrites = true;
            _kiosk.Press("4071#");
            _kiosk.Flash.FailsWrites = false;
            _kiosk.EndResult();
            AssertPinBeginsEmpty();
        }

        // As ASCII, as numbers, as packed digits.
        [TestMethod]
        [DataRow("393138323733363435353436")]
        [DataRow("090108020703060405050406")]
        [DataRow("918273645546")]
        public void ThePinIsNeverInTheClearOnFlashOrOnTheLink(string pattern)
        {
            Begin();
            _kiosk.Flash.Forbidden = Hex.Bytes(pattern);
            _kiosk.Link.Forbidden = Hex.Bytes(pattern);
            _kiosk.GoToPin();
            _kiosk.Send("918273645546");
            _kiosk.Answer(117, "PT0202");
            _kiosk.Pass(3000);
            _kiosk.Send("918273645546");
            _kiosk.Pass(30000);
            Assert.IsFalse(_kiosk.Flash.SawForbidden);
            Assert.IsFalse(_kiosk.Link.SawForbidden);
            Assert.IsFalse(_kiosk.Screen.Shows("9182"));
        }

        [TestMethod]
        [DataRow("333731343439363335333938343331")]
        [DataRow("37144963539843")]
        public void TheCardNumberIsNeverInTheClearOnFlash(string pattern)
        {
            Begin();
            _kiosk.Flash.Forbidden = Hex.Bytes(pattern);
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Pass(30000);
            _kiosk.EndResult();
            Assert.IsFalse(_kiosk.Flash.SawForbidden);
        }

        // Tries.
        [TestMethod]
        public void TheAttemptIsOnFlashBeforeTheRequestIsHandedOver()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            AssertTriesLeft(2, _kiosk.Link.FlashAtSend);
        }

        [TestMethod]
        public void TheReversalIsOnFlashBeforeTheRequestIsHandedOver()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            RecordStore store = new RecordStore(_kiosk.Link.FlashAtSend);
            ReversalStore reversals = new ReversalStore(store, new Journal(store), _cipher, new byte[16]);
            Assert.IsTrue(reversals.Open());
            Assert.IsTrue(reversals.IsPending);
            Assert.AreEqual(240L, reversals.Amount);
        }

        // Every write of a payment, one after another, is the first that fails.
        [TestMethod]
        [DataRow("keys.a")]
        [DataRow("keys.b")]
        [DataRow("tries.a")]
        [DataRow("tries.b")]
        [DataRow("reversal.a")]
        [DataRow("reversal.b")]
        public void WhenFlashFailsNothingIsSent(string file)
        {
            // Both slots have their turn: a payment before shifts them.
            for (int before = 0; before < 2; before++)
            {
                Begin();
                if (before == 1)
                {
                    _kiosk.GoToPin();
                    _kiosk.Send("4071");
                    _kiosk.Answer(100, null);
                    _kiosk.EndResult();
                }

                int sent = _kiosk.Link.SentCount;
                byte[] former = _kiosk.Flash.File(file);
                string was = former == null ? "" : Hex.Text(former, 0, former.Length);
                _kiosk.Flash.FailsOnly = file;
                _kiosk.Flash.FailsWrites = true;
                _kiosk.GoToPin();
                _kiosk.Press("4071#");
                if (_kiosk.Terminal.State == TerminalState.Sending)
                {
                    // This payment writes the other slot.
                    Assert.AreEqual(was, former == null ? "" : Hex.Text(_kiosk.Flash.File(file), 0, former.Length));
                    continue;
                }

                _kiosk.AssertState(TerminalState.Result);
                _kiosk.AssertShows("PROCESSING ERROR");
                _kiosk.AssertShows("YOU ARE NOT CHARGED");
                Assert.AreEqual(sent, _kiosk.Link.SentCount);
            }
        }

        [TestMethod]
        [DataRow(false)]
        [DataRow(true)]
        public void WithAFlashThatFailsOrLiesNothingIsSent(bool lies)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Flash.FailsWrites = !lies;
            _kiosk.Flash.Lies = lies;
            _kiosk.Press("4071#");
            _kiosk.AssertShows("PROCESSING ERROR");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void WrongThenRightPin()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0202");
            _kiosk.AssertShows("INCORRECT PIN");
            _kiosk.AssertShows("2 TRIES LEFT");
            AssertTimesOut(3000, TerminalState.IncorrectPin, TerminalState.Pin);
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.AssertShows("2.40 EUR");
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void ADigitEndsTheWrongPinScreenAndCounts()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0202");
            _kiosk.Press("4");
            _kiosk.AssertState(TerminalState.Pin);
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("*"));
            _kiosk.Send("071");
        }

        [TestMethod]
        public void RightPinOnTheLastTry()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.WrongPin(2);
            _kiosk.WrongPin(1);
            _kiosk.AssertShows("LAST TRY");
            _kiosk.Send("4071");
            AssertTriesLeft(0);
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void ThreeWrongPinsLockThroughARestartFor24Hours()
        {
            BeginLocked();
            _kiosk.GoToCard();
            Disconnect();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertLocked();
            _kiosk.Start();
            _kiosk.GoToCard();
            Disconnect();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertLocked();
            _kiosk.EndResult();
            _kiosk.Clock.Pass(Day * 1000);
            _kiosk.Pass(10);
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        [TestMethod]
        public void WithoutDe48TheTerminalCountsItself()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(117, null);
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.Pass(3000);
            _kiosk.Send("1234");
            _kiosk.Answer(117, null);
            _kiosk.Pass(3000);
            _kiosk.Send("1234");
            _kiosk.Answer(117, null);
            AssertLocked();
        }

        [TestMethod]
        public void TheIssuersLockLocksAtOnce()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("1234");
            _kiosk.Answer(106, null);
            AssertLocked();
            AssertTriesLeft(0);
        }

        [TestMethod]
        public void ALockedCardIsFreeOnceTheIssuerHasUnlockedIt()
        {
            BeginLocked();
            _kiosk.Clock.Pass(3600000);
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Inquiry);
            _kiosk.AssertShows("PLEASE WAIT");
            _kiosk.Issuer.Takes(_kiosk.Link);
            Assert.AreEqual(310000L, _kiosk.Issuer.Request.Number(Field.ProcessingCode));
            Assert.IsFalse(_kiosk.Issuer.Request.Has(Field.PinBlock));
            _kiosk.Answer(0, "PT0203UL12260302113000");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        // An unlock before the lock, none, a decline.
        [TestMethod]
        [DataRow(0, "UL12260302100000")]
        [DataRow(0, "")]
        [DataRow(106, "UL12260302113000")]
        public void ALockedCardStaysLocked(int code, string data)
        {
            BeginLocked();
            _kiosk.Clock.Pass(3600000);
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Answer(code, data == "" ? null : data);
            AssertLocked();
            AssertTriesLeft(0);
        }

        [TestMethod]
        public void AnInquiryWithoutAnAnswerLeavesTheLock()
        {
            BeginLocked();
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Press("D");
            _kiosk.AssertState(TerminalState.Inquiry);
            _kiosk.Pass(30000);
            AssertLocked();
            Assert.IsTrue(_kiosk.Terminal.State == TerminalState.Result);
        }

        [TestMethod]
        public void WithoutTrustedTimeALockHoldsAndNothingIsAsked()
        {
            BeginLocked();
            _kiosk.Clock.Utc = 0;
            int sent = _kiosk.Link.SentCount;
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertLocked();
            Assert.AreEqual(sent, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void ARequestThatNeverLeftGivesTheTryBack()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            AssertTriesLeft(2);
            _kiosk.Link.State = LinkState.NotSent;
            _kiosk.Pass(10);
            _kiosk.AssertShows("ISSUER UNAVAILABLE");
            _kiosk.AssertShows("YOU ARE NOT CHARGED");
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void ARequestWithoutAnAnswerKeepsTheAttempt()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Pass(30000);
            _kiosk.AssertShows("NO ANSWER IN TIME");
            AssertTriesLeft(2);
            Assert.IsFalse(_kiosk.Terminal.IsQuiet, "a reversal is owed");
        }

        [TestMethod]
        public void AfterNoAnswerTheReversalGoesBeforeTheNextPayment()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Pass(30000);
            _kiosk.EndResult();
            _kiosk.Pass(1000);
            _kiosk.Pass(10);
            Assert.AreEqual(2, _kiosk.Link.SentCount);
            _kiosk.Issuer.Takes(_kiosk.Link);
            Assert.AreEqual(1420, _kiosk.Issuer.Request.Type);
            _kiosk.GoToPin();
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.Connecting);
            _kiosk.Answer(400, null);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Sending);
            Assert.AreEqual(3, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void AfterAPowerCutWhileSendingTheReversalIsSent()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Pass(1000);
            Assert.AreEqual(1, _kiosk.Link.SentCount);
            _kiosk.Issuer.Takes(_kiosk.Link);
            Assert.AreEqual(1421, _kiosk.Issuer.Request.Type);
            AssertTriesLeft(2);
            _kiosk.Answer(400, null);
            Assert.IsTrue(_kiosk.Terminal.IsQuiet);
        }

        [TestMethod]
        public void AfterAPowerCutAnApprovalIsShownAgainOnce()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.Pass(1000);
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("APPROVED");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            _kiosk.EndResult();
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
        }

        // R3: the power fails when the approval is on flash and the tries are not yet given back.
        [TestMethod]
        public void APowerCutAfterTheApprovalTakesNoTry()
        {
            const int journalSlot = 4 + (3 * 21) + Record.Overhead;
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4072");
            _kiosk.Answer(117, null);
            _kiosk.Pass(3000);
            _kiosk.Send("4072");
            _kiosk.Answer(117, null);
            _kiosk.Pass(3000);
            _kiosk.AssertShows("LAST TRY");
            _kiosk.Send("4071");
            _kiosk.Flash.CutAfter = journalSlot;
            _kiosk.Answer(0, null);
            _kiosk.Flash.PowerOn();
            _kiosk.Start();
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void AWrongPinGivesNoTryBackHoweverManyTheIssuerGrants()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4072");
            _kiosk.Answer(117, "PT0209");
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.Pass(3000);
            _kiosk.Send("4072");
            _kiosk.Answer(117, "PT0203");
            _kiosk.AssertShows("LAST TRY");
        }

        [TestMethod]
        public void AnApprovalThatWasShownIsNotShownAfterARestart()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
        }

        // The connection.
        [TestMethod]
        public void AConnectionThatGoesWhileTheCustomerTypesIsOpenedForTheRequest()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Pass(10);
            Assert.AreEqual((int)LinkState.Down, (int)_kiosk.Link.State, "a handshake while a customer types");
            _kiosk.Press("4071#");
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Sending);
            Assert.IsTrue(_kiosk.Issuer.Takes(_kiosk.Link));
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
        }

        [TestMethod]
        public void WithoutAConnectionNoTryIsBurnt()
        {
            Begin();
            _kiosk.GoToPin();
            Disconnect();
            _kiosk.Press("4071#");
            _kiosk.Pass(10);
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("ISSUER UNAVAILABLE");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void AConnectionThatTakesTooLongEndsThePayment()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Link.OpensTo = LinkState.Opening;
            _kiosk.Press("4071#");
            AssertTimesOut(9000 - 20, TerminalState.Connecting, TerminalState.Result);
            _kiosk.AssertShows("ISSUER UNAVAILABLE");
            AssertTriesLeft(3);
        }

        [TestMethod]
        public void AConnectionThatComesInTimeIsUsed()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Link.OpensTo = LinkState.Opening;
            _kiosk.Press("4071#");
            _kiosk.Pass(8000);
            _kiosk.Link.State = LinkState.Up;
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Sending);
        }

        [TestMethod]
        public void WithoutTrustedTimeNothingIsSent()
        {
            Begin();
            _kiosk.Clock.Utc = 0;
            _kiosk.GoToPin();
            _kiosk.Press("4071#");
            AssertTimesOut(9000 - 20, TerminalState.Connecting, TerminalState.Result);
            Assert.AreEqual(0, _kiosk.Link.SentCount);
        }

        [TestMethod]
        public void NoConnectionIsOpenedWhileACustomerTypes()
        {
            Begin();
            _kiosk.Press("60");
            _kiosk.Link.State = LinkState.Down;
            int opened = _kiosk.Link.OpenCount;
            _kiosk.Pass(5000);
            _kiosk.Press("#");
            _kiosk.Pass(5000);
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Pass(5000);
            _kiosk.Press("407");
            Assert.AreEqual(opened, _kiosk.Link.OpenCount);
            _kiosk.Press("1#");
            Assert.AreEqual(opened + 1, _kiosk.Link.OpenCount);
        }

        // Outcomes.
        [TestMethod]
        [DataRow(100, "DECLINED", "CALL YOUR BANK")]
        [DataRow(101, "NOT ACCEPTED", "CARD EXPIRED")]
        [DataRow(104, "NOT ACCEPTED", "CARD NOT PERMITTED")]
        [DataRow(106, "CARD LOCKED", "ON THE BACK")]
        [DataRow(109, "PROCESSING ERROR", "YOU ARE NOT CHARGED")]
        [DataRow(110, "PROCESSING ERROR", "AMOUNT NOT VALID")]
        [DataRow(111, "NOT ACCEPTED", "CARD NOT KNOWN")]
        [DataRow(116, "DECLINED", "INSUFFICIENT FUNDS")]
        [DataRow(119, "NOT ACCEPTED", "CARD NOT PERMITTED")]
        [DataRow(121, "DECLINED", "LIMIT REACHED")]
        [DataRow(122, "DECLINED", "CALL YOUR BANK")]
        [DataRow(123, "DECLINED", "LIMIT REACHED")]
        [DataRow(125, "NOT ACCEPTED", "ACTIVATE YOUR CARD")]
        [DataRow(904, "PROCESSING ERROR", "YOU ARE NOT CHARGED")]
        [DataRow(908, "PROCESSING ERROR", "ISSUER UNAVAILABLE")]
        [DataRow(999, "DECLINED", "CALL YOUR BANK")]
        public void EachDeclineHasItsScreen(int code, string what, string why)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(code, null);
            _kiosk.AssertShows(what);
            _kiosk.AssertShows(why);
            _kiosk.EndResult();
        }

        [TestMethod]
        public void ATerminalThatIsNotPermittedGoesOutOfService()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(120, null);
            AssertOutOfService("NOT PERMITTED");
        }

        // Cards.
        [TestMethod]
        public void ABrandThatIsNotTakenIsRefused()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Swipe("6011111111111117", "2912");
            _kiosk.AssertShows("NOT ACCEPTED");
            _kiosk.AssertShows("BRAND NOT TAKEN HERE");
            _kiosk.EndResult();
        }

        [TestMethod]
        [DataRow("2602", true)]
        [DataRow("2603", false)]
        public void AnExpiredCardIsRefused(string expiry, bool refused)
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, expiry);
            Assert.AreEqual(refused, _kiosk.Screen.Shows("CARD EXPIRED"));
            _kiosk.AssertState(refused ? TerminalState.Result : TerminalState.Pin);
        }

        // 23:30 UTC on the last day of the month is the next month at UTC+1.
        [TestMethod]
        public void ExpiryIsByLocalTime()
        {
            Begin();
            _kiosk.Clock.Utc = IsoTime.FromDigits(260331233000L);
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2603");
            _kiosk.AssertShows("CARD EXPIRED");
        }

        [TestMethod]
        [DataRow(";371449635398432=2912?")]
        [DataRow(";371449635398431=2913?")]
        [DataRow("%B371449635398431?")]
        [DataRow(";371449635398431=29121234567890123456789012345678901234567890123456789012345678901234567890?")]
        public void ACardThatCannotBeReadIsAnError(string track)
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Reader.Give(track);
            _kiosk.Pass(10);
            AssertCardError();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.AssertShows("2.40 EUR");
        }

        [TestMethod]
        public void AfterACardErrorTheKioskAsksForTheCardAgain()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Reader.GiveGarbled();
            _kiosk.Pass(10);
            AssertCardError();
            _kiosk.Pass(2999);
            AssertCardError();
            _kiosk.Pass(1);
            _kiosk.AssertState(TerminalState.Card);
            _kiosk.AssertShows("INSERT CARD");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("2.40"));
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Send("4071");
            Assert.AreEqual(240L, _kiosk.Issuer.Request.Number(Field.Amount));
        }

        [TestMethod]
        public void AfterACardErrorTheNumberCanBeKeyedAndTheWayCancelled()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Reader.GiveGarbled();
            _kiosk.Pass(10);
            _kiosk.Press("A371449635398431#1229#");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.Press("D");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Reader.GiveGarbled();
            _kiosk.Pass(10);
            _kiosk.Press("D");
            _kiosk.AssertShows("CANCELLED");
            _kiosk.EndResult();
        }

        // A reader that sends rubbish does not hold the kiosk for ever; the next customer has as many cards again.
        [TestMethod]
        public void TheThirdCardErrorEndsThePurchase()
        {
            Begin();
            for (int customer = 0; customer < 2; customer++)
            {
                _kiosk.GoToCard();
                for (int i = 0; i < 2; i++)
                {
                    _kiosk.Reader.GiveGarbled();
                    _kiosk.Pass(10);
                    AssertCardError();
                }

                _kiosk.Reader.GiveGarbled();
                _kiosk.Pass(10);
                _kiosk.AssertShows("CARD ERROR");
                _kiosk.EndResult();
            }
        }

        [TestMethod]
        public void WhatTheReaderSendsWithoutBeingAskedIsNothing()
        {
            Begin();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Reader.GiveGarbled();
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.Press("60");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.Minutes);
            _kiosk.Press("#");
            _kiosk.Pass(100);
            _kiosk.AssertState(TerminalState.Card);
        }

        // A reader that reads as the card goes in and as it comes out.
        [TestMethod]
        public void TheSecondTrackOfOneCardIsNoSecondPurchaseAndNoError()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.Press("40");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Reader.GiveGarbled();
            _kiosk.Pass(10);
            _kiosk.Send("71");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.AssertShows("REMOVE CARD");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Reader.GiveGarbled();
            _kiosk.Pass(10);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
            Assert.AreEqual(1, _kiosk.Terminal.Journal.Count);
        }

        [TestMethod]
        public void ACardThatIsSwipedIsNotRemoved()
        {
            NewKiosk();
            _kiosk.Settings.ReaderSwipes = true;
            _kiosk.Start();
            _kiosk.GoToCard();
            _kiosk.AssertShows("SWIPE CARD");
            Assert.IsFalse(_kiosk.Screen.Shows("INSERT CARD"));
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            Assert.IsFalse(_kiosk.Screen.Shows("REMOVE CARD"));
        }

        [TestMethod]
        [DataRow("1229")]
        [DataRow("2912")]
        [DataRow("0530")]
        [DataRow("3005")]
        public void ACardKeyedWithMmYyOrYyMm(string expiry)
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press("A");
            _kiosk.AssertState(TerminalState.CardNumber);
            _kiosk.AssertShows("CARD NUMBER");
            _kiosk.Press("371449635398431");
            _kiosk.AssertShows("-----------8431");
            _kiosk.Press("#");
            _kiosk.AssertState(TerminalState.CardExpiry);
            _kiosk.Press(expiry);
            Assert.IsTrue(_kiosk.Screen.ShowsLarge(expiry));
            _kiosk.Press("#");
            _kiosk.AssertState(TerminalState.Pin);
            _kiosk.Send("4071");
            Assert.AreEqual(expiry == "1229" || expiry == "2912" ? 2912L : 3005L, _kiosk.Issuer.Request.Number(Field.Expiry));
            Assert.IsFalse(_kiosk.Issuer.Request.Has(Field.Track2));
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            Assert.IsFalse(_kiosk.Screen.Shows("REMOVE CARD"));
        }

        [TestMethod]
        public void WithoutAReaderACardIsKeyed()
        {
            NewKiosk();
            _kiosk.Settings.HasReader = false;
            _kiosk.Start();
            _kiosk.GoToCard();
            _kiosk.Press("A371449635398431#1229#");
            _kiosk.AssertState(TerminalState.Pin);
        }

        [TestMethod]
        [DataRow("371449635398432#1229#")]
        [DataRow("371449635398431#1300#")]
        [DataRow("371449635398431#0000#")]
        public void ABadKeyedCardIsAnError(string keys)
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press("A" + keys);
            AssertCardError();
        }

        [TestMethod]
        public void EnterWithTooFewDigitsOfACardDoesNothing()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press("A3714496#");
            _kiosk.AssertState(TerminalState.CardNumber);
            _kiosk.Press("35398431#122#");
            _kiosk.AssertState(TerminalState.CardExpiry);
            _kiosk.Press("9#");
            _kiosk.AssertState(TerminalState.Pin);
        }

        [TestMethod]
        public void ClearEmptiesTheFieldsOfAKeyedCard()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press("A9999*371449635398431#99*1229#");
            _kiosk.AssertState(TerminalState.Pin);
        }

        [TestMethod]
        public void ACardThatComesWhileItIsKeyedIsNotTaken()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Press("A37");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            _kiosk.AssertState(TerminalState.CardNumber);
        }

        // Languages.
        [TestMethod]
        public void TheLanguageKeyTurns()
        {
            Begin();
            _kiosk.Press("C");
            _kiosk.AssertShows("PARKEN");
            _kiosk.Press("C");
            _kiosk.AssertShows("STATIONNEMENT");
            _kiosk.Press("C");
            _kiosk.AssertShows("APARCAMIENTO");
            _kiosk.Press("C");
            _kiosk.AssertShows("PARKING");
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void TheLanguageKeyRedrawsMinutesAndCard()
        {
            Begin();
            _kiosk.Press("60C");
            _kiosk.AssertState(TerminalState.Minutes);
            _kiosk.AssertShows("PARKEN");
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("60"));
            _kiosk.Press("#");
            _kiosk.AssertShows("KARTE EINF\u00DCHREN");
            _kiosk.Press("C");
            _kiosk.AssertState(TerminalState.Card);
            _kiosk.AssertShows("INS\u00C9REZ LA CARTE");
        }

        [TestMethod]
        [DataRow("1", "PARKING")]
        [DataRow("2", "PARKEN")]
        [DataRow("3", "STATIONNEMENT")]
        [DataRow("4", "APARCAMIENTO")]
        public void TheLanguageIsChosenByTheMenu(string key, string title)
        {
            Begin();
            _kiosk.Press("A");
            _kiosk.AssertShows("3 EN DE FR ES");
            _kiosk.Press("3");
            _kiosk.AssertShows("2 Deutsch");
            _kiosk.Press(key);
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.AssertShows(title);
        }

        [TestMethod]
        [DataRow("0")]
        [DataRow("5")]
        [DataRow("#")]
        public void OtherKeysChooseNoLanguage(string key)
        {
            Begin();
            _kiosk.Press("A3" + key);
            _kiosk.AssertState(TerminalState.Languages);
            _kiosk.Press("D");
            _kiosk.AssertState(TerminalState.Idle);
        }

        [TestMethod]
        public void TheNextCustomerHasTheSitesLanguage()
        {
            Begin();
            _kiosk.Press("C");
            _kiosk.GoToCard();
            _kiosk.Press("D");
            _kiosk.AssertShows("ABGEBROCHEN");
            _kiosk.EndResult();
            _kiosk.AssertShows("PARKING");
        }

        [TestMethod]
        public void ALanguageThatNobodyUsesGoes()
        {
            Begin();
            _kiosk.Press("C");
            _kiosk.AssertShows("PARKEN");
            _kiosk.Pass(30000);
            _kiosk.AssertShows("PARKING");
        }

        // Out of service.
        [TestMethod]
        public void WithoutKeysItIsOutOfService()
        {
            NewKiosk();
            _kiosk.Settings.BenchKeys = false;
            _kiosk.Start();
            AssertOutOfService("NO KEYS");
        }

        [TestMethod]
        public void WithLostKeysItIsOutOfService()
        {
            Begin();
            _kiosk.Flash.RemoveRecord("keys");
            _kiosk.Start();
            AssertOutOfService("KEYS LOST");
        }

        [TestMethod]
        public void WithoutFlashItIsOutOfService()
        {
            NewKiosk();
            _kiosk.Flash.FailsWrites = true;
            _kiosk.Start();
            AssertOutOfService("STORAGE FAILED");
        }

        [TestMethod]
        public void WithALostReversalItIsOutOfService()
        {
            Begin();
            _kiosk.Flash.RemoveRecord("reversal");
            _kiosk.Start();
            AssertOutOfService("STORAGE FAILED");
        }

        // A flash that cannot be read for a while at start must not look like a fresh one: no fresh tries, no KSN again.
        [TestMethod]
        [DataRow(4)]
        [DataRow(8)]
        [DataRow(-1)]
        public void AFlashThatCannotBeReadAtStartGivesNoFreshKiosk(int failingReads)
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.WrongPin(2);
            _kiosk.Press("D");
            _kiosk.EndResult();
            _kiosk.Flash.ReadsToFail = failingReads;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.Flash.ReadsToFail = 0;
            AssertTriesLeft(2);
            TerminalKeys keys = new TerminalKeys(new RecordStore(_kiosk.Flash), MessageProfile.Aes, _cipher, null, new FakeRandom("00"));
            keys.Open();
            TransactionKeys next = new TransactionKeys(AesDukpt.KsnLength);
            Assert.IsTrue(keys.Next(next));
            Assert.AreEqual(2u, BigEndian.ReadUInt32(next.Ksn, 8));
        }

        [TestMethod]
        public void APurchaseGoesOutBehindTheReversalThatIsOwed()
        {
            BeginOwing();
            Assert.IsTrue(_kiosk.Issuer.Answer(_kiosk.Link, 400));
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Sending);
            Assert.IsTrue(_kiosk.Issuer.Takes(_kiosk.Link));
            Assert.AreEqual(1100, _kiosk.Issuer.Request.Type);
        }

        // K2: with the second reversal the KSN under which the PIN stands is behind.
        [TestMethod]
        public void APurchaseIsGivenUpWhenTwoReversalsWentBeforeIt()
        {
            BeginOwing();
            Assert.IsTrue(_kiosk.Issuer.Answer(_kiosk.Link, 904));
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Connecting);
            _kiosk.Pass(1000);
            Assert.IsTrue(_kiosk.Issuer.Answer(_kiosk.Link, 400));
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("ISSUER UNAVAILABLE");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        [TestMethod]
        public void WhenAllPlacesAreLockedOtherCardsStillPay()
        {
            Begin();
            FillTableWithLockedCards();
            _kiosk.Start();
            _kiosk.GoToPin();
            _kiosk.WrongPin(2);
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.AssertShows("2 TRIES LEFT");
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0202");
            _kiosk.Pass(3000);
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0201");
            AssertLocked();
            _kiosk.EndResult();

            // The next customer is told to come later, not that the card is locked; after a quarter of an hour it works.
            _kiosk.GoToCard();
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.AssertShows("TRY AGAIN LATER");
            _kiosk.EndResult();
            _kiosk.Pass(900000);
            _kiosk.GoToPin();
            _kiosk.AssertShows("3 TRIES LEFT");
        }

        [TestMethod]
        public void WithALostTableCardsAreLocked()
        {
            Begin();
            _kiosk.Flash.RemoveRecord("tries");
            _kiosk.Start();
            _kiosk.GoToCard();
            Disconnect();
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertLocked();
        }

        [TestMethod]
        public void WithTheLastKeyItGoesOutOfServiceAfterThePayment()
        {
            Begin();
            byte[] state = new byte[AesDukpt.StateLength];
            Hex.Bytes("1234567890123456FFFF000000010000").CopyTo(state, 0);
            Record record = new Record(new RecordStore(_kiosk.Flash), "keys");
            int length;
            record.Load(new byte[RecordStore.LargestPayload], out length);
            record.Save(state, state.Length);
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.Idle);
            _kiosk.GoToPin();
            _kiosk.Press("4071#");
            _kiosk.AssertState(TerminalState.Sending);
            _kiosk.Link.State = LinkState.NotSent;
            _kiosk.Pass(10);
            _kiosk.Pass(5000);
            AssertOutOfService("KEYS USED UP");
        }

        [TestMethod]
        public void OutOfServiceNoKeyDoesAnything()
        {
            NewKiosk();
            _kiosk.Settings.BenchKeys = false;
            _kiosk.Start();
            _kiosk.Press("60#ABCD*");
            AssertOutOfService("NO KEYS");
            Assert.IsTrue(_kiosk.Terminal.IsQuiet);
        }

        // The display.
        [TestMethod]
        public void ADisplayThatFailsIsTriedAgainAfterASecond()
        {
            Begin();
            _kiosk.Screen.FailsAfter = 0;
            _kiosk.Press("6");
            _kiosk.Screen.FailsAfter = -1;
            _kiosk.Pass(500);
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("6"));
            _kiosk.Pass(500);
            Assert.IsTrue(_kiosk.Screen.ShowsLarge("6"));
        }

        [TestMethod]
        public void ADisplayThatWasRestartedIsDrawnAgain()
        {
            Begin();
            _kiosk.Screen.Image[5 * 128] = 0x55;
            _kiosk.Screen.ClearLog();
            _kiosk.Pass(10);
            Assert.AreEqual(0, _kiosk.Screen.Columns);
            _kiosk.Terminal.DisplayRestarted();
            _kiosk.Pass(10);
            Assert.AreEqual(1024, _kiosk.Screen.Columns);
            Assert.AreEqual((byte)0, _kiosk.Screen.Image[5 * 128]);
        }

        private static void AssertCardError()
        {
            _kiosk.AssertState(TerminalState.CardError);
            _kiosk.AssertShows("CARD ERROR");
            _kiosk.AssertShows("TRY AGAIN");
            _kiosk.AssertShows("YOU ARE NOT CHARGED");
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

        private static void BeginToll()
        {
            NewKiosk();
            _kiosk.Settings.Mode = KioskMode.Toll;
            _kiosk.Start();
        }

        private static void BeginLocked()
        {
            Begin();
            _kiosk.GoToPin();
            _kiosk.WrongPin(2);
            _kiosk.WrongPin(1);
            _kiosk.Send("1234");
            _kiosk.Answer(117, "PT0200");
            AssertLocked();
            _kiosk.EndResult();
        }

        private static void AssertLocked()
        {
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("CARD LOCKED");
            _kiosk.AssertShows("CALL THE NUMBER");
            Assert.IsFalse(_kiosk.Screen.Shows("ENTER PIN"));
        }

        private static void AssertCancelled()
        {
            _kiosk.AssertState(TerminalState.Result);
            _kiosk.AssertShows("CANCELLED");
            _kiosk.AssertShows("YOU ARE NOT CHARGED");
            Assert.AreEqual(0, _kiosk.Link.SentCount);
            _kiosk.EndResult();
        }

        private static void AssertOutOfService(string why)
        {
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("OUT OF SERVICE");
            _kiosk.AssertShows(why);
        }

        private static void AssertPinBeginsEmpty()
        {
            _kiosk.GoToPin();
            Assert.IsFalse(_kiosk.Screen.ShowsLarge("*"));
            _kiosk.Press("#");
            _kiosk.AssertShows("4 DIGITS OR MORE");
            _kiosk.Press("123#");
            _kiosk.AssertState(TerminalState.Pin);
        }

        /// <summary>A millisecond before the time nothing happens, with it the state changes.</summary>
        private static void AssertTimesOut(long milliseconds, TerminalState before, TerminalState after)
        {
            _kiosk.Pass(milliseconds - 1);
            _kiosk.AssertState(before);
            _kiosk.Pass(1);
            _kiosk.AssertState(after);
        }

        private static void Disconnect()
        {
            _kiosk.Link.State = LinkState.Down;
            _kiosk.Link.OpensTo = LinkState.Down;
        }

        private static void Hold(int row, int column)
        {
            _kiosk.Terminal.Contact(row, column, true, _kiosk.Clock.Ticks);
            _kiosk.Pass(10);
            _kiosk.Pass(1000);
            _kiosk.Terminal.Contact(row, column, false, _kiosk.Clock.Ticks);
            _kiosk.Pass(20);
        }

        /// <summary>A reversal is owed and is under way, and a customer has entered a PIN.</summary>
        private static void BeginOwing()
        {
            Begin();
            _kiosk.GoToCard();
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.Send("8520");
            Disconnect();
            _kiosk.Pass(10);
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Press("407");
            _kiosk.Link.OpensTo = LinkState.Up;
            _kiosk.Press("1#");
            _kiosk.Pass(10);
            _kiosk.AssertState(TerminalState.Connecting);
            Assert.IsTrue(_kiosk.Issuer.Takes(_kiosk.Link));
            Assert.AreEqual(1420, _kiosk.Issuer.Request.Type);
        }

        private static void FillTableWithLockedCards()
        {
            RecordStore store = new RecordStore(_kiosk.Flash);
            RetryCounter tries = new RetryCounter(store, new Cmac(_cipher), new byte[16], 3, Day);
            Assert.IsTrue(tries.Open());
            tries.Turn(0, _kiosk.Clock.Utc);
            byte[] token = new byte[RetryCounter.TokenLength];
            for (int card = 0; card < RetryCounter.Capacity; card++)
            {
                token[0] = (byte)card;
                Assert.IsTrue(tries.SetTriesLeft(token, 0));
            }
        }

        private static void AssertTriesLeft(int expected)
        {
            AssertTriesLeft(expected, _kiosk.Flash.Copy());
        }

        /// <summary>Tries that the Amex has left by what is on a flash.</summary>
        private static void AssertTriesLeft(int expected, FakeFlash flash)
        {
            RecordStore store = new RecordStore(flash);
            TerminalKeys keys = new TerminalKeys(store, MessageProfile.Aes, _cipher, null, new FakeRandom("00"));
            keys.Open();
            RetryCounter tries = new RetryCounter(store, new Cmac(_cipher), keys.HashKey, 3, Day);
            Assert.IsTrue(tries.Open());
            tries.Turn(0, _kiosk.Clock.Utc);
            byte[] token = new byte[RetryCounter.TokenLength];
            tries.MakeToken(Hex.Ascii(KioskRig.Amex), 15, token);
            Assert.AreEqual(expected, tries.TriesLeft(token));
        }
    }
}
