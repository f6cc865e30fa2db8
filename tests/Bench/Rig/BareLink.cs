using System.Buffers.Binary;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Issuer;

namespace Kiosk.Bench.Rig;

/// <summary>A link in memory to an issuer in the same process. It answers at once, or does to a request what it is told.</summary>
public sealed class BareLink : IIssuerLink
{
    private const int MacLength = 8;

    private readonly BenchIssuer _issuer;
    private readonly MessageReader _reader;
    private readonly byte[] _work = new byte[MessageWriter.Longest];
    private byte[] _answer = [];
    private byte[]? _late;
    private bool _repeats;

    internal BareLink(BenchIssuer issuer, KioskSettings settings)
    {
        _issuer = issuer;
        _reader = new MessageReader(settings.Profile);
    }

    /// <inheritdoc/>
    public LinkState State { get; private set; }

    /// <inheritdoc/>
    public Core.Issuer.LinkFault Fault => IsDown ? Core.Issuer.LinkFault.HostSilent : Core.Issuer.LinkFault.None;

    /// <summary>What becomes of the next request; afterwards it is <see cref="LinkPlay.Answers"/> again.</summary>
    public LinkPlay Next { get; set; }

    /// <summary>Whether no connection can be opened. Setting it breaks one that is open.</summary>
    public bool IsDown
    {
        get;
        set
        {
            field = value;
            if (value && State != LinkState.Down)
            {
                State = LinkState.Broken;
            }
        }
    }

    /// <summary>Told each request before it leaves, and whether it reaches the issuer.</summary>
    internal Action<ReadOnlyMemory<byte>, bool> Sent { get; set; } = (_, _) => { };

    /// <inheritdoc/>
    public void Open() => State = IsDown ? LinkState.Down : LinkState.Up;

    /// <inheritdoc/>
    public void Send(byte[] message, int length)
    {
        LinkPlay play = Next;
        Next = LinkPlay.Answers;
        bool arrives = play is not (LinkPlay.LosesRequest or LinkPlay.NotSent or LinkPlay.BreaksBefore);
        byte[] request = message[..length];
        Sent(request, arrives);
        byte[]? answer = arrives ? _issuer.Answer(request) : null;
        State = LinkState.Waiting;
        switch (play)
        {
            case LinkPlay.LosesRequest or LinkPlay.LosesAnswer:
                break;
            case LinkPlay.AnswersLate:
                _late = answer;
                break;
            case LinkPlay.NotSent:
                State = LinkState.NotSent;
                break;
            case LinkPlay.BreaksBefore or LinkPlay.BreaksAfter:
                State = LinkState.Broken;
                break;
            default:
                Arrive(Spoiled(answer, play));
                _repeats = play == LinkPlay.RepeatsAnswer;
                break;
        }
    }

    /// <inheritdoc/>
    public int TakeAnswer(byte[] buffer)
    {
        _answer.CopyTo(buffer, 0);
        State = _repeats ? LinkState.Answered : LinkState.Up;
        _repeats = false;
        return _answer.Length;
    }

    /// <inheritdoc/>
    public void Close()
    {
        State = LinkState.Down;
        _repeats = false;
    }

    /// <summary>The kiosk has lost its power: the connection is gone, and so is an answer that was still to come.</summary>
    internal void Reset()
    {
        Close();
        Next = LinkPlay.Answers;
        _late = null;
    }

    private void Arrive(byte[]? answer)
    {
        // What comes late comes first, in place of the answer that is waited for now.
        _answer = _late ?? answer ?? [];
        _late = null;
        State = _answer.Length > 0 ? LinkState.Answered : LinkState.Broken;
    }

    private byte[]? Spoiled(byte[]? answer, LinkPlay play)
    {
        if (answer is null || play is LinkPlay.Answers or LinkPlay.RepeatsAnswer)
        {
            return answer;
        }

        if (play == LinkPlay.WrongMac)
        {
            answer[^1] ^= 1;
            return answer;
        }

        answer.CopyTo(_work, 0);
        if (_reader.Read(_work, answer.Length) != MessageError.None)
        {
            throw new InvalidOperationException("The issuer's answer cannot be read.");
        }

        int field = play == LinkPlay.OtherStan ? Field.Stan : Field.Amount;
        answer[_reader.Offset(field) + _reader.Length(field) - 1] ^= 1;
        Sign(answer, answer.AsSpan(_reader.Offset(Field.Ksn), _reader.Length(Field.Ksn)));
        return answer;
    }

    /// <summary>Makes the MAC anew, as only the issuer can: with the bench keys of profile aes.</summary>
    private static void Sign(byte[] answer, ReadOnlySpan<byte> ksn)
    {
        const Core.Settings.MessageProfile Profile = Core.Settings.MessageProfile.Aes;
        int keyId = AesKeyDerivation.KeyIdLength;
        if (!ksn[..keyId].SequenceEqual(BenchKey.InitialKsn(Profile).AsSpan(0, keyId)))
        {
            throw new InvalidOperationException("Only answers under the bench keys of profile aes can be forged.");
        }

        var dukpt = new AesDukpt(new AesCipher());
        dukpt.Restore(BenchKeyState.Make(Profile, BinaryPrimitives.ReadUInt32BigEndian(ksn[keyId..])));
        var keys = new TransactionKeys(dukpt.LengthOfKsn);
        keys.Derive(dukpt);
        byte[] mac = new byte[Cmac.Length];
        new Cmac(new AesCipher()).Compute(keys.AnswerMac, answer, answer.Length - MacLength, mac);
        mac.AsSpan(0, MacLength).CopyTo(answer.AsSpan(answer.Length - MacLength));
    }
}
