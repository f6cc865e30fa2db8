using Kiosk.EndToEnd.TwoIssuers;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>What tests leave behind is searched before it goes, and after all tests none of their PINs may have been in it.</summary>
[TestClass]
public sealed class Remains
{
    /// <summary>What was seen in all tests.</summary>
    internal static PinSearch Search { get; } = new();

    [AssemblyInitialize]
    public static void Begin(TestContext context)
    {
        foreach (string pin in BenchIssuer.TestCards.Select(card => card.Pin).OfType<string>())
        {
            Search.Know(pin);
        }
    }

    [AssemblyCleanup]
    public static void NoPinIsLeft()
    {
        string[] found = Search.Find();
        Assert.AreEqual(0, found.Length, $"PINs were left in: {string.Join("; ", found)}");
    }

    /// <summary>Searches a folder and deletes it.</summary>
    internal static void Delete(string folder)
    {
        Search.LookAtFiles(folder);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Searches a database that <see cref="PostgresServer"/> made, and drops it.</summary>
    internal static void Drop(string connection)
    {
        Search.LookAtPostgres(connection);
        PostgresServer.Drop(connection);
    }

    /// <summary>Looks at what an issuer traced.</summary>
    internal static void Look(TraceEntry entry)
    {
        Search.Look("trace", $"{entry.Remark}");
        foreach (TraceField field in entry.Fields)
        {
            Search.Look($"trace, DE {field.Number}", $"{field.Value}");
        }
    }
}
