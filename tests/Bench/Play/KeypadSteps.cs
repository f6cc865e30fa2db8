using Kiosk.Bench.Rig;
using Kiosk.Core.Settings;
using Kiosk.Device;

namespace Kiosk.Bench.Play;

/// <summary>The steps of a scenario about the keypad's electronics, the bus of its expander, and the heartbeat.</summary>
internal static class KeypadSteps
{
    private const int ChordTime = 80;
    private const int LongestBounce = 50;

    // Four edges are due.
    private const int HeartbeatTime = 4 * Heartbeat.Interval;
    private const int Look = 1000;

    /// <summary>The step of this name, or null.</summary>
    /// <exception cref="FormatException">It takes other words.</exception>
    internal static Action<ScenarioPlayer>? Find(string name, List<string> words)
    {
        switch (name)
        {
            case "bounce":
                ScenarioReader.Need(words, 1, "bounce DURATION | any");
                int? bounce = words[0] == "any" ? null : (int)ScenarioReader.Duration(words[0]).TotalMilliseconds;
                return bounce is null or <= LongestBounce
                    ? player => player.Rig.World.Keys.BounceTime = bounce
                    : throw new FormatException($"a contact bounces for up to {LongestBounce} ms");
            case "stick":
                Key(words, "stick KEY");
                return player => player.Rig.StickKey(player.Legend(words[0]), stuck: true);
            case "free":
                Key(words, "free KEY");
                return player => player.Rig.StickKey(player.Legend(words[0]), stuck: false);
            case "chord":
                return words.Count >= 2 && words.All(ScenarioReader.IsKeyName)
                    ? player => Chord(player, words)
                    : throw new FormatException("chord takes two keys or more: 0-9 * # A-D ENTER CLEAR CANCEL MENU");
            case "i2c":
                bool works = ScenarioReader.OnOff(words, "i2c on | off");
                return player => player.Rig.World.I2cStuck = !works;
            case "expander":
                bool there = ScenarioReader.OnOff(words, "expander on | off");
                return player => player.Rig.World.Expander.Present = there;
            case "expect-heartbeat":
                bool beats = ScenarioReader.OnOff(words, "expect-heartbeat on | off");
                return player => ExpectHeartbeat(player.Rig, beats);
            default:
                return null;
        }
    }

    private static void Key(List<string> words, string usage)
    {
        ScenarioReader.Need(words, 1, usage);
        if (!ScenarioReader.IsKeyName(words[0]))
        {
            throw new FormatException($"no such key: {words[0]}");
        }
    }

    private static void Chord(ScenarioPlayer player, List<string> keys)
    {
        char[] legends = [.. keys.Select(player.Legend)];
        foreach (char legend in legends)
        {
            player.Rig.MoveKey(legend, down: true);
        }

        player.Rig.Advance(ChordTime);
        foreach (char legend in legends)
        {
            player.Rig.MoveKey(legend, down: false);
        }

        player.Rig.Advance(ChordTime);
    }

    private static void ExpectHeartbeat(KioskRig rig, bool beats)
    {
        int pin = rig.Settings?.HeartbeatPin ?? KioskSettings.NoPin;
        int edges = 0;
        for (int waited = 0; waited < HeartbeatTime; waited += Look)
        {
            bool? before = rig.World.Board?.Driven(pin);
            rig.Advance(Look);
            edges += rig.World.Board?.Driven(pin) == before ? 0 : 1;
        }

        if (beats != edges >= 2)
        {
            throw new ExpectationException($"expected {(beats ? "a" : "no")} heartbeat, GPIO {pin} has turned over {edges} times in {HeartbeatTime} ms");
        }
    }
}
