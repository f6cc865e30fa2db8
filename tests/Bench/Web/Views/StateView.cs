using Kiosk.Bench.Rig;

namespace Kiosk.Bench.Web.Views;

/// <summary>How things stand.</summary>
/// <param name="Time">True time, UTC.</param>
/// <param name="Power">Whether the kiosk has power.</param>
/// <param name="Wifi">Whether there is Wi-Fi.</param>
/// <param name="Service">Whether the service switch is on.</param>
/// <param name="CaseOpen">Whether the case is open, and with it the tamper loop.</param>
/// <param name="Fault">How the issuer's link behaves, a name of <see cref="FaultName"/>.</param>
/// <param name="Link">How the kiosk's connection stands; null without power.</param>
/// <param name="Phase">What the kiosk is doing; null without power.</param>
/// <param name="Problem">What has gone wrong with the bench itself, or null.</param>
internal sealed record StateView(
    DateTimeOffset Time, bool Power, bool Wifi, bool Service, bool CaseOpen, string Fault, string? Link, string? Phase, string? Problem)
{
    /// <summary>Makes it.</summary>
    public static StateView Of(KioskRig rig, string fault, string? problem)
    {
        // The firmware's parts look at their board's clock: they are asked on their board.
        using IDisposable? use = rig.World.Board?.Use();
        return new StateView(
            new DateTimeOffset(rig.World.UtcNow),
            rig.World.Board is not null,
            rig.World.WifiAvailable,
            rig.IsServiceOn,
            rig.IsLoopOpen,
            fault,
            rig.Device?.Link?.State.ToString(),
            rig.Device?.Terminal?.State.ToString(),
            problem);
    }
}
