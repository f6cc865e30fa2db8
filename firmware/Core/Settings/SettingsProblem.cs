namespace Kiosk.Core.Settings
{
    /// <summary>Why nf.config is refused.</summary>
    public enum SettingsProblem
    {
        /// <summary>It is not.</summary>
        None,

        /// <summary>The line is neither a section, nor <c>key = value</c>, nor a comment.</summary>
        NotALine,

        /// <summary>There is no such section.</summary>
        UnknownSection,

        /// <summary>There is no such key in this section.</summary>
        UnknownKey,

        /// <summary>The key stands there twice.</summary>
        Twice,

        /// <summary>The value is not one that this key takes.</summary>
        BadValue,

        /// <summary>The chip cannot use this pin so, or it is used already.</summary>
        BadGpio,

        /// <summary>A key is missing; the line is that of its section, or the last one when the section is missing too.</summary>
        Missing,

        /// <summary>nf.config, or a file that it names, is missing, empty, or longer than <see cref="SettingsReader.LongestFile"/>.</summary>
        NoFile,
    }
}
