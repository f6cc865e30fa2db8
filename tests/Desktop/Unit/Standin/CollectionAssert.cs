using System.Collections;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>The device's assertions about collections, as far as these tests use them, over MSTest's.</summary>
    public static class CollectionAssert
    {
        /// <summary>The same elements in the same order.</summary>
        public static void AreEqual(ICollection expected, ICollection actual, string message = "")
        {
            MSTest.CollectionAssert.AreEqual(expected, actual, message);
        }
    }
}
