using Kiosk.Board;

namespace nanoFramework.Runtime.Native;

/// <summary>Plays the reboot. On the device it does not return; here it returns, and the harness looks at
/// <see cref="VirtualBoard.RebootRequested"/>.</summary>
public class Power
{
    /// <summary>Before the reboot.</summary>
    public static event RebootEventHandler? OnRebootEvent
    {
        add => VirtualBoard.Current.Rebooting += value;
        remove => VirtualBoard.Current.Rebooting -= value;
    }

    /// <summary>Reboots.</summary>
    public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => VirtualBoard.Current.RequestReboot();

    /// <summary>Reboots.</summary>
    public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot) => RebootDevice(rebootOption);
}
