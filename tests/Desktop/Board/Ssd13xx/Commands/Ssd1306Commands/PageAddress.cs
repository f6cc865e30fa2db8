namespace Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

/// <summary>The eight pages, by their commands in page addressing mode.</summary>
public enum PageAddress
{
    /// <summary>Rows 0 to 7.</summary>
    Page0 = 0xB0,

    /// <summary>Rows 8 to 15.</summary>
    Page1 = 0xB1,

    /// <summary>Rows 16 to 23.</summary>
    Page2 = 0xB2,

    /// <summary>Rows 24 to 31.</summary>
    Page3 = 0xB3,

    /// <summary>Rows 32 to 39.</summary>
    Page4 = 0xB4,

    /// <summary>Rows 40 to 47.</summary>
    Page5 = 0xB5,

    /// <summary>Rows 48 to 55.</summary>
    Page6 = 0xB6,

    /// <summary>Rows 56 to 63.</summary>
    Page7 = 0xB7,
}
