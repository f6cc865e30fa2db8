using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>
/// cards.json: the cards that an issuer begins with, made from the test cards when it is not there. What is in it and not in the database is put there at each start; of a
/// card that is there the database counts, and the bench's page changes it. No PIN is in it: a test card comes with its published one, any other has none.
/// </summary>
internal sealed class CardFile
{
    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "cards.json";

    private const int MostCards = 10_000;

    private readonly string? _path;
    private readonly IReadOnlyList<CardEntry> _cards;

    private CardFile(string? path, IReadOnlyList<CardEntry> cards)
    {
        _path = path;
        _cards = cards;
    }

    /// <summary>Reads the file in a data folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="today">The issuer's day.</param>
    /// <exception cref="ProgrammeException">It cannot be used.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static CardFile Open(string directory, DateOnly today)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            StrictJson.Save(path, Write(TestCardFile.Cards));
        }

        try
        {
            return new CardFile(path, Parse(File.ReadAllText(path), today));
        }
        catch (ProgrammeException e)
        {
            throw new ProgrammeException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The test cards, without a file.</summary>
    public static CardFile InMemory() => new(null, TestCardFile.Cards);

    /// <summary>Reads cards.</summary>
    /// <exception cref="ProgrammeException">They cannot be used.</exception>
    public static IReadOnlyList<CardEntry> Parse(string json, DateOnly today)
    {
        IReadOnlyList<CardEntry> cards = StrictJson.Read<Content>(json, "cards").Cards;
        if (cards.Count > MostCards)
        {
            throw new ProgrammeException($"$.cards: has {cards.Count} entries, up to {MostCards} are allowed");
        }

        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < cards.Count; i++)
        {
            if (cards[i] is not CardEntry card)
            {
                throw new ProgrammeException($"$.cards[{i}]: must be an object");
            }

            Refuse(i, card.Faults(today));
            if (!numbers.Add(card.Number))
            {
                throw new ProgrammeException($"$.cards[{i}].number: is there already");
            }
        }

        return cards;
    }

    /// <summary>Cards as JSON, indented, as <see cref="Parse"/> takes them.</summary>
    public static string Write(IReadOnlyList<CardEntry> cards) => StrictJson.Write(new Content(cards));

    /// <summary>Puts the cards on file that are not there.</summary>
    /// <exception cref="ProgrammeException">One is of a product, a region or an account that is not there; none is put on file then.</exception>
    public void Enrol(Database database, CardProgramme programme)
    {
        var table = new CardTable(database);
        var accounts = new AccountTable(database);
        var missing = new List<CardEntry>();
        for (int i = 0; i < _cards.Count; i++)
        {
            if (table.Find(_cards[i].Number) is { Name.Length: > 0 })
            {
                continue;
            }

            try
            {
                Refuse(i, _cards[i].Dangling(programme, accounts));
            }
            catch (ProgrammeException e)
            {
                throw new ProgrammeException($"{_path}: {e.Message}", e);
            }

            missing.Add(_cards[i]);
        }

        if (missing.Count == 0)
        {
            return;
        }

        database.Run(() =>
        {
            foreach (CardEntry card in missing)
            {
                string pin = TestCard.All.FirstOrDefault(test => test.Pan == card.Number)?.Pin ?? "";
                table.Enrol(card.ToCard(), [.. pin.Select(digit => (byte)(digit - '0'))]);
            }
        });
    }

    private static void Refuse(int index, IEnumerable<CardFault> faults)
    {
        if (faults.FirstOrDefault() is CardFault fault)
        {
            throw new ProgrammeException($"$.cards[{index}].{fault.Setting}: {fault.Text}");
        }
    }

    private sealed record Content(IReadOnlyList<CardEntry> Cards);
}
