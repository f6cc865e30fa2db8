namespace Kiosk.Core.Settings
{
    /// <summary>Where and why nf.config is refused.</summary>
    public sealed class SettingsError
    {
        /// <summary>Creates it.</summary>
        public SettingsError(SettingsProblem problem, int line, string key, string takes)
        {
            Problem = problem;
            Line = line;
            Key = key;
            Takes = takes;
        }

        /// <summary>Why.</summary>
        public SettingsProblem Problem { get; private set; }

        /// <summary>The line, from 1; 0 when there is no file.</summary>
        public int Line { get; private set; }

        /// <summary>Section and key, <c>pin.tries</c>, or what stands in their place; the file's name when there is no file.</summary>
        public string Key { get; private set; }

        /// <summary>What the key takes, for a bad value, or why the pin cannot be used, for a bad pin; otherwise empty.</summary>
        public string Takes { get; private set; }

        /// <summary>The display to say so on: what the file says of it, before the fault and after it, on the board's pins. Null when nothing was read.</summary>
        public KioskSettings Display { get; internal set; }

        /// <summary>One line for a log or a terminal window.</summary>
        public override string ToString()
        {
            string text = Line == 0 ? "" : "nf.config line " + Line.ToString() + ": ";
            switch (Problem)
            {
                case SettingsProblem.NotALine:
                    return text + "neither [section] nor key = value: " + Key;
                case SettingsProblem.UnknownSection:
                    return text + "no such section: " + Key;
                case SettingsProblem.UnknownKey:
                    return text + "no such key: " + Key;
                case SettingsProblem.Twice:
                    return text + "second time: " + Key;
                case SettingsProblem.BadValue:
                    return text + Key + " takes " + Takes;
                case SettingsProblem.BadGpio:
                    return text + Key + ": " + Takes;
                case SettingsProblem.Missing:
                    return text + "missing: " + Key;
                default:
                    return Key + ": no such file, empty or longer than " + SettingsReader.LongestFile.ToString() + " bytes";
            }
        }
    }
}
