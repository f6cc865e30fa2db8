using Npgsql;

namespace Kiosk.EndToEnd.TwoIssuers;

/// <summary>The PostgreSQL server that tests may make databases on.</summary>
internal static class PostgresServer
{
    /// <summary>The environment variable with its connection string: a user who may create databases.</summary>
    public const string Variable = "KIOSK_POSTGRES";

    /// <summary>What is missing when <see cref="Connection"/> is null.</summary>
    public const string Missing = $"No PostgreSQL: start a server and give its connection string in {Variable}, as Host=127.0.0.1;Port=5432;Username=NAME;Database=postgres";

    /// <summary>Its connection string; null when there is none.</summary>
    public static string? Connection => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public static string Create()
    {
        if (Connection is not string server)
        {
            Assert.Inconclusive(Missing);
            return "";
        }

        string name = $"kiosk_{Guid.NewGuid():N}";
        Run(server, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ToString();
    }

    /// <summary>Drops a database that <see cref="Create"/> made.</summary>
    public static void Drop(string connection)
    {
        NpgsqlConnection.ClearAllPools();
        Run(Connection!, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");
    }

    private static void Run(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
