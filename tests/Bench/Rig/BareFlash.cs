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
    private FlashFault _fault;
    private int _faultAfter;
    private int _faults;

    /// <summary>Bytes written so far, those of a write that was cut too.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Files written so far.</summary>
    public long FilesWritten { get; private set; }

    /// <summary>Files read so far, those that were not there too.</summary>
    public long FilesRead { get; private set; }

    /// <summary>How often each file was written so far.</summary>
    public IReadOnlyDictionary<string, long> WritesOf => _writesOf;

    /// <summary>The files as they are.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => _files;

    /// <summary>Has the power fail with a byte.</summary>
    /// <param name="bytes">The byte, counted from 1 for the next one to be written.</param>
    /// <param name="way">What is left of its file.</param>
    public void CutAfter(long bytes, CutWay way)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        _cutAfter = bytes;
        _way = way;
    }

    /// <summary>Has writes or reads fail.</summary>
    /// <param name="fault">Which, and how.</param>
    /// <param name="after">How many of them go well before.</param>
    /// <param name="times">How many fail then.</param>
    public void Fail(FlashFault fault, int after, int times)
    {
        _fault = fault;
        _faultAfter = after;
        _faults = times;
    }

    /// <summary>Forgets a cut that has not struck, and the writes and reads that were to fail.</summary>
    public void Heal()
    {
        _cutAfter = -1;
        _faults = 0;
    }

    /// <inheritdoc/>
    public int Read(string name, byte[] buffer)
    {
        FilesRead++;
        if (Strikes(_fault == FlashFault.FailingRead))
        {
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
        bool strikes = Strikes(_fault != FlashFault.FailingRead);
        if (!strikes || _fault == FlashFault.FailingWrite)
        {
            _files[name] = buffer[..(strikes ? length / 2 : length)];
        }

        return !strikes || _fault == FlashFault.LyingWrite;
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
                (int from, int to) = _way == CutWay.TailFirst ? (0, left.Length - written) : (written, left.Length);
                left.AsSpan(from, to - from).Fill(Erased);
                int end = Math.Min(old.Length, to);
                if (from < end)
                {
                    old.AsSpan(from, end - from).CopyTo(left.AsSpan(from));
                }

                break;
        }

        _files[name] = left;
        Count(name, written);
        Heal();
        throw new PowerCutException();
    }

    /// <summary>Whether the fault strikes now, in an operation that it concerns.</summary>
    private bool Strikes(bool isConcerned)
    {
        if (_faults == 0 || !isConcerned)
        {
            return false;
        }

        bool strikes = _faultAfter == 0;
        _faultAfter -= strikes ? 0 : 1;
        _faults -= strikes ? 1 : 0;
        return strikes;
    }

    private void Count(string name, int bytes)
    {
        BytesWritten += bytes;
        FilesWritten++;
        _writesOf[name] = _writesOf.GetValueOrDefault(name) + 1;
    }
}
