using System.Data.Common;

namespace Kiosk.Issuer.Storage;

/// <summary>What the two kinds of database do differently. All other SQL is common to both.</summary>
internal abstract class Engine
{
    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>The type of a number that the database gives out itself, from 1 upwards.</summary>
    public abstract string Identity { get; }

    /// <summary>The type of bytes.</summary>
    public abstract string Bytes { get; }

    /// <summary>At the end of a SELECT: the rows are this transaction's until it ends. Empty where the whole database is.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Whether a command is kept, and given other values the next time.</summary>
    public abstract bool KeepsCommands { get; }

    /// <summary>Opens a connection.</summary>
    public abstract DbConnection Connect();

    /// <summary>What a connection needs once.</summary>
    public virtual void Prepare(Database database)
    {
    }

    /// <summary>The version of the tables; 0 when there are none.</summary>
    public abstract long ReadVersion(Database database);

    /// <summary>Writes the version down.</summary>
    public abstract void WriteVersion(Database database, long version);

    /// <summary>Takes a name, of a row that may not be there yet, until the transaction ends; another that wants it waits.</summary>
    public abstract void Take(Database database, string name);

    /// <summary>Outside a transaction: what was overwritten or deleted is not to be found in files any more, as far as this side can do that.</summary>
    public virtual void Shred(Database database)
    {
    }

    /// <summary>The engine for a connection string: <c>Host=…</c> is PostgreSQL, anything else SQLite.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static Engine For(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        return parts.ContainsKey("Host") ? new PostgresEngine(connection) : new SqliteEngine(connection);
    }
}
