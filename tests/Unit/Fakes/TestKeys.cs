using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;

namespace Kiosk.Unit
{
    /// <summary>The published test keys, loaded.</summary>
    public static class TestKeys
    {
        /// <summary>Loads the AES test key.</summary>
        /// <param name="keys">A terminal's keys.</param>
        /// <param name="bench">Whether they are to say that they are test keys.</param>
        /// <returns>Whether they are loaded.</returns>
        public static bool Load(TerminalKeys keys, bool bench)
        {
            byte[] key = BenchKey.InitialKey(MessageProfile.Aes);
            return keys.Load(key, key.Length, BenchKey.InitialKsn(MessageProfile.Aes), new byte[] { 1, 2, 3 }, bench) == KeyLoad.Good;
        }
    }
}
