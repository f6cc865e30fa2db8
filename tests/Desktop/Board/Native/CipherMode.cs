namespace Kiosk.Board;

/// <summary>Plays System.Security.Cryptography.CipherMode of nanoFramework.</summary>
public enum CipherMode
{
    /// <summary>Not set.</summary>
    None = 0,

    /// <summary>Chained.</summary>
    CBC = 1,

    /// <summary>Block by block.</summary>
    ECB = 2,
}
