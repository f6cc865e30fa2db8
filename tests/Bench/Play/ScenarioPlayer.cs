using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.Board;
using Kiosk.Core.Issuer;
using Kiosk.Issuer;
using MessageProfile = Kiosk.Core.Settings.MessageProfile;

namespace Kiosk.Bench.Play;

/// <summary>Plays the steps of a scenario on a rig, in simulated time, and prints each.</summary>
public sealed class ScenarioPlayer
{
    private const int LongHold = 1200;
    private const int Patience = 10_000;
    private const int Look = 10;

    // Track 2 takes 50 ms at 9600 bits a second.
    private const int CardTime = 150;

    private readonly TextWriter _output;
    private readonly Dictionary<string, Dictionary<string, byte[]>> _images = [];
    private TraceEntry? _request;
    private int _heard;

    /// <summary>Creates it.</summary>
    /// <param name="rig">The kiosk and its issuer.</param>
    /// <param name="output">Takes the steps as they are played.</param>
    public ScenarioPlayer(KioskRig rig, TextWriter output)
    {
        Rig = rig;
        _output = output;
        rig.Issuer.Traced += entry =>
        {
            if (entry.Direction == TraceDirection.Received)
            {
                Volatile.Write(ref _request, entry);
            }
        };
    }

    /// <summary>The kiosk and its issuer.</summary>
    public KioskRig Rig { get; }

    /// <summary>Plays steps until one fails.</summary>
    /// <param name="file">Named where an expectation fails.</param>
    /// <param name="steps">The steps.</param>
    /// <returns>Whether every expectation held.</returns>
    public bool Play(string file, IReadOnlyList<ScenarioStep> steps)
    {
        foreach (ScenarioStep step in steps.SelectMany(step => step.Unrolled))
        {
            _output.WriteLine($"{TimeSpan.FromMilliseconds(Rig.World.Elapsed):d\\.hh\\:mm\\:ss\\.fff}  {step.Text}");
            try
            {
                step.Play(this);
            }
            catch (ExpectationException e)
            {
                _output.WriteLine($"{file}:{step.Line}: {e.Message}");
                Screen();
                return false;
            }
        }

        return true;
    }

    internal void Card(string number, string expiry)
    {
        Rig.GiveCard(number, expiry);
        Rig.Advance(CardTime);
    }

    /// <summary>The reader sends these characters, and nothing around them.</summary>
    internal void Track(string text)
    {
        Rig.SendTrack(text);
        Rig.Advance(CardTime);
    }

    internal void Press(IEnumerable<string> keys)
    {
        foreach (string key in keys)
        {
            (char legend, bool held) = Find(key);
            if (held)
            {
                Rig.Press(legend, LongHold);
            }
            else
            {
                Rig.Press(legend);
            }
        }
    }

    internal void Hold(string key, TimeSpan time) => Rig.Press(Find(key).Legend, (long)time.TotalMilliseconds);

    internal void Wait(TimeSpan time) => Rig.Advance((long)time.TotalMilliseconds);

    internal void Expect(string text)
    {
        int version = -1;
        for (int waited = 0; ; waited += Look)
        {
            // Reading the pixels takes longer than a turn of the kiosk: only when they have changed.
            if (Rig.World.Panel.Version != version)
            {
                version = Rig.World.Panel.Version;
                if (Rig.Text.Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }

            if (waited >= Patience)
            {
                throw new ExpectationException($"expected \"{text}\", the display says \"{Rig.Text}\"");
            }

            Rig.Advance(Look);
        }
    }

    internal void ExpectNot(string text)
    {
        if (Rig.Text.Contains(text, StringComparison.Ordinal))
        {
            throw new ExpectationException($"expected no \"{text}\", the display says \"{Rig.Text}\"");
        }
    }

    /// <summary>The newest sound since the last step that asked for one, now or soon; or none at all.</summary>
    internal void ExpectSound(string name)
    {
        PiezoBuzzer buzzer = Rig.World.Buzzer;
        for (int waited = 0; ; waited += Look)
        {
            string heard = buzzer.IsSounding ? "a tone" : SoundName.Of(buzzer.Tones.Skip(_heard)).LastOrDefault("NONE");
            if (heard == name)
            {
                _heard = buzzer.Tones.Count;
                return;
            }

            if (name == "NONE" || waited >= Patience)
            {
                throw new ExpectationException($"expected the sound {name}, heard {heard}");
            }

            Rig.Advance(Look);
        }
    }

    internal void Screen()
    {
        _output.WriteLine("    +" + new string('-', 23) + "+");
        foreach (string line in Rig.Lines)
        {
            _output.WriteLine($"    | {line,-21} |");
        }

        _output.WriteLine("    +" + new string('-', 23) + "+");
    }

    internal void Picture(string path)
    {
        try
        {
            PanelPicture.Write(path, Rig.World.Panel.Snapshot());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExpectationException($"the picture cannot be written: {e.Message}");
        }
    }

    internal void Unlock(string number)
    {
        if (!Rig.Issuer.Unlock(number))
        {
            throw new ExpectationException("the issuer has no such card, or it is not active");
        }
    }

    /// <summary>However short it is open: an interrupt sees it.</summary>
    internal void PulseTamperLoop()
    {
        Rig.OpenTamperLoop(true);
        Rig.World.Advance(1);
        Rig.OpenTamperLoop(false);
        Rig.Advance(Look);
    }

    internal void SendLine(string line)
    {
        Rig.SendLine(line);

        // Ten bits a character at 9600 bits a second.
        Rig.Advance(CardTime + (line.Length * 10L * 1000 / Rig.Settings!.ReaderBaud));
    }

    internal void MoveKeys(uint counter)
    {
        if (Rig.World.Board is not null)
        {
            throw new ExpectationException("the kiosk has power: its keys are moved without");
        }

        MessageProfile profile = Rig.Settings?.Profile ?? MessageProfile.Aes;
        if (!BenchKeyState.IsValid(profile, counter))
        {
            throw new ExpectationException($"no transaction has the counter {counter:X}");
        }

        if (!BenchKeyState.Move(new FlashChip(Rig.World.Flash), profile, counter))
        {
            throw new ExpectationException("the kiosk has no bench keys");
        }
    }

    /// <summary>The board's own clock, which no time server vouches for: the next answer of one puts it right.</summary>
    internal void MoveBoardClock(TimeSpan by)
    {
        VirtualBoard board = Rig.World.Board ?? throw new ExpectationException("the kiosk has no power: its clock does not run");
        board.SetClock(board.UtcNow + by);
    }

    internal void KeepFlash(string name)
    {
        FlashMemory flash = FlashWithoutPower();
        _images[name] = flash.Names.ToDictionary(file => file, file => flash.Read(file)!);
    }

    /// <summary>What somebody with a programmer does: an image of before, or some files of it.</summary>
    internal void PutFlash(string name, IReadOnlyList<string> files)
    {
        FlashMemory flash = FlashWithoutPower();
        Dictionary<string, byte[]> image = _images.GetValueOrDefault(name) ?? throw new ExpectationException($"no flash image {name} was kept");
        if (files.FirstOrDefault(file => !image.ContainsKey(file)) is { } missing)
        {
            throw new ExpectationException($"the flash image {name} has no file {missing}; it has {string.Join(", ", image.Keys)}");
        }

        if (files.Count == 0)
        {
            flash.Erase();
        }

        foreach (string file in files.Count == 0 ? [.. image.Keys] : files)
        {
            flash.Store(file, image[file]);
        }
    }

    internal void Ledger()
    {
        foreach (LedgerEntry entry in Rig.Issuer.Ledger)
        {
            _output.WriteLine("    " + Line(entry));
        }
    }

    internal void ExpectLedger(LedgerState state, long amount)
    {
        LedgerEntry? newest = Rig.Issuer.Newest;
        if (newest is null || newest.State != state || newest.Amount != amount)
        {
            string found = newest is null ? "the ledger is empty" : $"the newest entry is {Line(newest)}";
            throw new ExpectationException($"expected {Name(state)} {amount}, {found}");
        }
    }

    internal void Journal()
    {
        foreach (JournalEntry entry in Rig.ReadJournal(int.MaxValue).Reverse())
        {
            _output.WriteLine("    " + Line(entry));
        }
    }

    /// <param name="result">How the newest purchase ended.</param>
    /// <param name="amount">Its amount in minor units.</param>
    /// <param name="code">Its action code, -1 for none; null for any.</param>
    internal void ExpectJournal(JournalResult result, long amount, int? code)
    {
        JournalEntry? newest = Rig.ReadJournal(1).SingleOrDefault();
        if (newest is null || newest.Result != result || newest.Amount != amount || (code is not null && newest.Code != code))
        {
            string found = newest is not null ? $"the newest entry is {Line(newest)}" : Rig.Device is null ? "the kiosk has no power" : "the journal is empty";
            throw new ExpectationException($"expected {Name(result)} {amount}{(code is null ? "" : " " + Code(code.Value))}, {found}");
        }
    }

    /// <summary>All that was approved and not reversed.</summary>
    internal void ExpectCharged(long amount)
    {
        long charged = Rig.Issuer.Ledger.Where(entry => entry.State == LedgerState.Approved).Sum(entry => entry.Amount);
        if (charged != amount)
        {
            throw new ExpectationException($"expected {amount} charged in all, the ledger has {charged}");
        }
    }

    internal void ExpectRequest(int element, string text)
    {
        TraceEntry request = Volatile.Read(ref _request) ?? throw new ExpectationException("no request has reached the issuer");
        string? value = request.Fields.FirstOrDefault(field => field.Number == element)?.Value;
        if (value?.StartsWith(text, StringComparison.Ordinal) != true)
        {
            string found = value is null ? "does not have it" : $"has \"{value}\"";
            throw new ExpectationException($"expected data element {element} \"{text}\", the newest request, {request.Type}, {found}");
        }
    }

    /// <summary>The key's legend on this keypad.</summary>
    internal char Legend(string key) => Find(key).Legend;

    private FlashMemory FlashWithoutPower() =>
        Rig.World.Board is null ? Rig.World.Flash : throw new ExpectationException("the kiosk has power: its flash is read and written without");

    private static string Line(LedgerEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Time:yyyy-MM-dd HH:mm:ss}Z {entry.Terminal} STAN {entry.Stan} {entry.MaskedPan} {Name(entry.State)} {entry.Amount} action {entry.ActionCode}");

    private static string Line(JournalEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTimeOffset.FromUnixTimeSeconds(entry.Time):yyyy-MM-dd HH:mm:ss} STAN {entry.Stan:D6} {entry.LastFour:D4} {Name(entry.Result)} {entry.Amount} action {Code(entry.Code)}");

    private static string Code(int code) => code < 0 ? "none" : code.ToString("D3", CultureInfo.InvariantCulture);

    private static string Name(Enum state) => state.ToString().ToLowerInvariant();

    /// <summary>The key on this keypad, and whether its meaning there comes from holding it.</summary>
    private (char Legend, bool Held) Find(string key)
    {
        string legend = Rig.Settings?.KeyLegend ?? throw new ExpectationException("the kiosk has no keypad: it refuses its nf.config");
        (char Own, char Shared) = key switch
        {
            "ENTER" => ('#', '#'),
            "CLEAR" => ('B', '*'),
            "CANCEL" => ('D', '*'),
            "MENU" => ('A', '#'),
            _ => (key[0], key[0]),
        };
        if (legend.Contains(Own))
        {
            return (Own, false);
        }

        return legend.Contains(Shared) && Shared != Own
            ? (Shared, key is "CANCEL" or "MENU")
            : throw new ExpectationException($"this keypad has no key {key}");
    }
}
