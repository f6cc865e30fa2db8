using Microsoft.Data.Sqlite;

namespace Kiosk.Issuer.Storage;

/// <summary>issuer.db: one connection, one writer. Whoever uses it holds <see cref="Gate"/>.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>In place of a path: a database in memory.</summary>
    public const string Memory = ":memory:";

    private const long SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE cards (
            pan TEXT PRIMARY KEY,
            expiry TEXT NOT NULL,           -- YYMM
            brand TEXT NOT NULL,
            status TEXT NOT NULL,           -- Active, NotActivated, Blocked
            available INTEGER,              -- minor units; null: unlimited
            daily_limit INTEGER,            -- minor units; null: none
            refused_types TEXT,             -- processing codes answered with 119, separated by spaces; null: none
            pvki INTEGER NOT NULL,
            pvv TEXT NOT NULL,              -- four digits for each group of four PIN digits
            pin_length INTEGER NOT NULL,
            wrong_tries INTEGER NOT NULL,
            locked_at INTEGER,              -- times are milliseconds since 1970, UTC
            unlocked_at INTEGER);
        CREATE TABLE ledger (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            day TEXT NOT NULL,              -- the issuer's day, YYYY-MM-DD, for the daily limit
            terminal TEXT NOT NULL,
            stan TEXT NOT NULL,
            pan_masked TEXT NOT NULL,
            card TEXT NOT NULL,             -- keyed hash of the card number
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            state TEXT NOT NULL,            -- Approved, Declined, Reversed
            action TEXT NOT NULL,
            rrn TEXT NOT NULL,
            approval TEXT);
        CREATE INDEX ledger_card ON ledger (card, day);
        CREATE TABLE answers (              -- what was said to each STAN of each terminal and day
            terminal TEXT NOT NULL,
            day TEXT NOT NULL,              -- DE 12, YYMMDD
            stan TEXT NOT NULL,
            local_time TEXT NOT NULL,
            card TEXT NOT NULL,
            amount INTEGER NOT NULL,
            processing TEXT NOT NULL,
            action TEXT NOT NULL,
            rrn TEXT NOT NULL,
            approval TEXT,
            private TEXT,                   -- DE 48
            ledger INTEGER,
            PRIMARY KEY (terminal, day, stan));
        CREATE TABLE reversals (
            terminal TEXT NOT NULL,
            stan TEXT NOT NULL,
            local_time TEXT NOT NULL,
            PRIMARY KEY (terminal, stan, local_time));
        CREATE TABLE key_counters (         -- highest counter seen from each initial key
            initial_key TEXT PRIMARY KEY,
            counter INTEGER NOT NULL);
        CREATE TABLE meta (
            rrn INTEGER NOT NULL,           -- last retrieval reference number given out
            hash_key BLOB NOT NULL);        -- key of the card number hashes
        INSERT INTO meta VALUES (0, randomblob(32));
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    private Database(SqliteConnection connection) => _connection = connection;

    /// <summary>Held while the database is used.</summary>
    public object Gate { get; } = new();

    /// <summary>Opens the database, with its tables made when there are none. <paramref name="created"/> says that there were none.</summary>
    /// <exception cref="InvalidOperationException">The file is of another version of this program.</exception>
    public static Database Open(string path, out bool created)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        var database = new Database(connection);
        try
        {
            connection.Open();
            database.Execute("PRAGMA journal_mode = WAL");
            database.Execute("PRAGMA synchronous = NORMAL");
            long version = database.Scalar<long>("PRAGMA user_version");
            created = version == 0;
            if (!created && version != SchemaVersion)
            {
                throw new InvalidOperationException($"{path} has schema version {version}, this program needs {SchemaVersion}: delete the file to start anew.");
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Makes the tables and marks them made. Call it inside a transaction.</summary>
    public void CreateTables()
    {
        Execute(Schema);
        Execute($"PRAGMA user_version = {SchemaVersion}");
    }

    /// <summary>A copy in memory.</summary>
    public Database Copy()
    {
        Database copy = Open(Memory, out _);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Makes another database one like this.</summary>
    public void CopyTo(Database other) => _connection.BackupDatabase(other._connection);

    /// <summary>Begins a transaction; disposing it without Commit takes everything back.</summary>
    public SqliteTransaction Begin() => _transaction = _connection.BeginTransaction();

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Execute(string sql, params (string Name, object? Value)[] values) => Command(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row.</summary>
    public T Scalar<T>(string sql, params (string Name, object? Value)[] values) => (T)Command(sql, values).ExecuteScalar()!;

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] values)
    {
        using SqliteDataReader reader = Command(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>The statement, compiled once: the issuer has few of them, and runs them often.</summary>
    private SqliteCommand Command(string sql, (string Name, object? Value)[] values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands.Add(sql, command);
        }

        // A transaction that has ended has no connection.
        command.Transaction = _transaction is { Connection: not null } ? _transaction : null;
        command.Parameters.Clear();
        foreach ((string name, object? value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
