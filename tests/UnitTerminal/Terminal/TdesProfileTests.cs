using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class TdesProfileTests
    {
        private static KioskRig _kiosk;

        [Cleanup]
        public void Cleanup()
        {
            _kiosk = null;
        }

        [TestMethod]
        [DataRow(0)]
        [DataRow(3)]
        public void APurchase(int format)
        {
            Begin(format);
            _kiosk.AssertShows("BENCH KEYS");
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            MessageReader request = _kiosk.Issuer.Request;
            Assert.AreEqual(8, request.Length(Field.PinBlock));
            Hex.Same("FFFF9876543210E00001", _kiosk.Link.Sent, request.Offset(Field.Ksn), request.Length(Field.Ksn));
            AssertPin((PinBlockFormat)format, "244071FFFFFFFFFF");
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("APPROVED");
            _kiosk.EndResult();
        }

        [TestMethod]
        public void AnAnswerWithAWrongMacIsNone()
        {
            Begin(0);
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Issuer.SpoilsMac = true;
            _kiosk.Answer(0, null);
            _kiosk.AssertShows("NO ANSWER IN TIME");
            _kiosk.Issuer.SpoilsMac = false;
            _kiosk.Pass(5000);
            _kiosk.Pass(10);
            _kiosk.Pass(10);
            Assert.IsTrue(_kiosk.Issuer.Takes(_kiosk.Link));
            Assert.AreEqual(1420, _kiosk.Issuer.Request.Type);
        }

        // The KSN goes on after a restart.
        [TestMethod]
        public void KeysAreKeptOverARestart()
        {
            Begin(0);
            Pay();
            _kiosk.Start();
            Pay();
            Hex.Same("FFFF9876543210E00002", _kiosk.Link.Sent, _kiosk.Issuer.Request.Offset(Field.Ksn), 10);
        }

        [TestMethod]
        public void KeysOfTheOtherProfileAreNamed()
        {
            Begin(0);
            _kiosk.Settings.Profile = MessageProfile.Aes;
            _kiosk.Settings.PinFormat = 4;
            _kiosk.Start();
            _kiosk.AssertState(TerminalState.OutOfService);
            _kiosk.AssertShows("KEYS, OTHER PROFILE");
        }

        private static void Begin(int format)
        {
            _kiosk = null;
            _kiosk = new KioskRig(new AesCipher());
            _kiosk.UseTdes(format);
            _kiosk.Start();
        }

        private static void Pay()
        {
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            _kiosk.EndResult();
        }

        /// <summary>The PIN in the request, as the clear block of format 2 shows it.</summary>
        private static void AssertPin(PinBlockFormat format, string expected)
        {
            byte[] key = new byte[TransactionKeys.KeyLength];
            byte[] block = new byte[8];
            byte[] shown = new byte[8];
            PinEntry pin = new PinEntry(12);
            _kiosk.Issuer.PinKey(key);
            System.Array.Copy(_kiosk.Link.Sent, _kiosk.Issuer.Request.Offset(Field.PinBlock), block, 0, 8);
            PinEncryption encryption = new PinEncryption(format, new DesCipher(), new FakeRandom("00"));
            Assert.AreEqual((int)PinBlockResult.Good, (int)encryption.Decipher(block, 8, Hex.Ascii(KioskRig.Amex), 15, key, pin));
            PinBlock.Encode(PinBlockFormat.Format2, pin, null, 0, null, shown);
            Hex.Same(expected, shown);
        }
    }
}
