using Kiosk.Core.Keypad;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class KeyDecoderTests
    {
        private const string Legend4x4 = "123A456B789C*0#D";
        private const string Legend4x3 = "123456789*0#";

        private static KeyDecoder _keys;

        [TestMethod]
        [DataRow(0, 0, 1)]
        [DataRow(0, 1, 2)]
        [DataRow(0, 2, 3)]
        [DataRow(0, 3, (int)Key.Menu)]
        [DataRow(1, 0, 4)]
        [DataRow(1, 1, 5)]
        [DataRow(1, 2, 6)]
        [DataRow(1, 3, (int)Key.Clear)]
        [DataRow(2, 0, 7)]
        [DataRow(2, 1, 8)]
        [DataRow(2, 2, 9)]
        [DataRow(2, 3, (int)Key.Language)]
        [DataRow(3, 0, (int)Key.Clear)]
        [DataRow(3, 1, 0)]
        [DataRow(3, 2, (int)Key.Enter)]
        [DataRow(3, 3, (int)Key.Cancel)]
        public void EveryKeyOfA4x4(int row, int column, int key)
        {
            Begin4x4();
            Close(row, column, 0);
            AssertKey(key, 10);
            AssertNone(11);
        }

        [TestMethod]
        [DataRow(0, 0, 1)]
        [DataRow(0, 1, 2)]
        [DataRow(0, 2, 3)]
        [DataRow(1, 0, 4)]
        [DataRow(1, 1, 5)]
        [DataRow(1, 2, 6)]
        [DataRow(2, 0, 7)]
        [DataRow(2, 1, 8)]
        [DataRow(2, 2, 9)]
        [DataRow(3, 1, 0)]
        public void EveryDigitOfA4x3(int row, int column, int key)
        {
            Begin4x3();
            Close(row, column, 0);
            AssertKey(key, 10);
        }

        [TestMethod]
        public void ALegendInAnotherOrderIsFollowed()
        {
            _keys = new KeyDecoder("D#0*C987B654A321", 4);
            Close(0, 0, 0);
            AssertKey((int)Key.Cancel, 10);
            Open(0, 0, 20);
            AssertNone(40);
            Close(3, 3, 50);
            AssertKey(1, 60);
        }

        [TestMethod]
        public void ClosedForLessThan10MillisecondsIsNoKey()
        {
            Begin4x4();
            Close(1, 1, 100);
            AssertNone(109);
            Open(1, 1, 109);
            AssertNone(110);
            AssertNone(200);
        }

        [TestMethod]
        public void ClosedFor10MillisecondsIsAKey()
        {
            Begin4x4();
            Close(1, 1, 100);
            AssertNone(109);
            AssertKey(5, 110);
        }

        [TestMethod]
        public void ATapThatIsOverBeforeThePollIsAKey()
        {
            Begin4x4();
            Close(1, 1, 100);
            Open(1, 1, 110);
            AssertKey(5, 500);
            AssertNone(501);
            Close(1, 1, 600);
            AssertKey(5, 610);
        }

        [TestMethod]
        public void ATapOfLessThan10MillisecondsBeforeThePollIsNone()
        {
            Begin4x4();
            Close(1, 1, 100);
            Open(1, 1, 109);
            AssertNone(500);
        }

        [TestMethod]
        public void AShortPressOfAHoldKeyBeforeThePollIsItsFirstMeaning()
        {
            Begin4x3();
            Close(3, 2, 100);
            Open(3, 2, 150);
            AssertKey((int)Key.Enter, 500);
            AssertNone(501);
        }

        [TestMethod]
        public void AStuckKeyReportsOnceAndThenTheOthersWork()
        {
            Begin4x4();
            Close(1, 1, 0);
            AssertKey(5, 10);
            Close(2, 2, 5000);
            AssertNone(5010);
            Open(2, 2, 5100);
            AssertNone(KeyDecoder.StuckTime - 1);
            Assert.IsFalse(_keys.HasStuckKey);
            AssertNone(KeyDecoder.StuckTime);
            Assert.IsTrue(_keys.HasStuckKey);
            Close(2, 2, 20000);
            AssertKey(9, 20010);
            Open(2, 2, 20100);
            AssertNone(20120);
            Close(0, 0, 20200);
            AssertKey(1, 20210);
        }

        [TestMethod]
        public void AStuckKeyThatComesFreeIsAKeyAgain()
        {
            Begin4x4();
            Close(1, 1, 0);
            AssertKey(5, 10);
            AssertNone(KeyDecoder.StuckTime);
            Open(1, 1, 30000);
            AssertNone(30020);
            Assert.IsFalse(_keys.HasStuckKey);
            Close(1, 1, 40000);
            AssertKey(5, 40010);
        }

        [TestMethod]
        public void AKeyThatIsHeldBesideAStuckOneReportsNothingLater()
        {
            Begin4x4();
            Close(1, 1, 0);
            AssertKey(5, 10);
            Close(2, 2, 100);
            AssertNone(110);

            // Both are stuck: who stands the longest is not told from who came later.
            AssertNone(KeyDecoder.StuckTime + 200);
            Close(3, 1, 30000);
            AssertKey(0, 30010);
        }

        [TestMethod]
        public void TwoKeysThatGhostWithAStuckOneReportNothing()
        {
            Begin4x4();
            Close(0, 0, 0);
            AssertKey(1, 10);
            AssertNone(KeyDecoder.StuckTime);
            Close(0, 1, 20000);
            Close(1, 0, 20000);
            Close(1, 1, 20000);
            AssertNone(20010);
            AssertNone(20100);
        }

        [TestMethod]
        public void EachBounceBeginsThe10MillisecondsAnew()
        {
            Begin4x4();
            Close(1, 1, 0);
            Open(1, 1, 4);
            Close(1, 1, 6);
            Open(1, 1, 7);
            Close(1, 1, 9);
            AssertNone(18);
            AssertKey(5, 19);
            AssertNone(30);
        }

        [TestMethod]
        public void OpenForLessThan20MillisecondsIsTheSamePress()
        {
            Begin4x4();
            Press(1, 1, 0);
            Open(1, 1, 100);
            AssertNone(119);
            Close(1, 1, 119);
            AssertNone(120);
            AssertNone(200);
        }

        [TestMethod]
        public void OpenFor20MillisecondsIsARelease()
        {
            Begin4x4();
            Press(1, 1, 0);
            Open(1, 1, 100);
            AssertNone(120);
            Close(1, 1, 121);
            AssertKey(5, 131);
        }

        [TestMethod]
        public void AHeldKeyDoesNotRepeat()
        {
            Begin4x4();
            Press(1, 1, 0);
            for (long ticks = 20; ticks < 20000; ticks += 100)
            {
                AssertNone(ticks);
            }
        }

        [TestMethod]
        public void AKeyPressedWhileAnotherIsHeldComesWhenThatOneIsReleased()
        {
            Begin4x4();
            Press(0, 0, 0);
            Close(0, 1, 50);
            AssertNone(100);
            Open(0, 0, 100);
            AssertNone(119);
            AssertKey(2, 120);
        }

        [TestMethod]
        public void AKeyPressedAndReleasedWhileAnotherIsHeldIsNone()
        {
            Begin4x4();
            Press(0, 0, 0);
            Close(0, 1, 50);
            AssertNone(60);
            Open(0, 1, 70);
            AssertNone(90);
            Open(0, 0, 100);
            AssertNone(200);
        }

        [TestMethod]
        public void TwoKeysAtOnceComeOneAfterTheOther()
        {
            Begin4x4();
            Close(0, 0, 0);
            Close(0, 1, 0);
            AssertKey(1, 10);
            AssertNone(50);
            Open(0, 0, 60);
            AssertKey(2, 80);
        }

        // A matrix without diodes shows the fourth corner of every three.
        [TestMethod]
        public void ThreeCornersAtOnceReportNothing()
        {
            for (int which = 0; which < 36 * 4; which++)
            {
                Begin4x4();
                for (int corner = 0; corner < 4; corner++)
                {
                    CloseCorner(which / 4, corner, 0);
                }

                AssertNone(10);
                AssertNone(500);
                OpenAllCorners(which / 4, which % 4, 600);
                AssertNone(620);
                AssertNone(1000);
                Press(0, 0, 1100);
            }
        }

        [TestMethod]
        public void TheSecondAndThirdCornerReportNothingWhileTheFirstIsHeld()
        {
            for (int which = 0; which < 36 * 4; which++)
            {
                int ghost = which % 4;
                Begin4x4();
                CloseCorner(which / 4, (ghost + 1) % 4, 0);
                Assert.AreNotEqual((int)Key.None, (int)_keys.Poll(10));
                CloseCorner(which / 4, (ghost + 2) % 4, 100);
                CloseCorner(which / 4, (ghost + 3) % 4, 100);
                CloseCorner(which / 4, ghost, 100);
                AssertNone(110);

                // The first is released, and with it the ghost opens.
                OpenCorner(which / 4, (ghost + 1) % 4, 300);
                OpenCorner(which / 4, ghost, 300);
                AssertNone(320);
                AssertNone(1000);
            }
        }

        [TestMethod]
        public void AfterAGhostTheKeypadWorksAgain()
        {
            Begin4x4();
            CloseCorner(0, 0, 0);
            CloseCorner(0, 1, 0);
            CloseCorner(0, 2, 0);
            CloseCorner(0, 3, 0);
            AssertNone(10);
            OpenAllCorners(0, 3, 100);
            AssertNone(150);
            Press(1, 1, 200);
        }

        [TestMethod]
        public void ThreeKeysInARowAreNoGhost()
        {
            Begin4x4();
            Close(0, 0, 0);
            Close(0, 1, 0);
            Close(0, 2, 0);
            AssertKey(1, 10);
            Open(0, 0, 20);
            AssertKey(2, 40);
        }

        // On a 4x3: * is Clear or Cancel, # is Enter or Menu. The contact is closed at 0, so it counts as held from 10 on.
        [TestMethod]
        [DataRow(0, (int)Key.Clear)]
        [DataRow(2, (int)Key.Enter)]
        public void AShortPressReportsWhenItIsReleased(int column, int key)
        {
            Begin4x3();
            Close(3, column, 0);
            AssertNone(10);
            AssertNone(499);
            Open(3, column, 500);
            AssertNone(519);
            AssertKey(key, 520);
            AssertNone(2000);
        }

        [TestMethod]
        [DataRow(0, (int)Key.Cancel)]
        [DataRow(2, (int)Key.Menu)]
        public void ALongPressReportsAfterASecond(int column, int key)
        {
            Begin4x3();
            Close(3, column, 0);
            AssertNone(10);
            AssertNone(1009);
            AssertKey(key, 1010);
            AssertNone(3000);
            Open(3, column, 3100);
            AssertNone(3120);
            AssertNone(4000);
        }

        [TestMethod]
        public void ReleasedOneMillisecondBeforeASecondIsShort()
        {
            Begin4x3();
            Close(3, 0, 0);
            AssertNone(10);
            Open(3, 0, 989);
            AssertNone(1008);
            AssertKey((int)Key.Clear, 1009);
            AssertNone(2000);
        }

        [TestMethod]
        public void ADigitWhileAKeyIsHeldComesAfterIt()
        {
            Begin4x3();
            Close(3, 0, 0);
            AssertNone(10);
            Close(0, 1, 100);
            AssertNone(200);
            Open(3, 0, 300);
            AssertKey((int)Key.Clear, 320);
            AssertKey(2, 321);
        }

        [TestMethod]
        [DataRow(0, (int)Key.Clear)]
        [DataRow(2, (int)Key.Enter)]
        public void OnA4x4NothingIsHeld(int column, int key)
        {
            Begin4x4();
            Close(3, column, 0);
            AssertKey(key, 10);
            AssertNone(1010);
            AssertNone(3000);
        }

        [TestMethod]
        public void AForgottenKeyReportsNothingUntilItWasReleased()
        {
            Begin4x4();
            Close(1, 1, 0);
            _keys.Forget();
            AssertNone(10);
            AssertNone(100);
            Open(1, 1, 200);
            AssertNone(220);
            Press(1, 1, 300);
        }

        [TestMethod]
        public void AForgottenKeyThatOnlyBouncedReportsItsNextPress()
        {
            Begin4x4();
            Close(1, 1, 0);
            _keys.Forget();
            Open(1, 1, 3);
            AssertNone(100);
            Press(1, 1, 200);
        }

        [TestMethod]
        public void AForgottenHoldIsNoKey()
        {
            Begin4x3();
            Close(3, 0, 0);
            AssertNone(10);
            _keys.Forget();
            AssertNone(1010);
            Open(3, 0, 1100);
            AssertNone(1120);
        }

        private static void Begin4x4()
        {
            _keys = new KeyDecoder(Legend4x4, 4);
        }

        private static void Begin4x3()
        {
            _keys = new KeyDecoder(Legend4x3, 3);
        }

        private static void Close(int row, int column, long ticks)
        {
            _keys.Change(row, column, true, ticks);
        }

        private static void Open(int row, int column, long ticks)
        {
            _keys.Change(row, column, false, ticks);
        }

        private static void AssertKey(int key, long ticks)
        {
            Assert.AreEqual(key, (int)_keys.Poll(ticks));
        }

        private static void AssertNone(long ticks)
        {
            Assert.AreEqual((int)Key.None, (int)_keys.Poll(ticks));
        }

        private static void Press(int row, int column, long ticks)
        {
            Close(row, column, ticks);
            Assert.AreNotEqual((int)Key.None, (int)_keys.Poll(ticks + 10));
        }

        /// <summary>Row of a corner of one of the 36 rectangles of a 4x4.</summary>
        private static int RowOf(int rectangle, int corner)
        {
            return End(rectangle / 6, corner >= 2);
        }

        private static int ColumnOf(int rectangle, int corner)
        {
            return End(rectangle % 6, corner == 1 || corner == 2);
        }

        /// <summary>The lower or the upper of one of the 6 pairs out of 0 to 3.</summary>
        private static int End(int pair, bool upper)
        {
            switch (pair)
            {
                case 0: return upper ? 1 : 0;
                case 1: return upper ? 2 : 0;
                case 2: return upper ? 3 : 0;
                case 3: return upper ? 2 : 1;
                case 4: return upper ? 3 : 1;
                default: return upper ? 3 : 2;
            }
        }

        private static void CloseCorner(int rectangle, int corner, long ticks)
        {
            Close(RowOf(rectangle, corner), ColumnOf(rectangle, corner), ticks);
        }

        private static void OpenCorner(int rectangle, int corner, long ticks)
        {
            Open(RowOf(rectangle, corner), ColumnOf(rectangle, corner), ticks);
        }

        /// <summary>The ghost opens with the first real one, and the others follow.</summary>
        private static void OpenAllCorners(int rectangle, int ghost, long ticks)
        {
            OpenCorner(rectangle, ghost, ticks);
            for (int i = 1; i < 4; i++)
            {
                OpenCorner(rectangle, (ghost + i) % 4, ticks + (i == 1 ? 0 : i));
            }
        }
    }
}
