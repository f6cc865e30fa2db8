namespace System.Device.I2c;

/// <summary>How a transfer ended.</summary>
public enum I2cTransferStatus
{
    /// <summary>Nobody knows; also what a board without power gives.</summary>
    UnknownError = 0,

    /// <summary>Every byte was acknowledged.</summary>
    FullTransfer = 1,

    /// <summary>The device held the clock too long.</summary>
    ClockStretchTimeout = 2,

    /// <summary>The device stopped acknowledging.</summary>
    PartialTransfer = 3,

    /// <summary>No device answered to the address.</summary>
    SlaveAddressNotAcknowledged = 4,
}
