using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>What the device's launcher cannot run, or runs otherwise, in the classes of this assembly.</summary>
    [MSTest.TestClass]
    public sealed class DeviceRulesTests
    {
        private static readonly Type[] RowTypes =
        {
            typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
            typeof(char), typeof(float), typeof(double), typeof(string),
        };

        private static IEnumerable<Type> Classes
        {
            get { return typeof(DeviceRulesTests).Assembly.GetTypes().Where(t => t.IsDefined(typeof(TestClassAttribute), false)); }
        }

        private static IEnumerable<MethodInfo> Methods
        {
            get { return Classes.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)); }
        }

        /// <summary>The last class has no next one whose first test would end it.</summary>
        [MSTest.AssemblyCleanup]
        public static void EndLastClass()
        {
            Launcher.Enter(null);
        }

        /// <summary>Tests run with <c>this == null</c> and without a constructor: a field would never be there.</summary>
        [MSTest.TestMethod]
        public void NoTestClassHasStateOfItsInstance()
        {
            const BindingFlags instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            List<string> faults = new List<string>();
            foreach (Type type in Classes)
            {
                faults.AddRange(type.GetFields(instance).Select(f => type.Name + "." + f.Name));
                ConstructorInfo[] constructors = type.GetConstructors(instance);

                // The compiler's own constructor is: load this, call that of object, return; a Debug build adds a nop.
                if (constructors.Length != 1 || constructors[0].GetMethodBody().GetILAsByteArray().Length > 8)
                {
                    faults.Add(type.Name + " has a constructor of its own");
                }
            }

            MSTest.Assert.AreEqual("", string.Join(", ", faults));
        }

        /// <summary>The device silently never runs a test class of the global namespace.</summary>
        [MSTest.TestMethod]
        public void EveryTestClassIsPublicInANamespace()
        {
            string faults = string.Join(", ", Classes.Where(t => string.IsNullOrEmpty(t.Namespace) || !t.IsPublic).Select(t => t.Name));
            MSTest.Assert.AreEqual("", faults);
        }

        /// <summary>Another type in a data row breaks the whole class; the device converts no argument.</summary>
        [MSTest.TestMethod]
        public void EveryDataRowHasTypesThatTheDeviceTakes()
        {
            List<string> faults = new List<string>();
            foreach (MethodInfo method in Methods)
            {
                ParameterInfo[] parameters = method.GetParameters();
                foreach (DataRowAttribute row in method.GetCustomAttributes<DataRowAttribute>())
                {
                    bool good = row.Data.Length == parameters.Length;
                    for (int i = 0; good && i < parameters.Length; i++)
                    {
                        good = row.Data[i] != null && RowTypes.Contains(row.Data[i].GetType()) && row.Data[i].GetType() == parameters[i].ParameterType;
                    }

                    if (!good)
                    {
                        faults.Add(method.DeclaringType.Name + "." + method.Name);
                    }
                }
            }

            MSTest.Assert.AreEqual("", string.Join(", ", faults.Distinct()));
        }

        /// <summary>Public, of the instance, returning nothing; Setup and Cleanup without arguments.</summary>
        [MSTest.TestMethod]
        public void EveryTestHasAShapeThatBothRun()
        {
            IEnumerable<MethodInfo> tests = Methods.Where(m => m.IsDefined(typeof(TestMethodAttribute)) || m.IsDefined(typeof(DataRowAttribute))
                || m.IsDefined(typeof(SetupAttribute)) || m.IsDefined(typeof(CleanupAttribute)));
            string faults = string.Join(", ", tests.Where(m => !m.IsPublic || m.IsStatic || m.ReturnType != typeof(void)
                || (m.GetParameters().Length != 0) != m.IsDefined(typeof(DataRowAttribute)) || (m.IsDefined(typeof(DataRowAttribute)) && !m.IsDefined(typeof(TestMethodAttribute))))
                .Select(m => m.DeclaringType.Name + "." + m.Name));
            MSTest.Assert.AreEqual("", faults);
        }
    }
}
