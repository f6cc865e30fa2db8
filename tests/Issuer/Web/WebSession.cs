using Kiosk.Issuer.Accounts;

namespace Kiosk.Issuer.Web;

/// <summary>What the issuer knows about a signed-in browser between two requests. It is in memory alone, and the browser has only its id.</summary>
internal sealed class WebSession
{
    /// <summary>How long a right passcode opens the page that sets a PIN.</summary>
    public static readonly TimeSpan ProofLife = TimeSpan.FromMinutes(5);

    private (string Pan, DateTimeOffset Until)? _proof;

    /// <summary>Random id: what the cookie holds.</summary>
    public required string Id { get; init; }

    /// <summary>Holder or agent.</summary>
    public required Realm Realm { get; init; }

    /// <summary>Who.</summary>
    public required string UserId { get; init; }

    /// <summary>Name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset Used { get; set; }

    /// <summary>What the next page says first, once.</summary>
    public string? Notice { get; set; }

    /// <summary>What a passcode was asked for, and for which card, or null.</summary>
    public string? CodeSentFor { get; set; }

    /// <summary>Of an agent: the call that is on, or null. A request takes it once, and acts for that one.</summary>
    public Call? Call { get; set; }

    /// <summary>The notice, which is gone then.</summary>
    public string? TakeNotice()
    {
        string? notice = Notice;
        Notice = null;
        return notice;
    }

    /// <summary>A right passcode was entered for this card.</summary>
    public void Prove(string pan, DateTimeOffset now)
    {
        _proof = (pan, now + ProofLife);
    }

    /// <summary>Whether one was, and not too long ago.</summary>
    public bool IsProven(string pan, DateTimeOffset now) => _proof is { } proof && proof.Pan == pan && now < proof.Until;

    /// <summary>The proof is used up.</summary>
    public void EndProof() => _proof = null;
}
