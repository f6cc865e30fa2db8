using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer;

/// <summary>
/// What the issuer does besides answering messages: for its pages, its agents and for tests. Everything is safe to call from any thread, and each call is one
/// transaction; several become one inside <see cref="Run{T}"/>.
/// </summary>
internal sealed class IssuerServices
{
    private readonly Database _database;

    /// <summary>Over a database with its tables.</summary>
    public IssuerServices(Database database, ProgrammeStore programme, TimeProvider time)
    {
        _database = database;
        Time = time;
        BenchTime = new BenchTime(database);
        Programme = programme;
        Cards = new CardTable(database);
        Ledger = new LedgerTable(database);
        CardLife = new CardLife(database, Cards, Ledger, time);
        Envelopes = new EnvelopeTable(database);
        Pins = new PinDirectory(Cards, Envelopes, programme, time);
        PinSetting = new PinSetting(database, Cards, Envelopes, programme, time);
        PinMail = new PinMail(database, Cards, Envelopes, programme, time);
        Accounts = new AccountTable(database);
        Registry = new CardRegistry(database, Cards, Accounts, programme, time);
        SignIn = new SignIn(database, Accounts, time);
        Questions = new SecurityQuestions(database);
        Callers = new Callers(database, time);
        Outbox = new Outbox(database, time);
        Passcodes = new Passcodes(database, Outbox, time);
    }

    /// <summary>The issuer's clock: bench time.</summary>
    public TimeProvider Time { get; }

    /// <summary>How far bench time is ahead of the computers' time, at all issuers on the database.</summary>
    public BenchTime BenchTime { get; }

    /// <summary>Products and regions with their rules.</summary>
    public ProgrammeStore Programme { get; }

    /// <summary>The cards on file.</summary>
    public CardTable Cards { get; }

    /// <summary>Puts cards on file and changes them.</summary>
    public CardRegistry Registry { get; }

    /// <summary>All purchases.</summary>
    public LedgerTable Ledger { get; }

    /// <summary>Activates, blocks, unlocks; recent transactions.</summary>
    public CardLife CardLife { get; }

    /// <summary>How a card's PIN stands.</summary>
    public PinDirectory Pins { get; }

    /// <summary>PINs that holders choose.</summary>
    public PinSetting PinSetting { get; }

    /// <summary>PINs by mail.</summary>
    public PinMail PinMail { get; }

    /// <summary>The mail room: envelopes from outside.</summary>
    public EnvelopeTable Envelopes { get; }

    /// <summary>Accounts of holders and agents.</summary>
    public AccountTable Accounts { get; }

    /// <summary>Checks passwords.</summary>
    public SignIn SignIn { get; }

    /// <summary>What an agent asks a caller.</summary>
    public SecurityQuestions Questions { get; }

    /// <summary>Counts their wrong answers.</summary>
    public Callers Callers { get; }

    /// <summary>One-time passcodes.</summary>
    public Passcodes Passcodes { get; }

    /// <summary>The text messages that went out.</summary>
    public Outbox Outbox { get; }

    /// <inheritdoc cref="Database.Run{T}"/>
    public T Run<T>(Func<T> work) => _database.Run(work);
}
