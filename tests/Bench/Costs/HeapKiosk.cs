using System.Reflection;
using System.Text.RegularExpressions;
using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Device;

namespace Kiosk.Bench.Costs;

/// <summary>One purchase on the virtual board, with the heap counted as it goes: whenever terminal or link come into another state, at each key, and now and then.</summary>
public sealed class HeapKiosk
{
    /// <summary>The aim: most bytes of Core and Device together, live at the peak.</summary>
    public const int Most = 40 * 1024;

    private const int TurnsBetween = 50;

    private static readonly Assembly[] Firmware = [typeof(Terminal).Assembly, typeof(KioskDevice).Assembly];

    private readonly KioskRig _rig;
    private readonly HashSet<string> _moments = [];
    private string _moment = "";
    private int _turns;

    private HeapKiosk(KioskRig rig, HeapCensus idle)
    {
        _rig = rig;
        Idle = idle;
        Peak = idle;
        LongKeys = HeapCensus.Take(Firmware, rig.Device!, new AesCipher()).Bytes - idle.Bytes;
    }

    /// <summary>Before the purchase: idle, and connected.</summary>
    public HeapCensus Idle { get; }

    /// <summary>The largest.</summary>
    public HeapCensus Peak { get; private set; }

    /// <summary>When that was: the states of terminal and link.</summary>
    public string PeakMoment { get; private set; } = "Idle, Up";

    /// <summary>Bytes more once a key of AES-192 or AES-256 came, for Core's cipher, which is kept from then on.</summary>
    public int LongKeys { get; }

    /// <summary>All pairs of states in which it was counted.</summary>
    public IReadOnlyCollection<string> Moments => _moments;

    /// <summary>Pays: a wrong PIN first, then the right one.</summary>
    /// <param name="profile">The kiosk's message profile.</param>
    public static async Task<HeapKiosk> PayAsync(MessageProfile profile)
    {
        string config = ConfigFile.Default;
        if (profile == MessageProfile.Tdes)
        {
            config = Regex.Replace(Regex.Replace(config, @"(?m)^(profile\s*=\s*)aes", "$1tdes"), @"(?m)^(format\s*=\s*)4", "${1}0");
        }

        await using KioskRig rig = await KioskRig.StartAsync(null, config);
        if (rig.Settings?.Profile != profile)
        {
            throw new InvalidOperationException("The repository's nf.config does not say profile and format any more as this expects.");
        }

        rig.Advance(2000);
        var kiosk = new HeapKiosk(rig, HeapCensus.Take(Firmware, rig.Device!));
        rig.Turned += kiosk.OnTurn;
        kiosk.Pay();
        return kiosk;
    }

    private void Pay()
    {
        Press(Sale.Minutes + "#");
        _rig.GiveCard(Sale.CardNumber, Sale.Expiry);
        _rig.Advance(200);
        Press("1234#");
        _rig.Advance(3500);
        Press(Sale.Pin + "#");
        _rig.Advance(200);
        if (!_rig.Text.Contains("APPROVED", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The purchase was not approved: {_rig.Text}");
        }

        _rig.Advance((_rig.Settings!.ResultSeconds * 1000) + 200);
    }

    private void Press(string legends)
    {
        foreach (char legend in legends)
        {
            _rig.Press(legend);
            Sample();
        }
    }

    private void OnTurn()
    {
        if (Moment != _moment || ++_turns % TurnsBetween == 0)
        {
            Sample();
        }
    }

    private string Moment => $"{_rig.Device!.Terminal.State}, {LinkOf(_rig.Device)}";

    private void Sample()
    {
        _moment = Moment;
        _moments.Add(_moment);
        HeapCensus census = HeapCensus.Take(Firmware, _rig.Device!);
        if (census.Bytes > Peak.Bytes)
        {
            Peak = census;
            PeakMoment = _moment;
        }
    }

    private LinkState LinkOf(KioskDevice device)
    {
        using (_rig.World.Board!.Use())
        {
            return device.Link.State;
        }
    }
}
