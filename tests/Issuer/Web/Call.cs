namespace Kiosk.Issuer.Web;

/// <summary>
/// A call that an agent takes: each search for a card begins one and ends the one before. Who is identified is so in this call alone, however late the answers are judged.
/// </summary>
/// <param name="pan">Number of the card that the call is about.</param>
internal sealed class Call(string pan)
{
    /// <summary>Number of the card that the call is about.</summary>
    public string Pan => pan;

    /// <summary>Whether the caller has shown that they are its holder.</summary>
    public bool IsIdentified { get; set; }

    /// <summary>What its page says first, once: not said on the page of the next call.</summary>
    public string? Notice { get; set; }
}
