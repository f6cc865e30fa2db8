using System.Text;
using Kiosk.Board;
using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using Kiosk.Device;
using static Kiosk.Bench.Fuzz.ByteMutator;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// Track 2: what a card reader, or whoever sits on its line, sends over the serial port of a virtual board. A card comes out exactly where the bytes hold a
/// well-formed track, and it is what the track says.
/// </summary>
public sealed class TrackTarget : IFuzzTarget
{
    private const int LongestFrame = 64;
    private const int MostSent = 250;

    private static readonly string[] Numbers =
        ["371449635398431", "4111111111111111", "5555555555554444", "6011111111111117", "36148900647913",
            "4222222222222", "12345674", "1234567890123456789", "9999999999999999999", "4111111111111112", "1234567", "12345678901234567897"];

    private readonly VirtualWorld _world = new();
    private readonly VirtualBoard _board;
    private readonly SecondSerialPort _port;
    private readonly CardData _card = new();
    private readonly byte[][] _corpus;

    /// <summary>Creates it with a board of its own.</summary>
    public TrackTarget()
    {
        _board = _world.PowerOn();
        using (_board.Use())
        {
            KioskSettings settings = BoardPins.Of(BoardType.Esp32DevKitC);
            settings.ReaderBaud = 115200;
            _port = new SecondSerialPort(settings);
        }

        _corpus = [.. Numbers.Select(number => Encoding.ASCII.GetBytes($";{number}=29122010000000?5"))];
    }

    /// <inheritdoc/>
    public IFuzzInput Make(Random random)
    {
        byte[] sent = random.Next(20) == 0 ? Bytes(random, random.Next(MostSent)) : Encoding.Latin1.GetBytes(Track(random));
        if (random.Next(2) == 0)
        {
            sent = Mutate(random, sent, _corpus);
        }

        if (random.Next(8) == 0)
        {
            sent = [.. sent, .. Encoding.Latin1.GetBytes(Track(random))];
        }

        return new Input(this, sent.Length > MostSent ? sent[..MostSent] : sent);
    }

    private static string Track(Random random)
    {
        string number = random.Next(3) > 0 ? Pick(random, Numbers) : Digits(random, random.Next(24));
        string expiry = random.Next(3) > 0 ? "2912" : Digits(random, random.Next(6));
        string rest = Digits(random, random.Next(8) == 0 ? random.Next(40) : random.Next(16));
        string start = random.Next(12) == 0 ? "" : ";";
        string separator = random.Next(12) == 0 ? Pick(random, ["", "==", "D", "?", ";"]) : "=";
        string end = random.Next(12) == 0 ? Pick(random, ["", "??", "?;", ">"]) : "?";
        return start + number + separator + expiry + rest + end;
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private sealed class Input(TrackTarget target, byte[] sent) : IFuzzInput
    {
        public string Text => FuzzText.Escape(sent);

        public string Judge()
        {
            // What a run before has left half-read goes.
            target._port.Read(new byte[1], 0, 0);
            target._board.Serial("COM2").Send(sent);
            target._world.Advance(30);
            List<byte[]> frames = Frames();
            byte[] buffer = new byte[LongestFrame];
            string verdict = "refused: no frame";
            foreach (byte[] frame in frames)
            {
                int length = target._port.Read(buffer);
                bool same = length == frame.Length && frame.AsSpan().SequenceEqual(buffer.AsSpan(0, length));
                Unless(same, $"the port gives {length} bytes, {frame.Length} in a frame were sent");
                verdict = Swipe(buffer, length, frame);
            }

            Unless(target._port.Read(buffer) == 0, "the port gives a card more than was sent");

            // A buffer that is shorter than what it says it holds.
            CardResult cut = target._card.Swipe(sent, sent.Length + 1);
            Unless(cut == CardResult.BadFormat, $"a track longer than its buffer is {cut}");
            return verdict;
        }

        private string Swipe(byte[] buffer, int length, byte[] frame)
        {
            CardData card = target._card;
            CardResult result = card.Swipe(buffer, length);
            Unless(Enum.IsDefined(result), $"result {result}");
            (string Number, string Expiry)? expected = Parse(Encoding.Latin1.GetString(frame));
            Unless((result == CardResult.Good) == expected.HasValue, $"{result}, and the track is {(expected.HasValue ? "good" : "bad")}");
            if (expected is not { } track)
            {
                bool wiped = card.Number.Concat(card.Track2).Concat(card.Expiry).All(value => value == 0);
                Unless(wiped && card.NumberLength == 0 && card.Track2Length == 0 && card.Entry == CardEntry.None, "something stays of a card that is refused");
                return "refused: " + result;
            }

            string kept = Encoding.Latin1.GetString(card.Number, 0, card.NumberLength) + "=" + Encoding.Latin1.GetString(card.Expiry);
            Unless(kept == $"{track.Number}={track.Expiry}", $"the card is {kept}");
            Unless(Encoding.Latin1.GetString(card.Track2, 0, card.Track2Length) == Encoding.Latin1.GetString(frame)[1..^1], "track 2 is not what was read");
            Unless((int)card.Brand is >= 0 and < 256, "a brand that there is not");
            return "accepted";
        }

        /// <summary>From the last start sentinel to an end sentinel, or to the longest that the port keeps.</summary>
        private List<byte[]> Frames()
        {
            var frames = new List<byte[]>();
            int start = -1;
            for (int at = 0; at < sent.Length; at++)
            {
                start = sent[at] == ';' ? at : start;
                if (start >= 0 && (sent[at] == '?' || at - start == LongestFrame - 1))
                {
                    frames.Add(sent[start..(at + 1)]);
                    start = -1;
                }
            }

            return frames;
        }

        /// <summary>Number and expiry of a well-formed track 2 (ISO/IEC 7813): number with its check digit, a month, digits, at most 37 characters.</summary>
        private static (string Number, string Expiry)? Parse(string track)
        {
            if (track.Length > 39 || !track.StartsWith(';') || !track.EndsWith('?') || track[1..^1].Split('=') is not [var number, var data])
            {
                return null;
            }

            bool digits = (number + data).All(char.IsAsciiDigit);
            if (!digits || number.Length is < 8 or > 19 || data.Length < 4 || int.Parse(data.AsSpan(2, 2), null) is < 1 or > 12)
            {
                return null;
            }

            int sum = number.Reverse().Select((digit, i) => (digit - '0') << (i & 1)).Sum(value => (value / 10) + (value % 10));
            return sum % 10 == 0 ? (number, data[..4]) : null;
        }
    }
}
