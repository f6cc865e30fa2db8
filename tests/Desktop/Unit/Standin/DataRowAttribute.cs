using System;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>Arguments of one run of a test.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public sealed class DataRowAttribute : MSTest.DataRowAttribute
    {
        /// <summary>Takes the arguments.</summary>
        public DataRowAttribute(params object[] methodParameters)
            : base(methodParameters)
        {
        }
    }
}
