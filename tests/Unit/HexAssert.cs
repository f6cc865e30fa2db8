using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    /// <content>What tests assert of buffers.</content>
    public static partial class Hex
    {
        /// <summary>Asserts what a buffer holds: <c>Assert.AreEqual</c> of two arrays compares references on the device.</summary>
        public static void Same(string expected, byte[] actual)
        {
            Assert.AreEqual(expected, Text(actual, 0, actual.Length));
        }

        /// <summary>Asserts what part of a buffer holds.</summary>
        public static void Same(string expected, byte[] actual, int offset, int count)
        {
            Assert.AreEqual(expected, Text(actual, offset, count));
        }
    }
}
