using Microsoft.Data.Sqlite;

namespace Kiosk.Issuer.Storage;

/// <summary>Columns by name, null where the database has null.</summary>
internal static class Columns
{
    /// <summary>Text that is never null.</summary>
    public static string Text(this SqliteDataReader row, string name) => row.GetString(row.GetOrdinal(name));

    /// <summary>Text or null.</summary>
    public static string? TextOrNull(this SqliteDataReader row, string name)
    {
        int column = row.GetOrdinal(name);
        return row.IsDBNull(column) ? null : row.GetString(column);
    }

    /// <summary>A number that is never null.</summary>
    public static long Number(this SqliteDataReader row, string name) => row.GetInt64(row.GetOrdinal(name));

    /// <summary>A number or null.</summary>
    public static long? NumberOrNull(this SqliteDataReader row, string name)
    {
        int column = row.GetOrdinal(name);
        return row.IsDBNull(column) ? null : row.GetInt64(column);
    }

    /// <summary>A time or null.</summary>
    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, string name) =>
        row.NumberOrNull(name) is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
