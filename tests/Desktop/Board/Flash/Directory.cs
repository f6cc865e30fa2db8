namespace Kiosk.Board;

/// <summary>Plays System.IO.Directory of nanoFramework on the current board's <see cref="FlashMemory"/>.</summary>
public static class Directory
{
    /// <summary>Makes a folder.</summary>
    public static void CreateDirectory(string path) => FlashPath.Flash.MakeFolder(FlashPath.NameOf(path));

    /// <summary>Removes an empty folder.</summary>
    public static void Delete(string path) => Delete(path, false);

    /// <summary>Removes a folder.</summary>
    public static void Delete(string path, bool recursive) => FlashPath.Flash.RemoveFolder(FlashPath.NameOf(path), recursive);

    /// <summary>Whether there is such a folder; <c>I:\</c> is one.</summary>
    public static bool Exists(string path) => FlashPath.Flash.FolderExists(FlashPath.NameOf(path));

    /// <summary>The full paths of the files in a folder.</summary>
    public static string[] GetFiles(string path) => [.. FlashPath.Flash.FilesIn(FlashPath.NameOf(path)).Select(FlashPath.PathOf)];

    /// <summary>The full paths of the folders in a folder.</summary>
    public static string[] GetDirectories(string path) => [.. FlashPath.Flash.FoldersIn(FlashPath.NameOf(path)).Select(FlashPath.PathOf)];
}
