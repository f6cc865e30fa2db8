namespace Kiosk.Issuer.Cards;

/// <summary>Action codes that this issuer answers with (ISO 8583:1993, DE 39).</summary>
internal static class ActionCode
{
    /// <summary>Approved.</summary>
    public const string Approved = "000";

    /// <summary>Expired card.</summary>
    public const string Expired = "101";

    /// <summary>Restricted card.</summary>
    public const string Restricted = "104";

    /// <summary>PIN tries exceeded.</summary>
    public const string TriesExceeded = "106";

    /// <summary>Invalid amount.</summary>
    public const string InvalidAmount = "110";

    /// <summary>Invalid card number.</summary>
    public const string UnknownCard = "111";

    /// <summary>Not sufficient funds.</summary>
    public const string Funds = "116";

    /// <summary>Incorrect PIN.</summary>
    public const string WrongPin = "117";

    /// <summary>Transaction not permitted to cardholder.</summary>
    public const string NotPermitted = "119";

    /// <summary>Exceeds withdrawal amount limit.</summary>
    public const string Limit = "121";

    /// <summary>Exceeds withdrawal frequency limit.</summary>
    public const string Frequency = "123";

    /// <summary>Card not effective.</summary>
    public const string NotActive = "125";

    /// <summary>Invalid PIN block; here: the new PIN of a PIN change is among those that are guessed first.</summary>
    public const string WeakPin = "126";

    /// <summary>PIN length error: the new PIN has not the length that product and region ask for.</summary>
    public const string PinLength = "127";

    /// <summary>Reversal accepted.</summary>
    public const string Reversed = "400";

    /// <summary>Network management accepted.</summary>
    public const string Echoed = "800";

    /// <summary>Format error; here also a wrong MAC, KSN or PIN block.</summary>
    public const string FormatError = "904";

    /// <summary>Card issuer or switch inoperative: nothing was decided.</summary>
    public const string Inoperative = "907";

    /// <summary>Duplicate transmission.</summary>
    public const string Duplicate = "913";

    /// <summary>What the code means, in a word or two; nothing for a code that this issuer does not answer with.</summary>
    public static string Name(string code) => code switch
    {
        Approved => "approved",
        Expired => "expired card",
        Restricted => "restricted card",
        TriesExceeded => "PIN tries exceeded",
        InvalidAmount => "invalid amount",
        UnknownCard => "unknown card",
        Funds => "insufficient funds",
        WrongPin => "incorrect PIN",
        NotPermitted => "not permitted",
        Limit => "daily limit",
        Frequency => "daily number",
        NotActive => "not activated",
        WeakPin => "new PIN not taken",
        PinLength => "PIN length",
        Reversed => "reversal accepted",
        Echoed => "accepted",
        Inoperative => "issuer inoperative",
        FormatError => "format error",
        Duplicate => "duplicate",
        _ => "",
    };
}
