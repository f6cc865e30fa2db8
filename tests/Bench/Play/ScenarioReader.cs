using System.Globalization;
using Kiosk.Issuer;

namespace Kiosk.Bench.Play;

/// <summary>Reads a scenario file: one step a line (README.md, "Scenarios"). A file with a fault is refused whole, before anything is played.</summary>
public static class ScenarioReader
{
    private static readonly string[] KeyNames = ["ENTER", "CLEAR", "CANCEL", "MENU"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScenarioException">It is missing, or a line is malformed.</exception>
    public static IReadOnlyList<ScenarioStep> ReadFile(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException(path, 0, e.Message);
        }

        return Read(path, lines);
    }

    /// <summary>Reads lines.</summary>
    /// <exception cref="ScenarioException">A line is malformed.</exception>
    public static IReadOnlyList<ScenarioStep> Read(string path, IReadOnlyList<string> lines)
    {
        var steps = new List<ScenarioStep>();
        for (int i = 0; i < lines.Count; i++)
        {
            try
            {
                List<string> words = ScenarioLine.Words(lines[i]);
                if (words.Count > 0)
                {
                    steps.Add(new ScenarioStep(i + 1, lines[i].Trim(), Step(words[0], words[1..])));
                }
            }
            catch (FormatException e)
            {
                throw new ScenarioException(path, i + 1, e.Message);
            }
        }

        return steps;
    }

    /// <summary>Whether a word names a key.</summary>
    internal static bool IsKeyName(string word) => KeyNames.Contains(word) || (word.Length == 1 && "0123456789*#ABCD".Contains(word[0]));

    private static Action<ScenarioPlayer> Step(string name, List<string> words)
    {
        switch (name)
        {
            case "card":
                Need(words, 2, "card NUMBER YYMM");
                string number = Digits(words[0], 8, 19, "a card number has 8 to 19 digits");
                string expiry = Digits(words[1], 4, 4, "an expiry date is YYMM");
                return player => player.Card(number, expiry);
            case "press":
                return words.Count > 0 && words.All(IsKeyName)
                    ? player => player.Press(words)
                    : throw new FormatException("press takes keys: 0-9 * # A-D ENTER CLEAR CANCEL MENU");
            case "hold":
                Need(words, 2, "hold KEY DURATION");
                TimeSpan held = Duration(words[1]);
                return IsKeyName(words[0]) ? player => player.Hold(words[0], held) : throw new FormatException($"no such key: {words[0]}");
            case "wait":
                Need(words, 1, "wait DURATION");
                TimeSpan time = Duration(words[0]);
                return player => player.Wait(time);
            case "expect":
                string expected = Text(words, "expect \"TEXT\"");
                return player => player.Expect(expected);
            case "expect-not":
                string unwanted = Text(words, "expect-not \"TEXT\"");
                return player => player.ExpectNot(unwanted);
            case "screen":
                Need(words, 0, "screen");
                return player => player.Screen();
            case "picture":
                Need(words, 1, "picture FILE.png");
                return player => player.Picture(words[0].TrimStart('"'));
            case "wifi":
                bool wifi = OnOff(words, "wifi on | off");
                return player => player.Rig.World.WifiAvailable = wifi;
            case "issuer":
                (LinkFault fault, TimeSpan slow) = Fault(words);
                return player => player.Rig.Issuer.SetFault(fault, slow);
            case "power":
                bool power = OnOff(words, "power on | off");
                return power ? player => player.Rig.PowerOn() : player => player.Rig.PowerOff();
            case "service":
                bool service = OnOff(words, "service on | off");
                return player => player.Rig.TurnServiceSwitch(service);
            case "tamper":
                return words switch
                {
                    ["open"] => player => player.Rig.OpenTamperLoop(true),
                    ["closed"] => player => player.Rig.OpenTamperLoop(false),
                    ["pulse"] => player => player.PulseTamperLoop(),
                    _ => throw new FormatException("usage: tamper open | closed | pulse"),
                };
            case "serial":
                string line = Text(words, "serial \"TEXT\"");
                return player => player.SendLine(line);
            case "file":
                Need(words, 2, "file NAME \"TEXT\"");
                string content = Text(words[1..], "file NAME \"TEXT\"");
                return player => player.Rig.World.Flash.Store(words[0], System.Text.Encoding.ASCII.GetBytes(content + "\n"));
            case "counter":
                Need(words, 1, "counter HEX");
                return uint.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint counter)
                    ? player => player.MoveKeys(counter)
                    : throw new FormatException("counter takes a DUKPT transaction counter, up to 8 hex digits");
            case "cut":
                Need(words, 1, "cut BYTE");
                return long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out long at) && at > 0
                    ? player => player.Rig.World.Flash.CutAfter(at)
                    : throw new FormatException("cut takes the number of a byte, from 1");
            case "clock":
                Need(words, 1, "clock +DURATION | -DURATION");
                bool back = words[0].StartsWith('-');
                if (!back && !words[0].StartsWith('+'))
                {
                    throw new FormatException("clock takes +DURATION or -DURATION");
                }

                TimeSpan by = Duration(words[0][1..]);
                return player => player.Rig.MoveClock(back ? -by : by);
            case "unlock":
                Need(words, 1, "unlock NUMBER");
                string card = Digits(words[0], 8, 19, "a card number has 8 to 19 digits");
                return player => player.Unlock(card);
            case "ledger":
                Need(words, 0, "ledger");
                return player => player.Ledger();
            case "expect-ledger":
                Need(words, 2, "expect-ledger approved|declined|reversed AMOUNT");
                if (!Enum.TryParse(words[0], ignoreCase: true, out LedgerState state) || !char.IsAsciiLetter(words[0][0]))
                {
                    throw new FormatException("the ledger knows approved, declined and reversed");
                }

                return long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long amount)
                    ? player => player.ExpectLedger(state, amount)
                    : throw new FormatException("an amount is a whole number of minor units");
            default:
                throw new FormatException($"no such step: {name}");
        }
    }

    private static void Need(List<string> words, int count, string usage)
    {
        if (words.Count != count)
        {
            throw new FormatException($"usage: {usage}");
        }
    }

    private static string Text(List<string> words, string usage) =>
        words is [['"', .. { Length: > 0 } text]] ? text : throw new FormatException($"usage: {usage}");

    private static string Digits(string word, int fewest, int most, string why) =>
        word.Length >= fewest && word.Length <= most && word.All(char.IsAsciiDigit) ? word : throw new FormatException(why);

    private static bool OnOff(List<string> words, string usage) =>
        words switch
        {
            ["on"] => true,
            ["off"] => false,
            _ => throw new FormatException($"usage: {usage}"),
        };

    private static (LinkFault Fault, TimeSpan Slow) Fault(List<string> words) =>
        words switch
        {
            ["on"] => (LinkFault.None, default),
            ["off"] => (LinkFault.Off, default),
            ["slow", var by] => (LinkFault.Slow, Duration(by)),
            ["drop-request"] => (LinkFault.DropRequest, default),
            ["drop-answer"] => (LinkFault.DropAnswer, default),
            ["bad-mac"] => (LinkFault.BadMac, default),
            ["bad-cert"] => (LinkFault.BadCertificate, default),
            _ => throw new FormatException("usage: issuer on | off | slow DURATION | drop-request | drop-answer | bad-mac | bad-cert"),
        };

    private static TimeSpan Duration(string word)
    {
        int digits = word.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 9)
        {
            throw new FormatException($"a duration is a whole number with ms, s, m or h: {word}");
        }

        long value = long.Parse(word[..digits], CultureInfo.InvariantCulture);
        return word[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(value),
            "s" => TimeSpan.FromSeconds(value),
            "m" => TimeSpan.FromMinutes(value),
            "h" => TimeSpan.FromHours(value),
            _ => throw new FormatException($"a duration is a whole number with ms, s, m or h: {word}"),
        };
    }
}
