using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kiosk.Issuer.Storage;

/// <summary>
/// The issuer's database: one connection, used by one thread at a time. Safe to call from any thread, and other processes may work on the same database:
/// what must hold together goes into one <see cref="Run{T}"/>.
/// </summary>
internal sealed class Database : IDisposable
{
    /// <summary>Connection string of a database in memory, which goes when it is disposed of.</summary>
    public const string Memory = "Data Source=:memory:";

    /// <summary>How often a transaction that another one has stopped is tried.</summary>
    private const int Attempts = 10;

    private const string SerializationFailure = "40001";
    private const string Deadlock = "40P01";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly Engine _engine;
    private DbConnection _connection;
    private DbTransaction? _transaction;

    private Database(Engine engine)
    {
        _engine = engine;
        _connection = engine.Connect();
    }

    /// <summary>What this kind of database does its own way.</summary>
    public Engine Engine => _engine;

    /// <summary>Opens a database; <see cref="Schema"/> makes and checks its tables.</summary>
    /// <param name="connection">Connection string: <c>Host=…</c> is PostgreSQL, anything else SQLite.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    /// <exception cref="DbException">The database cannot be reached.</exception>
    public static Database Open(string connection)
    {
        var database = new Database(Engine.For(connection));
        try
        {
            database._engine.Prepare(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs work in one transaction: all of it comes about, or nothing when it throws. Inside another Run it is a part of that one. Work that another process
    /// has stopped (a deadlock) runs again, so it changes nothing but the database.
    /// </summary>
    public T Run<T>(Func<T> work)
    {
        lock (_gate)
        {
            if (_transaction is not null)
            {
                return work();
            }

            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    return RunOnce(work);
                }
                catch (DbException e) when (e.SqlState is SerializationFailure or Deadlock && attempt < Attempts)
                {
                    // Nothing has been written down, so that it may be done again.
                }
            }
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    /// <summary>
    /// Inside <see cref="Run{T}"/>: takes a name until the transaction ends, and waits while another has it. For what has no row yet that could be taken with
    /// <see cref="Engine.ForUpdate"/>. Take names before rows.
    /// </summary>
    public void Take(string name) => _engine.Take(this, name);

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Execute(string sql, params (string Name, object? Value)[] values)
    {
        lock (_gate)
        {
            return Command(sql, values).ExecuteNonQuery();
        }
    }

    /// <summary>The first column of the first row; null of a database, or no row, is the type's default.</summary>
    public T? Scalar<T>(string sql, params (string Name, object? Value)[] values)
    {
        lock (_gate)
        {
            object? value = Command(sql, values).ExecuteScalar();
            return value is null or DBNull ? default : (T)value;
        }
    }

    /// <summary>All rows.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] values)
    {
        lock (_gate)
        {
            using DbDataReader reader = Command(sql, values).ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        }
    }

    /// <summary>The only row, or null when there is none.</summary>
    public T? Find<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] values)
        where T : class => Query(sql, read, values).SingleOrDefault();

    /// <summary>A copy in memory, of SQLite alone.</summary>
    /// <exception cref="NotSupportedException">It is not SQLite.</exception>
    public Database Copy()
    {
        Database copy = Open(Memory);
        CopyTo(copy);
        return copy;
    }

    /// <summary>Makes another database one like this, SQLite alone.</summary>
    /// <exception cref="NotSupportedException">One of them is not SQLite.</exception>
    public void CopyTo(Database other)
    {
        lock (_gate)
        {
            if (_connection is not SqliteConnection from || other._connection is not SqliteConnection to)
            {
                throw new NotSupportedException("Only SQLite can be copied here.");
            }

            lock (other._gate)
            {
                from.BackupDatabase(to);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Forget();
            _connection.Dispose();
        }
    }

    private T RunOnce<T>(Func<T> work)
    {
        Reconnect();
        using DbTransaction transaction = _connection.BeginTransaction(_connection is SqliteConnection ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted);
        _transaction = transaction;
        try
        {
            T result = work();
            transaction.Commit();
            return result;
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <summary>A server may have gone and come back.</summary>
    private void Reconnect()
    {
        if (_connection.State == ConnectionState.Open)
        {
            return;
        }

        Forget();
        _connection.Dispose();
        _connection = _engine.Connect();
        _engine.Prepare(this);
    }

    private void Forget()
    {
        foreach (DbCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }

    /// <summary>The statement with these values. The issuer has few of them, and runs them often.</summary>
    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        if (_transaction is null)
        {
            Reconnect();
        }

        if (!_commands.TryGetValue(sql, out DbCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            if (_engine.KeepsCommands)
            {
                _commands.Add(sql, command);
            }
        }

        command.Transaction = _transaction;
        command.Parameters.Clear();
        foreach ((string name, object? value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
