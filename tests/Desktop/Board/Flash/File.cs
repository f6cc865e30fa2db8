using System.Text;

namespace Kiosk.Board;

/// <summary>Plays System.IO.File of nanoFramework on the current board's <see cref="FlashMemory"/>; the twin puts it in its place with a
/// <c>global using</c>. Missing files are a plain <see cref="IOException"/>, and <see cref="Move"/> does not replace.</summary>
public static class File
{
    /// <summary>Appends to a file, or makes one.</summary>
    public static void AppendAllText(string path, string contents)
    {
        using FileStream stream = new(path, FileMode.Append, FileAccess.Write);
        byte[] bytes = Encoding.UTF8.GetBytes(contents);
        stream.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Copies a file to a new one.</summary>
    public static void Copy(string sourceFileName, string destFileName) => Copy(sourceFileName, destFileName, false);

    /// <summary>Copies a file.</summary>
    public static void Copy(string sourceFileName, string destFileName, bool overwrite)
    {
        byte[] content = ReadAllBytes(sourceFileName);
        using FileStream stream = new(destFileName, overwrite ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
        stream.Write(content, 0, content.Length);
    }

    /// <summary>Makes a file, or empties it.</summary>
    public static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.ReadWrite);

    /// <summary>Makes a file, or empties it.</summary>
    public static FileStream Create(string path, int bufferSize) => Create(path);

    /// <summary>Removes a file; nothing when there is none.</summary>
    public static void Delete(string path) => FlashPath.Flash.Delete(FlashPath.NameOf(path));

    /// <summary>Whether there is such a file.</summary>
    /// <exception cref="IOException">The power has gone.</exception>
    public static bool Exists(string path) => FlashPath.Flash.Exists(FlashPath.NameOf(path));

    /// <summary>Renames a file.</summary>
    /// <exception cref="IOException">There is no such file, or the new name is taken: no rename-over on this platform.</exception>
    public static void Move(string sourceFileName, string destFileName) =>
        FlashPath.Flash.Move(FlashPath.NameOf(sourceFileName), FlashPath.NameOf(destFileName));

    /// <summary>Opens a file.</summary>
    public static FileStream Open(string path, FileMode mode) => new(path, mode);

    /// <summary>Opens a file.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access) => new(path, mode, access);

    /// <summary>Opens a file.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share) => new(path, mode, access, share);

    /// <summary>Opens a file for reading.</summary>
    public static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read);

    /// <summary>Opens a file for reading text.</summary>
    public static StreamReader OpenText(string path) => new(OpenRead(path));

    /// <summary>Opens a file for writing, or makes one.</summary>
    public static FileStream OpenWrite(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Write);

    /// <summary>A file's content.</summary>
    public static byte[] ReadAllBytes(string path) => FlashPath.Flash.Load(FlashPath.NameOf(path));

    /// <summary>A file's content as UTF-8.</summary>
    public static string ReadAllText(string path) => Encoding.UTF8.GetString(ReadAllBytes(path));

    /// <summary>Makes or replaces a file; committed when it returns.</summary>
    public static void WriteAllBytes(string path, byte[] bytes)
    {
        using FileStream stream = new(path, FileMode.Create, FileAccess.Write);
        stream.Write(bytes, 0, bytes.Length);
    }

    /// <summary>Makes or replaces a file with UTF-8.</summary>
    public static void WriteAllText(string path, string contents) => WriteAllBytes(path, Encoding.UTF8.GetBytes(contents));
}
