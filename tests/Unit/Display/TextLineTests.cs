using Kiosk.Core.Display;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TextLineTests
    {
        [TestMethod]
        [DataRow(0L, 2, "0.00")]
        [DataRow(5L, 2, "0.05")]
        [DataRow(60L, 2, "0.60")]
        [DataRow(100L, 2, "1.00")]
        [DataRow(240L, 2, "2.40")]
        [DataRow(240L, 0, "240")]
        [DataRow(0L, 0, "0")]
        [DataRow(7L, 3, "0.007")]
        [DataRow(1234L, 1, "123.4")]
        [DataRow(999999999999L, 2, "9999999999.99")]
        public void AnAmountHasItsPoint(long amount, int digits, string expected)
        {
            AssertText(expected, new TextLine().Add(amount, digits));
        }

        [TestMethod]
        [DataRow(0L, "0")]
        [DataRow(9L, "9")]
        [DataRow(10L, "10")]
        [DataRow(9223372036854775807L, "9223372036854775807")]
        public void ANumberHasNone(long number, string expected)
        {
            AssertText(expected, new TextLine().Add(number));
        }

        [TestMethod]
        public void PartsFollowOneAnother()
        {
            TextLine line = new TextLine().Add("FRÜH").Add(' ').Add(15).Add(" MIN");
            AssertText("FRÜH 15 MIN", line);
            AssertText("", line.Begin());
            AssertText("2", line.Add(2));
        }

        [TestMethod]
        public void WhatDoesNotFitIsCutOff()
        {
            TextLine line = new TextLine();
            for (int i = 0; i < 10; i++)
            {
                line.Add("ABCDE");
            }

            Assert.AreEqual(TextLine.Longest, line.Length);
            Assert.AreEqual('B', line.Characters[TextLine.Longest - 1]);
        }

        private static void AssertText(string expected, TextLine line)
        {
            Assert.AreEqual(expected, new string(line.Characters, 0, line.Length));
        }
    }
}
