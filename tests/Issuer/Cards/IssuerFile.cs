using System.Data.Common;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>The issuer's database, with its tables and test cards made on first start: issuer.db in the data directory if nothing else is said.</summary>
internal static class IssuerFile
{
    /// <summary>Opens it.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="connection">Connection string of another database, or null.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    /// <exception cref="IOException">The database cannot be reached.</exception>
    /// <exception cref="InvalidOperationException">It is of another version of this program.</exception>
    public static Database Open(string directory, string? connection = null)
    {
        string path = Path.Combine(directory, "issuer.db");
        return OpenAt(connection ?? new DbConnectionStringBuilder { ["Data Source"] = path }.ToString(), connection is null ? path : "The issuer's database");
    }

    /// <summary>Opens one in memory, which goes when it is disposed of.</summary>
    public static Database OpenInMemory() => OpenAt(Database.Memory, "memory");

    private static Database OpenAt(string connection, string name)
    {
        Database? database = null;
        try
        {
            database = Database.Open(connection);
            Schema.Ensure(database, name, () => Fill(database));
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

    private static void Fill(Database database)
    {
        TestCardFile.Enrol(database);
        TestAccountFile.Enrol(database);
    }
}
