using System;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>A test. It is run as the device's launcher runs it: see <see cref="Launcher"/>.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestMethodAttribute : MSTest.TestMethodAttribute
    {
        /// <inheritdoc/>
        public override MSTest.TestResult[] Execute(MSTest.ITestMethod testMethod)
        {
            return new[] { Launcher.Run(testMethod) };
        }
    }
}
