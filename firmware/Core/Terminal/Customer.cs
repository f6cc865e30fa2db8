using System;
using Kiosk.Core.Card;
using Kiosk.Core.Issuer;
using Kiosk.Core.Tries;

namespace Kiosk.Core.Terminal
{
    /// <summary>The customer at the kiosk: what for, and with which card.</summary>
    internal sealed class Customer
    {
        /// <summary>The card.</summary>
        internal readonly CardData Card = new CardData();

        /// <summary>The same, as messages say it; see <see cref="Identify"/>.</summary>
        internal readonly RequestCard RequestCard;

        /// <summary>What the retry counter knows the card by; see <see cref="Identify"/>.</summary>
        internal readonly byte[] Token = new byte[RetryCounter.TokenLength];

        internal Customer()
        {
            RequestCard = new RequestCard(Card.Number, Card.Expiry, Card.Track2);
        }

        /// <summary>What the customer has come for.</summary>
        internal Errand Errand { get; set; }

        /// <summary>The card is taken: messages and retry counter know it from now on.</summary>
        internal void Identify(RetryCounter tries)
        {
            RequestCard.NumberLength = Card.NumberLength;
            RequestCard.Track2Length = Card.Track2Length;
            tries.MakeToken(Card.Number, Card.NumberLength, Token);
        }

        /// <summary>Wipes the card (P5).</summary>
        internal void Forget()
        {
            Card.Clear();
            Array.Clear(Token, 0, Token.Length);
        }
    }
}
