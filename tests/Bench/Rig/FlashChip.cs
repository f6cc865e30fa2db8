using Kiosk.Board;
using Kiosk.Core.Storage;

namespace Kiosk.Bench.Rig;

/// <summary>The virtual board's flash as a programmer on the serial port has it: without power, nothing is counted.</summary>
internal sealed class FlashChip(FlashMemory memory) : IFlash
{
    /// <inheritdoc/>
    public int Read(string name, byte[] buffer)
    {
        if (memory.Read(name) is not { } file)
        {
            return FlashRead.Missing;
        }

        Array.Copy(file, buffer, Math.Min(file.Length, buffer.Length));
        return file.Length;
    }

    /// <inheritdoc/>
    public bool Write(string name, byte[] buffer, int length)
    {
        memory.Store(name, buffer[..length]);
        return true;
    }
}
