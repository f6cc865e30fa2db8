using Kiosk.Board;
using nanoFramework.Hardware.Esp32;

namespace System.Device.Pwm;

/// <summary>Plays nanoFramework.System.Device.Pwm: what a channel drives is heard by the <see cref="PiezoBuzzer"/> that is wired to its pin.</summary>
public sealed class PwmChannel : IDisposable
{
    private readonly VirtualBoard _board = VirtualBoard.Current;
    private readonly int _pin;
    private bool _disposed;

    private PwmChannel(int pin, int frequency, double dutyCycle)
    {
        _pin = pin;
        Frequency = frequency;
        DutyCycle = dutyCycle;
    }

    /// <summary>Hertz.</summary>
    public int Frequency { get; set; }

    /// <summary>0 to 1.</summary>
    public double DutyCycle { get; set; }

    /// <summary>A channel on a pin that was given a PWM function first (<c>Configuration.SetPinFunction</c>); null on any other.</summary>
    public static PwmChannel? CreateFromPin(int pin, int frequency = 400, double dutyCyclePercentage = 0.5)
    {
        bool isPwm = Enum.GetValues<DeviceFunction>()
            .Any(function => function is >= DeviceFunction.PWM1 and <= DeviceFunction.PWM16 && VirtualBoard.Current.PinOf((int)function) == pin);
        return isPwm ? new PwmChannel(pin, frequency, dutyCyclePercentage) : null;
    }

    /// <summary>Begins to drive the pin.</summary>
    public void Start() => Drive(DutyCycle is > 0 and < 1);

    /// <summary>Ends.</summary>
    public void Stop() => Drive(false);

    /// <summary>Gives the channel up; its pin falls silent.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            Stop();
            _disposed = true;
        }
    }

    private void Drive(bool on)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_board.IsOn)
        {
            _board.World.Buzzer.Hear(_pin, on ? Frequency : 0);
        }
    }
}
