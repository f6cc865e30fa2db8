namespace Kiosk.Board;

/// <summary>Paths of the firmware: <c>I:\name</c>.</summary>
internal static class FlashPath
{
    private const string Volume = @"I:\";

    internal static FlashMemory Flash => VirtualBoard.Current.World.Flash;

    internal static string NameOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.StartsWith(Volume, StringComparison.Ordinal))
        {
            throw new IOException("There is no such volume: " + path);
        }

        return path[Volume.Length..].TrimEnd('\\');
    }

    internal static string PathOf(string name) => Volume + name;
}
