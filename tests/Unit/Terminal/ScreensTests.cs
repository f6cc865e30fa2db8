using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <summary>Every text of the four languages, as the customer's way brings it to the screen, fits its line of 21 characters.</summary>
    [TestClass]
    public class ScreensTests
    {
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
        [DataRow((int)Language.English)]
        [DataRow((int)Language.German)]
        [DataRow((int)Language.French)]
        [DataRow((int)Language.Spanish)]
        public void ScreensOfTheCustomersWayFit(int language)
        {
            Begin(language);
            AssertFits("idle");
            _kiosk.Press("241#");
            AssertFits("at most");
            _kiosk.Press("1#");
            AssertFits("at least");
            _kiosk.Press("60#");
            AssertFits("card");
            _kiosk.Press("A371449635398431");
            AssertFits("card number");
            _kiosk.Press("#1229");
            AssertFits("expiry");
            _kiosk.Press("#");
            AssertFits("pin");
            _kiosk.Press("123#");
            AssertFits("too few digits");
            _kiosk.Send("4");
            AssertFits("please wait");
            _kiosk.Answer(117, "PT0202");
            AssertFits("incorrect pin");
            _kiosk.Pass(3000);
            _kiosk.WrongPin(1);
            AssertFits("last try");
            _kiosk.Press("D");
            AssertFits("cancelled");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Pass(30000);
            AssertFits("time out");
            _kiosk.EndResult();
            _kiosk.GoToPin();
            _kiosk.Send("4071");
            _kiosk.Answer(0, null);
            AssertFits("approved");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe("6011111111111117", "2912");
            AssertFits("brand");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe(KioskRig.Amex, "2512");
            AssertFits("expired");
            _kiosk.EndResult();
            _kiosk.GoToCard();
            _kiosk.Swipe("371449635398432", "2912");
            AssertFits("card error");
        }

        [TestMethod]
        [DataRow((int)Language.English)]
        [DataRow((int)Language.German)]
        [DataRow((int)Language.French)]
        [DataRow((int)Language.Spanish)]
        public void ResultsOfTheIssuerFit(int language)
        {
            int[] codes = new int[] { 100, 104, 109, 110, 111, 116, 121, 125, 908, 106 };
            Begin(language);
            for (int i = 0; i < codes.Length; i++)
            {
                _kiosk.GoToPin();
                _kiosk.Send("4071");
                _kiosk.Answer(codes[i], "PT0203");
                AssertFits(codes[i].ToString());
                _kiosk.EndResult();
            }

            // Another card: the first is locked now.
            _kiosk.GoToCard();
            _kiosk.Swipe("4111111111111111", "2912");
            _kiosk.Send("8520");
            _kiosk.Pass(30000);
            AssertFits("no answer");
        }

        [TestMethod]
        [DataRow((int)Language.English)]
        [DataRow((int)Language.German)]
        [DataRow((int)Language.French)]
        [DataRow((int)Language.Spanish)]
        public void TheOtherScreensFit(int language)
        {
            Begin(language);
            _kiosk.Press("A");
            AssertFits("languages");
            _kiosk.Settings.Mode = KioskMode.Toll;
            _kiosk.Start();
            AssertFits("toll");
            _kiosk.Settings.Mode = KioskMode.Parking;
            _kiosk.Settings.ParkingFreeMinutes = 240;
            _kiosk.Start();
            _kiosk.Press("60#");
            AssertFits("no charge");
            _kiosk.Flash.RemoveRecord("keys");
            _kiosk.Start();
            AssertFits("out of service");
        }

        // Longest words and largest numbers that the settings allow.
        [TestMethod]
        [DataRow((int)Language.English)]
        [DataRow((int)Language.German)]
        [DataRow((int)Language.French)]
        [DataRow((int)Language.Spanish)]
        public void LargeNumbersFit(int language)
        {
            _kiosk = new KioskRig(_cipher);
            _kiosk.Settings.Language = (Language)language;
            _kiosk.Settings.PinTries = 9;
            _kiosk.Settings.PinMinimum = 12;
            _kiosk.Settings.ParkingUnitMinutes = 1440;
            _kiosk.Settings.ParkingUnitAmount = 99999;
            _kiosk.Settings.ParkingMinimumMinutes = 8640;
            _kiosk.Settings.ParkingMaximumMinutes = 8640;
            _kiosk.Start();
            AssertFits("idle");
            _kiosk.Press("8639#");
            AssertFits("at least");
            _kiosk.Press("9999#");
            AssertFits("at most");
            _kiosk.Press("8640#");
            AssertFits("card");
            _kiosk.Swipe(KioskRig.Amex, "2912");
            AssertFits("pin");
            _kiosk.Press("12345678901#");
            AssertFits("too few digits");
        }

        [TestMethod]
        [DataRow((int)SettingsProblem.NotALine, "NOT KEY = VALUE")]
        [DataRow((int)SettingsProblem.UnknownSection, "UNKNOWN SECTION")]
        [DataRow((int)SettingsProblem.UnknownKey, "UNKNOWN KEY")]
        [DataRow((int)SettingsProblem.Twice, "SECOND TIME")]
        [DataRow((int)SettingsProblem.BadValue, "BAD VALUE, TAKES")]
        [DataRow((int)SettingsProblem.Missing, "KEY MISSING")]
        [DataRow((int)SettingsProblem.NoFile, "NO FILE")]
        public void RefusedSettingsAreShownWithTheirLine(int problem, string text)
        {
            FrameBuffer frame = new FrameBuffer();
            FakeScreen screen = new FakeScreen();
            Screens.SettingsRefused(frame, new SettingsError((SettingsProblem)problem, 8192, "pin.tries", "1 to 9"));
            frame.Flush(screen);
            Assert.IsTrue(screen.Shows("OUT OF SERVICE"));
            Assert.IsTrue(screen.Shows("NF.CONFIG LINE 8192"));
            Assert.IsTrue(screen.Shows("pin.tries"));
            Assert.IsTrue(screen.Shows(text));
            Assert.IsTrue(screen.Shows("1 to 9"));
        }

        private static void Begin(int language)
        {
            _kiosk = new KioskRig(_cipher);
            _kiosk.Settings.Language = (Language)language;
            _kiosk.Start();
        }

        private static void AssertFits(string which)
        {
            Assert.IsTrue(_kiosk.Screen.HasDarkEdges(), which);
        }
    }
}
