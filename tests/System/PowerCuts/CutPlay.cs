using Kiosk.Bench.Rig;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>What people do at a kiosk while its power is cut, and what may be found afterwards.</summary>
internal sealed class CutPlay
{
    /// <summary>The card whose tries are looked at.</summary>
    public TestCard Card { get; init; } = BareCards.Amex;

    /// <summary>What the site has set.</summary>
    public KioskSettings Settings { get; init; } = BareKiosk.DefaultSettings();

    /// <summary>What has happened before. It ends without power.</summary>
    public Action<BareKiosk> Prepare { get; init; } = _ => { };

    /// <summary>Whether the play begins without power.</summary>
    public bool BeginsOff { get; init; }

    /// <summary>What people do. It goes on whether or not there is power.</summary>
    public required Action<BareKiosk> Act { get; init; }

    /// <summary>Asserts that the play, without a cut, was what it says.</summary>
    public required Action<BareKiosk> Uncut { get; init; }

    /// <summary>Why the kiosk may be out of service afterwards; then a technician loads keys.</summary>
    public ServiceFault[] Faults { get; init; } = [];

    /// <summary>Asserts what else must hold after the restart.</summary>
    public Action<BareKiosk> Afterwards { get; init; } = _ => { };
}
