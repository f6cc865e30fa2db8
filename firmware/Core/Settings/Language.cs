namespace Kiosk.Core.Settings
{
    /// <summary>The languages of the screens.</summary>
    public enum Language
    {
        /// <summary>English.</summary>
        English,

        /// <summary>German.</summary>
        German,

        /// <summary>French.</summary>
        French,

        /// <summary>Spanish.</summary>
        Spanish,
    }
}
