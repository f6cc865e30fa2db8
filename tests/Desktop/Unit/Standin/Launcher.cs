using System;
using System.Diagnostics;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>
    /// Runs tests as the device's UnitTestLauncher does: <c>this</c> is null, no constructor runs, <c>[Setup]</c> runs once before the first test
    /// of a class and <c>[Cleanup]</c> once after its last. Tests come class by class; the last class ends with the assembly.
    /// </summary>
    internal static class Launcher
    {
        private static readonly object Turn = new object();

        private static Type _class;

        internal static MSTest.TestResult Run(MSTest.ITestMethod test)
        {
            lock (Turn)
            {
                Stopwatch watch = Stopwatch.StartNew();
                MSTest.TestResult result = new MSTest.TestResult { Outcome = MSTest.UnitTestOutcome.Passed };
                try
                {
                    Enter(test.MethodInfo.DeclaringType);
                    InvokeWithoutThis(test.MethodInfo, test.Arguments);
                }
                catch (Exception exception)
                {
                    Exception cause = exception is TargetInvocationException ? exception.InnerException : exception;
                    bool skipped = cause is MSTest.AssertInconclusiveException;
                    result.Outcome = skipped ? MSTest.UnitTestOutcome.Inconclusive : MSTest.UnitTestOutcome.Failed;
                    result.TestFailureException = cause;
                }

                result.Duration = watch.Elapsed;
                return result;
            }
        }

        /// <summary>Runs <c>[Cleanup]</c> of the class that was last and <c>[Setup]</c> of the one that comes.</summary>
        internal static void Enter(Type next)
        {
            if (_class == next)
            {
                return;
            }

            Type last = _class;
            _class = null;
            RunAll(last, typeof(CleanupAttribute));
            RunAll(next, typeof(SetupAttribute));
            _class = next;
        }

        private static void RunAll(Type type, Type attribute)
        {
            if (type == null)
            {
                return;
            }

            foreach (MethodInfo method in type.GetMethods().Where(m => m.IsDefined(attribute, false)))
            {
                InvokeWithoutThis(method, null);
            }
        }

        private static void InvokeWithoutThis(MethodInfo method, object[] arguments)
        {
            Type[] types = method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType).ToArray();
            Delegate call = Delegate.CreateDelegate(Expression.GetDelegateType(types), null, method);
            call.DynamicInvoke(arguments);
        }
    }
}
