namespace Kiosk.Board;

/// <summary>Plays System.IO.FileStream of nanoFramework: what is written through it is in the file only after <see cref="Close"/>.
/// <see cref="Flush"/> commits nothing.</summary>
public class FileStream : Stream
{
    private readonly FlashMemory _flash = FlashPath.Flash;
    private readonly FileAccess _access;
    private readonly long _seekLimit;
    private byte[] _content;
    private int _length;
    private long _position;
    private bool _open;

    /// <summary>Opens a file.</summary>
    public FileStream(string path, FileMode mode)
        : this(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite)
    {
    }

    /// <summary>Opens a file.</summary>
    public FileStream(string path, FileMode mode, FileAccess access, FileShare share)
        : this(path, mode, access)
    {
    }

    /// <summary>Opens a file.</summary>
    public FileStream(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
        : this(path, mode, access)
    {
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is missing, or it exists and must not, or the power has gone.</exception>
    /// <exception cref="ArgumentException">The mode writes and the access does not.</exception>
    public FileStream(string path, FileMode mode, FileAccess access)
    {
        FlashName = FlashPath.NameOf(path);
        _access = access;
        bool writes = (access & FileAccess.Write) != 0;
        if ((!writes && mode is not (FileMode.Open or FileMode.OpenOrCreate)) || (mode == FileMode.Append && access != FileAccess.Write))
        {
            throw new ArgumentException("This mode needs another access.");
        }

        bool exists = _flash.Exists(FlashName);
        if (exists && mode == FileMode.CreateNew)
        {
            throw new IOException("The file exists already: " + path);
        }

        if (!exists && mode is FileMode.Open or FileMode.Truncate)
        {
            throw new IOException("File not found: " + path);
        }

        bool fresh = mode is FileMode.Create or FileMode.CreateNew or FileMode.Truncate;
        _content = writes || !exists ? _flash.BeginWrite(this, FlashName, fresh) : _flash.Load(FlashName);
        _length = _content.Length;
        Changed = fresh && exists;
        _open = true;
        if (mode == FileMode.Append)
        {
            _seekLimit = _position = _length;
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => _open && (_access & FileAccess.Read) != 0;

    /// <inheritdoc/>
    public override bool CanSeek => _open;

    /// <inheritdoc/>
    public override bool CanWrite => _open && (_access & FileAccess.Write) != 0;

    /// <inheritdoc/>
    public override long Length
    {
        get
        {
            ThrowIfClosed();
            return _length;
        }
    }

    /// <inheritdoc/>
    public override long Position
    {
        get
        {
            ThrowIfClosed();
            return _position;
        }

        set
        {
            ThrowIfClosed();
            if (value < _seekLimit || value > _length)
            {
                throw new ArgumentException("The position is outside the file.");
            }

            _position = value;
        }
    }

    /// <summary>The file's name, without its folder.</summary>
    public string Name => FlashName[(FlashName.LastIndexOf('\\') + 1)..];

    internal string FlashName { get; }

    /// <summary>Whether closing has anything to commit.</summary>
    internal bool Changed { get; private set; }

    /// <summary>Nothing: data is committed by <see cref="Close"/>.</summary>
    public override void Flush() => ThrowIfClosed();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <summary>Reads.</summary>
    public int Read(SpanByte buffer) => Read(buffer.AsSpan());

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ThrowIfClosed();
        if (!CanRead)
        {
            throw new NotSupportedException();
        }

        _flash.ThrowIfReadFails();
        int count = (int)Math.Min(buffer.Length, _length - _position);
        _content.AsSpan((int)_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        ThrowIfClosed();
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => _length + offset,
        };
        return _position;
    }

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        ThrowIfNotWritable();
        _flash.Spend(0, Math.Max(0, (int)value - _length), _ =>
        {
            Room((int)value);
            _content.AsSpan(Math.Min(_length, (int)value)).Clear();
            _length = (int)value;
            _position = Math.Min(_position, _length);
            Changed = true;
        });
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfNotWritable();
        byte[] bytes = buffer.ToArray();
        _flash.Spend(bytes.Length, Math.Max(0, (int)_position + bytes.Length - _length), lasts =>
        {
            Room((int)_position + lasts);
            bytes.AsSpan(0, lasts).CopyTo(_content.AsSpan((int)_position));
            _position += lasts;
            _length = Math.Max(_length, (int)_position);
            Changed |= lasts > 0;
        });
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    internal byte[] Content() => _content[.._length];

    /// <summary>Commits what was written, and closes the file.</summary>
    protected override void Dispose(bool disposing)
    {
        if (_open && disposing)
        {
            _open = false;
            _flash.EndWrite(this, FlashName, Content(), Changed);
        }

        base.Dispose(disposing);
    }

    private void Room(int length)
    {
        if (_content.Length < length)
        {
            Array.Resize(ref _content, Math.Max(length, _content.Length * 2));
        }
    }

    private void ThrowIfClosed() => ObjectDisposedException.ThrowIf(!_open, this);

    private void ThrowIfNotWritable()
    {
        ThrowIfClosed();
        if (!CanWrite)
        {
            throw new NotSupportedException();
        }
    }
}
