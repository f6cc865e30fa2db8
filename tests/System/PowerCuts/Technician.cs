using Kiosk.Bench.Rig;
using Kiosk.Unit;

namespace Kiosk.EndToEnd.PowerCuts;

/// <summary>A technician at the kiosk, in service mode.</summary>
internal static class Technician
{
    private const string LoadUnderAes128 = "21";

    /// <summary>Opens service mode.</summary>
    public static void Enter(BareKiosk kiosk)
    {
        kiosk.TurnServiceSwitch(true);
        kiosk.Press(BareKiosk.DefaultSettings().ServiceCode + "#");
    }

    /// <summary>Two people key the components in, and a key block comes over the serial port.</summary>
    public static void LoadKeys(BareKiosk kiosk, string block)
    {
        Enter(kiosk);
        kiosk.Press(LoadUnderAes128);
        kiosk.KeyIn(TestBlocks.ComponentA);
        kiosk.Press("###");
        kiosk.KeyIn(TestBlocks.ComponentB);
        kiosk.Press("##");
        kiosk.SendLine(block);
        kiosk.TurnServiceSwitch(false);
    }

    /// <summary>Erases the keys.</summary>
    public static void EraseKeys(BareKiosk kiosk)
    {
        Enter(kiosk);
        kiosk.Press("3#");
        kiosk.TurnServiceSwitch(false);
    }
}
