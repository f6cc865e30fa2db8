using Kiosk.Board;

namespace nanoFramework.Networking;

/// <summary>Plays nanoFramework.Networking.Sntp: the board's clock is set from the world's true time when Wi-Fi and a time server are
/// there: now, when the connection comes, and once an hour.</summary>
public class Sntp
{
    /// <summary>Whether the client runs.</summary>
    public static bool IsStarted => Network.SntpStarted;

    /// <summary>The first server.</summary>
    public static string Server1
    {
        get => Network.SntpServer1;
        set => Network.SntpServer1 = value;
    }

    /// <summary>The second server.</summary>
    public static string Server2
    {
        get => Network.SntpServer2;
        set => Network.SntpServer2 = value;
    }

    private static BoardNetwork Network => VirtualBoard.Current.Network;

    /// <summary>Starts the client.</summary>
    public static void Start() => Network.StartSntp();

    /// <summary>Stops it.</summary>
    public static void Stop() => Network.StopSntp();

    /// <summary>Asks now; without an answer the clock stays as it is, and nothing tells.</summary>
    public static void UpdateNow() => VirtualBoard.Current.SynchroniseClock();
}
