using Kiosk.Core.Storage;

namespace Kiosk.Bench.Fuzz;

/// <summary>Files in memory. A file's bytes are never changed in place, so that images can share them.</summary>
internal sealed class FuzzFlash : IFlash
{
    private readonly Dictionary<string, byte[]> _files;

    /// <summary>An empty flash, or one with these files.</summary>
    public FuzzFlash(IReadOnlyDictionary<string, byte[]>? files = null) => _files = files is null ? [] : new Dictionary<string, byte[]>(files);

    /// <summary>The files.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Files that cannot be read.</summary>
    public HashSet<string> Unreadable { get; } = [];

    /// <summary>Called after each write.</summary>
    public Action<string, byte[]>? Written { get; set; }

    /// <inheritdoc/>
    public int Read(string name, byte[] buffer)
    {
        if (Unreadable.Contains(name))
        {
            return FlashRead.Failed;
        }

        if (!_files.TryGetValue(name, out byte[]? file))
        {
            return FlashRead.Missing;
        }

        Array.Copy(file, buffer, Math.Min(file.Length, buffer.Length));
        return file.Length;
    }

    /// <inheritdoc/>
    public bool Write(string name, byte[] buffer, int length)
    {
        byte[] file = buffer[..length];
        _files[name] = file;
        Written?.Invoke(name, file);
        return true;
    }
}
