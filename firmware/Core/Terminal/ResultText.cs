using Kiosk.Core.Issuer;

namespace Kiosk.Core.Terminal
{
    /// <summary>The three parts of a result screen.</summary>
    internal struct ResultText
    {
        /// <summary>What happened.</summary>
        internal TextId What;

        /// <summary>Why.</summary>
        internal TextId Why;

        /// <summary>What to do.</summary>
        internal TextId Advice;

        internal ResultText(TextId what, TextId why, TextId advice)
        {
            What = what;
            Why = why;
            Advice = advice;
        }

        /// <summary>Whether the customer is told to call somebody.</summary>
        internal bool IsToCall
        {
            get { return MeansCall(Why) || MeansCall(Advice); }
        }

        /// <summary>Whether a text goes with the number to call.</summary>
        internal static bool MeansCall(TextId text)
        {
            return text == TextId.CallNumber || text == TextId.CallYourBank || text == TextId.ActivateCard;
        }

        /// <summary>What the customer is told of an outcome that ends the transaction without a charge. Never that a card is lost or stolen.</summary>
        internal static ResultText Of(Outcome outcome)
        {
            switch (outcome)
            {
                case Outcome.Expired: return new ResultText(TextId.NotAccepted, TextId.CardExpired, TextId.UseAnotherCard);
                case Outcome.NotPermitted: return new ResultText(TextId.NotAccepted, TextId.CardNotPermitted, TextId.CallYourBank);
                case Outcome.UnknownCard: return new ResultText(TextId.NotAccepted, TextId.CardNotKnown, TextId.CallYourBank);
                case Outcome.NotActivated: return new ResultText(TextId.NotAccepted, TextId.ActivateCard, TextId.NotCharged);
                case Outcome.InsufficientFunds: return new ResultText(TextId.Declined, TextId.NotEnoughFunds, TextId.UseAnotherCard);
                case Outcome.LimitReached: return new ResultText(TextId.Declined, TextId.LimitReached, TextId.UseAnotherCard);
                case Outcome.InvalidAmount: return new ResultText(TextId.ProcessingError, TextId.AmountNotValid, TextId.NotCharged);
                case Outcome.IssuerUnavailable: return new ResultText(TextId.ProcessingError, TextId.IssuerUnavailable, TextId.NotCharged);
                case Outcome.NoAnswer: return new ResultText(TextId.ProcessingError, TextId.NoAnswer, TextId.NotCharged);
                case Outcome.ProcessingError: return new ResultText(TextId.ProcessingError, TextId.NotCharged, TextId.TryAgain);
                default: return new ResultText(TextId.Declined, TextId.NotCharged, TextId.CallYourBank);
            }
        }

        /// <summary>What the customer is told of an outcome that does not change the PIN, or may not have.</summary>
        internal static ResultText OfPinChange(Outcome outcome)
        {
            switch (outcome)
            {
                case Outcome.NotPermitted: return new ResultText(TextId.PinNotChanged, TextId.CardNotPermitted, TextId.CallNumber);
                case Outcome.NewPinRefused: return new ResultText(TextId.PinNotChanged, TextId.NewPinRefused, TextId.ChooseAnotherPin);
                case Outcome.NoAnswer: return new ResultText(TextId.ProcessingError, TextId.PinChangeUnknown, TextId.TryNewPinFirst);
                default: return Of(outcome).For(Errand.PinChange);
            }
        }

        /// <summary>The same for somebody who has not come to pay: nobody asked for money, so nothing is said of it.</summary>
        internal ResultText For(Errand errand)
        {
            return errand == Errand.Payment ? this : new ResultText(What, Instead(Why, errand), Instead(Advice, errand));
        }

        private static TextId Instead(TextId text, Errand errand)
        {
            return text != TextId.NotCharged ? text : errand == Errand.PinChange ? TextId.PinNotChanged : TextId.None;
        }
    }
}
