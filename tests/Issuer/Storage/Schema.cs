using System.Security.Cryptography;

namespace Kiosk.Issuer.Storage;

/// <summary>The issuer's tables. No column holds a PIN, a password or a security answer: verification values and hashes do. Passcodes stand in the outbox, which plays the holders' phones.</summary>
internal static class Schema
{
    /// <summary>The version that this program works with.</summary>
    public const long Version = 3;

    /// <summary>The version before the card programme. It and those after it are brought up to date.</summary>
    private const long BeforeProgramme = 1;

    /// <summary>
    /// Makes the tables where there are none, and brings those of an older version up to date; nothing is lost. Two processes may call it at the same time.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="name">What it is called, for people.</param>
    /// <param name="fill">Puts in what a new database begins with; also after an update, where it must leave alone what is there.</param>
    /// <exception cref="InvalidOperationException">The tables are of another version of this program.</exception>
    public static void Ensure(Database database, string name, Action fill)
    {
        // Mostly nothing is to be done, and no lock to be taken.
        if (database.Engine.ReadVersion(database) == Version)
        {
            return;
        }

        database.Run(() =>
        {
            database.Take("schema");
            long version = database.Engine.ReadVersion(database);
            if (version == Version)
            {
                return;
            }

            if (version is < 0 or > Version)
            {
                throw new InvalidOperationException(
                    $"{name} has schema version {version}, this program needs {Version}: use the program that made it, or move the database away to start anew.");
            }

            if (version == BeforeProgramme)
            {
                database.Execute("ALTER TABLE cards RENAME TO old_cards; ALTER TABLE ledger RENAME TO old_ledger; DROP INDEX ledger_card");
            }

            if (version <= BeforeProgramme)
            {
                database.Execute(Tables(database.Engine, version == BeforeProgramme ? "IF NOT EXISTS" : ""));
            }

            if (version == BeforeProgramme)
            {
                database.Execute(Update);
            }
            else if (version == 0)
            {
                database.Execute("INSERT INTO meta VALUES (0, @key)", ("@key", RandomNumberGenerator.GetBytes(32)));
            }

            database.Execute(Version3);
            fill();
            database.Engine.WriteVersion(database, Version);
        });
    }

    // Answers, reversals, key counters and meta are as they were.
    private const string Update = """
        INSERT INTO cards (pan, expiry, brand, product, region, status, name, available, daily_limit, refused_types, pvki, pvv, pin_length, wrong_tries, locked_at, unlocked_at)
            SELECT pan, expiry, brand, lower(brand), 'eu', CASE status WHEN 'NotActivated' THEN 'Issued' ELSE status END, '',
                available, daily_limit, refused_types, pvki, pvv, pin_length, wrong_tries, locked_at, unlocked_at FROM old_cards;
        INSERT INTO ledger (number, time, day, terminal, stan, pan_masked, card, processing, amount, fee, currency, state, action, rrn, approval)
            SELECT number, time, day, terminal, stan, pan_masked, card, '000000', amount, 0, currency, state, action, rrn, approval FROM old_ledger ORDER BY number;
        DROP TABLE old_cards;
        DROP TABLE old_ledger;
        """;

    // What version 3 has more than version 2. stand_in: 1 if a stand-in decided; callers: attempts to be identified for a card that were not right; bench_time: by how
    // much the bench's time is ahead of its computers'.
    private const string Version3 = """
        ALTER TABLE ledger ADD COLUMN stand_in BIGINT NOT NULL DEFAULT 0;
        CREATE TABLE callers (
            pan TEXT PRIMARY KEY,
            wrong BIGINT NOT NULL,
            latest_at BIGINT NOT NULL);
        CREATE TABLE bench_time (
            ahead BIGINT NOT NULL);
        INSERT INTO bench_time VALUES (0);
        """;

    // Times are milliseconds since 1970, UTC; amounts minor units. What stands beside a column explains it in people's words.
    private static string Tables(Engine engine, string unlessThere) => $"""
        -- pan; expiry YYMM; status Issued, Active, Blocked; birth_date YYYY-MM-DD or null; available, daily_limit, daily_count: null is unlimited;
        -- refused_types: processing codes answered with 119, separated by spaces; pvv: four digits for each group of four PIN digits, null without a PIN
        CREATE TABLE cards (
            pan TEXT PRIMARY KEY,
            expiry TEXT NOT NULL,
            brand TEXT NOT NULL,
            product TEXT NOT NULL,
            region TEXT NOT NULL,
            status TEXT NOT NULL,
            name TEXT NOT NULL,
            birth_date TEXT,
            phone TEXT,
            user_id TEXT,
            available BIGINT,
            daily_limit BIGINT,
            daily_count BIGINT,
            refused_types TEXT,
            pvki BIGINT NOT NULL,
            pvv TEXT,
            pin_length BIGINT NOT NULL,
            wrong_tries BIGINT NOT NULL,
            locked_at BIGINT,
            unlocked_at BIGINT);
        CREATE INDEX cards_user ON cards (user_id);
        -- day: the issuer's, YYYY-MM-DD, for the daily limits; card: keyed hash of the card number; state Approved, Declined, Reversed
        CREATE TABLE ledger (
            number {engine.Identity},
            time BIGINT NOT NULL,
            day TEXT NOT NULL,
            terminal TEXT NOT NULL,
            stan TEXT NOT NULL,
            pan_masked TEXT NOT NULL,
            card TEXT NOT NULL,
            processing TEXT NOT NULL,
            amount BIGINT NOT NULL,
            fee BIGINT NOT NULL,
            currency TEXT NOT NULL,
            state TEXT NOT NULL,
            action TEXT NOT NULL,
            rrn TEXT NOT NULL,
            approval TEXT);
        CREATE INDEX ledger_card ON ledger (card, day);
        -- what was said to each STAN of each terminal and day (DE 12, YYMMDD); private is DE 48
        CREATE TABLE {unlessThere} answers (
            terminal TEXT NOT NULL,
            day TEXT NOT NULL,
            stan TEXT NOT NULL,
            local_time TEXT NOT NULL,
            card TEXT NOT NULL,
            amount BIGINT NOT NULL,
            processing TEXT NOT NULL,
            action TEXT NOT NULL,
            rrn TEXT NOT NULL,
            approval TEXT,
            private TEXT,
            ledger BIGINT,
            PRIMARY KEY (terminal, day, stan));
        CREATE TABLE {unlessThere} reversals (
            terminal TEXT NOT NULL,
            stan TEXT NOT NULL,
            local_time TEXT NOT NULL,
            PRIMARY KEY (terminal, stan, local_time));
        -- highest counter seen from each initial key
        CREATE TABLE {unlessThere} key_counters (
            initial_key TEXT PRIMARY KEY,
            counter BIGINT NOT NULL);
        -- last retrieval reference number given out; key of the card number hashes
        CREATE TABLE {unlessThere} meta (
            rrn BIGINT NOT NULL,
            hash_key {engine.Bytes} NOT NULL);
        -- PINs that were mailed; nonce: what the PIN is derived from, null once the envelope is opened or a newer PIN is in force
        CREATE TABLE envelopes (
            number {engine.Identity},
            pan TEXT NOT NULL,
            pin_length BIGINT NOT NULL,
            requested_at BIGINT NOT NULL,
            arrives_at BIGINT NOT NULL,
            opened_at BIGINT,
            nonce {engine.Bytes});
        -- holders' online accounts (realm Holder) and agents' (realm Agent)
        CREATE TABLE accounts (
            realm TEXT NOT NULL,
            user_id TEXT NOT NULL,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            PRIMARY KEY (realm, user_id));
        -- wrong passwords for a user id, whether there is such an account or not
        CREATE TABLE sign_ins (
            realm TEXT NOT NULL,
            user_id TEXT NOT NULL,
            wrong BIGINT NOT NULL,
            latest_at BIGINT NOT NULL,
            PRIMARY KEY (realm, user_id));
        CREATE TABLE security_answers (
            user_id TEXT NOT NULL,
            question TEXT NOT NULL,
            answer_hash TEXT NOT NULL,
            PRIMARY KEY (user_id, question));
        -- the newest one-time passcode of each account; hash null once it was used
        CREATE TABLE passcodes (
            user_id TEXT PRIMARY KEY,
            purpose TEXT NOT NULL,
            hash {engine.Bytes},
            issued_at BIGINT NOT NULL,
            wrong BIGINT NOT NULL,
            hour_began_at BIGINT NOT NULL,
            issued_in_hour BIGINT NOT NULL);
        -- text messages to holders' phones: the bench's phone shows them
        CREATE TABLE outbox (
            number {engine.Identity},
            time BIGINT NOT NULL,
            user_id TEXT NOT NULL,
            phone_masked TEXT NOT NULL,
            text TEXT NOT NULL);
        """;
}
