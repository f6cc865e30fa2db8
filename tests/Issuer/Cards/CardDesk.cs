using System.Globalization;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;
using Kiosk.Issuer.Pins;
using Kiosk.Issuer.Programme;
using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Cards;

/// <summary>
/// Decides purchases, inquiries, PIN changes and reversals. Each decision is one database transaction: charge, count, ledger and
/// the answer's memory come together or not at all. Another issuer on the same database waits where it would decide on the same request or card.
/// </summary>
internal sealed class CardDesk(Database database, TimeProvider time, ProgrammeStore programme)
{
    private readonly CardTable _cards = new(database);
    private readonly LedgerTable _ledger = new(database);
    private readonly AnswerTable _answers = new(database);
    private readonly References _references = new(database);
    private readonly PinSetting _pins = new(database, new CardTable(database), new EnvelopeTable(database), programme, time);

    /// <summary>
    /// Decides a purchase or an inquiry. <paramref name="readPin"/> deciphers the PIN block (null for an inquiry) and returns null
    /// when it is malformed. The same request again gets the same answer and changes nothing.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="readPin">Deciphers the PIN block.</param>
    /// <param name="isStandIn">
    /// For a purchase: a stand-in decides. Of money it looks at the product's stand-in amount alone; the charge is the issuer's when it is back, whether there are funds or
    /// not. Above the amount it answers 907: nothing is counted, and the request is decided anew should it come again.
    /// </param>
    public Decision Decide(CardRequest request, Func<ClearPin?>? readPin, bool isStandIn = false)
    {
        DateTimeOffset now = time.GetUtcNow();
        return database.Run(() => Once(
            request, now, hasLedger: readPin is not null, card => readPin is null ? Inquire(request, now) : Purchase(request, card, readPin, isStandIn, now)));
    }

    /// <summary>
    /// Decides a PIN change. The functions decipher the two PIN blocks and return null for one that is malformed. The PIN in force is looked at first: whoever
    /// does not know it learns nothing of what the new one may not be. The same request again gets the same answer and changes nothing.
    /// </summary>
    public Decision ChangePin(CardRequest request, Func<ClearPin?> readPin, Func<ClearPin?> readNewPin)
    {
        DateTimeOffset now = time.GetUtcNow();
        return database.Run(() => Once(request, now, hasLedger: false, _ => ChangePin(request, readPin, readNewPin, now)));
    }

    /// <summary>Takes a reversal: gives an approved charge back, once, and refuses what it names should that still arrive.</summary>
    public Decision Reverse(CardRequest request) => database.Run(() =>
    {
        _answers.Take(request);
        _answers.AddReversal(request);
        return new Decision(ActionCode.Reversed, GiveBack(request));
    });

    /// <summary>A new retrieval reference number for an answer that has no decision behind it.</summary>
    public string NextRrn() => _references.NextRrn(time.GetUtcNow());

    /// <summary>Remembers the counter of a key serial number. False when it does not go up.</summary>
    public bool IsNewCounter(KeySerialNumber ksn) => _references.IsNewCounter(ksn.InitialKeyId, ksn.Counter);

    private Decision Once(CardRequest request, DateTimeOffset now, bool hasLedger, Func<string, Decision> decide)
    {
        _answers.Take(request);
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
            decision = decide(card);
            if (decision.Action == ActionCode.Inoperative)
            {
                return decision;
            }
        }

        decision = decision with { Rrn = _references.NextRrn(now) };
        long? number = !hasLedger ? null : _ledger.Add(request, card, decision, now);
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

        CardRules rules = programme.Current.RulesFor(card);
        Decision decision = CheckCard(card, request, now)
            ?? (PinDesk.LockedUntil(card, rules, now) is null ? new Decision(ActionCode.Approved)
                : request.Processing == CardRequest.PinUnblock ? new Decision(ActionCode.NotPermitted, "only customer service unlocks a card")
                : Locked());
        return decision with { Private = PinDesk.PrivateData(card, rules, now) };
    }

    private Decision Purchase(CardRequest request, string hash, Func<ClearPin?> readPin, bool isStandIn, DateTimeOffset now)
    {
        using ClearPin? pin = readPin();
        if (pin is null)
        {
            return new Decision(ActionCode.FormatError, "DE 52: not a PIN block of this card under this key");
        }

        Card? card = _cards.Take(request.Pan);
        if (card is null)
        {
            return new Decision(ActionCode.UnknownCard);
        }

        Decision? refusal = CheckCard(card, request, now);
        if (refusal is not null)
        {
            return refusal;
        }

        CardRules rules = programme.Current.RulesFor(card);
        if (isStandIn && request.Amount > rules.StandInAmount.GetValueOrDefault() - _ledger.StandInOn(now, hash))
        {
            return new Decision(ActionCode.Inoperative, "over the stand-in amount (fault)");
        }

        Decision decision = CheckPin(card, rules, pin, now)
            ?? CheckType(card, rules, request)
            ?? (isStandIn ? null : CheckMoney(card, rules, hash, request, now))
            ?? Charge(card, rules, request);
        return decision with
        {
            Private = PinDesk.PrivateData(_cards.Find(request.Pan)!, rules, now),
            IsStandIn = isStandIn,
            Remark = decision.Remark ?? (isStandIn ? "by the stand-in (fault)" : null),
        };
    }

    private Decision ChangePin(CardRequest request, Func<ClearPin?> readPin, Func<ClearPin?> readNewPin, DateTimeOffset now)
    {
        using ClearPin? pin = readPin();
        using ClearPin? newPin = readNewPin();
        if (pin is null || newPin is null)
        {
            return new Decision(ActionCode.FormatError, $"DE {(pin is null ? 52 : 48)}: not a PIN block of this card under this key");
        }

        Card? card = _cards.Take(request.Pan);
        if (card is null)
        {
            return new Decision(ActionCode.UnknownCard);
        }

        Decision? refusal = CheckCard(card, request, now);
        if (refusal is not null)
        {
            return refusal;
        }

        CardRules rules = programme.Current.RulesFor(card);
        Decision decision = !rules.PinMayBeChanged ? new Decision(ActionCode.NotPermitted, "this card's PIN may not be changed")
            : CheckPin(card, rules, pin, now) ?? Of(_pins.Change(card.Pan, pin, newPin, newPin));
        return decision with { Private = PinDesk.PrivateData(_cards.Find(request.Pan)!, rules, now) };
    }

    /// <summary>The answer to a PIN change of a card that may have one, whose PIN in force was right.</summary>
    private static Decision Of(PinOutcome outcome) => outcome switch
    {
        PinOutcome.Done => new Decision(ActionCode.Approved) { Approval = References.NewApproval() },
        PinOutcome.WrongLength => new Decision(ActionCode.PinLength, "the new PIN has another length than the product's"),
        _ => new Decision(ActionCode.WeakPin, $"new PIN not taken: {outcome}"),
    };

    private static Decision? CheckCard(Card card, CardRequest request, DateTimeOffset now)
    {
        // Good to the end of its month. A real issuer refuses any date but its own; here a card may be played with any that has not
        // passed, as the scenario language's own example does.
        string month = now.UtcDateTime.ToString("yyMM", CultureInfo.InvariantCulture);
        if (string.CompareOrdinal(request.Expiry, month) < 0)
        {
            return new Decision(ActionCode.Expired);
        }

        return card.StatusAt(now) switch
        {
            CardStatus.Expired => new Decision(ActionCode.Expired),
            CardStatus.Blocked => new Decision(ActionCode.Restricted, "the card is blocked"),
            CardStatus.Issued => new Decision(ActionCode.NotActive),
            _ => null,
        };
    }

    private Decision? CheckPin(Card card, CardRules rules, ClearPin pin, DateTimeOffset now)
    {
        switch (new PinDesk(_cards).Check(card, rules, pin, now))
        {
            case PinCheck.Right:
                return null;
            case PinCheck.Locked:
                return Locked();
            case PinCheck.NowLocked:
                return new Decision(ActionCode.TriesExceeded, $"PIN wrong, card locked for {rules.LockTime.TotalHours:0} hours");
            default:
                int left = PinDesk.TriesLeft(_cards.Find(card.Pan)!, rules, now);
                return new Decision(ActionCode.WrongPin, $"PIN wrong, {left} {(left == 1 ? "try" : "tries")} left");
        }
    }

    private static Decision Locked() => new(ActionCode.TriesExceeded, "the card is locked");

    private static Decision? CheckType(Card card, CardRules rules, CardRequest request)
    {
        bool isCash = request.Processing == CardRequest.Cash;
        if (card.RefusedTypes?.Split(' ').Contains(request.Processing) == true || (isCash && rules.CashAdvance is null))
        {
            return new Decision(ActionCode.NotPermitted, "this card may not make this type of transaction");
        }

        return request.Amount == 0 ? new Decision(ActionCode.InvalidAmount, "the amount is zero") : null;
    }

    private Decision? CheckMoney(Card card, CardRules rules, string hash, CardRequest request, DateTimeOffset now)
    {
        bool isCash = request.Processing == CardRequest.Cash;
        if (rules.DailyAmount is long limit && request.Amount > limit - _ledger.ApprovedOn(now, hash))
        {
            return new Decision(ActionCode.Limit, "over the daily limit");
        }

        if (isCash && request.Amount > rules.CashAdvance!.Limit - _ledger.ApprovedOn(now, hash, CardRequest.Cash))
        {
            return new Decision(ActionCode.Limit, "over the daily limit of cash");
        }

        if (rules.DailyCount is long most && _ledger.CountOn(now, hash) >= most)
        {
            return new Decision(ActionCode.Frequency, "over the daily number");
        }

        return request.Amount + Fee(rules, request) > card.Available ? new Decision(ActionCode.Funds) : null;
    }

    private Decision Charge(Card card, CardRules rules, CardRequest request)
    {
        long fee = Fee(rules, request);
        if (card.Available is not null)
        {
            _cards.AddFunds(card.Pan, -request.Amount - fee);
        }

        return new Decision(ActionCode.Approved) { Approval = References.NewApproval(), Fee = fee };
    }

    private static long Fee(CardRules rules, CardRequest request) => request.Processing == CardRequest.Cash ? rules.CashAdvance!.Fee(request.Amount) : 0;

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
            return "was no charge: nothing to reverse";
        }

        if (_ledger.Reverse(number) is not long charged)
        {
            return original.Decision.Action == ActionCode.Approved ? "was reversed before" : "was not approved: nothing to reverse";
        }

        _cards.AddFunds(reversal.Pan, charged);
        return "charge reversed";
    }
}
