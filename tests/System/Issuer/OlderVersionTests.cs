using Kiosk.Issuer;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Cards;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Kiosk.EndToEnd.Issuer;

/// <summary>issuer.db of an older version is brought up to date and loses nothing.</summary>
[TestClass]
public sealed class OlderVersionTests
{
    private const string Version1 = """
        CREATE TABLE cards (
            pan TEXT PRIMARY KEY,
            expiry TEXT NOT NULL,           -- YYMM
            brand TEXT NOT NULL,
            status TEXT NOT NULL,           -- Active, NotActivated, Blocked
            available INTEGER,              -- minor units; null: unlimited
            daily_limit INTEGER,            -- minor units; null: none
            refused_types TEXT,             -- processing codes answered with 119, separated by spaces; null: none
            pvki INTEGER NOT NULL,
            pvv TEXT NOT NULL,              -- four digits for each group of four PIN digits
            pin_length INTEGER NOT NULL,
            wrong_tries INTEGER NOT NULL,
            locked_at INTEGER,              -- times are milliseconds since 1970, UTC
            unlocked_at INTEGER);
        CREATE TABLE ledger (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            day TEXT NOT NULL,              -- the issuer's day, YYYY-MM-DD, for the daily limit
            terminal TEXT NOT NULL,
            stan TEXT NOT NULL,
            pan_masked TEXT NOT NULL,
            card TEXT NOT NULL,             -- keyed hash of the card number
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL,
            state TEXT NOT NULL,            -- Approved, Declined, Reversed
            action TEXT NOT NULL,
            rrn TEXT NOT NULL,
            approval TEXT);
        CREATE INDEX ledger_card ON ledger (card, day);
        CREATE TABLE answers (              -- what was said to each STAN of each terminal and day
            terminal TEXT NOT NULL,
            day TEXT NOT NULL,              -- DE 12, YYMMDD
            stan TEXT NOT NULL,
            local_time TEXT NOT NULL,
            card TEXT NOT NULL,
            amount INTEGER NOT NULL,
            processing TEXT NOT NULL,
            action TEXT NOT NULL,
            rrn TEXT NOT NULL,
            approval TEXT,
            private TEXT,                   -- DE 48
            ledger INTEGER,
            PRIMARY KEY (terminal, day, stan));
        CREATE TABLE reversals (
            terminal TEXT NOT NULL,
            stan TEXT NOT NULL,
            local_time TEXT NOT NULL,
            PRIMARY KEY (terminal, stan, local_time));
        CREATE TABLE key_counters (         -- highest counter seen from each initial key
            initial_key TEXT PRIMARY KEY,
            counter INTEGER NOT NULL);
        CREATE TABLE meta (
            rrn INTEGER NOT NULL,           -- last retrieval reference number given out
            hash_key BLOB NOT NULL);        -- key of the card number hashes
        INSERT INTO meta VALUES (0, randomblob(32));
        """;

    private const string Content = """
        INSERT INTO cards (pan, expiry, brand, status, available, daily_limit, pvki, pvv, pin_length, wrong_tries, locked_at, unlocked_at) VALUES
            ('371449635398431', '2912', 'Amex', 'Active', NULL, NULL, 1, 'PVV', 4, 2, NULL, 1772445600000),
            ('378282246310005', '2912', 'Amex', 'Active', 123, NULL, 1, 'PVV', 4, 0, NULL, NULL),
            ('371144371144376', '2912', 'Amex', 'NotActivated', NULL, NULL, 1, 'PVV', 4, 0, NULL, NULL),
            ('341111111111111', '2912', 'Amex', 'Active', NULL, 1000, 1, 'PVV', 4, 3, 1772445600000, NULL);
        INSERT INTO ledger (number, time, day, terminal, stan, pan_masked, card, amount, currency, state, action, rrn, approval) VALUES
            (7, 1772445600000, '2026-03-02', 'KIOSK001', '000009', '378282*****0005', 'C', 377, '978', 'Approved', '000', '606110000041', 'ABCDEF');
        INSERT INTO answers VALUES ('KIOSK001', '260302', '000009', '260302110000', 'C', 377, '000000', '000', '606110000041', 'ABCDEF', 'PT0203', 7);
        INSERT INTO reversals VALUES ('KIOSK001', '000004', '260302105959');
        INSERT INTO key_counters VALUES ('1234567890123456', 77);
        UPDATE meta SET rrn = 41;
        PRAGMA user_version = 1;
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("older").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_directory, "issuer.db");

    [TestCleanup]
    public void Clean() => Directory.Delete(_directory, recursive: true);

    [TestMethod]
    public async Task NothingIsLost()
    {
        Execute(Version1 + Content);
        for (int start = 0; start < 2; start++)
        {
            await using BenchIssuer issuer = BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time });
            CardTable cards = issuer.Services.Cards;
            Assert.AreEqual(BenchIssuer.TestCards.Count - 1, cards.All().Count, "with the cards that are new");
            Card card = cards.Find(TestTerminal.Amex)!;
            Assert.AreEqual((2, "PVV", "Anna Berg", "amex", "eu"), (card.WrongTries, card.Pvv, card.Name, card.Product, card.Region));
            Assert.AreEqual(DateTimeOffset.FromUnixTimeMilliseconds(1772445600000), card.UnlockedAt);
            Assert.AreEqual(123, cards.Find("378282246310005")!.Available);
            Assert.AreEqual(CardStatus.Issued, cards.Find("371144371144376")!.Status);
            card = cards.Find("341111111111111")!;
            Assert.AreEqual((1000L, "bruno"), (card.DailyLimit, card.UserId));
            Assert.IsNotNull(issuer.Services.Pins.Of(card.Pan)!.LockedUntil);
            Assert.AreEqual(
                new LedgerEntry(7, _time.GetUtcNow().AddHours(-1), "KIOSK001", "000009", "378282*****0005", 377, "978", LedgerState.Approved, "000", "606110000041", "ABCDEF"),
                issuer.Newest);
        }

        Assert.AreEqual("41|77|1|1|32", Scalar(
            "SELECT rrn || '|' || (SELECT counter FROM key_counters) || '|' || (SELECT COUNT(*) FROM reversals) || '|' || (SELECT COUNT(*) FROM answers) || '|' || length(hash_key) FROM meta"));
        Assert.AreEqual("0", Scalar("SELECT CAST(COUNT(*) AS TEXT) FROM sqlite_master WHERE name LIKE 'old%'"));
    }

    [TestMethod]
    public async Task Version2LosesNothing()
    {
        await using (BenchIssuer issuer = BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time }))
        {
            Assert.IsNotNull(issuer.Answer(TestTerminal.Seal(new TestTerminal().Purchase("378282246310005", "7391", 240))));
            Assert.IsTrue(issuer.Services.CardLife.Block(TestTerminal.Amex));
        }

        Execute("DROP TABLE callers; DROP TABLE bench_time; ALTER TABLE ledger DROP COLUMN stand_in; PRAGMA user_version = 2");
        await using (BenchIssuer issuer = BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time }))
        {
            Assert.AreEqual((1, "000", false), (issuer.Ledger.Count, issuer.Newest!.ActionCode, issuer.Newest.IsStandIn));
            Assert.AreEqual(260, issuer.Services.Cards.Find("378282246310005")!.Available);
            Assert.AreEqual(CardStatus.Blocked, issuer.Services.Cards.Find(TestTerminal.Amex)!.Status);
            Assert.AreEqual(SignInOutcome.Right, issuer.Services.SignIn.Check(Realm.Holder, "anna", "bench-anna"));
            for (int i = 0; i < Callers.MaxWrong; i++)
            {
                Assert.IsTrue(issuer.Services.Callers.Count(TestTerminal.Amex));
            }
        }

        await using BenchIssuer again = BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time });
        Assert.IsFalse(again.Services.Callers.Count(TestTerminal.Amex), "a restart forgets nothing");
    }

    [TestMethod]
    public void AVersionThatIsNotKnownIsLeftAlone()
    {
        Execute("PRAGMA user_version = 4");
        InvalidOperationException e = Assert.ThrowsException<InvalidOperationException>(() => BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time }));
        StringAssert.Contains(e.Message, "has schema version 4, this program needs 3");
    }

    [TestMethod]
    public async Task LedgerNumbersGoOn()
    {
        Execute(Version1 + Content);
        await using BenchIssuer issuer = BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time });
        Assert.IsNotNull(issuer.Answer(TestTerminal.Seal(new TestTerminal().Purchase("4111111111111111", "8520"))));
        Assert.AreEqual((8L, "000"), (issuer.Newest!.Number, issuer.Newest.ActionCode));
    }

    [TestMethod]
    public void AnUpdateThatFailsLeavesTheFileAsItWas()
    {
        Execute(Version1 + Content + "ALTER TABLE cards DROP COLUMN unlocked_at;");
        Assert.ThrowsException<IOException>(() => BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Time = _time }));
        Assert.AreEqual("1|4", Scalar("SELECT user_version || '|' || (SELECT COUNT(*) FROM cards) FROM pragma_user_version"));
    }

    [TestMethod]
    [DataRow("Host=127.0.0.1;Port=1;Username=kiosk;Password=hush;Timeout=3")]
    [DataRow("Data Source=/nowhere/at/all/issuer.db")]
    public void ADatabaseThatCannotBeReachedIsSaid(string connection)
    {
        var options = new IssuerOptions { DataDirectory = _directory, Database = connection };
        IOException e = Assert.ThrowsException<IOException>(() => BenchIssuer.Open(options));
        StringAssert.StartsWith(e.Message, "The issuer's database cannot be used: ");
        Assert.IsFalse(e.ToString().Contains("hush", StringComparison.Ordinal));
    }

    [TestMethod]
    public void WhatIsNoConnectionStringIsRefused() =>
        Assert.ThrowsException<ArgumentException>(() => BenchIssuer.Open(new IssuerOptions { DataDirectory = _directory, Database = "issuer.db" }));

    private void Execute(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Scalar(string sql)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }
}
