using System.Reflection;
using Kiosk.Bench.Rig;
using Kiosk.Board;
using Kiosk.Core.Issuer;
using Kiosk.Core.Terminal;
using Kiosk.Device;

namespace Kiosk.Bench.Costs;

/// <summary>The firmware on the virtual board, with its issuer behind a wire that is counted: one purchase.</summary>
internal sealed class RigKiosk : IAsyncDisposable
{
    // As Device's Program waits between two turns.
    private const int TurnTime = 2;
    private const int KeyTime = 80;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly KioskRig _rig;
    private readonly WireMeter _wire;

    private RigKiosk(KioskRig rig, WireMeter wire)
    {
        _rig = rig;
        _wire = wire;
    }

    /// <summary>AES blocks that the board's native AES enciphered.</summary>
    public long AesBlocks { get; private set; }

    /// <summary>Bytes written to flash.</summary>
    public long FlashBytes { get; private set; }

    /// <summary>Files written to flash.</summary>
    public long FlashFiles { get; private set; }

    /// <summary>I2C bytes of a PIN digit, the largest of them.</summary>
    public long KeystrokeI2c { get; private set; }

    /// <summary>I2C bytes of a frame in which every column has changed.</summary>
    public long FullScreenI2c { get; private set; }

    /// <summary>I2C bytes of the purchase.</summary>
    public long I2c { get; private set; }

    /// <summary>Bytes of the request, with its length prefix.</summary>
    public long RequestBytes { get; private set; }

    /// <summary>Bytes of the answer, with its length prefix.</summary>
    public long AnswerBytes { get; private set; }

    /// <summary>TLS bytes that the kiosk sent for the purchase, on an open connection.</summary>
    public long TlsSent { get; private set; }

    /// <summary>TLS bytes that it received for it.</summary>
    public long TlsReceived { get; private set; }

    /// <summary>TLS bytes that the handshake sent.</summary>
    public long HandshakeSent { get; private set; }

    /// <summary>TLS bytes that the handshake received.</summary>
    public long HandshakeReceived { get; private set; }

    /// <summary>The loop's turns of a PIN digit, of the one that allocated most.</summary>
    public Meter Keystroke { get; private set; } = new();

    /// <summary>A turn of the loop at idle.</summary>
    public Meter IdleTurn { get; private set; } = new();

    /// <summary>The loop's turns of the purchase.</summary>
    public Meter Purchase { get; } = new();

    /// <summary>Starts issuer and kiosk. The kiosk is idle, and connected.</summary>
    public static async Task<RigKiosk> StartAsync(bool fullTable)
    {
        KioskRig rig = await KioskRig.StartAsync(null, ConfigFile.Default);
        var kiosk = new RigKiosk(rig, new WireMeter(rig.Issuer.Port));
        try
        {
            kiosk.Prepare(fullTable);
            return kiosk;
        }
        catch
        {
            await kiosk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Pays.</summary>
    public void Pay()
    {
        I2cBus bus = _rig.World.Board!.I2c(1);
        Turn(IdleTurn);
        long blocks = Counted.Calls("DeviceAes.Encrypt");
        bus.ResetCounters();
        _rig.World.Flash.ResetCounters();
        foreach (char key in Sale.Minutes + "#")
        {
            Press(key, Purchase);
        }

        _rig.GiveCard(Sale.CardNumber, Sale.Expiry);
        Wait(200, Purchase);
        Expect(TerminalState.Pin);
        foreach (char digit in Sale.Pin)
        {
            long before = bus.Bytes;
            var keystroke = new Meter();
            Press(digit, Purchase, keystroke);
            KeystrokeI2c = Math.Max(KeystrokeI2c, bus.Bytes - before);
            Keystroke = keystroke.Allocated >= Keystroke.Allocated ? keystroke : Keystroke;
        }

        Press('#', Purchase);
        Wait(200, Purchase);
        if (!_rig.Text.Contains("APPROVED", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The rig's purchase was not approved: {_rig.Text}");
        }

        RequestBytes = FieldOfLink("_requestLength");
        AnswerBytes = 2 + FieldOfLink("_answerLength");
        Wait((_rig.Settings!.ResultSeconds * 1000) + 200, Purchase);
        Expect(TerminalState.Idle);
        AesBlocks = Counted.Calls("DeviceAes.Encrypt") - blocks;
        FlashBytes = _rig.World.Flash.BytesWritten;
        FlashFiles = _rig.World.Flash.FilesWritten;
        I2c = bus.Bytes;
        TlsSent = _wire.ToIssuer - HandshakeSent;
        TlsReceived = _wire.FromIssuer - HandshakeReceived;

        bus.ResetCounters();
        _rig.Device!.Terminal.DisplayRestarted();
        Turn();
        FullScreenI2c = bus.Bytes;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _wire.Dispose();
    }

    private TlsLink Link => _rig.Device!.Link;

    private bool IsConnected
    {
        get
        {
            using (_rig.World.Board!.Use())
            {
                return Link.State == LinkState.Up;
            }
        }
    }

    /// <summary>A first start loads the keys; the second is through the counted wire.</summary>
    private void Prepare(bool fullTable)
    {
        _rig.Advance(1000);
        _rig.PowerOff();
        _rig.World.Flash.Store("nf.config", ConfigFile.ForIssuer(ConfigFile.Default, _wire.Port));
        if (fullTable)
        {
            var flash = new FlashChip(_rig.World.Flash);
            Provisioning.FillRetryTable(flash, new DateTimeOffset(_rig.World.UtcNow).ToUnixTimeSeconds());
            Provisioning.FillJournalPage(flash, Core.Settings.MessageProfile.Aes);
        }

        _rig.PowerOn();
        _rig.Advance(1000);
        Expect(TerminalState.Idle);
        if (!IsConnected)
        {
            throw new InvalidOperationException("The rig's link to its issuer is not up.");
        }

        HandshakeSent = _wire.ToIssuer;
        HandshakeReceived = _wire.FromIssuer;
    }

    private void Press(char legend, params Meter[] meters)
    {
        if (!_rig.MoveKey(legend, true))
        {
            throw new InvalidOperationException($"The rig's keypad has no key {legend}.");
        }

        Wait(KeyTime, meters);
        _rig.MoveKey(legend, false);
        Wait(KeyTime, meters);
    }

    private void Wait(int milliseconds, params Meter[] meters)
    {
        for (int waited = 0; waited < milliseconds; waited += TurnTime)
        {
            Turn(meters);
        }
    }

    /// <summary>A turn of the device's loop, as the rig does it, with the loop's own part measured.</summary>
    private void Turn(params Meter[] meters)
    {
        _rig.World.Advance(TurnTime);
        using (_rig.World.Board!.Use())
        {
            KioskDevice device = _rig.Device!;
            foreach (Meter meter in meters)
            {
                meter.Start();
            }

            device.Step();
            foreach (Meter meter in meters)
            {
                meter.Stop();
            }

            long start = TimeProvider.System.GetTimestamp();
            while (Link.State is LinkState.Opening or LinkState.Waiting)
            {
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                {
                    throw new TimeoutException("The rig's issuer does not answer.");
                }

                System.Threading.Thread.Yield();
            }
        }
    }

    private void Expect(TerminalState state)
    {
        if (_rig.Device?.Terminal?.State is not { } found || found != state)
        {
            throw new InvalidOperationException($"The rig: {_rig.Text} in place of {state}.");
        }
    }

    /// <summary>The lengths of the last messages are the link's own affair; only they tell them without what TLS adds.</summary>
    private int FieldOfLink(string name) =>
        typeof(TlsLink).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(Link) is int value
            ? value
            : throw new InvalidOperationException($"TlsLink has no field {name} any more: say here where it keeps that length now.");
}
