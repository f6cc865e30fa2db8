using System.Globalization;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>
/// Decides purchases, inquiries and reversals. Each decision is one database transaction: charge, count, ledger and
/// the answer's memory come together or not at all.
/// </summary>
internal sealed class CardDesk(Database database, TimeProvider time)
{
    private readonly CardTable _cards = new(database);
    private readonly LedgerTable _ledger = new(database);
    private readonly AnswerTable _answers = new(database);
    private readonly References _references = new(database);

    /// <summary>
    /// Decides a purchase or an inquiry. <paramref name="readPin"/> deciphers the PIN block (null for an inquiry) and returns null
    /// when it is malformed. The same request again gets the same answer and changes nothing.
    /// </summary>
    public Decision Decide(CardRequest request, Func<ClearPin?>? readPin)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (database.Gate)
        {
            using var transaction = database.Begin();
            Decision decision = Once(request, readPin, now);
            transaction.Commit();
            return decision;
        }
    }

    /// <summary>Takes a reversal: gives an approved charge back, once, and refuses what it names should that still arrive.</summary>
    public Decision Reverse(CardRequest request)
    {
        lock (database.Gate)
        {
            using var transaction = database.Begin();
            _answers.AddReversal(request);
            string remark = GiveBack(request);
            transaction.Commit();
            return new Decision(ActionCode.Reversed, remark);
        }
    }

    /// <summary>A new retrieval reference number for an answer that has no decision behind it.</summary>
    public string NextRrn()
    {
        lock (database.Gate)
        {
            return _references.NextRrn(time.GetUtcNow());
        }
    }

    /// <summary>Remembers the counter of a key serial number. False when it does not go up.</summary>
    public bool IsNewCounter(KeySerialNumber ksn)
    {
        lock (database.Gate)
        {
            return _references.IsNewCounter(ksn.InitialKeyId, ksn.Counter);
        }
    }

    private Decision Once(CardRequest request, Func<ClearPin?>? readPin, DateTimeOffset now)
    {
        string card = _references.Hash(request.Pan);
        StoredAnswer? before = _answers.Find(request);
        bool reversed = _answers.IsReversed(request);
        if (!reversed && before is not null && before.Answers(request, card))
        {
            return before.Decision with { Remark = "the same request again: the same answer, nothing charged or counted" };
        }

        Decision decision;
        if (reversed)
        {
            decision = new Decision(ActionCode.Duplicate, "reversed before: refused");
        }
        else if (before is not null)
        {
            decision = new Decision(ActionCode.Duplicate, "another request had this STAN today: refused");
        }
        else
        {
            decision = readPin is null ? Inquire(request, now) : Purchase(request, card, readPin, now);
        }

        decision = decision with { Rrn = _references.NextRrn(now) };
        long? number = readPin is null ? null : _ledger.Add(request, card, decision, now);
        if (before is null)
        {
            _answers.Add(request, card, decision, number);
        }

        return decision;
    }

    private Decision Inquire(CardRequest request, DateTimeOffset now)
    {
        Card? card = _cards.Find(request.Pan);
        if (card is null)
        {
            return new Decision(ActionCode.UnknownCard);
        }

        Decision decision = CheckCard(card, request, now) ?? CheckLock(card, now) ?? new Decision(ActionCode.Approved);
        return decision with { Private = PinDesk.PrivateData(card, now) };
    }

    private Decision Purchase(CardRequest request, string hash, Func<ClearPin?> readPin, DateTimeOffset now)
    {
        using ClearPin? pin = readPin();
        if (pin is null)
        {
            return new Decision(ActionCode.FormatError, "DE 52: not a PIN block of this card under this key");
        }

        Card? card = _cards.Find(request.Pan);
        if (card is null)
        {
            return new Decision(ActionCode.UnknownCard);
        }

        Decision? refusal = CheckCard(card, request, now);
        if (refusal is not null)
        {
            return refusal;
        }

        Decision decision = CheckLock(card, now)
            ?? new PinDesk(_cards).Check(card, pin, now)
            ?? CheckMoney(card, hash, request, now)
            ?? Charge(card, request);
        return decision with { Private = PinDesk.PrivateData(_cards.Find(request.Pan)!, now) };
    }

    private static Decision? CheckCard(Card card, CardRequest request, DateTimeOffset now)
    {
        // Good to the end of its month. A real issuer refuses any date but its own; here a card may be played with any that has not
        // passed, as the scenario language's own example does.
        string month = now.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture);
        if (string.CompareOrdinal(card.Expiry, month) < 0 || string.CompareOrdinal(request.Expiry, month) < 0)
        {
            return new Decision(ActionCode.Expired);
        }

        return card.Status switch
        {
            CardStatus.Blocked => new Decision(ActionCode.Restricted, "the card is blocked"),
            CardStatus.NotActivated => new Decision(ActionCode.NotActive),
            _ => null,
        };
    }

    private static Decision? CheckLock(Card card, DateTimeOffset now) =>
        PinDesk.IsLocked(card, now) ? new Decision(ActionCode.TriesExceeded, "the card is locked") : null;

    private Decision? CheckMoney(Card card, string hash, CardRequest request, DateTimeOffset now)
    {
        if (card.RefusedTypes?.Split(' ').Contains(request.Processing) == true)
        {
            return new Decision(ActionCode.NotPermitted, "this card may not make this type of transaction");
        }

        if (request.Amount == 0)
        {
            return new Decision(ActionCode.InvalidAmount, "the amount is zero");
        }

        if (card.DailyLimit is long limit && request.Amount > limit - _ledger.ApprovedOn(now, hash))
        {
            return new Decision(ActionCode.Limit, "over the daily limit");
        }

        return request.Amount > card.Available ? new Decision(ActionCode.Funds) : null;
    }

    private Decision Charge(Card card, CardRequest request)
    {
        _cards.AddFunds(card.Pan, -request.Amount);
        return new Decision(ActionCode.Approved) { Approval = References.NewApproval() };
    }

    private string GiveBack(CardRequest reversal)
    {
        StoredAnswer? original = _answers.Find(reversal);
        if (original?.LocalTime != reversal.LocalTime)
        {
            return "no such request was seen; it is refused should it still arrive";
        }

        if (!original.IsReversedBy(reversal, _references.Hash(reversal.Pan)))
        {
            return "card, amount or type is not that of the original: nothing reversed";
        }

        if (original.Ledger is not long number)
        {
            return "was an inquiry: nothing to reverse";
        }

        if (!_ledger.Reverse(number))
        {
            return original.Decision.Action == ActionCode.Approved ? "was reversed before" : "was not approved: nothing to reverse";
        }

        _cards.AddFunds(reversal.Pan, reversal.Amount);
        return "charge reversed";
    }
}
