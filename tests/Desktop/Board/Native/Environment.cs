namespace Kiosk.Board;

/// <summary>Plays System.Environment of nanoFramework.Runtime.Native: the board's virtual time.</summary>
public static class Environment
{
    /// <summary>Milliseconds since power-on.</summary>
    public static long TickCount64 => VirtualBoard.Current.Ticks;
}
