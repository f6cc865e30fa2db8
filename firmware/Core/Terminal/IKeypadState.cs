namespace Kiosk.Core.Terminal
{
    /// <summary>How the keypad's electronics stand, for service mode.</summary>
    public interface IKeypadState
    {
        /// <summary>What is wrong with it.</summary>
        KeypadFault Fault { get; }
    }
}
