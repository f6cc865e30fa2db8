namespace Kiosk.Issuer.Web;

/// <summary>What is around the issuer: a kiosk, or none, and a clock that somebody owns.</summary>
internal interface IBench
{
    /// <summary>Whether a kiosk has a page on the same server.</summary>
    bool HasKiosk { get; }

    /// <summary>Lets bench time pass. False when the bench is too busy; nothing has happened then.</summary>
    Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation);
}
