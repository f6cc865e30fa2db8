using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class FrameBufferTests
    {
        private const string All = "0:0+128 1:0+128 2:0+128 3:0+128 4:0+128 5:0+128 6:0+128 7:0+128 ";

        private static FrameBuffer _frame;
        private static FakeScreen _screen;

        [Cleanup]
        public void Cleanup()
        {
            _frame = null;
            _screen = null;
        }

        [TestMethod]
        public void TheFirstFlushSendsEverything()
        {
            _frame = new FrameBuffer(DisplayType.Ssd1306Tall);
            _screen = new FakeScreen();
            _screen.Logs = true;
            Assert.IsTrue(_frame.Flush(_screen));
            Assert.AreEqual(All, _screen.Log);
            Assert.IsTrue(Hex.IsZero(_screen.Image));
        }

        [TestMethod]
        public void WithoutAChangeNothingIsSent()
        {
            Begin();
            AssertFlush("");
        }

        [TestMethod]
        public void OnlyColumnsThatChangedAreSent()
        {
            Begin();
            _frame.Text(3, 10, "H");
            AssertFlush("3:10+5 ");
            Hex.Same("007F0808087F00", _screen.Image, (3 * 128) + 9, 7);
        }

        [TestMethod]
        public void DarkColumnsAtTheEndsOfAGlyphAreNotSent()
        {
            Begin();
            _frame.Text(0, 0, "!");
            AssertFlush("0:2+1 ");
        }

        [TestMethod]
        public void DrawingTheSameAgainSendsNothing()
        {
            Begin();
            _frame.Text(0, 0, "APPROVED");
            _frame.Flush(_screen);
            _screen.ClearLog();
            _frame.Clear();
            _frame.Text(0, 0, "APPROVED");
            AssertFlush("");
        }

        [TestMethod]
        public void OfAChangedTextOnlyTheOtherCharacterIsSent()
        {
            Begin();
            _frame.Text(5, 0, "2 TRIES LEFT");
            _frame.Flush(_screen);
            _screen.ClearLog();
            _frame.Text(5, 0, "1 TRIES LEFT");
            AssertFlush("5:0+5 ");
        }

        // A new place costs 5 bytes on the bus: up to 5 equal columns are sent along.
        [TestMethod]
        [DataRow(6, "0:2+7 ")]
        [DataRow(7, "0:2+1 0:9+1 ")]
        public void ASmallGapIsSentAlong(int column, string log)
        {
            Begin();
            _frame.Text(0, 0, "!");
            _frame.Text(0, column, "!");
            AssertFlush(log);
        }

        [TestMethod]
        public void PagesAreSentApart()
        {
            Begin();
            _frame.Large(2, 0, '-');
            AssertFlush("2:0+8 3:0+8 ");
        }

        [TestMethod]
        public void ClearSendsOnlyWhatWasLit()
        {
            Begin();
            _frame.Text(3, 10, "H");
            _frame.Text(6, 20, "H");
            _frame.Flush(_screen);
            _screen.ClearLog();
            _frame.Clear();
            AssertFlush("3:10+5 6:20+5 ");
            Assert.IsTrue(Hex.IsZero(_screen.Image));
        }

        [TestMethod]
        [DataRow(0, "3:10+5 3:80+5 ")]
        [DataRow(15, "3:80+5 ")]
        [DataRow(82, "3:82+3 ")]
        [DataRow(127, "")]
        [DataRow(128, "")]
        [DataRow(200, "")]
        public void ClearPageBeginsAtAColumn(int column, string log)
        {
            Begin();
            _frame.Text(2, 10, "H");
            _frame.Text(3, 10, "H");
            _frame.Text(3, 80, "H");
            _frame.Flush(_screen);
            _screen.ClearLog();
            _frame.ClearPage(3, column);
            AssertFlush(log);
        }

        // What of an H, whose columns are 7F 08 08 08 7F, is on the screen.
        [TestMethod]
        [DataRow(-1, "0808087F000000")]
        [DataRow(-4, "7F000000000000")]
        [DataRow(-5, "00000000000000")]
        [DataRow(-100, "00000000000000")]
        public void TextIsCutOffAtTheLeftEdge(int column, string image)
        {
            Begin();
            _frame.Text(4, column, "H");
            _frame.Flush(_screen);
            Hex.Same(image, _screen.Image, 4 * 128, 7);
            Hex.Same("00000000", _screen.Image, (4 * 128) - 4, 4);
        }

        [TestMethod]
        [DataRow(123, "7F0808087F")]
        [DataRow(124, "007F080808")]
        [DataRow(127, "000000007F")]
        [DataRow(128, "0000000000")]
        [DataRow(1000, "0000000000")]
        public void TextIsCutOffAtTheRightEdge(int column, string image)
        {
            Begin();
            _frame.Text(4, column, "HH");
            _frame.Flush(_screen);
            Hex.Same(image, _screen.Image, (4 * 128) + 123, 5);
            Hex.Same("00000000", _screen.Image, 5 * 128, 4);
        }

        [TestMethod]
        [DataRow(-1)]
        [DataRow(8)]
        public void PagesOutsideTakeNothing(int page)
        {
            Begin();
            _frame.Text(page, 0, "H");
            AssertFlush("");
        }

        [TestMethod]
        [DataRow(-1, "0:0+8 ")]
        [DataRow(7, "7:0+8 ")]
        public void ALargeCharacterIsCutOffAboveAndBelow(int page, string log)
        {
            Begin();
            _frame.Large(page, 0, '-');
            AssertFlush(log);
        }

        [TestMethod]
        public void LargeTextIsCutOffAtTheEdges()
        {
            Begin();
            _frame.Large(0, -6, new TextLine().Add("-"));
            _frame.Large(0, 125, new TextLine().Add("--"));
            AssertFlush("0:0+2 0:125+3 1:0+2 1:125+3 ");
        }

        [TestMethod]
        public void ACharacterThatTheLargeFontLacksLeavesItsPlaceFree()
        {
            Begin();
            _frame.Large(0, 0, new TextLine().Add("- -"));
            AssertFlush("0:0+8 0:20+8 1:0+8 1:20+8 ");
        }

        [TestMethod]
        [DataRow("HH", 58)]
        [DataRow("H", 61)]
        [DataRow("HHHHHHHHHHHHHHHHHHHHH", 1)]
        [DataRow("HHHHHHHHHHHHHHHHHHHHHH", 0)]
        public void CentredTextBegins(string text, int column)
        {
            Begin();
            _frame.Centre(0, text);
            _frame.Flush(_screen);
            int first = 0;
            while (_screen.Image[first] == 0)
            {
                first++;
            }

            Assert.AreEqual(column, first);
        }

        [TestMethod]
        public void CentringNothingDrawsNothing()
        {
            Begin();
            _frame.Centre(0, "");
            AssertFlush("");
        }

        [TestMethod]
        public void ADisplayThatFailsGetsTheSameColumnsAgain()
        {
            Begin();
            _frame.Text(3, 10, "H");
            _screen.FailsAfter = 0;
            Assert.IsFalse(_frame.Flush(_screen));
            Assert.IsFalse(_frame.Flush(_screen));
            _screen.FailsAfter = -1;
            AssertFlush("3:10+5 ");
            AssertFlush("");
        }

        [TestMethod]
        public void WhatADisplayTookBeforeItFailedIsNotSentAgain()
        {
            Begin();
            _frame.Text(1, 10, "H H");
            _frame.Text(2, 10, "H");
            _screen.FailsAfter = 1;
            Assert.IsFalse(_frame.Flush(_screen));
            Assert.AreEqual("1:10+5 ", _screen.Log);
            _screen.ClearLog();
            _screen.FailsAfter = -1;
            AssertFlush("1:22+5 2:10+5 ");
        }

        [TestMethod]
        public void AfterInvalidateEverythingIsSentAgain()
        {
            Begin();
            _frame.Text(3, 10, "APPROVED");
            _frame.Flush(_screen);
            _screen.ClearLog();
            _frame.Invalidate();
            AssertFlush(All);
        }

        // A display that was started anew shows noise: each column must come, whatever is drawn before the flush.
        [TestMethod]
        public void WhatIsDrawnBeforeTheFirstFlushIsSentWhole()
        {
            _frame = new FrameBuffer(DisplayType.Ssd1306Tall);
            _screen = new FakeScreen();
            _frame.Text(0, -2, "|");
            _frame.Flush(_screen);
            Hex.Same("FF0000", _screen.Image, 0, 3);
        }

        [TestMethod]
        public void WhatIsDrawnAfterInvalidateIsSentWhole()
        {
            Begin();
            _frame.Text(0, 0, "H");
            _frame.Flush(_screen);
            _screen = new FakeScreen();
            _frame.Invalidate();
            _frame.Text(0, 0, "_");
            _frame.Flush(_screen);
            Hex.Same("8080808080", _screen.Image, 0, 5);
        }

        private static void Begin()
        {
            _frame = new FrameBuffer(DisplayType.Ssd1306Tall);
            _screen = new FakeScreen();
            _frame.Flush(_screen);
            _screen.Logs = true;
            _screen.ClearLog();
        }

        private static void AssertFlush(string log)
        {
            _screen.ClearLog();
            Assert.IsTrue(_frame.Flush(_screen));
            Assert.AreEqual(log, _screen.Log);
        }
    }
}
