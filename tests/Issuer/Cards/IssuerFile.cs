using System.Data.Common;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>The issuer's database, with its tables and accounts made on first start, and the cards of <see cref="CardFile"/>: issuer.db in the data directory if nothing else is said.</summary>
internal static class IssuerFile
{
    /// <summary>Opens it.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="programme">The card programme in force.</param>
    /// <param name="time">The issuer's clock.</param>
    /// <param name="connection">Connection string of another database, or null.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    /// <exception cref="IOException">The database cannot be reached.</exception>
    /// <exception cref="ProgrammeException">cards.json cannot be used.</exception>
    /// <exception cref="InvalidOperationException">It is of another version of this program.</exception>
    public static Database Open(string directory, CardProgramme programme, TimeProvider time, string? connection = null)
    {
        string path = Path.Combine(directory, "issuer.db");
        var cards = CardFile.Open(directory, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return OpenAt(connection ?? new DbConnectionStringBuilder { ["Data Source"] = path }.ToString(), connection is null ? path : "The issuer's database", cards, programme);
    }

    /// <summary>Opens one in memory, which goes when it is disposed of.</summary>
    public static Database OpenInMemory() => OpenAt(Database.Memory, "memory", CardFile.InMemory(), CardProgramme.Default);

    private static Database OpenAt(string connection, string name, CardFile cards, CardProgramme programme)
    {
        Database? database = null;
        try
        {
            database = Database.Open(connection);
            Schema.Ensure(database, name, () => TestAccountFile.Enrol(database));
            cards.Enrol(database, programme);
            return database;
        }
        catch (DbException e)
        {
            // Its text names host or file, and no password.
            database?.Dispose();
            throw new IOException($"{name} cannot be used: {e.Message}", e);
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }
}
