using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;

namespace Kiosk.Bench.Load;

/// <summary>A kiosk as far as its messages go: Core's keys, PIN blocks, messages and MACs over a TLS connection, one purchase after another.</summary>
internal sealed class LoadKiosk
{
    private const int PrefixLength = 2;
    private const int MacLength = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Published test key of ANSI X9.24-3: the issuer's.
    private static readonly byte[] Bdk = Convert.FromHexString("FEDCBA9876543210F1F1F1F1F1F1F1F1");

    private readonly KioskSettings _settings = BareKiosk.DefaultSettings();
    private readonly AesDukpt _dukpt;
    private readonly TransactionKeys _keys = new(AesDukpt.KsnLength);
    private readonly PinEncryption _pins;
    private readonly PinEntry _pin = new(PinEntry.Longest);
    private readonly byte[] _block;
    private readonly Cmac _mac;
    private readonly byte[] _macValue = new byte[Cmac.Length];
    private readonly RequestBuilder _builder;
    private readonly MessageReader _reader;
    private readonly RequestCard _card;
    private readonly byte[] _answer = new byte[MessageWriter.Longest];
    private readonly byte[] _frame = new byte[PrefixLength + MessageWriter.Longest];
    private readonly int _port;
    private readonly X509ChainPolicy _policy;
    private int _stan;

    /// <summary>Creates it.</summary>
    /// <param name="terminal">Terminal id, one that the issuer has not seen today.</param>
    /// <param name="keyId">Initial key id, 8 bytes, likewise.</param>
    /// <param name="card">Card number; the PIN is <see cref="LoadRun.Pin"/>.</param>
    /// <param name="port">The issuer's port.</param>
    /// <param name="ca">The issuer's CA.</param>
    public LoadKiosk(string terminal, byte[] keyId, string card, int port, X509Certificate2 ca)
    {
        _settings.TerminalId = terminal;
        var cipher = new AesCipher();
        byte[] initialKey = new byte[AesDukpt.KeyLength];
        new AesKeyDerivation(cipher).DeriveInitialKey(Bdk, keyId, initialKey);
        _dukpt = new AesDukpt(cipher);
        _dukpt.LoadInitialKey(initialKey, keyId);
        _pins = new PinEncryption(PinBlockFormat.Format4, cipher, new SeededRandom(BinaryPrimitives.ReadInt32BigEndian(keyId.AsSpan(4))));
        _block = new byte[_pins.BlockLength];
        _mac = new Cmac(cipher);
        _builder = new RequestBuilder(_settings, _mac);
        _reader = new MessageReader(_settings.Profile);
        _card = new RequestCard(Digits(card), "2912"u8.ToArray(), []) { NumberLength = card.Length };
        _port = port;
        _policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        _policy.CustomTrustStore.Add(ca);
    }

    /// <summary>How long each approval took, from the first byte sent to the last received, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Times { get; } = [];

    /// <summary>What else came of purchases, and how often.</summary>
    public Dictionary<string, int> Errors { get; } = [];

    /// <summary>Buys until the time is over. After an error it connects anew.</summary>
    public async Task RunAsync(Task opened, Action ready, CancellationToken end)
    {
        bool isReady = false;
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var tcp = new TcpClient { NoDelay = true };
                using SslStream tls = await ConnectAsync(tcp).ConfigureAwait(false);
                if (!isReady)
                {
                    isReady = true;
                    ready();
                }

                await opened.ConfigureAwait(false);
                while (!end.IsCancellationRequested)
                {
                    await BuyAsync(tls).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
            {
                Count(e switch
                {
                    OperationCanceledException => $"no answer in {Patience.TotalSeconds:0} s",
                    AuthenticationException => "TLS handshake",
                    EndOfStreamException => "connection closed",
                    _ => "connection",
                });
                if (!isReady)
                {
                    isReady = true;
                    ready();
                }
            }
        }
    }

    private async Task<SslStream> ConnectAsync(TcpClient tcp)
    {
        using var limit = new CancellationTokenSource(Patience);
        await tcp.ConnectAsync("127.0.0.1", _port, limit.Token).ConfigureAwait(false);
        var tls = new SslStream(tcp.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = _policy }, limit.Token).ConfigureAwait(false);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task BuyAsync(SslStream tls)
    {
        int length = Build();
        using var limit = new CancellationTokenSource(Patience);
        long start = Stopwatch.GetTimestamp();
        await tls.WriteAsync(_frame.AsMemory(0, length), limit.Token).ConfigureAwait(false);
        await tls.ReadExactlyAsync(_frame.AsMemory(0, PrefixLength), limit.Token).ConfigureAwait(false);
        int answer = BinaryPrimitives.ReadUInt16BigEndian(_frame);
        if (answer > _answer.Length)
        {
            throw new IOException("The answer is longer than any.");
        }

        await tls.ReadExactlyAsync(_answer.AsMemory(0, answer), limit.Token).ConfigureAwait(false);
        long time = Stopwatch.GetTimestamp() - start;
        if (Judge(answer) is string error)
        {
            Count(error);
        }
        else
        {
            Times.Add(time);
        }
    }

    /// <summary>The next purchase with its length in front; returns how long both are.</summary>
    private int Build()
    {
        long utc = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        _dukpt.Advance();
        _keys.Derive(_dukpt);
        foreach (char digit in LoadRun.Pin)
        {
            _pin.Add((byte)(digit - '0'));
        }

        if (_pins.Encipher(_pin, _card.Number, _card.NumberLength, _keys.Pin, _block) != PinBlockResult.Good)
        {
            throw new InvalidOperationException("The PIN block was refused.");
        }

        _pin.Wipe();
        _stan++;
        _builder.Purchase(_card, 100 + (_stan % 900), _stan, IsoTime.Local(utc, 0), utc, _keys, _block);
        BinaryPrimitives.WriteUInt16BigEndian(_frame, (ushort)_builder.Length);
        _builder.Message.AsSpan(0, _builder.Length).CopyTo(_frame.AsSpan(PrefixLength));
        return PrefixLength + _builder.Length;
    }

    /// <summary>Null for an approval of this purchase with a right MAC, else what it is.</summary>
    private string? Judge(int length)
    {
        if (_reader.Read(_answer, length) != MessageError.None || _reader.Number(Field.Stan) != _stan)
        {
            return "not an answer to the request";
        }

        _mac.Compute(_keys.AnswerMac, _answer, length - MacLength, _macValue);
        if (!Cmac.Same(_macValue, 0, _answer, length - MacLength, MacLength))
        {
            return "wrong MAC";
        }

        long action = _reader.Number(Field.ActionCode);
        return action == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"action code {action:D3}");
    }

    private void Count(string error) => Errors[error] = Errors.GetValueOrDefault(error) + 1;

    private static byte[] Digits(string digits) => [.. digits.Select(digit => (byte)digit)];
}
