using System;
using MSTest = Microsoft.VisualStudio.TestTools.UnitTesting;

namespace nanoFramework.TestFramework
{
    /// <summary>The device's assertions, as far as these tests use them, over MSTest's.</summary>
    public static class Assert
    {
        /// <summary>The values are equal.</summary>
        public static void AreEqual(bool expected, bool actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(bool notExpected, bool actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(byte expected, byte actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(byte notExpected, byte actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(char expected, char actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(char notExpected, char actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(int expected, int actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(int notExpected, int actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(long expected, long actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(long notExpected, long actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(short expected, short actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(short notExpected, short actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(uint expected, uint actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(uint notExpected, uint actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The values are equal.</summary>
        public static void AreEqual(string expected, string actual, string message = "")
        {
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>The values differ.</summary>
        public static void AreNotEqual(string notExpected, string actual, string message = "")
        {
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>Objects that <see cref="object.Equals(object, object)"/> takes for equal. Arrays the device compares by reference: refused here, see <c>Hex.Same</c>.</summary>
        public static void AreEqual(object expected, object actual, string message = "")
        {
            RefuseArrays(expected, actual);
            MSTest.Assert.AreEqual(expected, actual, message);
        }

        /// <summary>Objects that differ.</summary>
        public static void AreNotEqual(object notExpected, object actual, string message = "")
        {
            RefuseArrays(notExpected, actual);
            MSTest.Assert.AreNotEqual(notExpected, actual, message);
        }

        /// <summary>The same object.</summary>
        public static void AreSame(object expected, object actual, string message = "")
        {
            MSTest.Assert.AreSame(expected, actual, message);
        }

        /// <summary>It is true.</summary>
        public static void IsTrue(bool condition, string message = "")
        {
            MSTest.Assert.IsTrue(condition, message);
        }

        /// <summary>It is false.</summary>
        public static void IsFalse(bool condition, string message = "")
        {
            MSTest.Assert.IsFalse(condition, message);
        }

        /// <summary>It is null.</summary>
        public static void IsNull(object value, string message = "")
        {
            MSTest.Assert.IsNull(value, message);
        }

        /// <summary>It is not null.</summary>
        public static void IsNotNull(object value, string message = "")
        {
            MSTest.Assert.IsNotNull(value, message);
        }

        /// <summary>The action throws an exception of exactly this type.</summary>
        public static void ThrowsException(Type exception, Action action, string message = "")
        {
            try
            {
                action();
            }
            catch (Exception thrown) when (thrown.GetType() == exception)
            {
                return;
            }

            MSTest.Assert.Fail(exception.Name + " was not thrown. " + message);
        }

        private static void RefuseArrays(object expected, object actual)
        {
            if (expected is Array || actual is Array)
            {
                throw new ArgumentException("Assert.AreEqual compares arrays by reference on the device; use Hex.Same or CollectionAssert.AreEqual.");
            }
        }
    }
}
