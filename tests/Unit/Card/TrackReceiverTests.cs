using Kiosk.Core.Card;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TrackReceiverTests
    {
        private const string Track = ";371449635398431=2912?";

        // Of the track: the sum of its low four bits, and 0x30.
        private const string Lrc = "9";

        private const string TrackHex = "3B3337313434393633353339383433313D323931323F";

        private static TrackReceiver _receiver;
        private static byte[] _track;
        private static long _ticks;
        private static string _results;

        [Cleanup]
        public void Cleanup()
        {
            _receiver = null;
            _track = null;
            _results = null;
        }

        [TestMethod]
        [DataRow("")]
        [DataRow("2")]
        [DataRow(";")]
        [DataRow("\r\n")]
        [DataRow("2\r\n\u0003")]
        [DataRow("+0123456789=0123?")]
        [DataRow(";0123456789=0123?")]
        public void WhatComesBehindATrackWithoutAPauseIsNothing(string behind)
        {
            Begin(false);
            Send(Track + behind);
            Pause(1000);
            AssertResults("22 ");
            Hex.Same(TrackHex, _track, 0, Track.Length);
        }

        [TestMethod]
        [DataRow("%B371449635398431^CARD/BENCH^2912?")]
        [DataRow("\u0002\u001B1")]
        [DataRow("xyz")]
        [DataRow(";")]
        [DataRow(";3714;;")]
        public void WhatComesBeforeATrackIsNothing(string before)
        {
            Begin(false);
            Send(before + Track);
            Pause(1000);
            AssertResults("22 ");
            Hex.Same(TrackHex, _track, 0, Track.Length);
        }

        [TestMethod]
        public void AfterAPauseTheNextCardComes()
        {
            Begin(false);
            Send(Track);
            Pause(TrackReceiver.Silence - 2);
            Send(Track);
            Pause(TrackReceiver.Silence);
            Send(Track);
            AssertResults("22 22 ");
        }

        [TestMethod]
        public void ATrackWithItsLrcIsTaken()
        {
            Begin(true);
            Send(Track);
            AssertResults("");
            Send(Lrc);
            Pause(1000);
            AssertResults("22 ");
        }

        // The characters of both sentinels among them.
        [TestMethod]
        public void AWrongLrcIsGarbled()
        {
            for (int value = 0; value < 256; value++)
            {
                Begin(true);
                Send(Track);
                Send((byte)value);
                Pause(1000);
                AssertResults(value == Lrc[0] ? "22 " : "-1 ");
            }
        }

        [TestMethod]
        public void AnLrcThatDoesNotComeIsGarbled()
        {
            Begin(true);
            Send(Track);
            Pause(TrackReceiver.Silence - 1);
            AssertResults("");
            Pause(1);
            AssertResults("-1 ");
            Assert.IsTrue(Hex.IsZero(_track));
        }

        [TestMethod]
        [DataRow(";E?", "1", "3 ")]
        [DataRow(";?", "4", "2 ")]
        public void AnErrorOfTheReaderIsNoNoise(string text, string lrc, string without)
        {
            Begin(false);
            Send(text);
            AssertResults(without);
            Begin(true);
            Send(text);
            Pause(1000);
            AssertResults("-1 ");
            Begin(true);
            Send(text + lrc);
            AssertResults(without);
        }

        [TestMethod]
        [DataRow(";371")]
        [DataRow(";371449635398431=291220100000")]
        [DataRow("371449635398431=2912?")]
        [DataRow("ERR!")]
        public void HalfATrackIsGarbledOnceTheLineIsSilent(string half)
        {
            Begin(false);
            Send(half);
            Pause(TrackReceiver.Silence - 1);
            AssertResults("");
            Pause(1);
            AssertResults("-1 ");
            Pause(100000);
            Send(Track);
            AssertResults("-1 22 ");
        }

        [TestMethod]
        [DataRow("x")]
        [DataRow("xyz")]
        [DataRow(";37")]
        [DataRow("\u0002\u001B1\r\u0003\u0001\u0001\u0001")]
        public void AFewCharactersAreNoise(string noise)
        {
            for (int i = 0; i < 10; i++)
            {
                Begin(false);
                Send(noise);
                Pause(TrackReceiver.Silence);
                AssertResults("");
            }
        }

        [TestMethod]
        [DataRow(64, "64 ")]
        [DataRow(65, "-1 ")]
        [DataRow(500, "-1 ")]
        public void ATrackIsOfALength(int length, string results)
        {
            Begin(false);
            Send(";" + new string('1', length - 2) + "?");
            Pause(1000);
            AssertResults(results);
        }

        // The reader that never falls silent, with start sentinels and without.
        [TestMethod]
        [DataRow('x', 255)]
        [DataRow('x', 256)]
        [DataRow(';', 256)]
        public void EndlessRubbishIsGarbledOnce(char character, int most)
        {
            Begin(false);
            for (int i = 0; i < most; i++)
            {
                Send((byte)character);
            }

            AssertResults(most < TrackReceiver.MostCharacters ? "" : "-1 ");
            for (int i = 0; i < 2000; i++)
            {
                Send((byte)character);
            }

            Pause(1000);
            AssertResults("-1 ");
            Send(Track);
            AssertResults("-1 22 ");
        }

        [TestMethod]
        public void ATrackThatFollowsRubbishWithoutAPauseCounts()
        {
            Begin(false);
            Send(";" + new string('1', 70) + Track);
            AssertResults("-1 22 ");
        }

        [TestMethod]
        public void WhatIsForgottenIsNoPartOfTheNext()
        {
            Begin(false);
            Send(";371449635398431=29");
            _receiver.Clear();
            Send("12?");
            Pause(1000);
            AssertResults("");
        }

        private static void Begin(bool hasLrc)
        {
            _receiver = new TrackReceiver(hasLrc);
            _track = new byte[TrackReceiver.Longest];
            _ticks = 0;
            _results = "";
        }

        private static void Send(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                Send((byte)text[i]);
            }
        }

        private static void Send(byte value)
        {
            _ticks++;
            Note(_receiver.Turn(_ticks));
            Note(_receiver.Take(value, _track, _ticks));
        }

        private static void Pause(long milliseconds)
        {
            _ticks += milliseconds;
            Note(_receiver.Turn(_ticks));
        }

        private static void Note(int result)
        {
            _results += result == 0 ? "" : result.ToString() + " ";
        }

        private static void AssertResults(string expected)
        {
            Assert.AreEqual(expected, _results);
        }
    }
}
