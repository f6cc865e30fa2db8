using System.Reflection;
using System.Text;

namespace Kiosk.Bench.Costs;

/// <summary>
/// What the firmware's live objects would take in the device's managed heap: every object that its static fields and given roots lead to, once.
/// </summary>
/// <remarks>
/// An object is 12 bytes and 12 a field, inherited ones too; an array of numbers 16 and its bytes; an array of references 16 and 12 an element; a
/// string 13 and its UTF-8 bytes; each rounded up to 12. A static field is 12. A struct in a field is an object beside that field, but for
/// <see cref="DateTime"/> and <see cref="TimeSpan"/>, which fit into it.
/// String literals lie in the image, and so do constants and the contents that arrays begin with. What belongs to a library is its own affair:
/// it is named, not counted, and nothing is looked for behind it. An array that the firmware handed to a library is counted where the firmware holds it.
/// </remarks>
public sealed class HeapCensus
{
    private const int Block = 12;
    private const int ArrayHead = 16;
    private const int StringHead = 13;
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object Object, Type Owner, string Name)> _found = new();
    private readonly Dictionary<string, HeapShare> _shares = [];
    private readonly SortedSet<string> _library = [];
    private readonly Assembly[] _firmware;

    private HeapCensus(Assembly[] firmware) => _firmware = firmware;

    /// <summary>All of it, in bytes.</summary>
    public int Bytes => _shares.Values.Sum(share => share.Bytes);

    /// <summary>How many objects there are.</summary>
    public int Objects => _seen.Count;

    /// <summary>Objects that are alike together: those of a class, and the arrays and strings that a field leads to.</summary>
    public IReadOnlyCollection<HeapShare> Shares => _shares.Values;

    /// <summary>Types of a library whose objects the firmware holds: not counted.</summary>
    public IReadOnlyCollection<string> Library => _library;

    /// <summary>Counts what is live now. On the device all static fields have their values before Main, used or not; here the first look at one gives them theirs.</summary>
    /// <param name="firmware">The assemblies whose objects count.</param>
    /// <param name="roots">Objects that live while the firmware runs, beside those of static fields.</param>
    public static HeapCensus Take(Assembly[] firmware, params object[] roots)
    {
        var census = new HeapCensus(firmware);
        foreach (object root in roots)
        {
            census.Find(root, root.GetType(), "");
        }

        foreach (Type type in firmware.SelectMany(assembly => assembly.GetTypes()).Where(type => !type.ContainsGenericParameters))
        {
            census.CountStatics(type);
        }

        while (census._found.TryDequeue(out var found))
        {
            census.Count(found.Object, found.Owner, found.Name);
        }

        return census;
    }

    /// <summary>What a byte array takes.</summary>
    public static int BytesOf(int length) => RoundUp(ArrayHead + length);

    private static int RoundUp(int bytes) => (bytes + Block - 1) / Block * Block;

    private static int SizeOf(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double or TypeCode.DateTime => 8,
        _ => throw new NotSupportedException($"An array of {element} has no size by the rule."),
    };

    /// <summary>Number, enumeration, date or time: it lies in the field itself.</summary>
    private static bool FitsIntoField(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(DateTime) || type == typeof(TimeSpan);

    private void CountStatics(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Declared | BindingFlags.Static).Where(field => !field.IsLiteral && !field.Attributes.HasFlag(FieldAttributes.HasFieldRVA)))
        {
            Share(type, "static fields", Block);
            CountField(field, null, type);
        }
    }

    private void Count(object found, Type owner, string name)
    {
        Type type = found.GetType();
        if (found is string text)
        {
            Share(owner, $"{name}: string", RoundUp(StringHead + Encoding.UTF8.GetByteCount(text)));
        }
        else if (found is Array array)
        {
            Type element = type.GetElementType()!;
            bool numbers = FitsIntoField(element);
            Share(owner, $"{name}: {element.Name}[{array.Length}]", RoundUp(ArrayHead + (array.Length * (numbers ? SizeOf(element) : Block))));
            foreach (object? item in array)
            {
                if (!numbers)
                {
                    Find(item, owner, name);
                }
            }
        }
        else if (type == typeof(object))
        {
            Share(owner, $"{name}: object", Block);
        }
        else if (_firmware.Contains(type.Assembly))
        {
            Share(type, type.Name, Block + CountFields(found, type));
        }
        else
        {
            _seen.Remove(found);
            _library.Add(type.Name);
        }
    }

    private int CountFields(object value, Type type)
    {
        int bytes = 0;
        for (Type? declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(Declared | BindingFlags.Instance))
            {
                bytes += Block + CountField(field, value, type);
            }
        }

        return bytes;
    }

    /// <summary>What a field leads to is looked at later.</summary>
    /// <returns>Bytes of a struct beside the field; 0 for all others.</returns>
    private int CountField(FieldInfo field, object? holder, Type owner)
    {
        if (FitsIntoField(field.FieldType))
        {
            return 0;
        }

        object? value = field.GetValue(holder);
        if (field.FieldType.IsValueType)
        {
            return Block + CountFields(value!, field.FieldType);
        }

        Find(value, owner, $"{owner.Name}.{Plain(field.Name)}");
        return 0;
    }

    private void Find(object? found, Type owner, string name)
    {
        bool literal = found is string text && ReferenceEquals(string.IsInterned(text), text);
        if (found is not null && !literal && _seen.Add(found))
        {
            _found.Enqueue((found, owner, name));
        }
    }

    private void Share(Type owner, string name, int bytes)
    {
        string assembly = owner.Assembly.GetName().Name!;
        HeapShare share = _shares.GetValueOrDefault(assembly + name, new HeapShare(assembly, name, 0, 0));
        _shares[assembly + name] = share with { Count = share.Count + 1, Bytes = share.Bytes + bytes };
    }

    /// <summary>The property's name for the field behind it.</summary>
    private static string Plain(string field) => field.StartsWith('<') ? field[1..field.IndexOf('>')] : field;
}
