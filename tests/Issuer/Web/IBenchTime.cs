namespace Kiosk.Issuer.Web;

/// <summary>Lets bench time pass, for whoever owns the clock.</summary>
internal interface IBenchTime
{
    /// <summary>Moves the clock forward. False when the bench is too busy; nothing has happened then.</summary>
    Task<bool> PassAsync(TimeSpan time, CancellationToken cancellation);
}
