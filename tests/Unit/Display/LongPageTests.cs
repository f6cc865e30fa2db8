using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class LongPageTests
    {
        private static FrameBuffer _frame;
        private static FakeScreen _screen;
        private static LongPage _page;

        [Cleanup]
        public void Cleanup()
        {
            _frame = null;
            _screen = null;
            _page = null;
        }

        [TestMethod]
        public void WhatFitsStandsAsItIsPlaced()
        {
            Begin(DisplayType.Ssd1306Tall);
            _page.Centre(0, "A");
            _page.Text(3, 16, "B");
            _page.Star(4, 2);
            _page.Centre(7, "C");
            Turn(0);
            Assert.IsTrue(_screen.ShowsIn(0, 61, "A"));
            Assert.IsTrue(_screen.ShowsIn(3, 16, "B"));
            Assert.IsTrue(_screen.ShowsLarge("**"));
            Assert.IsTrue(_screen.ShowsIn(7, 61, "C"));
            Turn(100000);
            Assert.IsTrue(_screen.ShowsIn(3, 16, "B"));
        }

        [TestMethod]
        public void OnFourLinesFreeOnesGo()
        {
            Begin(DisplayType.Ssd1306Flat);
            _page.Centre(0, "A");
            _page.Text(3, 16, "B");
            _page.Star(4, 2);
            _page.Centre(7, "C");
            Turn(0);
            Assert.IsTrue(_screen.ShowsIn(0, 61, "A"));
            Assert.IsTrue(_screen.ShowsIn(1, 16, "B"));
            Assert.IsTrue(_screen.ShowsIn(2, 4, "*"));
            Assert.IsTrue(_screen.ShowsIn(2, 14, "*"));
            Assert.IsTrue(_screen.ShowsIn(3, 61, "C"));
        }

        [TestMethod]
        public void LinesTakeTurnsBelowTheFirst()
        {
            Begin(DisplayType.Ssd1306Flat);
            Fill(6);
            Turn(1000);
            AssertLines("0123");
            Turn(3999);
            AssertLines("0123");
            Turn(4000);
            AssertLines("045");
            Turn(7000);
            AssertLines("0123");
        }

        [TestMethod]
        public void ATallDisplayLetsThemTakeTurnsToo()
        {
            Begin(DisplayType.Ssd1306Tall);
            Fill(10);
            Turn(0);
            AssertLines("01234567");
            Turn(3000);
            AssertLines("089");
        }

        [TestMethod]
        public void ALineThatChangesIsShownAtOnce()
        {
            Begin(DisplayType.Ssd1306Flat);
            Fill(8);
            Turn(0);
            _page.Centre(7, "X");
            _page.ClearLine(6);
            Turn(1);
            Assert.IsTrue(_screen.ShowsIn(3, 61, "X"));
            Assert.IsFalse(_screen.Shows("1"));
            _page.Centre(2, "2");
            _page.Centre(6, "6");
            Turn(1);
            AssertLines("0456");
            _page.ClearLine(6);
            Turn(1);
            Turn(3000);
            Assert.IsTrue(_screen.Shows("X"));
            Turn(3001);
            AssertLines("0123");
        }

        [TestMethod]
        public void AnotherPageBeginsWithItsFirstLines()
        {
            Begin(DisplayType.Ssd1306Flat);
            Fill(6);
            Turn(0);
            Turn(3000);
            _page.Clear();
            Fill(7);
            Turn(3001);
            AssertLines("0123");
            Turn(6001);
            AssertLines("0456");
        }

        private static void Begin(DisplayType display)
        {
            _frame = new FrameBuffer(display);
            _screen = new FakeScreen(_frame.Pages);
            _page = new LongPage(_frame);
            _page.Clear();
        }

        private static void Fill(int lines)
        {
            for (int i = 0; i < lines; i++)
            {
                _page.Centre(i, i.ToString());
            }
        }

        private static void Turn(long ticks)
        {
            _page.Turn(ticks);
            _frame.Flush(_screen);
        }

        /// <summary>One digit a line, from above, and nothing else.</summary>
        private static void AssertLines(string digits)
        {
            for (int i = 0; i < 10; i++)
            {
                int page = digits.IndexOf((char)('0' + i));
                Assert.AreEqual(page >= 0, _screen.Shows(i.ToString()), i.ToString());
                Assert.IsTrue(page < 0 || _screen.ShowsIn(page, 61, i.ToString()), i.ToString());
            }
        }
    }
}
