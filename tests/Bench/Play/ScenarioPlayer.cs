using System.Globalization;
using Kiosk.Bench.Rig;
using Kiosk.Board;
using Kiosk.Issuer;
using MessageProfile = Kiosk.Core.Settings.MessageProfile;

namespace Kiosk.Bench.Play;

/// <summary>Plays the steps of a scenario on a rig, in simulated time, and prints each.</summary>
public sealed class ScenarioPlayer(KioskRig rig, TextWriter output)
{
    private const int LongHold = 1200;
    private const int Patience = 10_000;
    private const int Look = 10;

    // Track 2 takes 50 ms at 9600 bits a second.
    private const int CardTime = 150;

    /// <summary>The kiosk and its issuer.</summary>
    public KioskRig Rig { get; } = rig;

    /// <summary>Plays steps until one fails.</summary>
    /// <param name="file">Named where an expectation fails.</param>
    /// <param name="steps">The steps.</param>
    /// <returns>Whether every expectation held.</returns>
    public bool Play(string file, IReadOnlyList<ScenarioStep> steps)
    {
        foreach (ScenarioStep step in steps)
        {
            output.WriteLine($"{TimeSpan.FromMilliseconds(Rig.World.Elapsed):d\\.hh\\:mm\\:ss\\.fff}  {step.Text}");
            try
            {
                step.Play(this);
            }
            catch (ExpectationException e)
            {
                output.WriteLine($"{file}:{step.Line}: {e.Message}");
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

    internal void Screen()
    {
        output.WriteLine("    +" + new string('-', 23) + "+");
        foreach (string line in Rig.Lines)
        {
            output.WriteLine($"    | {line,-21} |");
        }

        output.WriteLine("    +" + new string('-', 23) + "+");
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
            throw new ExpectationException("the issuer has no such card");
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

    internal void Ledger()
    {
        foreach (LedgerEntry entry in Rig.Issuer.Ledger)
        {
            output.WriteLine("    " + Line(entry));
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

    private static string Line(LedgerEntry entry) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Time:yyyy-MM-dd HH:mm:ss}Z {entry.Terminal} STAN {entry.Stan} {entry.MaskedPan} {Name(entry.State)} {entry.Amount} action {entry.ActionCode}");

    private static string Name(LedgerState state) => state.ToString().ToLowerInvariant();

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
