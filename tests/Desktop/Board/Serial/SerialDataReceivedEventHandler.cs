namespace System.IO.Ports;

/// <summary>Takes the news of arrived bytes.</summary>
public delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);
