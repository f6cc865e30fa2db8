using System.Text;
using Kiosk.Core.Terminal;

namespace Kiosk.Bench.Rig;

/// <summary>The kiosk's case: service switch, tamper loop, and the technician's serial terminal.</summary>
internal sealed class BareCase : ISwitches, IServicePort
{
    private readonly Queue<byte> _line = new();

    /// <inheritdoc/>
    public bool IsServiceOn { get; set; }

    /// <summary>Whether the case is open.</summary>
    public bool IsOpen { get; set; }

    /// <inheritdoc/>
    public bool TakeTampered() => IsOpen;

    /// <summary>Sends characters.</summary>
    public void Send(string text)
    {
        foreach (byte character in Encoding.ASCII.GetBytes(text))
        {
            _line.Enqueue(character);
        }
    }

    /// <summary>What was sent and not read is gone with the power.</summary>
    public void Forget() => _line.Clear();

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        int got = 0;
        while (got < count && _line.TryDequeue(out byte character))
        {
            buffer[offset + got++] = character;
        }

        return got;
    }
}
