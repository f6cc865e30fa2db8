using System.Data.Common;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Pins;

/// <summary>Envelopes under way, arrived, opened and void. Of a PIN inside there is a nonce, which goes when the envelope is opened or void.</summary>
internal sealed class EnvelopeTable(Database database)
{
    /// <summary>All envelopes, newest first.</summary>
    public List<Envelope> All() => database.Query("SELECT * FROM envelopes ORDER BY number DESC", Read);

    /// <summary>The envelope that has the card's PIN in it, or null.</summary>
    public Envelope? SealedOf(string pan) => database.Find("SELECT * FROM envelopes WHERE pan = @pan AND nonce IS NOT NULL", Read, ("@pan", pan));

    /// <summary>Adds one.</summary>
    public void Add(string pan, byte[] nonce, int pinLength, DateTimeOffset requested, DateTimeOffset arrives) =>
        database.Execute(
            "INSERT INTO envelopes (pan, pin_length, requested_at, arrives_at, nonce) VALUES (@pan, @length, @requested, @arrives, @nonce)",
            ("@pan", pan),
            ("@length", pinLength),
            ("@requested", requested.ToUnixTimeMilliseconds()),
            ("@arrives", arrives.ToUnixTimeMilliseconds()),
            ("@nonce", nonce));

    /// <summary>The PIN in a card's envelopes is no longer its PIN: there is nothing in them any more.</summary>
    public void Void(string pan) => database.Execute("UPDATE envelopes SET nonce = NULL WHERE pan = @pan AND nonce IS NOT NULL", ("@pan", pan));

    /// <summary>Takes out what is in a sealed envelope, once, inside a transaction. Null when there is nothing in it, or nothing yet.</summary>
    public (string Pan, byte[] Nonce, int PinLength)? TakeOut(long number, DateTimeOffset now)
    {
        var found = database.Query(
            $"SELECT * FROM envelopes WHERE number = @number AND nonce IS NOT NULL AND arrives_at <= @now {database.Engine.ForUpdate}",
            row => (row.Text("pan"), row.Bytes("nonce"), (int)row.Number("pin_length")),
            ("@number", number),
            ("@now", now.ToUnixTimeMilliseconds()));
        if (found.Count == 0)
        {
            return null;
        }

        database.Execute(
            "UPDATE envelopes SET nonce = NULL, opened_at = @now WHERE number = @number",
            ("@number", number),
            ("@now", now.ToUnixTimeMilliseconds()));
        return found[0];
    }

    private static Envelope Read(DbDataReader row) => new()
    {
        Number = row.Number("number"),
        Pan = row.Text("pan"),
        RequestedAt = row.Time("requested_at"),
        ArrivesAt = row.Time("arrives_at"),
        OpenedAt = row.TimeOrNull("opened_at"),
        IsSealed = !row.IsDBNull(row.GetOrdinal("nonce")),
    };
}
