using System;
using Kiosk.Core.Display;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class LargeFontTests
    {
        private const string Characters = "0123456789.,:-*";
        private const int Bytes = LargeFont.Columns * LargeFont.Pages;

        [TestMethod]
        public void EveryCharacterHasItsGlyph()
        {
            Assert.AreEqual(Characters.Length, LargeFont.Count);
            for (int i = 0; i < Characters.Length; i++)
            {
                Assert.AreEqual(Characters[i], LargeFont.Character(LargeFont.Glyph(Characters[i])));
            }
        }

        [TestMethod]
        [DataRow(' ')]
        [DataRow('A')]
        [DataRow('/')]
        public void OtherCharactersHaveNone(char c)
        {
            Assert.AreEqual(-1, LargeFont.Glyph(c));
        }

        [TestMethod]
        public void ThereIsNoOtherGlyph()
        {
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => LargeFont.Character(-1));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => LargeFont.Character(LargeFont.Count));
        }

        [TestMethod]
        public void EveryGlyphIsUnique()
        {
            for (int glyph = 1; glyph < LargeFont.Count; glyph++)
            {
                for (int other = 0; other < glyph; other++)
                {
                    Assert.AreNotEqual(Hex.Text(LargeFont.Data, glyph * Bytes, Bytes), Hex.Text(LargeFont.Data, other * Bytes, Bytes));
                }
            }
        }

        // The last column is the star's alone, the first row is dark: lines of it may stand above each other.
        [TestMethod]
        public void DigitsKeepToTheirBox()
        {
            for (int glyph = 0; glyph < 10; glyph++)
            {
                for (int column = 0; column < LargeFont.Columns; column++)
                {
                    int upper = LargeFont.Data[(glyph * Bytes) + column];
                    int lower = LargeFont.Data[(glyph * Bytes) + LargeFont.Columns + column];
                    Assert.AreEqual(0, upper & 0x01);
                    Assert.AreEqual(0, lower & 0x80);
                    Assert.IsTrue(column < 8 || (upper | lower) == 0);
                }
            }
        }
    }
}
