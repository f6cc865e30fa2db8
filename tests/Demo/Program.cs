using System;

namespace Kiosk.Demo
{
    /// <summary>Purchases on the nanoFramework emulator, with an issuer in memory. Prints the screens as text, and in its last line whether all went as expected.</summary>
    public static class Program
    {
        private const int ResultSeconds = 6;
        private const int PhoneSeconds = 16;

        /// <summary>Plays them.</summary>
        public static void Main()
        {
            DemoKiosk kiosk = new DemoKiosk();
            kiosk.Show("Idle", "ENTER MINUTES");
            PayWithWrongPinFirst(kiosk);
            PayWithCardThatIsNotActivated(kiosk);
            PayAndLoseTheAnswer(kiosk);

            Console.WriteLine("");
            kiosk.Check("Charged, in cents", 240, kiosk.Issuer.Charged);
            kiosk.Check("Reversals", 1, kiosk.Issuer.Reversals);
            kiosk.Check("Requests that the issuer refused", 0, kiosk.Issuer.Refused);
            Console.WriteLine(kiosk.Failures == 0 ? "Kiosk.Demo: all as expected" : "Kiosk.Demo: " + kiosk.Failures.ToString() + " FAILED");
        }

        private static void PayWithWrongPinFirst(DemoKiosk kiosk)
        {
            kiosk.Press("60");
            kiosk.Show("6 0", "2.40 EUR");
            kiosk.Press("#");
            kiosk.Show("ENTER", "INSERT CARD");
            kiosk.Insert(DemoIssuer.Active, "2912");
            kiosk.Show("The card is inserted", "ENTER PIN");
            kiosk.Press("1234");
            kiosk.Show("A wrong PIN", "****");
            kiosk.Press("#");
            kiosk.Wait(100);
            kiosk.Show("ENTER", "INCORRECT PIN");
            kiosk.Idle(4);
            kiosk.Show("After three seconds", "2 TRIES LEFT");
            kiosk.Press("4071#");
            kiosk.Wait(100);
            kiosk.Show("4 0 7 1 ENTER", "APPROVED");
            kiosk.Idle(ResultSeconds);
            kiosk.Show("After five seconds", "ENTER MINUTES");
        }

        private static void PayWithCardThatIsNotActivated(DemoKiosk kiosk)
        {
            kiosk.Press("60#");
            kiosk.Insert(DemoIssuer.NotActivated, "2912");
            kiosk.Press("6148#");
            kiosk.Wait(100);
            kiosk.Show("A card that is not activated, with its PIN", "NOT ACTIVATED");
            kiosk.Idle(PhoneSeconds);
        }

        private static void PayAndLoseTheAnswer(DemoKiosk kiosk)
        {
            kiosk.Issuer.LosesAnswer = true;
            kiosk.Press("60#");
            kiosk.Insert(DemoIssuer.Active, "2912");
            kiosk.Press("4071#");
            kiosk.Show("A purchase whose answer is lost", "PLEASE WAIT");
            kiosk.Wait(100);
            kiosk.Check("Charged meanwhile, in cents", 480, kiosk.Issuer.Charged);
            kiosk.Idle(31);
            kiosk.Show("After thirty seconds", "NOT CHARGED");
            kiosk.Idle(ResultSeconds);
            kiosk.Show("The reversal has gone", "ENTER MINUTES");
        }
    }
}
