using Kiosk.Core.Settings;

namespace Kiosk.EndToEnd.Hardware;

/// <summary>Everything that says where the pins of the boards are wired: the firmware's pin sets and the texts of the files, in memory.</summary>
internal sealed class Artefacts
{
    /// <summary>The boards by the name of their folder, which is their name in nf.config.</summary>
    public static readonly IReadOnlyDictionary<string, BoardType> Boards = new Dictionary<string, BoardType>
    {
        ["esp32-devkitc"] = BoardType.Esp32DevKitC,
        ["esp32-s3-devkitc"] = BoardType.Esp32S3DevKitC,
        ["esp32-c3-devkitm"] = BoardType.Esp32C3DevKitM,
    };

    private static readonly string[] OfABoard = ["netlist.csv", "wiring.svg", "schematic.svg", "README.md", "diagram.json", "wokwi.toml"];

    private readonly Dictionary<string, string> _texts = [];

    private Artefacts()
    {
    }

    /// <summary>The pins of a board, as the firmware has them.</summary>
    public Dictionary<string, KioskSettings> Pins { get; } = Boards.ToDictionary(board => board.Key, board => BoardPins.Of(board.Value));

    /// <summary>The text of a file, by its path in the repository.</summary>
    public string this[string path]
    {
        get => _texts[path];
        set => _texts[path] = value;
    }

    /// <summary>As they are in the repository.</summary>
    public static Artefacts Load()
    {
        Artefacts all = new();
        foreach (string path in Boards.Keys.SelectMany(board => OfABoard.Select(file => At(board, file))).Append("hardware/bom.csv").Append("nf.config"))
        {
            all[path] = File.ReadAllText(Repository.At(path.Split('/')));
        }

        return all;
    }

    /// <summary>The path of a board's file.</summary>
    public static string At(string board, string file) => $"hardware/boards/{board}/{file}";
}
