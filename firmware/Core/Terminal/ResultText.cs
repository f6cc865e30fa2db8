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
    }
}
