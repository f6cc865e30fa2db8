using System.Security.Cryptography;
using Kiosk.Core.Card;
using Kiosk.Core.Crypto;
using Kiosk.Core.Display;
using Kiosk.Core.Issuer;
using Kiosk.Core.Storage;
using Kiosk.Core.Terminal;

namespace Kiosk.Bench.Rig;

/// <summary>Time that is set.</summary>
internal sealed class PlainClock : IClock
{
    public long Ticks { get; set; }

    public long Utc { get; set; }

    /// <summary>Told when the firmware sets the time.</summary>
    public Action<long> Corrected { get; set; } = _ => { };

    public void Set(long utc)
    {
        Utc = utc;
        Corrected(utc);
    }
}

/// <summary>A display that takes everything.</summary>
internal sealed class PlainScreen : IScreen
{
    public bool Write(int page, int column, byte[] data, int offset, int count) => true;
}

/// <summary>A reader that holds a card until it is read.</summary>
internal sealed class PlainReader : ICardReader
{
    public byte[] Card { get; set; } = [];

    public int Read(byte[] track, long ticks)
    {
        int length = Card.Length;
        Card.CopyTo(track, 0);
        Card = [];
        return length;
    }
}

/// <summary>Files in memory, each of which can be as long as a record can. Its files are allocated beforehand: writing allocates nothing.</summary>
internal sealed class PlainFlash : IFlash
{
    private const int MostFiles = 24;

    private readonly string?[] _names = new string?[MostFiles];
    private readonly byte[][] _files = [.. Enumerable.Range(0, MostFiles).Select(_ => new byte[RecordStore.LargestPayload + Record.Overhead])];
    private readonly int[] _lengths = new int[MostFiles];

    public int Read(string name, byte[] buffer)
    {
        int file = Array.IndexOf(_names, name);
        if (file < 0)
        {
            return FlashRead.Missing;
        }

        Array.Copy(_files[file], buffer, Math.Min(_lengths[file], buffer.Length));
        return _lengths[file];
    }

    public bool Write(string name, byte[] buffer, int length)
    {
        int file = Array.IndexOf(_names, name);
        file = file >= 0 ? file : Array.IndexOf(_names, null);
        _names[file] = name;
        _lengths[file] = length;
        Array.Copy(buffer, _files[file], length);
        return true;
    }
}

/// <summary>Bytes that are no secret and the same each time.</summary>
internal sealed class PlainRandom : IRandom
{
    private byte _next;

    public void Fill(byte[] buffer, int offset, int count)
    {
        for (int i = offset; i < offset + count; i++)
        {
            buffer[i] = _next += 0x55;
        }
    }
}

/// <summary>A link that is up as soon as it is opened, and waits for <see cref="Answer"/>.</summary>
internal sealed class PlainLink : IIssuerLink
{
    private byte[] _answer = [];

    public LinkState State { get; private set; }

    public LinkFault Fault => LinkFault.None;

    /// <summary>Called when a request is handed over.</summary>
    public Action Sent { get; set; } = () => { };

    public void Open() => State = LinkState.Up;

    public void Send(byte[] message, int length)
    {
        Sent();
        State = LinkState.Waiting;
    }

    public void Answer(byte[] message)
    {
        _answer = message;
        State = LinkState.Answered;
    }

    /// <summary>The request turns out never to have left.</summary>
    public void Fail() => State = LinkState.NotSent;

    public int TakeAnswer(byte[] buffer)
    {
        _answer.CopyTo(buffer, 0);
        State = LinkState.Up;
        return _answer.Length;
    }

    public void Close() => State = LinkState.Down;
}

/// <summary>AES that is not Core's, as on the ESP32, where it is native.</summary>
internal sealed class OutsideCipher : IBlockCipher
{
    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _key = new byte[16];

    public int BlockLength => 16;

    public void SetKey(byte[] key, int offset, int length)
    {
        if (length != _key.Length)
        {
            throw new ArgumentException("Only 128-bit keys.", nameof(length));
        }

        Array.Copy(key, offset, _key, 0, length);
        _aes.Key = _key;
    }

    public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset) =>
        _aes.EncryptEcb(input.AsSpan(inputOffset, 16), output.AsSpan(outputOffset, 16), PaddingMode.None);

    public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset) =>
        _aes.DecryptEcb(input.AsSpan(inputOffset, 16), output.AsSpan(outputOffset, 16), PaddingMode.None);

    public void Clear() => Array.Clear(_key);
}
