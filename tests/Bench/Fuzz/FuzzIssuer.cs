using System.Globalization;
using Kiosk.Core.Settings;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Messages;

namespace Kiosk.Bench.Fuzz;

/// <summary>The issuer's side of messages, by the bench issuer's own code: none of the firmware's is in it.</summary>
internal sealed class FuzzIssuer : IDisposable
{
    /// <summary>Data elements that come back as they were sent.</summary>
    private static readonly int[] Copied = [3, 4, 7, 11, 12, 41, 42, 49, 53];

    private readonly bool _aes;
    private readonly KeyDesk _desk;

    /// <summary>Creates it with the published test keys.</summary>
    public FuzzIssuer(MessageProfile profile)
    {
        _aes = profile == MessageProfile.Aes;
        _desk = KeyDesk.Open(_aes ? Kiosk.Issuer.MessageProfile.Aes : Kiosk.Issuer.MessageProfile.Tdes, null);
    }

    /// <summary>The profile's data elements.</summary>
    public FieldTable Fields => _desk.Fields;

    /// <summary>Reads a request, which must be good.</summary>
    public IsoMessage Read(byte[] request)
    {
        DecodedMessage decoded = IsoDecoder.Decode(request, Fields);
        bool good = decoded is { Error: null, MacOffset: int mac } && _desk.IsRequestMac(Ksn(decoded.Message!), request.AsSpan(0, mac), request.AsSpan(mac));
        FindingException.Unless(good, $"the kiosk sends what is no request: {Convert.ToHexString(request)}");
        return decoded.Message!;
    }

    /// <summary>The answer to a request, without its MAC.</summary>
    public IsoMessage Prepare(IsoMessage request, int code, string? privateData)
    {
        bool reversal = request.Type[1] == '4';
        var answer = new IsoMessage(reversal ? "1430" : "1110", Fields);
        foreach (int number in Copied)
        {
            answer.CopyFrom(request, number);
        }

        if (!reversal)
        {
            answer.Set(37, "000000000042");
        }

        if (code == 0)
        {
            answer.Set(38, "000042");
        }

        answer.Set(39, code.ToString("D3", CultureInfo.InvariantCulture));
        if (privateData is not null)
        {
            answer.Set(48, privateData);
        }

        return answer;
    }

    /// <summary>The answer to a request.</summary>
    public byte[] Answer(byte[] request, int code, string? privateData = null)
    {
        IsoMessage message = Read(request);
        IsoMessage answer = Prepare(message, code, privateData);
        answer.Set(64, new byte[8]);
        byte[] bytes = IsoEncoder.Encode(answer);
        _desk.AnswerMac(Ksn(message), bytes.AsSpan(0, bytes.Length - 8)).CopyTo(bytes, bytes.Length - 8);
        return bytes;
    }

    /// <summary>The key under which the terminal checks the answer to a request.</summary>
    public byte[] AnswerKey(IsoMessage request)
    {
        KeySerialNumber ksn = Ksn(request);
        return _aes
            ? AesDukpt.DeriveWorkingKey(Convert.FromHexString(AesKeyDesk.TestBdk), ksn.InitialKeyId, ksn.Counter, KeyUsage.MacVerification)
            : TdesDukpt.DeriveWorkingKey(Convert.FromHexString(TdesKeyDesk.TestBdk), ksn.InitialKeyId, ksn.Counter, KeyUsage.MacVerification);
    }

    /// <summary>A MAC under such a key, 8 bytes.</summary>
    public byte[] Mac(byte[] key, ReadOnlySpan<byte> covered) => _aes ? AesCmac.Compute(key, covered)[..8] : RetailMac.Compute(key, covered);

    /// <summary>The transaction counter of a message's KSN.</summary>
    public uint Counter(byte[] request) => Ksn(IsoDecoder.Decode(request, Fields).Message!).Counter;

    /// <inheritdoc/>
    public void Dispose() => _desk.Dispose();

    private KeySerialNumber Ksn(IsoMessage message) => _desk.ReadKsn(message.Bytes(53), out string? reason) ?? throw new FindingException($"KSN: {reason}");
}
