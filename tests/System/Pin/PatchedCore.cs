using System.Reflection;
using Kiosk.Bench.Costs;
using Kiosk.Core.Pin;
using Mono.Cecil;
using Mono.Cecil.Cil;
using FieldAttributes = Mono.Cecil.FieldAttributes;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace Kiosk.EndToEnd.Pin;

/// <summary>
/// A copy of Core in which a fault strikes between the making of a PIN block and its check: right after a call, bits of a buffer flip. A copy of this
/// assembly beside it calls that Core.
/// </summary>
internal static class PatchedCore
{
    private const string FaultAt = "FaultAt";
    private const string FaultBits = "FaultBits";

    /// <summary>Loads the copies.</summary>
    /// <param name="call">The method of <see cref="PinBlock"/> whose call in <see cref="PinEncryption"/>'s Make the fault follows.</param>
    /// <param name="buffer">The field of <see cref="PinEncryption"/> that it strikes.</param>
    /// <returns>The copy of this assembly.</returns>
    public static Assembly Load(string call, string buffer)
    {
        using AssemblyDefinition core = AssemblyDefinition.ReadAssembly(typeof(PinEncryption).Assembly.Location, new ReaderParameters { InMemory = true });
        TypeDefinition type = core.MainModule.GetType(typeof(PinEncryption).FullName);
        FieldDefinition at = Field(type, FaultAt);
        FieldDefinition bits = Field(type, FaultBits);
        MethodBody body = type.Methods.Single(method => method.Name == "Make").Body;
        ILProcessor il = body.GetILProcessor();
        Instruction last = body.Instructions.Single(i => Calls(i, call));
        foreach (Instruction instruction in new[]
        {
            il.Create(OpCodes.Ldarg_0),
            il.Create(OpCodes.Ldfld, type.Fields.Single(field => field.Name == buffer)),
            il.Create(OpCodes.Ldsfld, at),
            il.Create(OpCodes.Ldelema, core.MainModule.TypeSystem.Byte),
            il.Create(OpCodes.Dup),
            il.Create(OpCodes.Ldind_U1),
            il.Create(OpCodes.Ldsfld, bits),
            il.Create(OpCodes.Xor),
            il.Create(OpCodes.Conv_U1),
            il.Create(OpCodes.Stind_I1),
        })
        {
            il.InsertAfter(last, instruction);
            last = instruction;
        }

        using var image = new MemoryStream();
        core.Write(image);
        var patched = new InstrumentedAssembly(core.Name.Name, image.ToArray(), 0, [], 0, 0, false);
        return new CountingContext([patched], [typeof(PatchedCore).Assembly.Location]).LoadFromAssemblyName(typeof(PatchedCore).Assembly.GetName());
    }

    /// <summary>Sets the fault of the Core that this copy calls: the byte and the bits that flip in it.</summary>
    public static void SetFault(int at, int bits)
    {
        typeof(PinEncryption).GetField(FaultAt)!.SetValue(null, at);
        typeof(PinEncryption).GetField(FaultBits)!.SetValue(null, bits);
    }

    private static FieldDefinition Field(TypeDefinition type, string name)
    {
        var field = new FieldDefinition(name, FieldAttributes.Public | FieldAttributes.Static, type.Module.TypeSystem.Int32);
        type.Fields.Add(field);
        return field;
    }

    private static bool Calls(Instruction instruction, string method) =>
        instruction.OpCode == OpCodes.Call && instruction.Operand is MethodReference called && called.DeclaringType.Name == nameof(PinBlock) && called.Name == method;
}
