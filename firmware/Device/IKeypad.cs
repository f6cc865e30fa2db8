using Kiosk.Core.Terminal;

namespace Kiosk.Device
{
    /// <summary>A keypad that is scanned on a thread of its own.</summary>
    public interface IKeypad : IKeypadState
    {
        /// <summary>Hands what has changed since to the terminal. For the loop; never blocks.</summary>
        void Feed(Terminal terminal);

        /// <summary>Whether the scan has advanced since this was asked last. Asking forgets it. False again and again means that its thread has ended or hangs.</summary>
        bool TakeScanned();
    }
}
