using System.Reflection;
using System.Text;
using Kiosk.Core.Crypto;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>Everything that the firmware holds: each array and string that can be reached from an object through the fields of Core's and Device's types.</summary>
internal sealed class ObjectScan
{
    private static readonly Assembly[] Firmware = [typeof(AesCipher).Assembly, typeof(Kiosk.Device.KioskDevice).Assembly];

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Where, byte[] Content, bool IsWords)> _buffers = [];
    private readonly List<(string Where, IBlockCipher Cipher)> _ciphers = [];

    /// <summary>Scans from an object, and from every static field of the firmware.</summary>
    public ObjectScan(object root)
    {
        Visit(root.GetType().Name, root);
        foreach (FieldInfo field in Firmware.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            if (!field.IsLiteral && !field.DeclaringType!.ContainsGenericParameters)
            {
                Visit($"{field.DeclaringType.Name}.{field.Name}", field.GetValue(null));
            }
        }
    }

    /// <summary>How many buffers there are.</summary>
    public int Buffers => _buffers.Count;

    /// <summary>Where a secret lies; empty when nowhere.</summary>
    public IEnumerable<string> Find(Secret secret) =>
        from buffer in _buffers
        from pattern in buffer.IsWords ? secret.Words : secret.Patterns
        where buffer.Content.AsSpan().IndexOf(pattern) >= 0
        select $"{secret.Name} in {buffer.Where}";

    /// <summary>Ciphers that differ from one that never had a key: a key schedule is no pattern to look for.</summary>
    public IEnumerable<string> CiphersWithKeys()
    {
        foreach ((string where, IBlockCipher cipher) in _ciphers)
        {
            var fresh = (IBlockCipher)Activator.CreateInstance(cipher.GetType())!;
            if (cipher is AesCipher)
            {
                // Its tables for deciphering are made when they are needed first; without a key again they are all that is left.
                fresh.SetKey(new byte[16], 0, 16);
                fresh.Decrypt(new byte[16], 0, new byte[16], 0);
                fresh.Clear();
            }

            if (Tables(cipher) is var held && Tables(fresh) is var empty && held.Any(table => !empty.Contains(table)))
            {
                yield return $"a key in {where}";
            }
        }
    }

    private static HashSet<string> Tables(IBlockCipher cipher)
    {
        var scan = new ObjectScan();
        scan.Visit("", cipher);
        return [.. scan._buffers.Select(buffer => Convert.ToHexString(buffer.Content))];
    }

    private ObjectScan()
    {
    }

    private void Visit(string where, object? value)
    {
        switch (value)
        {
            case null:
                return;
            case string text:
                _buffers.Add((where, Encoding.Latin1.GetBytes(text), false));
                return;
            case Array array when array.GetType().GetElementType()!.IsPrimitive:
                if (_seen.Add(array))
                {
                    byte[] content = new byte[Buffer.ByteLength(array)];
                    Buffer.BlockCopy(array, 0, content, 0, content.Length);
                    _buffers.Add((where, content, array is not (byte[] or sbyte[] or char[])));
                }

                return;
            case Array array:
                if (_seen.Add(array))
                {
                    for (int i = 0; i < array.Length; i++)
                    {
                        Visit($"{where}[{i}]", array.GetValue(i));
                    }
                }

                return;
        }

        Type type = value.GetType();
        if (!Firmware.Contains(type.Assembly) || (!type.IsValueType && !_seen.Add(value)))
        {
            return;
        }

        if (value is AesCipher or DesCipher)
        {
            _ciphers.Add((where, (IBlockCipher)value));
        }

        for (Type? at = type; at is not null && Firmware.Contains(at.Assembly); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsEnum)
                {
                    Visit($"{where}.{field.Name}", field.GetValue(value));
                }
            }
        }
    }
}
