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

        /// <summary>Files that survive a power cut.</summary>
        public IFlash Flash;

        /// <summary>The connection to the issuer.</summary>
        public IIssuerLink Link;

        /// <summary>AES-128.</summary>
        public IBlockCipher Cipher;

        /// <summary>Random bytes.</summary>
        public IRandom Random;
    }
}
