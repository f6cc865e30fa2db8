namespace Iot.Device.Ssd13xx.Commands;

/// <summary>A command of every controller of the family.</summary>
public interface ISharedCommand : ICommand
{
}
