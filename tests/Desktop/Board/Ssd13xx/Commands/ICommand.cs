namespace Iot.Device.Ssd13xx.Commands;

/// <summary>A command of a display controller.</summary>
public interface ICommand
{
    /// <summary>Its first byte.</summary>
    byte Id { get; }

    /// <summary>All its bytes.</summary>
    byte[] GetBytes();
}
