using System.Globalization;

namespace Kiosk.Bench.Rig;

/// <summary>The folder that a rig keeps its state in: the kiosk's flash, the issuer's data, and the time at which it stopped.</summary>
internal sealed class RigData : IDisposable
{
    private readonly string _directory;
    private readonly bool _temporary;
    private readonly FileStream _lock;

    private RigData(string directory, bool temporary)
    {
        _directory = directory;
        _temporary = temporary;
        Directory.CreateDirectory(directory);
        _lock = Lock(directory);
        Directory.CreateDirectory(FlashDirectory);
        Directory.CreateDirectory(IssuerDirectory);
        Clock = LaterOf(DateTimeOffset.UtcNow, ClockFile);
    }

    /// <summary>The kiosk's flash, a file for each of its files.</summary>
    public string FlashDirectory => Path.Combine(_directory, "flash");

    /// <summary>The issuer's cards, ledger and certificates.</summary>
    public string IssuerDirectory => Path.Combine(_directory, "issuer");

    /// <summary>The time at which the rig starts, and at its end the time at which it stops: it never goes back between two runs.</summary>
    public DateTimeOffset Clock { get; set; }

    private string ClockFile => Path.Combine(_directory, "clock");

    /// <summary>Opens a folder, which is made if need be.</summary>
    /// <param name="directory">The folder; null for one that goes when this is disposed.</param>
    public static RigData Open(string? directory) =>
        directory is null
            ? new RigData(Directory.CreateTempSubdirectory("kiosk-").FullName, temporary: true)
            : new RigData(Path.GetFullPath(directory), temporary: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        if (_temporary)
        {
            Directory.Delete(_directory, recursive: true);
        }
        else
        {
            File.WriteAllText(ClockFile, Clock.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>One bench at a time: two kiosks on one flash would spoil each other's state.</summary>
    private static FileStream Lock(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException)
        {
            throw new IOException($"Another bench uses {directory}: end it, or name another folder with --data.", e);
        }
    }

    private static DateTimeOffset LaterOf(DateTimeOffset now, string file)
    {
        bool kept = DateTimeOffset.TryParse(
            File.Exists(file) ? File.ReadAllText(file) : "",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset then);
        DateTimeOffset later = kept && then > now ? then : now;
        return new DateTimeOffset(later.Ticks - (later.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
