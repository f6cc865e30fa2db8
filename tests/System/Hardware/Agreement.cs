using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kiosk.Core.Settings;
using Microsoft.VisualBasic.FileIO;

namespace Kiosk.EndToEnd.Hardware;

/// <summary>Compares everything that says where a pin is wired. The netlist is what all others are held against.</summary>
internal static partial class Agreement
{
    /// <summary>What Wokwi has for a part, by the letters of its reference; what is not here it does not have.</summary>
    private static readonly Dictionary<string, string> WokwiTypes = new()
    {
        ["KP"] = "wokwi-membrane-keypad",
        ["DS"] = "board-ssd1306",
        ["R"] = "wokwi-resistor",
        ["SW"] = "wokwi-slide-switch",
        ["BZ"] = "wokwi-buzzer",
    };

    private static readonly Dictionary<BoardType, string> WokwiBoards = new()
    {
        [BoardType.Esp32DevKitC] = "board-esp32-devkit-c-v4",
        [BoardType.Esp32S3DevKitC] = "board-esp32-s3-devkitc-1",
        [BoardType.Esp32C3DevKitM] = "board-esp32-c3-devkitm-1",
    };

    /// <summary>Drawings that were read before: most of the texts that are compared are the same each time.</summary>
    private static readonly ConcurrentDictionary<(string Path, string Svg), Drawing> Read = new();

    /// <summary>Where two of them disagree, or one with itself; each finding names the places.</summary>
    public static List<string> Findings(Artefacts all)
    {
        List<string> findings = [];
        Dictionary<string, Circuit> netlists = [];
        foreach ((string board, BoardType type) in Artefacts.Boards)
        {
            Circuit netlist = netlists[board] = ReadNetlist(all, board, findings);
            Drawn(all, board, "wiring.svg", true, netlist, findings);
            Drawn(all, board, "schematic.svg", false, netlist, findings);
            Firmware(all.Pins[board], board, type, netlist, findings);
            PinTable(all, board, netlist, findings);
            Wokwi(all, board, type, netlist, findings);
        }

        BillOfMaterials(all, netlists, findings);
        Configuration(all, findings);
        return findings;
    }

    private static Circuit ReadNetlist(Artefacts all, string board, List<string> findings)
    {
        string path = Artefacts.At(board, "netlist.csv");
        Circuit circuit = new(path);
        foreach (Dictionary<string, string> line in Csv(all[path]))
        {
            string pin = $"{line["part"]}.{line["pin"]}";
            if (circuit.NetOf(pin) is { } other)
            {
                findings.Add($"{path}: {pin} is on {other} and on {line["net"]}");
            }

            circuit.Add(line["net"], pin);
        }

        findings.AddRange(circuit.Nets.Where(net => net.Value.Count < 2).Select(net => $"{path}: {net.Key} has one pin alone, {net.Value.Single()}"));
        return circuit;
    }

    private static void Drawn(Artefacts all, string board, string file, bool namedAtEachPad, Circuit netlist, List<string> findings)
    {
        string path = Artefacts.At(board, file);
        Drawing drawing = Read.GetOrAdd((path, all[path]), text => new(text.Path, text.Svg, namedAtEachPad));
        findings.AddRange(drawing.Findings);
        findings.AddRange(drawing.Circuit.DifferencesFrom(netlist));
    }

    /// <summary>What the firmware does with each net: the key in nf.config, its numbers, and how the pin is used.</summary>
    private static IEnumerable<(string Net, string Key, int Number, GpioUse Use)> Uses(KioskSettings s)
    {
        for (int i = 0; i < s.RowPins.Length; i++)
        {
            yield return ($"ROW{i + 1}", "keypad.rows", s.RowPins[i], GpioUse.Output);
        }

        for (int i = 0; i < s.ColumnPins.Length; i++)
        {
            yield return ($"COL{i + 1}", "keypad.columns", s.ColumnPins[i], GpioUse.PulledInput);
        }

        yield return ("SDA", "display.data", s.DisplayData, GpioUse.Output);
        yield return ("SCL", "display.clock", s.DisplayClock, GpioUse.Output);
        yield return ("RECEIVE", "reader.receive", s.ReaderReceive, GpioUse.Input);
        yield return ("SEND", "reader.send", s.ReaderSend, GpioUse.Output);
        yield return ("SERVICE", "service.switch", s.ServiceSwitch, GpioUse.Input);
        yield return ("TAMPER", "tamper.loop", s.TamperLoop, GpioUse.Input);
        yield return ("BUZZER", "buzzer.pin", s.BuzzerPin, GpioUse.Output);
        yield return ("HEARTBEAT", "heartbeat.pin", s.HeartbeatPin, GpioUse.Output);
    }

    private static bool IsOnExpander(KioskSettings settings, string key) =>
        settings.KeypadExpander != KioskSettings.NoExpander && key.StartsWith("keypad.", StringComparison.Ordinal);

    /// <summary>The number that nf.config has for a pin as it is printed; -1 for one without a number.</summary>
    private static int NumberOf(BoardType type, string pin) => pin switch
    {
        "U1.VP" when type == BoardType.Esp32DevKitC => 36,
        "U1.VN" when type == BoardType.Esp32DevKitC => 39,
        _ when pin.StartsWith("U3.GPA", StringComparison.Ordinal) => int.Parse(pin[6..], CultureInfo.InvariantCulture),
        _ when pin.StartsWith("U3.GPB", StringComparison.Ordinal) => 8 + int.Parse(pin[6..], CultureInfo.InvariantCulture),
        _ when pin.StartsWith("U1.", StringComparison.Ordinal) && int.TryParse(pin[3..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
        _ => -1,
    };

    private static void Firmware(KioskSettings settings, string board, BoardType type, Circuit netlist, List<string> findings)
    {
        string here = $"BoardPins ({board})";
        foreach ((string net, string key, int number, GpioUse use) in Uses(settings))
        {
            string chip = IsOnExpander(settings, key) ? "U3." : "U1.";
            string[] pins = [.. (netlist.Nets.GetValueOrDefault(net) ?? []).Where(pin => pin.StartsWith(chip, StringComparison.Ordinal))];
            if (pins.Length != 1 || NumberOf(type, pins[0]) != number)
            {
                findings.Add($"{here} has {key} on {number}, {netlist.Source} has {net} on {(pins.Length == 0 ? $"no pin of {chip[..^1]}" : string.Join(" and ", pins))}");
            }

            string? refusal = chip == "U3." ? GpioRules.ExpanderRefusal(number, use) : GpioRules.Refusal(type, number, use);
            if (refusal != null)
            {
                findings.Add($"{here} has {key} on {number}, which GpioRules refuses: {number} {refusal}");
            }

            if (use == GpioUse.Input && GpioRules.Refusal(type, number, GpioUse.PulledInput) != null && !IsPulledUp(netlist, net))
            {
                findings.Add($"{here} has {key} on {number}, which has no pull of its own, and {netlist.Source} has no resistor from {net} to 3V3");
            }
        }

        // A pin of the controller that is wired and that the firmware knows nothing of.
        HashSet<string> known = [.. Uses(settings).Select(use => use.Net)];
        foreach ((string net, SortedSet<string> pins) in netlist.Nets)
        {
            findings.AddRange(pins.Where(pin => NumberOf(type, pin) >= 0 && !known.Contains(net)).Select(pin => $"{netlist.Source} has {pin} on {net}, which {here} does not use"));
        }

        if (settings.KeypadExpander != KioskSettings.NoExpander)
        {
            int address = 0x20 + Enumerable.Range(0, 3).Sum(bit => netlist.NetOf($"U3.A{bit}") switch { "3V3" => 1 << bit, "GND" => 0, _ => 0x100 });
            if (address != settings.KeypadExpander)
            {
                findings.Add($"{here} has the expander at 0x{settings.KeypadExpander:X2}, {netlist.Source} wires it to 0x{address:X2}");
            }
        }
    }

    private static bool IsPulledUp(Circuit netlist, string net) =>
        netlist.Nets.GetValueOrDefault(net)?.Any(pin => pin[0] == 'R' && pin.EndsWith(".1", StringComparison.Ordinal) && netlist.NetOf(pin[..^1] + "2") == "3V3") == true;

    private static void PinTable(Artefacts all, string board, Circuit netlist, List<string> findings)
    {
        string path = Artefacts.At(board, "README.md");
        KioskSettings settings = all.Pins[board];
        BoardType type = Artefacts.Boards[board];
        List<(string Net, string Key, int Number, string Pin)> rows =
            [.. TableRow().Matches(all[path]).Select(row => (row.Groups[1].Value, row.Groups[2].Value, int.Parse(row.Groups[3].Value, CultureInfo.InvariantCulture), row.Groups[4].Value))];
        foreach ((string net, string key, int number, _) in Uses(settings))
        {
            (string Net, string Key, int Number, string Pin)[] mine = [.. rows.Where(row => row.Net == net)];
            if (mine.Length != 1 || mine[0].Key != key || mine[0].Number != number)
            {
                findings.Add($"{path} has {net} as {(mine.Length == 0 ? "nothing" : string.Join(" and ", mine.Select(row => $"{row.Key} {row.Number}")))}, BoardPins ({board}) as {key} {number}");
            }
        }

        foreach ((string net, _, int number, string pin) in rows)
        {
            if (netlist.NetOf(pin) != net || NumberOf(type, pin) != number)
            {
                findings.Add($"{path} has {net} on {pin}, number {number}; {netlist.Source} has {pin} on {netlist.NetOf(pin) ?? "no net"}");
            }
        }
    }

    private static void Wokwi(Artefacts all, string board, BoardType type, Circuit netlist, List<string> findings)
    {
        string path = Artefacts.At(board, "diagram.json");
        using JsonDocument diagram = JsonDocument.Parse(all[path]);
        Dictionary<string, string> parts = diagram.RootElement.GetProperty("parts").EnumerateArray().ToDictionary(p => p.GetProperty("id").GetString()!, p => p.GetProperty("type").GetString()!);

        // Wokwi has no MCP23017, so on the board that has one the keypad and its resistors have nothing to be wired to.
        bool keypad = all.Pins[board].KeypadExpander == KioskSettings.NoExpander;
        Dictionary<string, string> expected = new() { ["U1"] = WokwiBoards[type] };
        foreach (string part in netlist.Nets.Values.SelectMany(pins => pins).Select(Circuit.PartOf).Distinct())
        {
            if (WokwiTypes.TryGetValue(part.TrimEnd([.. "0123456789"]), out string? kind) && (keypad || part is not ("KP1" or "R1" or "R2" or "R3" or "R4")))
            {
                expected[part] = kind;
            }
        }

        findings.AddRange(expected.Except(parts).Select(part => $"{path} has not {part.Key} as {part.Value}, and {netlist.Source} has {part.Key}"));
        findings.AddRange(parts.Except(expected).Select(part => $"{path} has {part.Key} as {part.Value}, and {netlist.Source} asks for no such part"));

        Dictionary<string, HashSet<string>> joined = [];
        foreach (JsonElement connection in diagram.RootElement.GetProperty("connections").EnumerateArray())
        {
            string a = PinOf(connection[0].GetString()!);
            string b = PinOf(connection[1].GetString()!);
            HashSet<string> both = [a, b, .. joined.GetValueOrDefault(a) ?? [], .. joined.GetValueOrDefault(b) ?? []];
            foreach (string pin in both)
            {
                joined[pin] = both;
            }
        }

        Circuit drawn = new(path);
        foreach (HashSet<string> pins in joined.Values.Distinct())
        {
            // The net that most of its pins are on by the netlist; a pin that is elsewhere there shows as a difference.
            string net = pins.Select(pin => netlist.NetOf(pin) ?? "no net").GroupBy(n => n).MaxBy(g => g.Count())!.Key;
            if (drawn.Nets.ContainsKey(net))
            {
                findings.Add($"{path} has {net} in pieces that are not joined, {netlist.Source} in one");
            }

            foreach (string pin in pins)
            {
                drawn.Add(net, pin);
            }
        }

        // What of the netlist Wokwi can show: nets with two pins or more on its parts. Its serial monitor stands for the reader.
        Circuit shown = new(netlist.Source);
        foreach ((string net, SortedSet<string> pins) in netlist.Nets)
        {
            string[] there = [.. pins.Where(pin => expected.ContainsKey(Circuit.PartOf(pin)) || pin is "RD1.TX" or "RD1.RX")];
            foreach (string pin in there.Length < 2 ? [] : there)
            {
                shown.Add(net, pin);
            }
        }

        findings.AddRange(drawn.DifferencesFrom(shown));

        string toml = Artefacts.At(board, "wokwi.toml");
        if (!all[toml].Contains("[wokwi]\nversion = 1\nfirmware = '"))
        {
            findings.Add($"{toml} names no firmware");
        }
    }

    /// <summary>A pin of the diagram by its name in the netlist.</summary>
    private static string PinOf(string wokwi)
    {
        string[] halves = wokwi.Split(':');
        return halves switch
        {
            ["$serialMonitor", _] => $"RD1.{halves[1]}",
            ["SW2", "1"] => "SW2.NO",
            ["SW2", "2"] => "SW2.COM",
            ["U1", _] => $"U1.{halves[1].Split('.')[0]}",
            _ => $"{halves[0]}.{halves[1]}",
        };
    }

    private static void BillOfMaterials(Artefacts all, Dictionary<string, Circuit> netlists, List<string> findings)
    {
        const string Path = "hardware/bom.csv";
        List<Dictionary<string, string>> lines = Csv(all[Path]);
        foreach ((string board, Circuit netlist) in netlists)
        {
            string[] parts = [.. netlist.Nets.Values.SelectMany(pins => pins).Select(Circuit.PartOf).Distinct()];
            HashSet<string> listed = [];
            foreach (Dictionary<string, string> line in lines)
            {
                string[] references = line["references"].Split(' ');
                int quantity = int.Parse(line[board], CultureInfo.InvariantCulture);

                // Several lines may have one reference (U1), each for its own board.
                string[] mine = quantity == 0 && references.All(r => lines.Any(other => other != line && other["references"].Split(' ').Contains(r) && other[board] != "0"))
                    ? []
                    : [.. references.Where(parts.Contains)];
                if (quantity != mine.Length)
                {
                    findings.Add($"{Path} has {quantity} of {line["references"]} for {board}, {netlist.Source} has {mine.Length}");
                }

                findings.AddRange(mine.Where(part => !listed.Add(part)).Select(part => $"{Path} has {part} twice for {board}, {netlist.Source} once"));
            }

            findings.AddRange(parts.Except(listed).Select(part => $"{Path} has no {part} for {board}, {netlist.Source} has one"));
        }

        string[] wired = [.. netlists.Values.SelectMany(netlist => netlist.Nets.Values).SelectMany(pins => pins).Select(Circuit.PartOf)];
        findings.AddRange(lines.SelectMany(line => line["references"].Split(' ')).Except(wired).Select(part => $"{Path} has {part}, no netlist.csv has it"));
    }

    /// <summary>The pins that stand in nf.config as comments.</summary>
    private static void Configuration(Artefacts all, List<string> findings)
    {
        const string Path = "nf.config";
        string text = all[Path];
        string board = BoardName().Match(text).Groups[1].Value;
        Dictionary<string, List<int>> pins = Uses(all.Pins[board]).GroupBy(use => use.Key).ToDictionary(g => g.Key, g => g.Select(use => use.Number).ToList());
        string section = "";
        HashSet<string> said = [];
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith('['))
            {
                section = line.Trim().Trim('[', ']');
            }
            else if (PinComment().Match(line) is { Success: true } match && pins.TryGetValue($"{section}.{match.Groups[1].Value}", out List<int>? numbers))
            {
                said.Add($"{section}.{match.Groups[1].Value}");
                string own = string.Join(", ", numbers);
                if (match.Groups[2].Value != own)
                {
                    findings.Add($"{Path} says {section}.{match.Groups[1].Value} = {match.Groups[2].Value}, BoardPins ({board}) {own}");
                }
            }
        }

        findings.AddRange(pins.Keys.Except(said).Select(key => $"{Path} does not say where {key} is, BoardPins ({board}) does"));
    }

    private static List<Dictionary<string, string>> Csv(string text)
    {
        using TextFieldParser parser = new(new StringReader(text)) { Delimiters = [","] };
        string[] head = parser.ReadFields()!;
        List<Dictionary<string, string>> lines = [];
        while (parser.ReadFields() is { } fields)
        {
            lines.Add(head.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
        }

        return lines;
    }

    /// <summary>A line of the pin table: net, key, number, pin.</summary>
    [GeneratedRegex(@"^\| ([A-Z0-9]+) \| `([a-z.-]+)` \| (\d+) \| (U\d\.\w+) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex(@"^# ([a-z]+) +=[ \t]*(\d+(?:, \d+)*)\b", RegexOptions.Multiline)]
    private static partial Regex PinComment();

    [GeneratedRegex(@"^name +=[ \t]*([\w-]+)", RegexOptions.Multiline)]
    private static partial Regex BoardName();
}
