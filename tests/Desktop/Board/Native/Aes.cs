namespace Kiosk.Board;

/// <summary>Plays System.Security.Cryptography.Aes of nanoFramework on .NET's; the twin puts it in its place with a <c>global using</c>.
/// It knows ECB and CBC, 128-bit keys and whole blocks, and pads nothing.</summary>
public class Aes(CipherMode mode)
{
    private const int Block = 16;

    private byte[] _key = [];
    private byte[] _iv = [];

    /// <summary>The mode.</summary>
    public CipherMode Mode { get; set; } = mode;

    /// <summary>16 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public byte[] Key
    {
        get => _key;
        set => _key = value is { Length: Block } ? value : throw new ArgumentException("Only 128-bit keys.");
    }

    /// <summary>16 bytes, for CBC.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public byte[] IV
    {
        get => _iv;
        set => _iv = value is { Length: Block } ? value : throw new ArgumentException("An IV has 16 bytes.");
    }

    /// <summary>A random IV.</summary>
    public void GenerateIV() => _iv = System.Security.Cryptography.RandomNumberGenerator.GetBytes(Block);

    /// <summary>Enciphers whole blocks into a new array.</summary>
    /// <exception cref="ArgumentException">No whole blocks, or no key.</exception>
    public byte[] Encrypt(byte[] data)
    {
        using System.Security.Cryptography.Aes aes = Prepare(data);
        return Mode == CipherMode.ECB
            ? aes.EncryptEcb(data, System.Security.Cryptography.PaddingMode.None)
            : aes.EncryptCbc(data, _iv, System.Security.Cryptography.PaddingMode.None);
    }

    /// <summary>Deciphers whole blocks into a new array.</summary>
    /// <exception cref="ArgumentException">No whole blocks, or no key.</exception>
    public byte[] Decrypt(byte[] data)
    {
        using System.Security.Cryptography.Aes aes = Prepare(data);
        return Mode == CipherMode.ECB
            ? aes.DecryptEcb(data, System.Security.Cryptography.PaddingMode.None)
            : aes.DecryptCbc(data, _iv, System.Security.Cryptography.PaddingMode.None);
    }

    private System.Security.Cryptography.Aes Prepare(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length == 0 || data.Length % Block != 0)
        {
            throw new ArgumentException("Only whole blocks of 16 bytes.");
        }

        if (_key.Length != Block || Mode is not (CipherMode.ECB or CipherMode.CBC) || (Mode == CipherMode.CBC && _iv.Length != Block))
        {
            throw new ArgumentException("A key is missing, or an IV, or a mode.");
        }

        System.Security.Cryptography.Aes aes = System.Security.Cryptography.Aes.Create();
        aes.Key = _key;
        return aes;
    }
}
