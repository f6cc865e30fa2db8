using Kiosk.Core.Issuer;

namespace Kiosk.Bench.Fuzz;

/// <summary>A connection that is up as soon as it is opened, keeps the last request, and gives whatever answer it is told to.</summary>
internal sealed class FuzzLink : IIssuerLink
{
    private byte[] _answer = [];

    /// <inheritdoc/>
    public LinkState State { get; private set; }

    /// <inheritdoc/>
    public LinkFault Fault => LinkFault.None;

    /// <summary>The last request.</summary>
    public byte[] Request { get; private set; } = [];

    /// <summary>Requests so far.</summary>
    public int Sent { get; private set; }

    /// <summary>Called with each request.</summary>
    public Action<byte[]>? Sending { get; set; }

    /// <inheritdoc/>
    public void Open() => State = LinkState.Up;

    /// <inheritdoc/>
    public void Send(byte[] message, int length)
    {
        Request = message[..length];
        Sent++;
        State = LinkState.Waiting;
        Sending?.Invoke(Request);
    }

    /// <summary>An answer arrives.</summary>
    public void Answer(byte[] message)
    {
        _answer = message;
        State = LinkState.Answered;
    }

    /// <inheritdoc/>
    public int TakeAnswer(byte[] buffer)
    {
        Array.Copy(_answer, buffer, Math.Min(_answer.Length, buffer.Length));
        State = LinkState.Up;
        return _answer.Length;
    }

    /// <inheritdoc/>
    public void Close() => State = LinkState.Down;
}
