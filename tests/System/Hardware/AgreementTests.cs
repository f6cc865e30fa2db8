using System.Text.RegularExpressions;
using Kiosk.Core.Settings;

namespace Kiosk.EndToEnd.Hardware;

/// <summary>Pin sets, wiring pictures, schematics, pin tables, netlists, Wokwi diagrams, bill of materials and nf.config say the same; and if one did not, it would be found.</summary>
[TestClass]
public partial class AgreementTests
{
    private const string Bom = "hardware/bom.csv";

    private static IEnumerable<object[]> Boards => Artefacts.Boards.Keys.Select(board => new object[] { board });

    [TestMethod]
    public void AllAgree()
    {
        Assert.AreEqual("", string.Join('\n', Agreement.Findings(Artefacts.Load())));
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void APinSetThatChangedIsFound(string board)
    {
        Artefacts all = Artefacts.Load();
        KioskSettings settings = all.Pins[board];
        (settings.ReaderReceive, settings.ReaderSend) = (settings.ReaderSend, settings.ReaderReceive);
        Expect(all, $"BoardPins ({board})", Artefacts.At(board, "netlist.csv"), "reader.receive");
        Expect(all, $"BoardPins ({board})", Artefacts.At(board, "README.md"), "RECEIVE");
    }

    [TestMethod]
    public void APinThatTheChipRefusesIsFound()
    {
        Artefacts all = Artefacts.Load();
        all.Pins["esp32-devkitc"].BuzzerPin = 34;
        Expect(all, "BoardPins (esp32-devkitc)", "GpioRules", "34");
    }

    [TestMethod]
    [DataRow("wiring.svg")]
    [DataRow("schematic.svg")]
    public void TextsOfTwoPinsSwappedInADrawingAreFound(string file)
    {
        foreach (string board in Artefacts.Boards.Keys)
        {
            Artefacts all = Artefacts.Load();
            Swap(all, Artefacts.At(board, file), ">C2<", ">C3<");
            Expect(all, Artefacts.At(board, file), Artefacts.At(board, "netlist.csv"), "KP1.C2");
        }
    }

    [TestMethod]
    [DataRow("wiring.svg")]
    [DataRow("schematic.svg")]
    public void NamesOfTwoNetsSwappedInADrawingAreFound(string file)
    {
        foreach (string board in Artefacts.Boards.Keys)
        {
            Artefacts all = Artefacts.Load();
            Swap(all, Artefacts.At(board, file), ">RECEIVE<", ">SEND<");
            Expect(all, Artefacts.At(board, file), Artefacts.At(board, "netlist.csv"), "RD1.TX");
        }
    }

    [TestMethod]
    [DataRow("wiring.svg")]
    [DataRow("schematic.svg")]
    public void APartWithAnothersNameInADrawingIsFound(string file)
    {
        foreach (string board in Artefacts.Boards.Keys)
        {
            Artefacts all = Artefacts.Load();
            Swap(all, Artefacts.At(board, file), ">R1</text>", ">R2</text>", "ref");
            Expect(all, Artefacts.At(board, file), Artefacts.At(board, "netlist.csv"), "R2.1");
        }
    }

    /// <summary>Every wire of every drawing, one at a time: taken away, it is missed.</summary>
    [TestMethod]
    [DataRow("wiring.svg")]
    [DataRow("schematic.svg")]
    public void AWireThatIsMissingIsFound(string file)
    {
        foreach (string board in Artefacts.Boards.Keys)
        {
            string path = Artefacts.At(board, file);
            string svg = Artefacts.Load()[path];
            Circuit before = new Drawing(path, svg, false).Circuit;
            MatchCollection wires = WireElement().Matches(svg);
            Assert.IsTrue(wires.Count > 30, $"{wires.Count} wires in {path}");
            foreach (Match wire in wires)
            {
                Assert.AreNotEqual(0, FindingsOf(board, file, svg.Remove(wire.Index, wire.Length), before).Count, $"{path} without {wire.Value}");
            }
        }
    }

    /// <summary>Every wire of every drawing, one at a time: one that begins elsewhere is found, also where no pad is.</summary>
    [TestMethod]
    [DataRow("wiring.svg", 24)]
    [DataRow("wiring.svg", 6)]
    [DataRow("schematic.svg", 36)]
    [DataRow("schematic.svg", 6)]
    public void AWireThatBeginsElsewhereIsFound(string file, int away)
    {
        foreach (string board in Artefacts.Boards.Keys)
        {
            string path = Artefacts.At(board, file);
            string svg = Artefacts.Load()[path];
            Circuit before = new Drawing(path, svg, false).Circuit;
            foreach (Match wire in WireElement().Matches(svg))
            {
                // What begins upright would only be longer or shorter, and a supply may be met at another of its wires.
                if (wire.Groups["first"].Value == "V" || Supply().IsMatch(wire.Value))
                {
                    continue;
                }

                Group y = wire.Groups["y"];
                string moved = svg.Remove(y.Index, y.Length).Insert(y.Index, $"{double.Parse(y.Value) + away}");
                Assert.AreNotEqual(0, FindingsOf(board, file, moved, before).Count, $"{path} with {away} more at the beginning of {wire.Value}");
            }
        }
    }

    [TestMethod]
    [DataRow("wiring.svg", "<circle class=\"dot\"")]
    [DataRow("schematic.svg", "<circle class=\"dot\"")]
    [DataRow("wiring.svg", "<text class=\"net\"")]
    [DataRow("schematic.svg", "<text class=\"net\"")]
    [DataRow("wiring.svg", "  <text class=\"ref\"")]
    [DataRow("schematic.svg", "  <text class=\"ref\"")]
    [DataRow("wiring.svg", "  <text class=\"pin\"")]
    [DataRow("schematic.svg", "  <text class=\"pin\"")]
    public void WhatIsNoLongerDrawnIsFound(string file, string element)
    {
        foreach (string board in Artefacts.Boards.Keys)
        {
            string path = Artefacts.At(board, file);
            string svg = Artefacts.Load()[path];
            Circuit before = new Drawing(path, svg, false).Circuit;
            string[] lines = svg.Split('\n');
            int found = 0;
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].StartsWith(element, StringComparison.Ordinal))
                {
                    string without = string.Join('\n', lines.Where((_, k) => k != i));
                    Assert.AreNotEqual(0, FindingsOf(board, file, without, before).Count, $"{path} without {lines[i]}");
                    found++;
                }
            }

            Assert.AreNotEqual(0, found, $"{path}: {element}");
        }
    }

    [TestMethod]
    [DataRow("display=\"none\"")]
    [DataRow("transform=\"translate(24 0)\"")]
    public void WhatIsHiddenOrMovedIsFound(string attribute)
    {
        Artefacts all = Artefacts.Load();
        string path = Artefacts.At("esp32-devkitc", "wiring.svg");
        all[path] = all[path].Replace("<g class=\"part\">", $"<g class=\"part\" {attribute}>");
        Expect(all, path, "<g> has");
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void ALineOfTheNetlistThatChangedIsFound(string board)
    {
        string path = Artefacts.At(board, "netlist.csv");
        string[] lines = Artefacts.Load()[path].TrimEnd().Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            Artefacts all = Artefacts.Load();
            all[path] = string.Join('\n', lines.Where((_, k) => k != i));
            string pin = string.Join('.', lines[i].Split(',')[..2]);
            List<string> findings = Agreement.Findings(all);
            Expect(findings, path, Artefacts.At(board, "wiring.svg"), pin);
            Expect(findings, path, Artefacts.At(board, "schematic.svg"), pin);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void APinOnTwoNetsIsFound(string board)
    {
        Artefacts all = Artefacts.Load();
        all[Artefacts.At(board, "netlist.csv")] += "DS1,SDA,SCL\n";
        Expect(all, Artefacts.At(board, "netlist.csv"), "DS1.SDA", "is on SDA and on SCL");
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void ALineOfThePinTableThatChangedIsFound(string board)
    {
        string path = Artefacts.At(board, "README.md");
        string text = Artefacts.Load()[path];
        MatchCollection rows = NumberInTable().Matches(text);
        Assert.AreEqual(16, rows.Count);
        foreach (Match row in rows)
        {
            Artefacts all = Artefacts.Load();
            Group number = row.Groups[2];
            all[path] = text.Remove(number.Index, number.Length).Insert(number.Index, "47");
            List<string> findings = Agreement.Findings(all);
            Expect(findings, path, $"BoardPins ({board})", row.Groups[1].Value);
            Expect(findings, path, Artefacts.At(board, "netlist.csv"), row.Groups[1].Value);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Boards))]
    public void AConnectionOfWokwiThatChangedIsFound(string board)
    {
        string path = Artefacts.At(board, "diagram.json");
        string text = Artefacts.Load()[path];
        MatchCollection connections = Connection().Matches(text);
        Assert.IsTrue(connections.Count > 10);
        foreach (Match connection in connections)
        {
            Artefacts all = Artefacts.Load();
            Group to = connection.Groups[1];
            all[path] = text.Remove(to.Index, to.Length).Insert(to.Index, "U1:2");
            Expect(all, path, Artefacts.At(board, "netlist.csv"), "U1.2");
        }
    }

    [TestMethod]
    public void AQuantityOfTheBillOfMaterialsThatChangedIsFound()
    {
        string[] lines = Artefacts.Load()[Bom].TrimEnd().Split('\n');
        string[] boards = [.. Artefacts.Boards.Keys];
        for (int i = 1; i < lines.Length; i++)
        {
            for (int b = 0; b < boards.Length; b++)
            {
                Artefacts all = Artefacts.Load();
                string[] fields = lines[i].Split(',');
                fields[1 + b] = $"{int.Parse(fields[1 + b]) + 1}";
                all[Bom] = string.Join('\n', lines.Select((line, k) => k == i ? string.Join(',', fields) : line));
                Expect(all, Bom, Artefacts.At(boards[b], "netlist.csv"), fields[0]);
            }
        }
    }

    [TestMethod]
    public void ALineOfTheBillOfMaterialsThatIsMissingIsFound()
    {
        string[] lines = Artefacts.Load()[Bom].TrimEnd().Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            Artefacts all = Artefacts.Load();
            all[Bom] = string.Join('\n', lines.Where((_, k) => k != i));
            Expect(all, Bom, "netlist.csv", lines[i].Split(',')[0].Split(' ')[0]);
        }
    }

    [TestMethod]
    [DataRow("# loop          = 34", "# loop          = 36", "tamper.loop")]
    [DataRow("# rows          = 32, 33, 25, 26", "# rows          = 32, 25, 33, 26", "keypad.rows")]
    [DataRow("# receive       = 39", "", "reader.receive")]
    public void APinInTheConfigurationThatChangedIsFound(string line, string changed, string key)
    {
        Artefacts all = Artefacts.Load();
        Assert.IsTrue(all["nf.config"].Contains(line));
        all["nf.config"] = all["nf.config"].Replace(line, changed);
        Expect(all, "nf.config", "BoardPins (esp32-devkitc)", key);
    }

    /// <summary>A finding that has all of these words.</summary>
    private static void Expect(Artefacts all, params string[] words) => Expect(Agreement.Findings(all), words);

    private static void Expect(List<string> findings, params string[] words)
    {
        Assert.IsTrue(findings.Any(finding => words.All(finding.Contains)), $"nothing about {string.Join(", ", words)}:\n{string.Join('\n', findings)}");
    }

    /// <summary>What is found in one drawing alone, which is all that changed.</summary>
    private static List<string> FindingsOf(string board, string file, string svg, Circuit before)
    {
        Drawing drawing = new(Artefacts.At(board, file), svg, file == "wiring.svg");
        return [.. drawing.Findings, .. drawing.Circuit.DifferencesFrom(before)];
    }

    private static void Swap(Artefacts all, string path, string one, string other, string kind = "")
    {
        string text = all[path];
        string changed = Regex.Replace(text, $"(?<=class=\"{kind}[^>]*){Regex.Escape(one)}|(?<=class=\"{kind}[^>]*){Regex.Escape(other)}", m => m.Value == one ? other : one);
        Assert.AreNotEqual(text, changed, path);
        all[path] = changed;
    }

    [GeneratedRegex(@"<path class=""wire[^""]*"" d=""M (?<x>[\d.]+) (?<y>[\d.]+) (?<first>[HV]) [^""]*""/>")]
    private static partial Regex WireElement();

    [GeneratedRegex(@"class=""wire (gnd|v3|v5)""")]
    private static partial Regex Supply();

    [GeneratedRegex(@"^\| ([A-Z0-9]+) \| `[a-z.-]+` \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex NumberInTable();

    [GeneratedRegex(@"^    \[""[^""]+"", ""([^""]+)""", RegexOptions.Multiline)]
    private static partial Regex Connection();
}
