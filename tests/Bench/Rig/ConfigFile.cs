using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kiosk.Core.Settings;

namespace Kiosk.Bench.Rig;

/// <summary>The nf.config that a bench kiosk gets: the site's, with the address of the bench issuer in it.</summary>
public static partial class ConfigFile
{
    /// <summary>Name of the CA's file on the kiosk's flash.</summary>
    public const string CaName = "issuer-ca.pem";

    /// <summary>The repository's nf.config, as it was when this program was built.</summary>
    public static string Default => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "nf.config"));

    /// <summary>Sets host, port and CA in the section [issuer]. Everything else stays, each on its line: faults are reported where they stand.</summary>
    public static byte[] ForIssuer(string config, int port) => Encoding.UTF8.GetBytes(With(
        config,
        ("issuer", "host", "localhost"),
        ("issuer", "port", port.ToString(CultureInfo.InvariantCulture)),
        ("issuer", "ca", CaName)));

    /// <summary>Sets keys of sections. Everything else stays, each on its line; a key that is not there is not added.</summary>
    public static string With(string config, params (string Section, string Key, string Value)[] values)
    {
        string[] lines = config.Split('\n');
        string section = "";
        for (int i = 0; i < lines.Length; i++)
        {
            if (Section().Match(lines[i]) is { Success: true } header)
            {
                section = header.Groups[1].Value;
                continue;
            }

            foreach ((_, string key, string value) in values.Where(value => value.Section == section))
            {
                lines[i] = Set(lines[i], key, value);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Puts a kiosk on another board: its name, and where the file gives the keypad other pins, the board's own, as many as there are.</summary>
    /// <param name="config">The text of nf.config.</param>
    /// <param name="board">As <c>[board] name</c> takes it.</param>
    /// <param name="pins">That board's pins.</param>
    public static string ForBoard(string config, string board, KioskSettings pins)
    {
        string[] lines = config.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = Set(lines[i], "name", board);
            lines[i] = OwnPins(lines[i], "rows", pins.RowPins);
            lines[i] = OwnPins(lines[i], "columns", pins.ColumnPins);
        }

        return string.Join('\n', lines);
    }

    private static string OwnPins(string line, string key, int[] pins) =>
        Regex.Replace(line, $@"^(\s*{key}\s*=\s*)([\d ,]+)", match => match.Groups[1].Value + string.Join(", ", pins.Take(match.Groups[2].Value.Split(',').Length)));

    private static string Set(string line, string key, string value) =>
        Regex.Replace(line, $@"^(\s*{key}\s*=\s*)[^\s#]+", match => match.Groups[1].Value + value);

    [GeneratedRegex(@"^\s*\[\s*([^\]\s]+)\s*\]")]
    private static partial Regex Section();
}
