namespace Kiosk.Core.Settings
{
    /// <summary>The display's controller and its dots.</summary>
    public enum DisplayType
    {
        /// <summary><c>ssd1306-128x64</c>.</summary>
        Ssd1306Tall,

        /// <summary><c>ssd1306-128x32</c>.</summary>
        Ssd1306Flat,

        /// <summary><c>sh1106-128x64</c>.</summary>
        Sh1106,
    }
}
