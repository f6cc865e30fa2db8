using System;
using Kiosk.Core.Display;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TextFontTests
    {
        private const string German = "\u00C4\u00D6\u00DC\u00E4\u00F6\u00FC\u00DF";
        private const string French = "\u00C0\u00C2\u00C6\u00C7\u00C9\u00C8\u00CA\u00CB\u00CE\u00CF\u00D4\u0152\u00D9\u00DB\u00DC\u0178"
            + "\u00E0\u00E2\u00E6\u00E7\u00E9\u00E8\u00EA\u00EB\u00EE\u00EF\u00F4\u0153\u00F9\u00FB\u00FC\u00FF";
        private const string Spanish = "\u00C1\u00C9\u00CD\u00D3\u00DA\u00DC\u00D1\u00E1\u00E9\u00ED\u00F3\u00FA\u00FC\u00F1\u00BF\u00A1";
        private const string Signs = "\u20AC\u00B0\u00AB\u00BB";

        [TestMethod]
        public void EveryGlyphIsTheOneOfItsCharacter()
        {
            for (int glyph = 0; glyph < TextFont.Count; glyph++)
            {
                Assert.AreEqual(glyph, TextFont.Glyph(TextFont.Character(glyph)));
            }
        }

        [TestMethod]
        public void AsciiIsThere()
        {
            for (char c = ' '; c <= '~'; c++)
            {
                Assert.AreEqual(c, TextFont.Character(TextFont.Glyph(c)));
            }
        }

        [TestMethod]
        [DataRow(German)]
        [DataRow(French)]
        [DataRow(Spanish)]
        [DataRow(Signs)]
        public void LettersOfTheLanguagesAreThere(string letters)
        {
            for (int i = 0; i < letters.Length; i++)
            {
                Assert.AreEqual(letters[i], TextFont.Character(TextFont.Glyph(letters[i])));
            }
        }

        [TestMethod]
        [DataRow('\u0000')]
        [DataRow('\n')]
        [DataRow('\u007F')]
        [DataRow('\u0141')]
        [DataRow('\uFFFD')]
        public void WhatTheFontLacksIsAQuestionMark(char c)
        {
            Assert.AreEqual(TextFont.Glyph('?'), TextFont.Glyph(c));
        }

        [TestMethod]
        public void ThereIsNoOtherGlyph()
        {
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => TextFont.Character(-1));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => TextFont.Character(TextFont.Count));
        }

        // Moved to the left edge, so that none is another one moved sideways: the text can be read back from the pixels.
        [TestMethod]
        public void EveryGlyphIsUniqueWhereverItStands()
        {
            for (int glyph = 1; glyph < TextFont.Count; glyph++)
            {
                for (int other = 0; other < glyph; other++)
                {
                    Assert.IsFalse(Same(First(glyph), End(glyph), First(other), End(other)));
                }
            }
        }

        [TestMethod]
        public void OnlyTheSpaceIsDark()
        {
            for (int glyph = 0; glyph < TextFont.Count; glyph++)
            {
                Assert.AreEqual(glyph == TextFont.Glyph(' '), First(glyph) == End(glyph));
            }
        }

        [TestMethod]
        public void DataAreWholeGlyphs()
        {
            Assert.AreEqual(TextFont.Data.Length, TextFont.Count * TextFont.Columns);
        }

        /// <summary>First column of a glyph with a dot.</summary>
        private static int First(int glyph)
        {
            int at = glyph * TextFont.Columns;
            int end = at + TextFont.Columns;
            while (at < end && TextFont.Data[at] == 0)
            {
                at++;
            }

            return at;
        }

        private static int End(int glyph)
        {
            int first = glyph * TextFont.Columns;
            int end = first + TextFont.Columns;
            while (end > first && TextFont.Data[end - 1] == 0)
            {
                end--;
            }

            return end <= First(glyph) ? First(glyph) : end;
        }

        private static bool Same(int at, int end, int otherAt, int otherEnd)
        {
            if (end - at != otherEnd - otherAt)
            {
                return false;
            }

            while (at < end && TextFont.Data[at] == TextFont.Data[otherAt])
            {
                at++;
                otherAt++;
            }

            return at == end;
        }
    }
}
