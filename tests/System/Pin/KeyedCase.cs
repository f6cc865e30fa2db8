namespace Kiosk.EndToEnd.Pin;

/// <summary>A case and a key, in hex.</summary>
public sealed record KeyedCase(PinCase Case, string Key)
{
    /// <summary>The key.</summary>
    public byte[] KeyBytes => Convert.FromHexString(Key);
}
