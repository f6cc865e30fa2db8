using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Kiosk.Bench.Costs;

/// <summary>
/// What an assembly takes in the two tables of its nanoFramework PE file that are addressed with 16 bits, strings and byte code: the metadata
/// processor refuses more than 65,535 bytes in either.
/// </summary>
/// <remarks>
/// A string is its UTF-8 bytes and a zero, once for all its uses. What the processor knows beforehand and leaves out, the commonest names, is counted here.
/// Byte code has two bytes for a token and for a long branch, a byte for the number of a switch's targets and two for each; a body with handlers has
/// twelve bytes for each and one for their number.
/// </remarks>
/// <param name="StringBytes">Names of assemblies, types, fields and methods, literals, and strings in attributes.</param>
/// <param name="CodeBytes">The bodies of all methods.</param>
public sealed record PeTables(int StringBytes, int CodeBytes)
{
    /// <summary>The aim: most bytes of either table. What is left is room to see it coming.</summary>
    public const int Most = 60000;

    private const int HandlerBytes = 12;

    /// <summary>Whether both tables keep within the aim.</summary>
    public bool Fit => StringBytes <= Most && CodeBytes <= Most;

    /// <summary>Counts what a compiled assembly takes.</summary>
    public static PeTables Count(Stream assembly)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly);
        TypeDefinition[] types = [.. module.GetAllTypes()];
        MethodDefinition[] methods = [.. types.SelectMany(type => type.Methods)];
        FieldDefinition[] fields = [.. types.SelectMany(type => type.Fields).Where(field => !field.HasConstant)];
        Instruction[] code = [.. methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)];
        IEnumerable<string> strings =
        [
            "",
            .. module.AssemblyReferences.Select(reference => reference.Name),
            .. module.GetTypeReferences().Concat(types).SelectMany(type => new[] { type.Namespace, type.Name }),
            .. module.GetMemberReferences().Concat(fields).Concat(methods).Select(member => member.Name),
            .. code.Select(instruction => instruction.Operand).OfType<string>(),
            .. types.Concat<ICustomAttributeProvider>(fields).Concat(methods).SelectMany(owner => owner.CustomAttributes).Where(IsKept).SelectMany(StringsOf),
        ];
        return new PeTables(
            strings.Distinct(StringComparer.Ordinal).Sum(text => Encoding.UTF8.GetByteCount(text) + 1),
            code.Sum(SizeOf) + methods.Where(method => method.HasBody).Sum(method => HandlersOf(method.Body)));
    }

    /// <inheritdoc cref="Count(Stream)"/>
    public static PeTables Count(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Count(file);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{StringBytes:N0} B strings, {CodeBytes:N0} B byte code";

    /// <summary>The processor leaves out those for debuggers.</summary>
    private static bool IsKept(CustomAttribute attribute) => attribute.AttributeType.Namespace != "System.Diagnostics";

    private static IEnumerable<string> StringsOf(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Concat(attribute.Properties.Concat(attribute.Fields).Select(named => named.Argument)).SelectMany(argument => StringsOf(argument.Value));

    private static IEnumerable<string> StringsOf(object? value) => value switch
    {
        string text => [text],
        CustomAttributeArgument argument => StringsOf(argument.Value),
        CustomAttributeArgument[] arguments => arguments.SelectMany(argument => StringsOf(argument.Value)),
        _ => [],
    };

    private static int HandlersOf(MethodBody body) => body.HasExceptionHandlers ? (HandlerBytes * body.ExceptionHandlers.Count) + 1 : 0;

    private static int SizeOf(Instruction instruction) => instruction.OpCode.Size + (instruction.OpCode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar or OperandType.ShortInlineArg => 1,
        OperandType.InlineBrTarget or OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType => 2,
        OperandType.InlineVar or OperandType.InlineArg => 2,
        OperandType.InlineI or OperandType.InlineTok or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 1 + (2 * ((Instruction[])instruction.Operand).Length),
        OperandType other => throw new NotSupportedException($"{instruction}: byte code has no {other}."),
    });
}
