namespace Kiosk.Issuer.Crypto;

/// <summary>What the header of a key block says of its key (ANSI X9.143, 6.2 and 6.3).</summary>
/// <param name="Version">B (TDES) or D (AES).</param>
/// <param name="Usage">Key usage, two characters: B1 for an initial DUKPT key.</param>
/// <param name="Algorithm">Algorithm of the key: A for AES, T for TDES.</param>
/// <param name="Mode">Mode of use: X for a key to derive others from.</param>
/// <param name="Exportability">E, N or S.</param>
public sealed record KeyBlockHeader(char Version, string Usage, char Algorithm, char Mode, char Exportability)
{
    /// <summary>Key version number, two characters.</summary>
    public string KeyVersion { get; init; } = "00";

    /// <summary>The optional blocks, id and data, without the one that pads them.</summary>
    public IReadOnlyList<(string Id, string Data)> OptionalBlocks { get; init; } = [];
}
