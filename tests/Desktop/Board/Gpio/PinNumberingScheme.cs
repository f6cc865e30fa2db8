namespace System.Device.Gpio;

/// <summary>How pins are numbered; an ESP32 has one way.</summary>
public enum PinNumberingScheme
{
    /// <summary>By GPIO number.</summary>
    Logical = 0,

    /// <summary>By the place on the board: the same on an ESP32.</summary>
    Board = 1,
}
