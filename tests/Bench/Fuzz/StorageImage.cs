using System.Buffers.Binary;
using System.Text;
using Kiosk.Core.Storage;
using static Kiosk.Bench.Fuzz.ByteMutator;

namespace Kiosk.Bench.Fuzz;

/// <summary>An image of a kiosk's flash that is damaged, and what a reader of two slots makes of it.</summary>
internal sealed class StorageImage
{
    /// <summary>In place of a write: there is no whole slot.</summary>
    public const int None = -1;

    /// <summary>In place of a write: the newest slot is whole, and no kiosk wrote it there.</summary>
    public const int Forged = -2;

    private const int HeaderLength = 8;

    private static readonly Crc32 Crc = new();

    private readonly StorageHistory _history;
    private readonly Dictionary<string, byte[]> _files;
    private readonly HashSet<string> _unreadable = [];

    /// <summary>The image after a write, damaged in one to four places.</summary>
    public StorageImage(Random random, StorageHistory history)
    {
        _history = history;
        int write = random.Next(2) == 0 ? history.Writes.Count - 1 : random.Next(history.Writes.Count);
        _files = new Dictionary<string, byte[]>(history.Writes[write].Image);
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            Damage(random, write);
        }
    }

    /// <summary>A flash with it.</summary>
    public FuzzFlash ToFlash()
    {
        var flash = new FuzzFlash(_files);
        flash.Unreadable.UnionWith(_unreadable);
        return flash;
    }

    /// <summary>Whether no slot of a record is there.</summary>
    public bool IsMissing(string record) => !_files.Keys.Concat(_unreadable).Any(file => RecordOf(file) == record);

    /// <summary>The write that is read of a record: its newest whole slot; or <see cref="None"/>, or <see cref="Forged"/>.</summary>
    public int Newest(string record)
    {
        if (_unreadable.Contains(record + ".a") || _unreadable.Contains(record + ".b"))
        {
            return None;
        }

        byte[]? a = Whole(record + ".a");
        byte[]? b = Whole(record + ".b");
        byte[]? newest = a is null ? b : b is null || Sequence(a) > Sequence(b) ? a : b;
        if (newest is null)
        {
            return None;
        }

        int write = _history.WriteOf(newest);
        return write >= 0 && RecordOf(_history.Writes[write].Name) == record ? write : Forged;
    }

    /// <summary>The newest of several records, or <see cref="Forged"/> when one of them is.</summary>
    public int Newest(IEnumerable<string> records)
    {
        int[] writes = [.. records.Select(Newest)];
        return writes.Contains(Forged) ? Forged : writes.Max();
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, byte[] content) in _files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(' ').AppendLine(Convert.ToHexString(content));
        }

        return text.Append("not to be read: ").AppendJoin(' ', _unreadable.Order(StringComparer.Ordinal)).ToString();
    }

    private static string RecordOf(string file) => file[..^2];

    private static uint Sequence(byte[] slot) => BinaryPrimitives.ReadUInt32BigEndian(slot.AsSpan(4));

    private byte[]? Whole(string name)
    {
        if (!_files.TryGetValue(name, out byte[]? slot) || slot.Length < Record.Overhead || slot.Length > RecordStore.LargestPayload + Record.Overhead)
        {
            return null;
        }

        if (_history.WriteOf(slot) >= 0)
        {
            return slot;
        }

        int end = slot.Length - 4;
        bool whole = slot[0] == 'K' && slot[1] == 'R' && BinaryPrimitives.ReadUInt16BigEndian(slot.AsSpan(2)) == slot.Length - Record.Overhead
            && Crc.Compute(slot, end) == BinaryPrimitives.ReadUInt32BigEndian(slot.AsSpan(end));
        return whole ? slot : null;
    }

    private void Damage(Random random, int write)
    {
        if (_files.Count == 0)
        {
            return;
        }

        IReadOnlyList<StorageHistory.Write> writes = _history.Writes;
        string[] names = [.. _files.Keys];
        string name = Pick(random, names);
        string record = RecordOf(name);
        byte[] content = _files[name];
        int older = random.Next(4) == 0 ? random.Next(write + 1) : Math.Max(0, write - random.Next(12));
        switch (random.Next(20))
        {
            case 0:
            case 1:
            case 2:
                _files[name] = Mutate(random, content, [_files[Pick(random, names)]]);
                break;
            case 3:
                _files[name] = content[..random.Next(content.Length + 1)];
                break;
            case 4:
                _files.Remove(name);
                break;
            case 5:
                _files.Remove(record + ".a");
                _files.Remove(record + ".b");
                break;
            case 6:
            case 7:
                Take(name, writes[older].Image);
                break;
            case 8:
            case 9:
                Take(record + ".a", writes[older].Image);
                Take(record + ".b", writes[older].Image);
                break;
            case 10:
                // An old image, in which some records are the newer ones.
                foreach (string file in names.Where(file => string.CompareOrdinal(RecordOf(file), record) <= 0))
                {
                    Take(file, writes[older].Image);
                }

                break;
            case 11:
                Swap(record + ".a", record + ".b");
                break;
            case 12:
                _files[record + (name.EndsWith('a') ? ".b" : ".a")] = content;
                break;
            case 13:
                Swap(name, Pick(random, names));
                break;
            case 14:
                _files[name] = _files[Pick(random, names)];
                break;
            case 15 when write + 1 < writes.Count:
                // The next write is torn.
                StorageHistory.Write next = writes[write + 1];
                byte[] torn = [.. _files.GetValueOrDefault(next.Name, [])];
                int cut = random.Next(next.Content.Length + 1);
                _files[next.Name] = random.Next(2) == 0 ? next.Content[..cut] : [.. next.Content[..cut], .. torn[Math.Min(cut, torn.Length)..]];
                break;
            case 16:
                _unreadable.Add(name);
                break;
            case 17:
                _files[name] = Bytes(random, random.Next(2000));
                break;
            default:
                _files[name] = Forge(random, content);
                break;
        }
    }

    /// <summary>A file as it is in another image.</summary>
    private void Take(string name, IReadOnlyDictionary<string, byte[]> image)
    {
        if (image.TryGetValue(name, out byte[]? content))
        {
            _files[name] = content;
        }
        else
        {
            _files.Remove(name);
        }
    }

    private void Swap(string name, string other)
    {
        byte[]? first = _files.GetValueOrDefault(name);
        byte[]? second = _files.GetValueOrDefault(other);
        Put(name, second);
        Put(other, first);
    }

    private void Put(string name, byte[]? content)
    {
        if (content is null)
        {
            _files.Remove(name);
        }
        else
        {
            _files[name] = content;
        }
    }

    /// <summary>A slot with another payload or sequence number, whose length and CRC are right.</summary>
    private static byte[] Forge(Random random, byte[] slot)
    {
        if (slot.Length < Record.Overhead)
        {
            return slot;
        }

        byte[] payload = slot[HeaderLength..^4];
        switch (random.Next(4))
        {
            case 0:
                payload = Mutate(random, payload, [slot]);
                break;
            case 1 when payload.Length >= 4:
                uint number = Pick<uint>(random, [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1_000_000]);
                BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(random.Next(payload.Length - 3)), number);
                break;
            case 2 when payload.Length > 0:
                // Fields are near the beginning.
                payload[random.Next(Math.Min(64, payload.Length))] = (byte)random.Next(256);
                break;
        }

        if (payload.Length > RecordStore.LargestPayload)
        {
            return slot;
        }

        byte[] forged = new byte[payload.Length + Record.Overhead];
        slot.AsSpan(0, HeaderLength).CopyTo(forged);
        BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(2), (ushort)payload.Length);
        uint sequence = random.Next(4) == 0 ? Pick<uint>(random, [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]) : Sequence(slot) + (uint)random.Next(3);
        BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(4), sequence);
        payload.CopyTo(forged, HeaderLength);
        BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(forged.Length - 4), Crc.Compute(forged, forged.Length - 4));
        return forged;
    }
}
