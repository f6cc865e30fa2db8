namespace System.Device.Gpio;

/// <summary>Called by a <see cref="GpioPin"/> on an edge.</summary>
public delegate void PinValueChangedEventHandler(object sender, PinValueChangedEventArgs e);
