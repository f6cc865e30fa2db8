namespace Kiosk.Issuer.Messages;

/// <summary>A message that cannot be encoded: the caller gave a data element a value that it cannot hold.</summary>
internal sealed class IsoFormatException(IsoError error) : FormatException(error.ToString())
{
    /// <summary>Which data element, where and why.</summary>
    public IsoError Error { get; } = error;
}
