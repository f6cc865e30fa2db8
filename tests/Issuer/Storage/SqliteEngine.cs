using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kiosk.Issuer.Storage;

/// <summary>SQLite: a file, or memory. Every transaction begins with the one lock on the whole database, so that no row needs one of its own.</summary>
internal sealed class SqliteEngine(string connection) : Engine
{
    private readonly string _connection = new SqliteConnectionStringBuilder(connection) { Pooling = false }.ToString();

    /// <inheritdoc/>
    public override string Name => "SQLite";

    /// <inheritdoc/>
    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    /// <inheritdoc/>
    public override string Bytes => "BLOB";

    /// <inheritdoc/>
    public override string ForUpdate => "";

    /// <summary>Compiled once: that takes longer than running it.</summary>
    public override bool KeepsCommands => true;

    /// <inheritdoc/>
    public override DbConnection Connect()
    {
        var made = new SqliteConnection(_connection);
        try
        {
            made.Open();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override void Prepare(Database database)
    {
        // Another process may hold the lock. SQLite looks again within milliseconds, the provider only every 150.
        database.Execute("PRAGMA busy_timeout = 10000");
        database.Execute("PRAGMA journal_mode = WAL");
        database.Execute("PRAGMA synchronous = FULL");
        database.Execute("PRAGMA secure_delete = ON");
    }

    /// <summary>The log of what was written goes; pages are overwritten anyway. While another process reads, it goes the next time.</summary>
    public override void Shred(Database database) => database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <inheritdoc/>
    public override long ReadVersion(Database database) => database.Scalar<long>("PRAGMA user_version");

    /// <inheritdoc/>
    public override void WriteVersion(Database database, long version) => database.Execute($"PRAGMA user_version = {version}");

    /// <inheritdoc/>
    public override void Take(Database database, string name)
    {
    }
}
