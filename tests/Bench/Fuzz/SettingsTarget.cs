using System.Text;
using System.Text.RegularExpressions;
using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using static Kiosk.Bench.Fuzz.ByteMutator;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// nf.config. Lines of good files are changed, moved, doubled and left out, values are those of other keys or numbers at a bound, and some files are damaged
/// byte by byte. What is accepted has every value in its range; what is refused says where and why, and the display can show that.
/// </summary>
public sealed class SettingsTarget : IFuzzTarget
{
    private static readonly string[] Lines =
        ["", " ", "[", "]", "[]", "[ pin ]", "[tolls]", "=", "=1", "a", "a = b",
            "# comment", "#", "\t", "class-9 = 0.01", "class-0 = 1.00", "id = X", "[toll]", "[parking]", ".", "pin.tries = 3", "\uFEFF", "\u00E4 = \u20AC"];

    private static readonly string[] Values =
        ["", " ", "none", "yes", "no", "toll", "parking", "de", "tdes", "aes", "jcb, discover", "amex,,visa", ",", "0x3D", "0x3E", "123 456 789 *0#", "123A 456B 789C *0#A",
            "27, 14, 13", "1, 2, 3, 4", "40", "39", "0.00", "0.01", "999999.99", "1000000.00", "1.5", "0.600", "000000.60", "-0.60",
            "999999999", "KIOSK 1 #2", "\u00E9t\u00E9", "12345678901234567890", "480251 # code", "\u0660\u0661",
            "+44 20 7946 0321", "+12 34 56 789 012 345", "+1 2 34 56 789 012 345", "+123456", "+44  207946", "+ 4420794", "44 20794603", "+\u0661\u0662\u0663\u0664\u0665\u0666\u0667"];

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly string[] LineEnds = ["\n", "\n", "\n", "\r\n", "\r", "\n\n"];

    private readonly string[][] _files;
    private readonly byte[][] _corpus;
    private readonly AesCipher _cipher = new();

    /// <summary>Creates it over the repository's nf.config.</summary>
    public SettingsTarget()
    {
        string aes = ConfigFile.Default;
        string tdes = Set(Set(aes, "profile", "tdes"), "format", "0");
        string toll = Set(Set(aes, "mode", "toll"), "currency-digits", "2");
        string narrow = Set(Set(tdes, "legend", "123 456 789 *0#"), "columns", "27, 14, 13");
        string thin = Regex.Replace(Set(aes, "currency-digits", "3"), @"\b\d+\.\d\d\b", "$&0");
        string pins = Regex.Replace(aes, @"^# (\w+ +=)", "$1", RegexOptions.Multiline);
        string s3 = Set(aes, "name", "esp32-s3-devkitc");
        string c3 = Set(aes, "name", "esp32-c3-devkitm");
        string[] files = [aes, tdes, toll, narrow, thin, pins, s3, c3];
        _files = [.. files.Select(file => file.Split('\n'))];
        _corpus = [.. files.Select(Encoding.UTF8.GetBytes)];
        foreach (byte[] file in _corpus)
        {
            Unless(SettingsReader.Read(file, file.Length, out _) is null, "a file to begin with is refused");
        }
    }

    /// <inheritdoc/>
    public IFuzzInput Make(Random random)
    {
        int plain = random.Next(10);
        if (plain == 0)
        {
            return new Input(this, Bytes(random, random.Next(64)));
        }

        byte[] file = plain == 1 ? Pick(random, _corpus) : Encoding.UTF8.GetBytes(Write(random, Change(random, Pick(random, _files))));
        return new Input(this, plain <= 3 ? Mutate(random, file, _corpus) : file);
    }

    private static string Set(string file, string key, string value) =>
        string.Join('\n', file.Split('\n').Select(line => line.StartsWith(key + " ", StringComparison.Ordinal) || line.StartsWith($"# {key} ", StringComparison.Ordinal) ? $"{key} = {value}" : line));

    private static List<string> Change(Random random, string[] file)
    {
        var lines = new List<string>(file);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            int at = random.Next(lines.Count);
            switch (random.Next(20))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.Insert(at, Pick(random, lines));
                    break;
                case 2:
                    (lines[at], lines[random.Next(lines.Count)]) = (Pick(random, lines), lines[at]);
                    break;
                case 3:
                    lines.Insert(at, Pick(random, Lines));
                    break;
                case 4:
                    lines[at] = new string(' ', random.Next(4)) + lines[at].Replace(" ", random.Next(2) == 0 ? "" : "\t", StringComparison.Ordinal);
                    break;
                case 5:
                    lines.RemoveRange(at, random.Next(Math.Min(lines.Count - at, 12)));
                    lines.Add("");
                    break;
                case 6:
                    lines[at] += new string('x', random.Next(9000));
                    break;
                case < 13:
                    SetValue(lines, at, random.Next(3) == 0 ? Pick(random, Values) : random.Next(2) == 0 ? Number(random) : Amount(random));
                    break;
                case < 17:
                    SetValue(lines, at, random.Next(140).ToString("D", null));
                    break;
                default:
                    SetValue(lines, at, ValueOf(Pick(random, lines)));
                    break;
            }
        }

        return lines;
    }

    private static string Write(Random random, List<string> lines)
    {
        string end = Pick(random, LineEnds);
        return (random.Next(20) == 0 ? "\uFEFF" : "") + string.Join(end, lines);
    }

    private static string Amount(Random random)
    {
        string digits = random.Next(2) == 0 ? random.Next(1_000_000).ToString("D", null) : Number(random);
        int decimals = random.Next(4);
        return decimals == 0 ? digits : $"{digits}.{random.Next(1000).ToString("D3", null)[..decimals]}";
    }

    /// <summary>Gives a key another value; of a line that has none it makes one.</summary>
    private static void SetValue(List<string> lines, int at, string value)
    {
        int equals = lines[at].IndexOf('=', StringComparison.Ordinal);
        lines[at] = equals < 0 ? lines[at] + value : $"{lines[at][..(equals + 1)]} {value}";
    }

    private static string ValueOf(string line)
    {
        string value = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..];
        int comment = value.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? value : value[..comment]).Trim();
    }

    private sealed class Input(SettingsTarget target, byte[] file) : IFuzzInput
    {
        public string Text => FuzzText.Escape(file);

        public string Judge()
        {
            SettingsError? error = SettingsReader.Read(file, file.Length, out KioskSettings? settings);
            if (error is null)
            {
                SettingsCheck.Check(settings!);

                // A terminal takes them: it is started, and a customer begins.
                var kiosk = new FuzzKiosk(settings!, new FuzzFlash(), target._cipher, FuzzKiosk.Utc);
                kiosk.Turn();
                kiosk.Tap("1");
                bool withoutKeys = !settings!.BenchKeys;
                Unless(kiosk.Terminal.State == TerminalState.OutOfService == withoutKeys, $"{kiosk.Terminal.State}, {kiosk.Terminal.Fault}");
                return "accepted";
            }

            Unless(settings is null, "settings that are refused, and there nevertheless");
            Unless(Enum.IsDefined(error.Problem) && error.Problem != SettingsProblem.None, $"problem {error.Problem}");
            int lines = file.Count(value => value == '\n') + 1;
            bool noFile = error.Problem == SettingsProblem.NoFile;
            bool nothing = file.Length is 0 or > SettingsReader.LongestFile || file.AsSpan().SequenceEqual(ByteOrderMark);
            Unless(noFile == nothing, $"{error.Problem} of {file.Length} bytes");
            Unless(noFile ? error.Line == 0 : error.Line >= 1 && error.Line <= lines, $"line {error.Line} of {lines}");
            Unless((error.Problem is SettingsProblem.BadValue or SettingsProblem.BadGpio) == (error.Takes.Length > 0), $"takes \"{error.Takes}\"");
            Unless(error.Key.Length > 0 || error.Problem is not (SettingsProblem.BadValue or SettingsProblem.BadGpio or SettingsProblem.Missing), "no key");
            if (error.Display is not null)
            {
                SettingsCheck.CheckDisplay(error.Display);
            }

            Unless(error.ToString().Length > 0, "no text");
            var refusal = new RefusalScreen(new FrameBuffer(error.Display?.Display ?? DisplayType.Ssd1306Tall), error);
            refusal.Turn(0);
            refusal.Turn(4000);
            return "refused: " + error.Problem;
        }
    }
}
