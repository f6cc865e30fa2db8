namespace System.Device.Gpio;

/// <summary>Called by a <see cref="GpioController"/> on an edge.</summary>
public delegate void PinChangeEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);
