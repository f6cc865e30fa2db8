namespace Iot.Device.Ssd13xx;

/// <summary>How the display is mounted.</summary>
public enum DisplayOrientation
{
    /// <summary>Not played.</summary>
    Portrait = 1,

    /// <summary>Upright.</summary>
    Landscape = 2,

    /// <summary>Not played.</summary>
    Portrait180 = 3,

    /// <summary>Upside down.</summary>
    Landscape180 = 4,
}
