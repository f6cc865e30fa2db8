namespace Kiosk.Core.Terminal
{
    /// <summary>A buzzer that has one tone.</summary>
    public interface IBuzzer
    {
        /// <summary>Begins or ends the tone, at once.</summary>
        void Sound(bool on);
    }
}
