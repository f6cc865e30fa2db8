namespace System.Device.I2c;

/// <summary>How a transfer ended, and how much of it was done.</summary>
public readonly struct I2cTransferResult
{
    internal I2cTransferResult(int bytes, I2cTransferStatus status)
    {
        BytesTransferred = (uint)bytes;
        Status = status;
    }

    /// <summary>Data bytes, the address not counted.</summary>
    public uint BytesTransferred { get; }

    /// <summary>How it ended: nothing throws, a missing device shows here alone.</summary>
    public I2cTransferStatus Status { get; }
}
