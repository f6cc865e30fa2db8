using Kiosk.Core.Display;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Terminal
{
    /// <summary>
    /// nf.config is refused: where and why, and what would be right. Needs no settings. What does not fit on the display at once takes turns, some
    /// seconds each.
    /// </summary>
    public sealed class RefusalScreen
    {
        private const int LineLength = 21;
        private const int MostLines = 16;
        private const int PartTime = 4000;

        private readonly FrameBuffer _frame;
        private readonly SettingsError _error;
        private readonly string[] _takes = new string[MostLines];
        private readonly int _takesLines;
        private readonly int _headLines;
        private readonly int _parts;
        private int _shown = -1;

        /// <summary>Creates it.</summary>
        /// <param name="frame">Where it is drawn.</param>
        /// <param name="error">What is wrong.</param>
        public RefusalScreen(FrameBuffer frame, SettingsError error)
        {
            _frame = frame;
            _error = error;
            _headLines = frame.Pages == FrameBuffer.FlatPages ? 4 : 5;
            _takesLines = Wrap(error.Takes, _takes);
            int over = _takesLines - (frame.Pages - _headLines);
            _parts = over <= 0 ? 1 : 1 + ((over + frame.Pages - 1) / frame.Pages);
        }

        /// <summary>Draws it when it is not there yet, or another part is due.</summary>
        /// <param name="ticks">Milliseconds.</param>
        public void Turn(long ticks)
        {
            int part = (int)(ticks / PartTime % _parts);
            if (part != _shown)
            {
                _shown = part;
                Draw(part);
            }
        }

        /// <summary>Breaks text at blanks into lines of the display; a word that is longer than a line is broken where the line ends.</summary>
        private static int Wrap(string text, string[] lines)
        {
            int count = 0;
            int start = 0;
            while (start < text.Length && count < lines.Length)
            {
                int most = start + LineLength;
                int end = most < text.Length ? most : text.Length;
                while (end < text.Length && end > start && text[end] != ' ')
                {
                    end--;
                }

                end = end == start ? most : end;
                lines[count++] = text.Substring(start, end - start);
                start = end < text.Length && text[end] == ' ' ? end + 1 : end;
            }

            return count;
        }

        private void Draw(int part)
        {
            _frame.Clear();
            int page = 0;
            int line = 0;
            if (part == 0)
            {
                Head();
                page = _headLines;
            }
            else
            {
                line = _frame.Pages - _headLines + ((part - 1) * _frame.Pages);
            }

            for (; page < _frame.Pages && line < _takesLines; page++, line++)
            {
                _frame.Text(page, 0, _takes[line]);
            }
        }

        private void Head()
        {
            _frame.Centre(0, Texts.Get(TextId.OutOfService, Language.English));
            if (_error.Line > 0)
            {
                _frame.Centre(_headLines - 3, "NF.CONFIG LINE " + _error.Line.ToString());
            }

            // A long key without its section: the line tells which it is.
            _frame.Centre(_headLines - 2, _error.Key.Length > LineLength ? _error.Key.Substring(_error.Key.IndexOf('.') + 1) : _error.Key);
            _frame.Centre(_headLines - 1, ProblemText(_error.Problem));
        }

        private static string ProblemText(SettingsProblem problem)
        {
            switch (problem)
            {
                case SettingsProblem.UnknownSection: return "UNKNOWN SECTION";
                case SettingsProblem.UnknownKey: return "UNKNOWN KEY";
                case SettingsProblem.Twice: return "SECOND TIME";
                case SettingsProblem.BadValue: return "BAD VALUE, TAKES";
                case SettingsProblem.BadGpio: return "GPIO NOT USABLE";
                case SettingsProblem.Missing: return "KEY MISSING";
                case SettingsProblem.NoFile: return "NO FILE";
                default: return "NOT KEY = VALUE";
            }
        }
    }
}
