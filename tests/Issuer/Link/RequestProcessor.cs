using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Link;

/// <summary>
/// From a request's bytes to its answer's: format, key, MAC, decision, MAC. A request that breaks the contract but says
/// whose it is gets 904; nothing that a stranger sends changes anything, for only a right MAC leads to a decision.
/// </summary>
internal sealed class RequestProcessor(CardDesk desk, KeyDesk keys, TimeProvider time)
{
    private static readonly int[] Echoed = [3, 4, 7, 11, 12, 41, 42, 49, 53];

    /// <summary>Without these an answer would not say whose it is.</summary>
    private static readonly int[] Needed = [11, 12, 41];

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Reads a message without its length prefix.</summary>
    public DecodedMessage Read(ReadOnlySpan<byte> data) => IsoDecoder.Decode(data, keys.Fields);

    /// <summary>Processes a request when it is its turn. There is one database connection; who waits for it here keeps no thread waiting.</summary>
    public async Task<Reply> ProcessAsync(byte[] data, DecodedMessage decoded, LinkFault fault)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            return Process(data, decoded, fault);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Processes a request. Of the faults it knows those that change what is decided, and a bad MAC.</summary>
    public Reply Process(ReadOnlySpan<byte> data, DecodedMessage decoded, LinkFault fault = LinkFault.None)
    {
        IsoMessage? request = decoded.Message;
        if (request is null)
        {
            return new Reply(null, [], decoded.Error!.ToString());
        }

        IsoError? error = decoded.Error ?? RequestRules.Check(request);
        if (RequestRules.AnswerType(request.Type) is null || !Needed.All(request.Has))
        {
            return new Reply(null, [], error!.ToString());
        }

        string? reason = "missing";
        KeySerialNumber? ksn = request.Has(53) ? keys.ReadKsn(request.Bytes(53), out reason) : null;
        Decision decision;
        if (error is not null)
        {
            decision = new Decision(ActionCode.FormatError, error.ToString());
        }
        else if (RequestRules.IsPlainEcho(request))
        {
            return Answer(request, null, new Decision(ActionCode.Echoed), badMac: false);
        }
        else if (ksn is null)
        {
            decision = new Decision(ActionCode.FormatError, "DE 53: " + reason);
        }
        else if (!IsMacRight(data, decoded, ksn))
        {
            decision = new Decision(ActionCode.FormatError, "MAC wrong");
        }
        else
        {
            decision = Decide(request, ksn, fault);
        }

        return Answer(request, ksn, decision, fault == LinkFault.BadMac);
    }

    private bool IsMacRight(ReadOnlySpan<byte> data, DecodedMessage decoded, KeySerialNumber ksn)
    {
        int offset = decoded.MacOffset!.Value;
        return keys.IsRequestMac(ksn, data[..offset], data.Slice(offset, FieldTable.MacLength));
    }

    private Decision Decide(IsoMessage request, KeySerialNumber ksn, LinkFault fault)
    {
        if (request.Type != "1804" && fault == LinkFault.Inoperative)
        {
            return new Decision(ActionCode.Inoperative, "decides nothing (fault)");
        }

        bool isStandIn = fault == LinkFault.StandIn;
        string? warning = desk.IsNewCounter(ksn) ? null : "KSN not above the last one";
        Decision decision = request.Type switch
        {
            "1804" => new Decision(ActionCode.Echoed),
            "1420" or "1421" => desk.Reverse(CardRequest.From(request)),
            _ when isStandIn && !RequestRules.IsPurchase(request) => new Decision(ActionCode.Inoperative, "the stand-in decides purchases alone (fault)"),
            _ when RequestRules.IsPinChange(request) => ChangePin(request, ksn),
            _ when RequestRules.IsInquiry(request) => desk.Decide(CardRequest.From(request), null),
            _ => desk.Decide(CardRequest.From(request), () => keys.DecipherPin(ksn, request.Bytes(52), request.Text(2)), isStandIn),
        };
        return warning is null ? decision : decision with { Remark = Join(decision.Remark, warning) };
    }

    private Decision ChangePin(IsoMessage request, KeySerialNumber ksn)
    {
        (byte[] newKsnBytes, byte[] newBlock) = RequestRules.NewPin(request)!.Value;
        KeySerialNumber? newKsn = keys.ReadKsn(newKsnBytes, out string? reason);
        if (newKsn is null || newKsnBytes.AsSpan().SequenceEqual(request.Bytes(53)))
        {
            return new Decision(ActionCode.FormatError, "DE 48, NK: " + (reason ?? "the key of DE 52"));
        }

        desk.IsNewCounter(newKsn);
        string pan = request.Text(2);
        return desk.ChangePin(
            CardRequest.From(request),
            () => keys.DecipherPin(ksn, request.Bytes(52), pan),
            () => keys.DecipherPin(newKsn, newBlock, pan));
    }

    private Reply Answer(IsoMessage request, KeySerialNumber? ksn, Decision decision, bool badMac)
    {
        var answer = new IsoMessage(RequestRules.AnswerType(request.Type)!, request.Fields);
        foreach (int number in Echoed)
        {
            answer.CopyFrom(request, number);
        }

        answer.Set(39, decision.Action);
        if (answer.Type == "1110")
        {
            answer.Set(37, decision.Rrn ?? desk.NextRrn());
            SetIfAny(answer, 38, decision.Approval);
        }

        if (ksn is null)
        {
            string? remark = RequestRules.IsPlainEcho(request) ? decision.Remark : Join(decision.Remark, "no usable KSN, so the answer has no MAC");
            return new Reply(answer, IsoEncoder.Encode(answer), remark);
        }

        // Only under a MAC: the kiosk sets its clock by it.
        answer.Set(48, $"{decision.Private}TM12{time.GetUtcNow():yyMMddHHmmss}");

        // The MAC covers everything before itself, with its bit already set in the bit map.
        answer.Set(FieldTable.Mac, new byte[FieldTable.MacLength]);
        byte[] bytes = IsoEncoder.Encode(answer);
        byte[] mac = keys.AnswerMac(ksn, bytes.AsSpan(0, bytes.Length - FieldTable.MacLength));
        mac[0] ^= (byte)(badMac ? 1 : 0);
        answer.Set(FieldTable.Mac, mac);
        mac.CopyTo(bytes, bytes.Length - FieldTable.MacLength);
        return new Reply(answer, bytes, badMac ? Join(decision.Remark, "one bit of the MAC wrong (fault)") : decision.Remark);
    }

    private static void SetIfAny(IsoMessage answer, int number, string? value)
    {
        if (value is not null)
        {
            answer.Set(number, value);
        }
    }

    private static string Join(string? first, string second) => first is null ? second : $"{first}; {second}";
}
