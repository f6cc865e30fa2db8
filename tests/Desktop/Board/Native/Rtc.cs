using Kiosk.Board;

namespace nanoFramework.Runtime.Native;

/// <summary>Plays the real-time clock.</summary>
public static class Rtc
{
    /// <summary>Sets it.</summary>
    public static bool SetSystemTime(DateTime time)
    {
        VirtualBoard.Current.SetClock(time);
        return true;
    }
}
