namespace Kiosk.Issuer.Messages;

/// <summary>What is wrong with a message, and where. Never quotes what the message holds.</summary>
/// <param name="Field">DE number; 0 is the message type, 1 the bit map.</param>
/// <param name="Offset">Byte of the message counted from 0, or null where nothing is there to point at.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record IsoError(int Field, int? Offset, string Reason)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string where = Field switch
        {
            0 => "message type",
            1 => "bit map",
            _ => $"DE {Field}",
        };
        return Offset is int offset ? $"{where}, byte {offset}: {Reason}" : $"{where}: {Reason}";
    }
}
