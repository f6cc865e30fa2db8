namespace Kiosk.Board;

/// <summary>
/// The flash chip with littlefs on it, as the firmware sees it at <c>I:\</c>. A file's new content is committed when its stream is
/// closed, and only then; a new file exists, empty, from the moment it is opened. It outlives power cuts, and can make one:
/// <see cref="CutAfter"/>.
/// </summary>
/// <remarks>Names are those of the firmware without <c>I:\</c>. Every member may be called from any thread.</remarks>
public sealed class FlashMemory
{
    /// <summary>The partition of a 4 MB board, in bytes.</summary>
    public const int DefaultCapacity = 256 * 1024;

    private const string Temporary = ".tmp~";

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<FileStream> _writers = [];
    private readonly string? _directory;
    private bool _powered;
    private long _cutAfter = -1;
    private long _bytesWritten;
    private long _filesWritten;
    private long _filesRead;

    /// <summary>An empty chip that lives in memory.</summary>
    public FlashMemory()
    {
    }

    /// <summary>A chip whose content is a folder of this computer: read now, and written whenever a file is committed.</summary>
    /// <param name="directory">The folder; made when it is missing.</param>
    public FlashMemory(string directory)
    {
        _directory = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(_directory);
        foreach (string path in System.IO.Directory.EnumerateFiles(_directory, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(_directory, path).Replace(Path.DirectorySeparatorChar, '\\');
            if (!name.EndsWith(Temporary, StringComparison.Ordinal))
            {
                _files[name] = System.IO.File.ReadAllBytes(path);
                AddFoldersOf(name);
            }
        }
    }

    /// <summary>Raised when <see cref="CutAfter"/> strikes.</summary>
    public event Action? PowerCut;

    /// <summary>Raised with a file's name and content whenever it is committed by the firmware.</summary>
    public event Action<string, byte[]>? Committed;

    /// <summary>
    /// What a power cut leaves of a file that is being written. True (the default): the new bytes up to the cut, a torn file. False: its old
    /// content, as littlefs promises.
    /// </summary>
    public bool TornWrites { get; set; } = true;

    /// <summary>Every write fails as on a full partition.</summary>
    public bool Full { get; set; }

    /// <summary>Bytes that all files together may have.</summary>
    public int Capacity { get; set; } = DefaultCapacity;

    /// <summary>How many of the next reads fail.</summary>
    public int FailReads { get; set; }

    /// <summary>What happens to the next committed file; then it is <see cref="FlashLie.None"/> again.</summary>
    public FlashLie Lie { get; set; }

    /// <summary>Bytes that the firmware wrote.</summary>
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>Files that the firmware committed.</summary>
    public long FilesWritten => Interlocked.Read(ref _filesWritten);

    /// <summary>Files that the firmware opened for reading.</summary>
    public long FilesRead => Interlocked.Read(ref _filesRead);

    /// <summary>Whether a cut is set and has not struck yet.</summary>
    public bool CutPending
    {
        get
        {
            lock (_lock)
            {
                return _cutAfter >= 0;
            }
        }
    }

    /// <summary>The names of all files, in order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _files.Keys];
            }
        }
    }

    /// <summary>Has the power fail at a byte: so many more bytes are written, the last of them whole, and then nothing works any more.</summary>
    /// <param name="bytes">0: at the attempt to write the next byte.</param>
    public void CutAfter(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_lock)
        {
            _cutAfter = bytes;
        }
    }

    /// <summary>Forgets a cut that has not struck.</summary>
    public void CancelCut()
    {
        lock (_lock)
        {
            _cutAfter = -1;
        }
    }

    /// <summary>Begins to count anew.</summary>
    public void ResetCounters()
    {
        Interlocked.Exchange(ref _bytesWritten, 0);
        Interlocked.Exchange(ref _filesWritten, 0);
        Interlocked.Exchange(ref _filesRead, 0);
    }

    /// <summary>Reads a file as a programmer on the serial port would: no fault applies, nothing is counted.</summary>
    /// <param name="name">Its name without <c>I:\</c>.</param>
    /// <returns>A copy of its content, or null when there is none.</returns>
    public byte[]? Read(string name)
    {
        lock (_lock)
        {
            return _files.TryGetValue(name, out byte[]? content) ? [.. content] : null;
        }
    }

    /// <summary>Writes a file as a programmer on the serial port would.</summary>
    /// <param name="name">Its name without <c>I:\</c>.</param>
    /// <param name="content">Its content.</param>
    public void Store(string name, byte[] content)
    {
        lock (_lock)
        {
            AddFoldersOf(name);
            Keep(name, [.. content]);
        }
    }

    /// <summary>Removes a file as a programmer on the serial port would.</summary>
    /// <param name="name">Its name without <c>I:\</c>.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            return Forget(name);
        }
    }

    /// <summary>Erases the chip.</summary>
    public void Erase()
    {
        lock (_lock)
        {
            foreach (string name in _files.Keys.ToArray())
            {
                Forget(name);
            }

            _folders.Clear();
        }
    }

    internal void PowerUp()
    {
        lock (_lock)
        {
            _powered = true;
        }
    }

    internal void PowerDown()
    {
        lock (_lock)
        {
            if (_powered)
            {
                _powered = false;
                _cutAfter = -1;
                TearOpenFiles();
            }
        }
    }

    internal bool Exists(string name)
    {
        lock (_lock)
        {
            // Not "no": a dead board must not look like one whose files are gone.
            ThrowIfOff();
            return _files.ContainsKey(name);
        }
    }

    internal bool FolderExists(string name)
    {
        lock (_lock)
        {
            ThrowIfOff();
            return name.Length == 0 || _folders.Contains(name);
        }
    }

    internal void MakeFolder(string name)
    {
        lock (_lock)
        {
            ThrowIfOff();
            _folders.Add(name);
            AddFoldersOf(name);
        }
    }

    internal void RemoveFolder(string name, bool recursive)
    {
        lock (_lock)
        {
            ThrowIfOff();
            string[] inside = [.. _files.Keys.Where(f => f.StartsWith(name + '\\', StringComparison.Ordinal))];
            if (inside.Length > 0 && !recursive)
            {
                throw new IOException("The folder is not empty.");
            }

            foreach (string file in inside)
            {
                Forget(file);
            }

            _folders.RemoveWhere(f => f == name || f.StartsWith(name + '\\', StringComparison.Ordinal));
        }
    }

    internal string[] FoldersIn(string name)
    {
        lock (_lock)
        {
            ThrowIfOff();
            return [.. _folders.Where(f => ParentOf(f) == name)];
        }
    }

    internal string[] FilesIn(string name)
    {
        lock (_lock)
        {
            ThrowIfOff();
            return [.. _files.Keys.Where(f => ParentOf(f) == name)];
        }
    }

    internal byte[] Load(string name)
    {
        lock (_lock)
        {
            ThrowIfOff();
            ThrowIfReadFails();
            Interlocked.Increment(ref _filesRead);
            return _files.TryGetValue(name, out byte[]? content) ? [.. content] : throw new IOException("File not found: " + name);
        }
    }

    /// <summary>Begins to write a file; a new one exists from now on, empty.</summary>
    /// <returns>Its content so far; empty when it is created or truncated.</returns>
    internal byte[] BeginWrite(FileStream writer, string name, bool fresh)
    {
        lock (_lock)
        {
            ThrowIfOff();
            if (!FolderExists(ParentOf(name)))
            {
                throw new IOException("Directory not found: " + ParentOf(name));
            }

            if (!_files.TryGetValue(name, out byte[]? content))
            {
                ThrowIfFull(0);
                Keep(name, content = []);
                fresh = true;
            }

            _writers.Add(writer);
            return fresh ? [] : [.. content];
        }
    }

    /// <summary>Writes through a stream: as many bytes as the power lasts.</summary>
    /// <param name="count">How many are to be written.</param>
    /// <param name="growth">By how many the file grows with them.</param>
    /// <param name="write">Writes so many into the stream's buffer.</param>
    internal void Spend(int count, int growth, Action<int> write)
    {
        bool cut = false;
        lock (_lock)
        {
            ThrowIfOff();
            ThrowIfFull(growth);
            int lasts = count;
            if (_cutAfter >= 0 && count >= _cutAfter && count > 0)
            {
                lasts = (int)_cutAfter;
                cut = true;
            }

            write(lasts);
            Interlocked.Add(ref _bytesWritten, lasts);
            if (_cutAfter >= 0)
            {
                _cutAfter -= lasts;
            }

            if (cut)
            {
                _powered = false;
                _cutAfter = -1;
                TearOpenFiles();
            }
        }

        if (cut)
        {
            PowerCut?.Invoke();
            throw new IOException("The power has failed.");
        }
    }

    /// <summary>Ends a stream's writing; what it wrote is committed unless the power has gone.</summary>
    internal void EndWrite(FileStream writer, string name, byte[] content, bool changed)
    {
        byte[] kept = content;
        lock (_lock)
        {
            if (!_writers.Remove(writer) || !_powered || !changed)
            {
                return;
            }

            switch (Lie)
            {
                case FlashLie.Dropped:
                    kept = _files.GetValueOrDefault(name, []);
                    break;
                case FlashLie.FlippedBit when content.Length > 0:
                    kept = [.. content];
                    kept[content.Length / 2] ^= 0x10;
                    break;
            }

            Lie = FlashLie.None;
            Keep(name, kept);
            Interlocked.Increment(ref _filesWritten);
        }

        Committed?.Invoke(name, kept);
    }

    internal void Delete(string name)
    {
        lock (_lock)
        {
            ThrowIfOff();
            Forget(name);
        }
    }

    internal void Move(string source, string destination)
    {
        lock (_lock)
        {
            ThrowIfOff();
            if (!_files.TryGetValue(source, out byte[]? content))
            {
                throw new IOException("File not found: " + source);
            }

            if (_files.ContainsKey(destination))
            {
                throw new IOException("The file exists already: " + destination);
            }

            Keep(destination, content);
            Forget(source);
        }
    }

    internal void ThrowIfReadFails()
    {
        lock (_lock)
        {
            ThrowIfOff();
            if (FailReads > 0)
            {
                FailReads--;
                throw new IOException("The flash could not be read.");
            }
        }
    }

    private static string ParentOf(string name) => name.LastIndexOf('\\') is var at and >= 0 ? name[..at] : string.Empty;

    private void AddFoldersOf(string name)
    {
        for (string folder = ParentOf(name); folder.Length > 0; folder = ParentOf(folder))
        {
            _folders.Add(folder);
        }
    }

    private void TearOpenFiles()
    {
        foreach (FileStream writer in _writers)
        {
            if (TornWrites && writer.Changed)
            {
                Keep(writer.FlashName, writer.Content());
            }
        }

        _writers.Clear();
    }

    private void Keep(string name, byte[] content)
    {
        _files[name] = content;
        if (_directory is not null)
        {
            string path = HostPath(name);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            System.IO.File.WriteAllBytes(path + Temporary, content);
            System.IO.File.Move(path + Temporary, path, overwrite: true);
        }
    }

    private bool Forget(string name)
    {
        if (_directory is not null)
        {
            System.IO.File.Delete(HostPath(name));
        }

        return _files.Remove(name);
    }

    private string HostPath(string name)
    {
        string path = Path.GetFullPath(Path.Combine(_directory!, name.Replace('\\', Path.DirectorySeparatorChar)));
        return path.StartsWith(_directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new IOException("The name leads out of the flash: " + name);
    }

    private void ThrowIfOff()
    {
        if (!_powered)
        {
            throw new IOException("The power has failed.");
        }
    }

    private void ThrowIfFull(int growth)
    {
        if (Full || (growth > 0 && _files.Values.Sum(f => (long)f.Length) + growth > Capacity))
        {
            throw new IOException("The flash is full.");
        }
    }
}
