using System.Diagnostics;
using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Kiosk.Bench.Costs;

/// <summary>
/// Has a compiled assembly count the IL instructions it executes: each basic block of each method first adds the number of its original
/// instructions to <see cref="IlCounter"/>. What the methods do stays as it was.
/// </summary>
/// <remarks>
/// A block ends where control can go elsewhere, after a call too: so the counters are exact while a callee runs, and when it throws. An instruction
/// other than a call that throws in the middle of a block is the one case in which the rest of its block is counted and not executed.
/// Every opcode counts one, prefixes included.
/// </remarks>
public static class IlInstrumenter
{
    /// <summary>Instruments an assembly.</summary>
    /// <param name="path">The compiled assembly.</param>
    /// <param name="firstMethod">The number that its first method gets.</param>
    /// <exception cref="InvalidOperationException">There are more methods than <see cref="IlCounter.MostMethods"/>.</exception>
    public static InstrumentedAssembly Instrument(string path, int firstMethod)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { InMemory = true });
        ModuleDefinition module = assembly.MainModule;
        MethodReference enter = module.ImportReference(typeof(IlCounter).GetMethod(nameof(IlCounter.Enter)));
        MethodReference add = module.ImportReference(typeof(IlCounter).GetMethod(nameof(IlCounter.Add)));
        List<string> names = [];
        int ilBytes = 0;
        foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            int number = firstMethod + names.Count;
            if (number >= IlCounter.MostMethods)
            {
                throw new InvalidOperationException($"More than {IlCounter.MostMethods} methods.");
            }

            names.Add($"{method.DeclaringType.Name}.{method.Name}");
            ilBytes += method.Body.CodeSize;
            Instrument(method.Body, number, enter, add);
        }

        using var image = new MemoryStream();
        assembly.Write(image);
        return new InstrumentedAssembly(
            assembly.Name.Name, image.ToArray(), firstMethod, names, ilBytes, new FileInfo(path).Length, IsOptimised(assembly));
    }

    private static void Instrument(Mono.Cecil.Cil.MethodBody body, int number, MethodReference enter, MethodReference add)
    {
        // Short branches may no longer reach.
        body.SimplifyMacros();
        Instruction[] original = [.. body.Instructions];
        HashSet<Instruction> leaders = Leaders(body, original);
        ILProcessor il = body.GetILProcessor();
        Dictionary<Instruction, Instruction> starts = [];
        for (int i = 0; i < original.Length;)
        {
            int end = i + 1;
            while (end < original.Length && !leaders.Contains(original[end]))
            {
                end++;
            }

            Instruction start = il.Create(OpCodes.Ldc_I4, number);
            starts[original[i]] = start;
            il.InsertBefore(original[i], start);
            il.InsertBefore(original[i], il.Create(OpCodes.Ldc_I4, end - i));
            il.InsertBefore(original[i], il.Create(OpCodes.Call, add));
            i = end;
        }

        // A branch back to the first instruction goes past this.
        Instruction first = starts[original[0]];
        il.InsertBefore(first, il.Create(OpCodes.Ldc_I4, number));
        il.InsertBefore(first, il.Create(OpCodes.Call, enter));
        Retarget(body, original, starts);
        body.OptimizeMacros();
    }

    private static HashSet<Instruction> Leaders(Mono.Cecil.Cil.MethodBody body, Instruction[] original)
    {
        HashSet<Instruction> leaders = [];
        foreach (Instruction instruction in original)
        {
            switch (instruction.Operand)
            {
                case Instruction target:
                    leaders.Add(target);
                    break;
                case Instruction[] targets:
                    leaders.UnionWith(targets);
                    break;
            }

            if (instruction.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Meta) && instruction.Next is { } next)
            {
                leaders.Add(next);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            foreach (Instruction? edge in Edges(handler))
            {
                if (edge is not null)
                {
                    leaders.Add(edge);
                }
            }
        }

        return leaders;
    }

    private static Instruction?[] Edges(ExceptionHandler handler) =>
        [handler.TryStart, handler.TryEnd, handler.FilterStart, handler.HandlerStart, handler.HandlerEnd];

    /// <summary>Whatever led to a block leads to its count.</summary>
    private static void Retarget(Mono.Cecil.Cil.MethodBody body, Instruction[] original, Dictionary<Instruction, Instruction> starts)
    {
        foreach (Instruction instruction in original)
        {
            if (instruction.Operand is Instruction target)
            {
                instruction.Operand = starts[target];
            }
            else if (instruction.Operand is Instruction[] targets)
            {
                instruction.Operand = targets.Select(t => starts[t]).ToArray();
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.TryStart = Start(handler.TryStart);
            handler.TryEnd = Start(handler.TryEnd);
            handler.FilterStart = Start(handler.FilterStart);
            handler.HandlerStart = Start(handler.HandlerStart);
            handler.HandlerEnd = Start(handler.HandlerEnd);
        }

        Instruction? Start(Instruction? edge) => edge is null ? null : starts[edge];
    }

    private static bool IsOptimised(AssemblyDefinition assembly)
    {
        CustomAttribute? debuggable = assembly.CustomAttributes.FirstOrDefault(a => a.AttributeType.FullName == typeof(DebuggableAttribute).FullName);
        return debuggable is not { ConstructorArguments: [{ Value: int modes }] }
            || !((DebuggableAttribute.DebuggingModes)modes).HasFlag(DebuggableAttribute.DebuggingModes.DisableOptimizations);
    }
}
