using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Issuer;
using Kiosk.Issuer.Cards;

namespace Kiosk.Bench.Load;

/// <summary>An issuer and many kiosks that buy as fast as they are answered, each with a card of its own.</summary>
public static class LoadRun
{
    /// <summary>PIN of the load's cards, which stand for no account.</summary>
    public const string Pin = "2580";

    /// <summary>Runs.</summary>
    /// <param name="kiosks">How many kiosks.</param>
    /// <param name="time">How long they buy, once all are connected.</param>
    /// <param name="database">Connection string of the issuer's database; null for an SQLite file that goes afterwards.</param>
    public static async Task<LoadReport> RunAsync(int kiosks, TimeSpan time, string? database)
    {
        string directory = Directory.CreateTempSubdirectory("kiosk-load").FullName;
        try
        {
            await using BenchIssuer issuer = await BenchIssuer.StartAsync(
                new IssuerOptions { DataDirectory = directory, Database = database, MaxConnections = kiosks + 1 }).ConfigureAwait(false);
            using X509Certificate2 ca = X509Certificate2.CreateFromPem(issuer.CaPem);

            // Terminal ids and keys that no earlier run on this database had.
            byte[] run = RandomNumberGenerator.GetBytes(2);
            LoadKiosk[] all = [.. Enumerable.Range(0, kiosks).Select(number => Make(issuer, ca, run, number))];

            var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var connected = new CountdownEvent(kiosks);
            using var end = new CancellationTokenSource();
            Task[] tasks = [.. all.Select(kiosk => Task.Run(() => kiosk.RunAsync(opened.Task, () => connected.Signal(), end.Token)))];
            await Task.Run(connected.Wait).ConfigureAwait(false);
            long start = Stopwatch.GetTimestamp();
            opened.SetResult();
            await Task.Delay(time).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ConfigureAwait(false);
            return LoadReport.Of(all, Stopwatch.GetElapsedTime(start), issuer.DatabaseName);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static LoadKiosk Make(BenchIssuer issuer, X509Certificate2 ca, byte[] run, int number)
    {
        string pan = CardNumber(number);
        issuer.Services.Cards.Enrol(
            new Card { Pan = pan, Expiry = "2912", Brand = "Amex", KeyIndex = 1, Name = "Load" },
            [.. Pin.Select(digit => (byte)(digit - '0'))]);
        string terminal = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(run)}{number:D4}");
        byte[] keyId = [0x12, 0x34, 0x56, 0x78, run[0], run[1], (byte)(number >> 8), (byte)number];
        return new LoadKiosk(terminal, keyId, pan, issuer.Port, ca);
    }

    /// <summary>Fifteen digits that begin with 37099, with the right check digit.</summary>
    private static string CardNumber(int number)
    {
        string digits = string.Create(CultureInfo.InvariantCulture, $"37099{number:D9}");
        int sum = digits.Reverse().Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 2 : 1)).Sum(value => value > 9 ? value - 9 : value);
        return digits + ((10 - (sum % 10)) % 10);
    }
}
