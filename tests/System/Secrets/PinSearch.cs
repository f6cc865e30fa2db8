using System.Collections.Concurrent;
using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>
/// Remembers where digits stood that may be a PIN: each word of 4 to 12 digits in what tests left behind, files, database columns, pages and traces. Which of them are PINs
/// it asks in the end. Safe to use from any thread.
/// </summary>
internal sealed partial class PinSearch
{
    /// <summary>A PIN of fewer digits may stand in a database file's bytes by chance, where columns touch: there the columns are looked at, one by one.</summary>
    private const int LongInBytes = 6;

    /// <summary>Columns that have as many digits as PINs do: verification values (that they are no PINs, VisaPvvTests and CardLifeTests show), and what the database counts rows by.</summary>
    private static readonly string[] OtherDigits = ["pvv", "number"];

    private readonly ConcurrentDictionary<string, string> _words = new();
    private readonly ConcurrentDictionary<string, byte> _pins = new();

    /// <summary>How many different words it has seen.</summary>
    public int Count => _words.Count;

    /// <summary>Makes a PIN known that a card had.</summary>
    public void Know(string pin)
    {
        Assert.IsTrue(Word().Match(pin).Length == pin.Length, "not what is looked for");
        _pins.TryAdd(pin, 0);
    }

    /// <summary>Looks at text.</summary>
    /// <param name="where">Where it comes from, for the finding.</param>
    /// <param name="text">The text.</param>
    /// <param name="least">The fewest digits that count.</param>
    public void Look(string where, string text, int least = 4)
    {
        foreach (ValueMatch match in Word().EnumerateMatches(text))
        {
            if (match.Length >= least)
            {
                _words.TryAdd(text.Substring(match.Index, match.Length), where);
            }
        }
    }

    /// <summary>Looks at every file below a folder; in an SQLite database also at each column. Certificates and keys are left out: they are as they were made, before any PIN.</summary>
    public void LookAtFiles(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(folder, file);
            string kind = Path.GetExtension(file);
            if (kind is ".pem" or ".key")
            {
                continue;
            }

            bool isDatabase = kind.StartsWith(".db", StringComparison.Ordinal);
            Look(name, Encoding.Latin1.GetString(File.ReadAllBytes(file)), isDatabase ? LongInBytes : 4);
            if (kind == ".db")
            {
                using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
                LookAtTables(name, connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
            }
        }
    }

    /// <summary>Looks at each column of a PostgreSQL database.</summary>
    public void LookAtPostgres(string connectionString)
    {
        using var connection = new NpgsqlConnection(connectionString);
        LookAtTables("PostgreSQL", connection, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
    }

    /// <summary>Where PINs stand that are known; nothing if there is none. The PINs are not named.</summary>
    public string[] Find() => [.. _pins.Keys.Where(_words.ContainsKey).Select(pin => _words[pin]).Order()];

    private void LookAtTables(string where, DbConnection connection, string tables)
    {
        connection.Open();
        foreach (string table in Query(connection, tables, row => row.GetString(0)))
        {
            Query(connection, $"SELECT * FROM \"{table}\"", row =>
            {
                for (int i = 0; i < row.FieldCount; i++)
                {
                    if (!OtherDigits.Contains(row.GetName(i)))
                    {
                        Look($"{where}, {table}.{row.GetName(i)}", row.GetValue(i) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{row.GetValue(i)}");
                    }
                }

                return 0;
            });
        }
    }

    private static List<T> Query<T>(DbConnection connection, string sql, Func<DbDataReader, T> read)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    [GeneratedRegex("(?<![0-9A-Za-z_])[0-9]{4,12}(?![0-9A-Za-z_])", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
