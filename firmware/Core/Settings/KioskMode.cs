namespace Kiosk.Core.Settings
{
    /// <summary>What the kiosk sells.</summary>
    public enum KioskMode
    {
        /// <summary>Parking time by the minute.</summary>
        Parking,

        /// <summary>A passage by vehicle class.</summary>
        Toll,
    }
}
