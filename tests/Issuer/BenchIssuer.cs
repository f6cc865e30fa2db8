using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Certificates;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Link;
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
    private readonly CardTable _cards;
    private readonly LedgerTable _ledger;
    private readonly Tracer _tracer;
    private readonly TimeProvider _time;
    private LinkListener? _listener;
    private bool _disposed;

    private BenchIssuer(TimeProvider time, KeyDesk keys, CertificateStore? certificates, Database database)
    {
        _time = time;
        _link = new LinkState(_time);
        _tracer = new Tracer(_time, entry => Traced?.Invoke(entry));
        _keys = keys;
        _certificates = certificates;
        _database = database;
        _cards = new CardTable(_database);
        _ledger = new LedgerTable(_database);
        _processor = new RequestProcessor(new CardDesk(_database, _time), _keys, _time);
    }

    /// <summary>Each message and event, with every secret masked. Raised on the connection's thread, before an answer is written.</summary>
    public event Action<TraceEntry>? Traced;

    /// <summary>The published test cards: card numbers and PINs that stand for no account.</summary>
    public static IReadOnlyList<TestCard> TestCards => TestCard.All;

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
    public IReadOnlyList<LedgerEntry> Ledger
    {
        get
        {
            lock (_database.Gate)
            {
                return _ledger.All();
            }
        }
    }

    /// <summary>The newest purchase, or null before the first.</summary>
    public LedgerEntry? Newest
    {
        get
        {
            lock (_database.Gate)
            {
                return _ledger.Newest();
            }
        }
    }

    /// <summary>The cards on file, for tests.</summary>
    internal CardTable Cards => _cards;

    private CertificateStore Certificates => _certificates ?? throw new InvalidOperationException("An issuer that does not listen has no certificate.");

    /// <summary>Starts an issuer: makes or opens its data, listens.</summary>
    /// <exception cref="ArgumentException">The BDK is not 32 hex digits, or there is no such profile.</exception>
    /// <exception cref="IOException">The port is taken, or the data directory cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The data is of another version of this program.</exception>
    public static async Task<BenchIssuer> StartAsync(IssuerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        BenchIssuer issuer = Open(options);
        try
        {
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
            return new BenchIssuer(time, keys, null, IssuerFile.OpenInMemory());
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
        Reply reply = _processor.Process(request, _processor.Read(request), badMac: false);
        return reply.Answer is null ? null : reply.Bytes;
    }

    /// <summary>The purchases after one of them, oldest first.</summary>
    /// <param name="number">Its running number; 0 for all purchases.</param>
    public IReadOnlyList<LedgerEntry> LedgerAfter(long number)
    {
        lock (_database.Gate)
        {
            return _ledger.After(number);
        }
    }

    /// <summary>Keeps cards, ledger and counters as they are now. The caller disposes of what it gets.</summary>
    public IssuerImage Save()
    {
        lock (_database.Gate)
        {
            return new IssuerImage(_database.Copy());
        }
    }

    /// <summary>Makes cards, ledger and counters what they were.</summary>
    public void Restore(IssuerImage image)
    {
        lock (_database.Gate)
        {
            image.Data.CopyTo(_database);
        }
    }

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

    /// <summary>Unlocks a card, gives it all its PIN tries and tells the kiosk so from now on. False when there is no such card.</summary>
    public bool Unlock(string pan)
    {
        lock (_database.Gate)
        {
            return _cards.Unlock(pan, _time.GetUtcNow());
        }
    }

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

        lock (_database.Gate)
        {
            _database.Dispose();
        }

        _certificates?.Dispose();
        _keys.Dispose();
    }

    private static BenchIssuer Open(IssuerOptions options)
    {
        KeyDesk? keys = null;
        CertificateStore? certificates = null;
        try
        {
            keys = KeyDesk.Open(options.Profile, options.Bdk);
            Directory.CreateDirectory(options.DataDirectory);
            certificates = CertificateStore.Open(options.DataDirectory, options.HostNames);
            return new BenchIssuer(options.Time, keys, certificates, IssuerFile.Open(options.DataDirectory));
        }
        catch
        {
            certificates?.Dispose();
            keys?.Dispose();
            throw;
        }
    }
}
