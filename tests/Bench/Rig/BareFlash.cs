using Kiosk.Core.Storage;

namespace Kiosk.Bench.Rig;

/// <summary>Flash in memory that counts what is written, can make the power fail at any byte, and can refuse, lie and fail to read.</summary>
public sealed class BareFlash : IFlash
{
    private const byte Erased = 0xFF;

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _writesOf = new(StringComparer.Ordinal);
    private long _cutAfter = -1;
    private CutWay _way;

    /// <summary>Bytes written so far, those of a write that was cut too.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Files written so far.</summary>
    public long FilesWritten { get; private set; }

    /// <summary>How often each file was written so far.</summary>
    public IReadOnlyDictionary<string, long> WritesOf => _writesOf;

    /// <summary>The files as they are.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>How many of the next writes report that they failed. Half of the new content is there then.</summary>
    public int FailingWrites { get; set; }

    /// <summary>How many of the next writes report success and store nothing.</summary>
    public int LyingWrites { get; set; }

    /// <summary>How many of the next reads fail.</summary>
    public int FailingReads { get; set; }

    /// <summary>Has the power fail with a byte.</summary>
    /// <param name="bytes">The byte, counted from 1 for the next one to be written.</param>
    /// <param name="way">What is left of its file.</param>
    public void CutAfter(long bytes, CutWay way)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        _cutAfter = bytes;
        _way = way;
    }

    /// <summary>Forgets a cut that has not struck, and the writes and reads that were to fail.</summary>
    public void Heal()
    {
        _cutAfter = -1;
        FailingWrites = 0;
        LyingWrites = 0;
        FailingReads = 0;
    }

    /// <inheritdoc/>
    public int Read(string name, byte[] buffer)
    {
        if (FailingReads > 0)
        {
            FailingReads--;
            return FlashRead.Failed;
        }

        if (!_files.TryGetValue(name, out byte[]? file))
        {
            return FlashRead.Missing;
        }

        file.AsSpan(0, Math.Min(file.Length, buffer.Length)).CopyTo(buffer);
        return file.Length;
    }

    /// <inheritdoc/>
    /// <exception cref="PowerCutException">The power fails with a byte of this write.</exception>
    public bool Write(string name, byte[] buffer, int length)
    {
        if (_cutAfter >= 0 && _cutAfter <= length)
        {
            Cut(name, buffer.AsSpan(0, length), (int)_cutAfter);
        }

        _cutAfter -= _cutAfter < 0 ? 0 : length;
        Count(name, length);
        if (LyingWrites > 0)
        {
            LyingWrites--;
            return true;
        }

        bool fails = FailingWrites > 0;
        FailingWrites -= fails ? 1 : 0;
        _files[name] = buffer[..(fails ? length / 2 : length)];
        return !fails;
    }

    /// <summary>A copy of all files.</summary>
    public Dictionary<string, byte[]> Save() => new(_files, StringComparer.Ordinal);

    /// <summary>Makes the files what they were.</summary>
    public void Restore(IReadOnlyDictionary<string, byte[]> files)
    {
        Heal();
        _files.Clear();
        foreach ((string name, byte[] content) in files)
        {
            // No file's bytes are changed in place, so they may be shared.
            _files[name] = content;
        }
    }

    private void Cut(string name, ReadOnlySpan<byte> content, int written)
    {
        byte[] old = _files.GetValueOrDefault(name, []);
        byte[] left = content.ToArray();
        switch (_way)
        {
            case CutWay.OldContent:
                left = old;
                break;
            case CutWay.Torn:
                left = left[..written];
                break;
            default:
                Span<byte> unwritten = left.AsSpan(0, left.Length - written);
                unwritten.Fill(Erased);
                if (_way == CutWay.ReorderedOverOld)
                {
                    old.AsSpan(0, Math.Min(old.Length, unwritten.Length)).CopyTo(unwritten);
                }

                break;
        }

        _files[name] = left;
        Count(name, written);
        Heal();
        throw new PowerCutException();
    }

    private void Count(string name, int bytes)
    {
        BytesWritten += bytes;
        FilesWritten++;
        _writesOf[name] = _writesOf.GetValueOrDefault(name) + 1;
    }
}
