using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

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

    private static string Set(string line, string key, string value) =>
        Regex.Replace(line, $@"^(\s*{key}\s*=\s*)[^\s#]+", match => match.Groups[1].Value + value);

    [GeneratedRegex(@"^\s*\[\s*([^\]\s]+)\s*\]")]
    private static partial Regex Section();
}
