using System.Globalization;
using Kiosk.Core.Issuer;
using Kiosk.Issuer;
using LinkFault = Kiosk.Issuer.LinkFault;

namespace Kiosk.Bench.Play;

/// <summary>Reads a scenario file: one step a line (README.md, "Scenarios"). A file with a fault is refused whole, before anything is played.</summary>
public static class ScenarioReader
{
    private const int MostTimes = 10_000;
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

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
        var outer = new Stack<(ScenarioStep Repeat, List<ScenarioStep> Steps)>();
        for (int i = 0; i < lines.Count; i++)
        {
            try
            {
                List<string> words = ScenarioLine.Words(lines[i]);
                if (words.Count == 0)
                {
                    continue;
                }

                string text = lines[i].Trim();
                if (words[0] == "repeat")
                {
                    var body = new List<ScenarioStep>();
                    outer.Push((new ScenarioStep(i + 1, text, _ => { }) { Times = Times(words[1..]), Body = body }, steps));
                    steps = body;
                }
                else if (words[0] == "end")
                {
                    Need(words[1..], 0, "end");
                    if (!outer.TryPop(out (ScenarioStep Repeat, List<ScenarioStep> Steps) block))
                    {
                        throw new FormatException("no repeat stands before this end");
                    }

                    steps = block.Steps;
                    steps.Add(block.Repeat);
                }
                else
                {
                    steps.Add(new ScenarioStep(i + 1, text, Step(words[0], words[1..])));
                }
            }
            catch (FormatException e)
            {
                throw new ScenarioException(path, i + 1, e.Message);
            }
        }

        return outer.TryPop(out (ScenarioStep Repeat, List<ScenarioStep> Steps) open)
            ? throw new ScenarioException(path, open.Repeat.Line, "this repeat has no end")
            : steps;
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
            case "track":
                string track = Text(words, "track \"TEXT\"");
                return player => player.Track(track);
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
            case "expect-sound":
                return words is ["KEY" or "APPROVED" or "DECLINED" or "NONE"]
                    ? player => player.ExpectSound(words[0])
                    : throw new FormatException("usage: expect-sound KEY | APPROVED | DECLINED | NONE");
            case "screen":
                Need(words, 0, "screen");
                return player => player.Screen();
            case "picture":
                Need(words, 1, "picture FILE.png");
                return player => player.Picture(words[0].TrimStart('"'));
            case "wifi":
                return words switch
                {
                    ["on"] => player => player.Rig.World.WifiAvailable = true,
                    ["off"] => player => player.Rig.World.WifiAvailable = false,
                    ["signal", ['-', .. var digits]] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int strength) && strength is >= 1 and <= 127 =>
                        player => player.Rig.World.WifiSignal = -strength,
                    _ => throw new FormatException("usage: wifi on | off | signal DBM, from -127 to -1"),
                };
            case "issuer":
                (LinkFault fault, TimeSpan slow) = Fault(words);
                return player => player.Rig.Issuer.SetFault(fault, slow);
            case "power":
                bool power = OnOff(words, "power on | off");
                return power ? player => player.Rig.PowerOn() : player => player.Rig.PowerOff();
            case "display":
                bool display = OnOff(words, "display off | on");
                return player => player.Rig.World.Panel.Present = display;
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
                Need(words, 1, "clock +DURATION | -DURATION | YYYY-MM-DDThh:mm:ssZ");
                if (DateTime.TryParseExact(words[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime utc))
                {
                    return player => player.Rig.MoveClock(utc - player.Rig.World.UtcNow);
                }

                TimeSpan by = Signed(words[0], "clock takes +DURATION, -DURATION or YYYY-MM-DDThh:mm:ssZ");
                return player => player.Rig.MoveClock(by);
            case "rtc":
                Need(words, 1, "rtc +DURATION | -DURATION");
                TimeSpan step = Signed(words[0], "rtc takes +DURATION or -DURATION");
                return player => player.MoveBoardClock(step);
            case "timeserver":
                bool timeServer = OnOff(words, "timeserver on | off");
                return player => player.Rig.World.TimeServerAvailable = timeServer;
            case "flash":
                return words switch
                {
                    ["keep", var image] => player => player.KeepFlash(image),
                    ["put", var image, .. var files] => player => player.PutFlash(image, files),
                    _ => throw new FormatException("usage: flash keep NAME | flash put NAME [FILE...]"),
                };
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

                long amount = Amount(words[1]);
                return player => player.ExpectLedger(state, amount);
            case "journal":
                Need(words, 0, "journal");
                return player => player.Journal();
            case "expect-journal":
                return words is [var resultName, var journalAmount, .. { Count: <= 1 } code]
                    ? ExpectJournal(resultName, Amount(journalAmount), code)
                    : throw new FormatException("usage: expect-journal approved|declined|reversed|notsent AMOUNT [CODE|none]");
            case "expect-charged":
                Need(words, 1, "expect-charged AMOUNT");
                long charged = Amount(words[0]);
                return player => player.ExpectCharged(charged);
            case "expect-request":
                string value = Text(words.Skip(1).ToList(), "expect-request DE \"TEXT\"");
                return int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int element) && element is >= 2 and <= 128
                    ? player => player.ExpectRequest(element, value)
                    : throw new FormatException("a data element has a number from 2 to 128");
            default:
                return KeypadSteps.Find(name, words) ?? throw new FormatException($"no such step: {name}");
        }
    }

    private static Action<ScenarioPlayer> ExpectJournal(string name, long amount, List<string> codes)
    {
        if (!Enum.TryParse(name, ignoreCase: true, out JournalResult result) || !char.IsAsciiLetter(name[0]))
        {
            throw new FormatException("the journal knows approved, declined, reversed and notsent");
        }

        int? code = codes switch
        {
            [] => null,
            ["none"] => -1,
            [{ Length: 3 } digits] when digits.All(char.IsAsciiDigit) => int.Parse(digits, CultureInfo.InvariantCulture),
            _ => throw new FormatException("an action code has three digits, or is none"),
        };
        return player => player.ExpectJournal(result, amount, code);
    }

    private static int Times(List<string> words)
    {
        Need(words, 1, "repeat TIMES");
        return int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int times) && times is >= 1 and <= MostTimes
            ? times
            : throw new FormatException($"repeat takes a number from 1 to {MostTimes}");
    }

    internal static void Need(List<string> words, int count, string usage)
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

    internal static bool OnOff(List<string> words, string usage) =>
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
            ["deaf"] => (LinkFault.Deaf, default),
            ["inoperative"] => (LinkFault.Inoperative, default),
            ["stand-in"] => (LinkFault.StandIn, default),
            _ => throw new FormatException("usage: issuer on | off | slow DURATION | drop-request | drop-answer | bad-mac | bad-cert | deaf | inoperative | stand-in"),
        };

    private static long Amount(string word) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long amount)
            ? amount
            : throw new FormatException("an amount is a whole number of minor units");

    private static TimeSpan Signed(string word, string why) =>
        word[0] switch
        {
            '+' => Duration(word[1..]),
            '-' => -Duration(word[1..]),
            _ => throw new FormatException(why),
        };

    internal static TimeSpan Duration(string word)
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
