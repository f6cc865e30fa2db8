using Kiosk.Core.Issuer;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class ActionCodeTests
    {
        [TestMethod]
        [DataRow(0, (int)Outcome.Approved)]
        [DataRow(100, (int)Outcome.Declined)]
        [DataRow(101, (int)Outcome.Expired)]
        [DataRow(104, (int)Outcome.NotPermitted)]
        [DataRow(106, (int)Outcome.PinTriesExceeded)]
        [DataRow(109, (int)Outcome.ProcessingError)]
        [DataRow(110, (int)Outcome.InvalidAmount)]
        [DataRow(111, (int)Outcome.UnknownCard)]
        [DataRow(116, (int)Outcome.InsufficientFunds)]
        [DataRow(117, (int)Outcome.IncorrectPin)]
        [DataRow(119, (int)Outcome.NotPermitted)]
        [DataRow(120, (int)Outcome.TerminalNotPermitted)]
        [DataRow(121, (int)Outcome.LimitReached)]
        [DataRow(122, (int)Outcome.SecurityViolation)]
        [DataRow(123, (int)Outcome.LimitReached)]
        [DataRow(125, (int)Outcome.NotActivated)]
        [DataRow(904, (int)Outcome.ProcessingError)]
        [DataRow(907, (int)Outcome.IssuerUnavailable)]
        [DataRow(908, (int)Outcome.IssuerUnavailable)]
        [DataRow(909, (int)Outcome.ProcessingError)]
        [DataRow(911, (int)Outcome.IssuerUnavailable)]
        [DataRow(912, (int)Outcome.ProcessingError)]
        [DataRow(913, (int)Outcome.ProcessingError)]
        public void OutcomeOfEachCode(int code, int outcome)
        {
            Assert.AreEqual(outcome, (int)ActionCode.ToOutcome(code));
        }

        [TestMethod]
        public void NoOtherCodeApproves()
        {
            for (int code = -1; code < 1000; code++)
            {
                Assert.AreEqual(code == 0, ActionCode.ToOutcome(code) == Outcome.Approved);
            }
        }

        [TestMethod]
        [DataRow(0, false)]
        [DataRow(117, false)]
        [DataRow(904, false)]
        [DataRow(908, false)]
        [DataRow(909, true)]
        [DataRow(910, false)]
        [DataRow(912, true)]
        [DataRow(913, true)]
        public void CodesThatAreReversed(int code, bool reversed)
        {
            Assert.AreEqual(reversed, ActionCode.NeedsReversal(code));
        }
    }
}
