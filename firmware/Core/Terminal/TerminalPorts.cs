using Kiosk.Core.Card;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Storage;

namespace Kiosk.Core.Terminal
{
    /// <summary>What the terminal needs from the world.</summary>
    public sealed class TerminalPorts
    {
        /// <summary>Time.</summary>
        public IClock Clock;

        /// <summary>The display.</summary>
        public IScreen Screen;

        /// <summary>The card reader; null when there is none.</summary>
        public ICardReader Reader;

        /// <summary>The buzzer; null when there is none, or it is not to sound.</summary>
        public IBuzzer Buzzer;

        /// <summary>The switches of the case; null when there are none.</summary>
        public ISwitches Switches;

        /// <summary>The keypad's electronics; null when nothing is known of them.</summary>
        public IKeypadState Keypad;

        /// <summary>Where key blocks come from; null when there is no such port.</summary>
        public IServicePort ServicePort;

        /// <summary>Files that survive a power cut.</summary>
        public IFlash Flash;

        /// <summary>Name of the file on <see cref="Flash"/> that the settings came from; null when they came from none.</summary>
        public string SettingsFile;

        /// <summary>CRC-32 of that file as it was read; the self-test compares.</summary>
        public uint SettingsCrc;

        /// <summary>The connection to the issuer.</summary>
        public IIssuerLink Link;

        /// <summary>How strong Wi-Fi is; null when nobody can tell.</summary>
        public IWifiSignal Signal;

        /// <summary>AES, with keys of all three lengths.</summary>
        public IBlockCipher Cipher;

        /// <summary>Random bytes.</summary>
        public IRandom Random;
    }
}
