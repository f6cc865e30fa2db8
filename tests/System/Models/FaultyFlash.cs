using Kiosk.Core.Storage;

namespace Kiosk.EndToEnd.Models;

/// <summary>Flash in memory to which anything can happen.</summary>
internal sealed class FaultyFlash : IFlash
{
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly HashSet<string> _flipped = [];
    private int _readsToFail;
    private string? _failsOnly;
    private Fault _fault;
    private int _after;

    /// <summary>The power has failed.</summary>
    public bool IsOff { get; private set; }

    /// <summary>Writes that were tried.</summary>
    public int Writes { get; private set; }

    /// <summary>Has a fault from now on.</summary>
    /// <param name="fault">Which.</param>
    /// <param name="file">The only file whose reads fail, or null.</param>
    public void Suffer(Fault fault, string? file = null)
    {
        _fault = fault;
        _failsOnly = file;
        _after = fault.After;
        _readsToFail = fault.Kind == FaultKind.ReadsFail ? fault.At : 0;
    }

    /// <summary>The fault has gone, and the power is there.</summary>
    public void Heal()
    {
        Suffer(default);
        IsOff = false;
    }

    public int Read(string name, byte[] buffer)
    {
        bool isDue = _after < 0 || _fault.After == 0;
        if (IsOff || (isDue && _readsToFail != 0 && (_failsOnly ?? name) == name))
        {
            _readsToFail -= _readsToFail > 0 ? 1 : 0;
            return FlashRead.Failed;
        }

        if (!_files.TryGetValue(name, out byte[]? file))
        {
            return FlashRead.Missing;
        }

        file.AsSpan(0, Math.Min(file.Length, buffer.Length)).CopyTo(buffer);
        return file.Length;
    }

    public bool Write(string name, byte[] buffer, int length)
    {
        Writes++;
        bool isDue = _after-- <= 0;
        FaultKind kind = isDue ? _fault.Kind : FaultKind.None;
        if (IsOff || kind == FaultKind.WritesFail)
        {
            return false;
        }

        if (kind == FaultKind.WritesLie)
        {
            return true;
        }

        IsOff = isDue && _fault.IsCut;
        int written = IsOff ? length * _fault.At / 1000 : length;
        if (written == length || kind != FaultKind.CutKept)
        {
            _files[name] = buffer[..written];
            _flipped.Remove(name);
        }

        if (kind == FaultKind.WritesRot)
        {
            Flip(name, _fault.At);
        }

        return !IsOff;
    }

    /// <summary>Slots of a record that there are, whole or not.</summary>
    /// <param name="record">Its name.</param>
    public int SlotsOf(string record) => _files.Keys.Count(file => file == record + ".a" || file == record + ".b");

    /// <summary>Removes a file, if it is there.</summary>
    public void Remove(string name) => _files.Remove(name);

    /// <summary>Turns a bit of a file over, if it is there.</summary>
    /// <param name="name">The file.</param>
    /// <param name="at">Where, in thousandths of its length.</param>
    public void Flip(string name, int at)
    {
        // Once: a second flip could heal it.
        if (_files.TryGetValue(name, out byte[]? file) && file.Length > 0 && _flipped.Add(name))
        {
            int bit = (int)((long)((file.Length * 8) - 1) * at / 1000);
            _files[name] = [.. file];
            _files[name][bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>A copy of all files.</summary>
    public FaultyFlash Copy()
    {
        var copy = new FaultyFlash();
        copy.Restore(this, "");
        return copy;
    }

    /// <summary>Puts a copy back.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="name">How the names of the files begin.</param>
    public void Restore(FaultyFlash copy, string name)
    {
        foreach (string file in _files.Keys.Union(copy._files.Keys).Where(file => file.StartsWith(name, StringComparison.Ordinal)).ToArray())
        {
            _files.Remove(file);
            _flipped.Remove(file);
            if (copy._files.TryGetValue(file, out byte[]? content))
            {
                _files[file] = content;
            }

            if (copy._flipped.Contains(file))
            {
                _flipped.Add(file);
            }
        }
    }
}
