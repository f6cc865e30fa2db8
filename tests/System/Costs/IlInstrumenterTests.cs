using System.Reflection;
using Kiosk.Bench.Costs;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Kiosk.EndToEnd.Costs;

/// <summary>Instructions counted by the instrumenter against those counted by hand.</summary>
[TestClass]
[DoNotParallelize]
public sealed class IlInstrumenterTests
{
    private const string Name = "HandWritten";

    /// <summary>4 before the loop, 1 into it; a turn 14, 15 or 17 by its case; 3 for the test that ends it, 1 to leave, 5 in finally, 2 to return.</summary>
    [TestMethod]
    [DataRow(0, 1000, 4 + 1 + 3 + 1 + 5 + 2)]
    [DataRow(1, 1001, 16 + 14)]
    [DataRow(2, 1011, 16 + 14 + 15)]
    [DataRow(3, 1111, 16 + 14 + 15 + 17)]
    [DataRow(5, 1311, 16 + 14 + 15 + (3 * 17))]
    public void LoopSwitchAndFinally(int turns, int result, int instructions)
    {
        (object? returned, long[] executed) = Run("Loop", turns);
        Assert.AreEqual(result, returned);
        Assert.AreEqual(instructions, executed[0]);
        Assert.AreEqual(0, executed.Skip(1).Sum());
    }

    /// <summary>
    /// The callee executes 2 and throws. The caller executes 1, then its filter 3 and its handler 2, then 2 to return; the 3 behind the call are not counted.
    /// </summary>
    [TestMethod]
    public void ExceptionOutOfACall()
    {
        (object? returned, long[] executed) = Run("Catch");
        Assert.AreEqual(7, returned);
        Assert.AreEqual(1 + 3 + 2 + 2, executed[1]);
        Assert.AreEqual(2, executed[2]);
    }

    /// <summary>A loop back to the very first instruction is one call.</summary>
    [TestMethod]
    public void LoopFromTheFirstInstruction()
    {
        long calls = IlCounter.Calls(3);
        (object? returned, long[] executed) = Run("Down", 4);
        Assert.AreEqual(0, returned);
        Assert.AreEqual((4 * 6) + 2, executed[3]);
        Assert.AreEqual(1, IlCounter.Calls(3) - calls);
    }

    /// <summary>Runs a method of the hand-written assembly, instrumented; what each of its methods executed.</summary>
    private static (object? Returned, long[] Executed) Run(string method, params object[] arguments)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("kiosk-il-").FullName, Name + ".dll");
        try
        {
            Write(path);
            InstrumentedAssembly instrumented = IlInstrumenter.Instrument(path, 0);
            CollectionAssert.AreEqual(new[] { "Code.Loop", "Code.Catch", "Code.Throw", "Code.Down" }, instrumented.Methods.ToArray());
            Assembly assembly = new CountingContext([instrumented], []).LoadFromAssemblyName(new AssemblyName(Name));
            long[] before = new long[IlCounter.MostMethods];
            long[] after = new long[IlCounter.MostMethods];
            IlCounter.CopyTo(before);
            object? returned = assembly.GetType("Code")!.GetMethod(method)!.Invoke(null, arguments);
            IlCounter.CopyTo(after);
            return (returned, [.. after.Zip(before, (a, b) => a - b)]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    private static void Write(string path)
    {
        using var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(Name, new Version(1, 0)), Name, ModuleKind.Dll);
        ModuleDefinition module = assembly.MainModule;
        TypeReference number = module.TypeSystem.Int32;
        var code = new TypeDefinition("", "Code", Mono.Cecil.TypeAttributes.Public | Mono.Cecil.TypeAttributes.Class, module.TypeSystem.Object);
        module.Types.Add(code);
        MethodDefinition loop = Method("Loop", number);
        MethodDefinition catching = Method("Catch", number);
        MethodDefinition throwing = Method("Throw", module.TypeSystem.Void);
        MethodDefinition down = Method("Down", number);
        loop.Parameters.Add(new ParameterDefinition(number));
        down.Parameters.Add(new ParameterDefinition(number));
        WriteLoop(loop, number);
        WriteCatch(catching, throwing, number);
        WriteThrow(throwing, module);
        WriteDown(down);
        assembly.Write(path);

        MethodDefinition Method(string name, TypeReference result)
        {
            var method = new MethodDefinition(name, Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.Static, result);
            code.Methods.Add(method);
            return method;
        }
    }

    /// <summary>sum = 0; try { for (i = 0; i &lt; n; i++) switch (i) { 0: sum += 1; 1: sum += 10; else: sum += 100 } } finally { sum += 1000 }</summary>
    private static void WriteLoop(MethodDefinition method, TypeReference number)
    {
        method.Body.InitLocals = true;
        method.Body.Variables.Add(new VariableDefinition(number));
        method.Body.Variables.Add(new VariableDefinition(number));
        ILProcessor il = method.Body.GetILProcessor();
        Instruction body = il.Create(OpCodes.Ldloc_0);
        Instruction zero = il.Create(OpCodes.Ldloc_1);
        Instruction one = il.Create(OpCodes.Nop);
        Instruction other = il.Create(OpCodes.Nop);
        Instruction next = il.Create(OpCodes.Ldloc_0);
        Instruction test = il.Create(OpCodes.Ldloc_0);
        Instruction start = il.Create(OpCodes.Br_S, test);
        Instruction end = il.Create(OpCodes.Ldloc_1);
        Instruction last = il.Create(OpCodes.Ldloc_1);

        // 4
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Stloc_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Stloc_0);

        // 1
        il.Append(start);

        // A turn: 2, then 5 (case 0), 6 (case 1) or 1 + 7 (others), then 4, then 3.
        il.Append(body);
        il.Emit(OpCodes.Switch, [zero, one]);
        il.Emit(OpCodes.Br_S, other);
        il.Append(zero);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_1);
        il.Emit(OpCodes.Br_S, next);
        il.Append(one);
        il.Emit(OpCodes.Ldloc_1);
        il.Emit(OpCodes.Ldc_I4_S, (sbyte)10);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_1);
        il.Emit(OpCodes.Br_S, next);
        il.Append(other);
        il.Emit(OpCodes.Nop);
        il.Emit(OpCodes.Nop);
        il.Emit(OpCodes.Ldloc_1);
        il.Emit(OpCodes.Ldc_I4_S, (sbyte)100);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_1);
        il.Append(next);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_0);
        il.Append(test);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Blt_S, body);

        // 1, 5, 2
        il.Emit(OpCodes.Leave_S, last);
        il.Append(end);
        il.Emit(OpCodes.Ldc_I4, 1000);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_1);
        il.Emit(OpCodes.Endfinally);
        il.Append(last);
        il.Emit(OpCodes.Ret);
        method.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = start,
            TryEnd = end,
            HandlerStart = end,
            HandlerEnd = last,
        });
    }

    /// <summary>try { Throw(); … } catch when (true) { } return 7</summary>
    private static void WriteCatch(MethodDefinition method, MethodReference throwing, TypeReference number)
    {
        method.Body.InitLocals = true;
        method.Body.Variables.Add(new VariableDefinition(number));
        ILProcessor il = method.Body.GetILProcessor();
        Instruction start = il.Create(OpCodes.Call, throwing);
        Instruction filter = il.Create(OpCodes.Pop);
        Instruction handler = il.Create(OpCodes.Pop);
        Instruction last = il.Create(OpCodes.Ldc_I4_7);
        il.Append(start);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Stloc_0);
        il.Emit(OpCodes.Leave_S, last);
        il.Append(filter);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Endfilter);
        il.Append(handler);
        il.Emit(OpCodes.Leave_S, last);
        il.Append(last);
        il.Emit(OpCodes.Ret);
        method.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Filter)
        {
            TryStart = start,
            TryEnd = filter,
            FilterStart = filter,
            HandlerStart = handler,
            HandlerEnd = last,
        });
    }

    private static void WriteThrow(MethodDefinition method, ModuleDefinition module)
    {
        ILProcessor il = method.Body.GetILProcessor();
        il.Emit(OpCodes.Newobj, module.ImportReference(typeof(Exception).GetConstructor([])));
        il.Emit(OpCodes.Throw);
    }

    /// <summary>do n-- while (n != 0); return n</summary>
    private static void WriteDown(MethodDefinition method)
    {
        ILProcessor il = method.Body.GetILProcessor();
        Instruction first = il.Create(OpCodes.Ldarg_0);
        il.Append(first);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg_S, method.Parameters[0]);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Brtrue_S, first);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
    }
}
