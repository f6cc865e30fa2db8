using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>issuer.db in the data directory, with its tables and test cards made on first start.</summary>
internal static class IssuerFile
{
    /// <summary>Opens it.</summary>
    /// <exception cref="InvalidOperationException">It is of another version of this program.</exception>
    public static Database Open(string directory) => OpenAt(Path.Combine(directory, "issuer.db"));

    /// <summary>Opens one in memory, which goes when it is disposed of.</summary>
    public static Database OpenInMemory() => OpenAt(Database.Memory);

    private static Database OpenAt(string path)
    {
        Database database = Database.Open(path, out bool created);
        try
        {
            if (created)
            {
                using var transaction = database.Begin();
                database.CreateTables();
                TestCardFile.Enrol(new CardTable(database));
                transaction.Commit();
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
