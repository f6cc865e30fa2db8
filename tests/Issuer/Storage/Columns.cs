using System.Data.Common;

namespace Kiosk.Issuer.Storage;

/// <summary>Columns by name, null where the database has null.</summary>
internal static class Columns
{
    /// <summary>Text that is never null.</summary>
    public static string Text(this DbDataReader row, string name) => row.GetString(row.GetOrdinal(name));

    /// <summary>Text or null.</summary>
    public static string? TextOrNull(this DbDataReader row, string name)
    {
        int column = row.GetOrdinal(name);
        return row.IsDBNull(column) ? null : row.GetString(column);
    }

    /// <summary>Bytes that are never null.</summary>
    public static byte[] Bytes(this DbDataReader row, string name) => row.GetFieldValue<byte[]>(row.GetOrdinal(name));

    /// <summary>A number that is never null.</summary>
    public static long Number(this DbDataReader row, string name) => row.GetInt64(row.GetOrdinal(name));

    /// <summary>A number or null.</summary>
    public static long? NumberOrNull(this DbDataReader row, string name)
    {
        int column = row.GetOrdinal(name);
        return row.IsDBNull(column) ? null : row.GetInt64(column);
    }

    /// <summary>A time that is never null.</summary>
    public static DateTimeOffset Time(this DbDataReader row, string name) => DateTimeOffset.FromUnixTimeMilliseconds(row.Number(name));

    /// <summary>A time or null.</summary>
    public static DateTimeOffset? TimeOrNull(this DbDataReader row, string name) =>
        row.NumberOrNull(name) is long milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
