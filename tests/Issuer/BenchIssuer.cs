using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Certificates;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Link;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer;

/// <summary>
/// The bench issuer: takes the messages of firmware/Core/Issuer/MESSAGES.md over TLS, checks PINs, charges test cards.
/// Several can run in one process, each with a data directory of its own. Safe to call from any thread.
/// </summary>
public sealed class BenchIssuer : IAsyncDisposable
{
    private readonly Database _database;
    private readonly CertificateStore? _certificates;
    private readonly KeyDesk _keys;
    private readonly RequestProcessor _processor;
    private readonly LinkState _link;
    private readonly IssuerServices _services;
    private readonly Tracer _tracer;
    private readonly TimeProvider _time;
    private LinkListener? _listener;
    private bool _disposed;

    private BenchIssuer(TimeProvider time, KeyDesk keys, CertificateStore? certificates, ProgrammeStore programme, Database database, int maxConnections = 0)
    {
        _time = time;
        _link = new LinkState(_time, maxConnections);
        _tracer = new Tracer(_time, entry => Traced?.Invoke(entry));
        _keys = keys;
        _certificates = certificates;
        _database = database;
        _services = new IssuerServices(database, programme, time);
        _processor = new RequestProcessor(new CardDesk(_database, _time, programme), _keys, _time);
    }

    /// <summary>Each message and event, with every secret masked. Raised on the connection's thread, before an answer is written.</summary>
    public event Action<TraceEntry>? Traced;

    /// <summary>The published test cards: card numbers and PINs that stand for no account.</summary>
    public static IReadOnlyList<TestCard> TestCards => TestCard.All;

    /// <summary>The published accounts: user ids, passwords and answers of nobody.</summary>
    public static IReadOnlyList<TestAccount> TestAccounts => TestAccount.All;

    /// <summary>TCP port that the issuer listens on.</summary>
    public int Port { get; private set; }

    /// <summary>File with the certificate of the CA that the kiosk has to trust.</summary>
    /// <exception cref="InvalidOperationException">The issuer does not listen.</exception>
    public string CaPemPath => Certificates.CaPath;

    /// <summary>Certificate of the CA that the kiosk has to trust, PEM.</summary>
    /// <exception cref="InvalidOperationException">The issuer does not listen.</exception>
    public string CaPem => Certificates.CaPem;

    /// <summary>
    /// True while, on an open connection, the latest request is deliberately not answered: dropped, or its answer delayed and
    /// not yet due. Only the passing of time will change what the kiosk sees then.
    /// </summary>
    public bool Holding => _link.Holding;

    /// <summary>All purchases, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Ledger => _services.Ledger.All();

    /// <summary>The newest purchase, or null before the first.</summary>
    public LedgerEntry? Newest => _services.Ledger.Newest();

    /// <summary>Which kind of database it works with.</summary>
    internal string DatabaseName => _database.Engine.Name;

    /// <summary>Cards, PINs, accounts: what its pages and agents work with.</summary>
    internal IssuerServices Services => _services;

    private CertificateStore Certificates => _certificates ?? throw new InvalidOperationException("An issuer that does not listen has no certificate.");

    /// <summary>Starts an issuer: makes or opens its data, listens.</summary>
    /// <exception cref="ArgumentException">The BDK is not 32 hex digits, or there is no such profile.</exception>
    /// <exception cref="IOException">The port is taken, the address is not this computer's, or the data directory or the database cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The data is of another version of this program.</exception>
    /// <exception cref="ProgrammeException">programme.json or cards.json cannot be used.</exception>
    public static async Task<BenchIssuer> StartAsync(IssuerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BenchIssuer issuer = Open(options);
        try
        {
            options.BeforeListening?.Invoke(issuer._services.BenchTime);
            var endPoint = new IPEndPoint(options.ListenAddress, options.Port);
            issuer._listener = await LinkListener
                .StartAsync(endPoint, issuer._processor, issuer._link, issuer.Certificates, options.AsksForDeviceCertificate, issuer._tracer, issuer._time)
                .ConfigureAwait(false);
            issuer.Port = issuer._listener.Port;
            return issuer;
        }
        catch
        {
            await issuer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The CA that an issuer with this data directory has, made if there is none yet: the path of its certificate, PEM.</summary>
    /// <exception cref="IOException">The directory cannot be used.</exception>
    public static string PrepareCa(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        using var certificates = CertificateStore.Open(dataDirectory, []);
        return certificates.CaPath;
    }

    /// <summary>Opens an issuer that does not listen and keeps its data in memory: <see cref="Answer"/> alone reaches it.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="profile">Which messages it takes.</param>
    public static BenchIssuer OpenInMemory(TimeProvider time, MessageProfile profile = MessageProfile.Aes)
    {
        KeyDesk keys = KeyDesk.Open(profile, null);
        try
        {
            return new BenchIssuer(time, keys, null, ProgrammeStore.InMemory(), IssuerFile.OpenInMemory());
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Answers a request as over the link, but without one: no fault applies, and nothing is traced.</summary>
    /// <param name="request">The message, without its length prefix.</param>
    /// <returns>The answer, likewise; null when the request cannot be answered.</returns>
    public byte[]? Answer(ReadOnlySpan<byte> request)
    {
        Reply reply = _processor.Process(request, _processor.Read(request));
        return reply.Answer is null ? null : reply.Bytes;
    }

    /// <summary>The purchases after one of them, oldest first.</summary>
    /// <param name="number">Its running number; 0 for all purchases.</param>
    public IReadOnlyList<LedgerEntry> LedgerAfter(long number) => _services.Ledger.After(number);

    /// <summary>Keeps cards, ledger and counters as they are now. The caller disposes of what it gets.</summary>
    /// <exception cref="NotSupportedException">The database is not SQLite.</exception>
    public IssuerImage Save() => new(_database.Copy());

    /// <summary>Makes cards, ledger and counters what they were.</summary>
    /// <exception cref="NotSupportedException">The database is not SQLite.</exception>
    public void Restore(IssuerImage image) => image.Data.CopyTo(_database);

    /// <summary>
    /// Puts a fault in force for the requests and connections that come from now on. What was dropped before stays dropped;
    /// a delayed answer keeps its delay.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="slowBy">By how much <see cref="LinkFault.Slow"/> delays an answer, 0 to 24 h.</param>
    public void SetFault(LinkFault fault, TimeSpan slowBy = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slowBy, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slowBy, TimeSpan.FromHours(24));
        _link.Set(fault, slowBy);
    }

    /// <summary>Unlocks an active card, gives it all its PIN tries and tells the kiosk so from now on. False when it is not one, or its date has passed.</summary>
    public bool Unlock(string pan) => _services.CardLife.Unlock(pan);

    /// <summary>Makes a device certificate, which an issuer that asks for one takes.</summary>
    /// <param name="terminal">The terminal that it is for.</param>
    /// <returns>The certificate and its private key, PEM.</returns>
    /// <exception cref="InvalidOperationException">The issuer does not listen.</exception>
    public (string Certificate, string Key) MakeDeviceCertificate(string terminal)
    {
        using X509Certificate2 device = CertificateMaker.MakeDevice(Certificates.DeviceCa, terminal, TimeProvider.System.GetUtcNow());
        using ECDsa key = device.GetECDsaPrivateKey()!;
        return (device.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Closes every connection and file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _link.Stop();
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false);
        }

        _database.Dispose();
        _certificates?.Dispose();
        _keys.Dispose();
    }

    /// <summary>Opens an issuer that does not listen: <see cref="Answer"/> alone reaches it.</summary>
    internal static BenchIssuer Open(IssuerOptions options)
    {
        KeyDesk? keys = null;
        CertificateStore? certificates = null;
        try
        {
            keys = KeyDesk.Open(options.Profile, options.Bdk);
            Directory.CreateDirectory(options.DataDirectory);
            certificates = CertificateStore.Open(options.DataDirectory, options.HostNames);
            ProgrammeStore programme = ProgrammeStore.Open(options.ProgrammeFile ?? Path.Combine(options.DataDirectory, ProgrammeStore.FileName));
            Database database = IssuerFile.Open(options.DataDirectory, programme.Current, options.Time, options.Database);
            return new BenchIssuer(options.Time, keys, certificates, programme, database, options.MaxConnections);
        }
        catch
        {
            certificates?.Dispose();
            keys?.Dispose();
            throw;
        }
    }
}
