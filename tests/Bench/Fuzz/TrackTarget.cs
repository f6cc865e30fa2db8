using System.Text;
using Kiosk.Board;
using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using Kiosk.Device;
using static Kiosk.Bench.Fuzz.ByteMutator;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// Track 2: what a card reader, with an LRC or without, or whoever sits on its line, sends over the serial port of a virtual board. A card comes out exactly
/// where the bytes hold a well-formed track, and it is what the track says; rubbish is told once, and noise is not.
/// </summary>
public sealed class TrackTarget : IFuzzTarget
{
    private const int MostSent = 250;
    private const int SendTime = 30;

    private static readonly string[] Numbers =
        ["371449635398431", "4111111111111111", "5555555555554444", "6011111111111117", "36148900647913",
            "4222222222222", "12345674", "1234567890123456789", "9999999999999999999", "4111111111111112", "1234567", "12345678901234567897"];

    private readonly Reader _reader = new(hasLrc: false);
    private readonly Reader _readerWithLrc = new(hasLrc: true);
    private readonly CardData _card = new();
    private readonly byte[][] _corpus;

    /// <summary>Creates it, with boards of its own.</summary>
    public TrackTarget()
    {
        _corpus = [.. Numbers.Select(number => Encoding.ASCII.GetBytes($";{number}=29122010000000?5"))];
    }

    /// <inheritdoc/>
    public IFuzzInput Make(Random random)
    {
        bool withLrc = random.Next(2) == 0;
        byte[] sent = random.Next(20) == 0 ? Bytes(random, random.Next(MostSent)) : Send(random, withLrc);
        if (random.Next(2) == 0)
        {
            sent = Mutate(random, sent, _corpus);
        }

        if (random.Next(8) == 0)
        {
            sent = [.. sent, .. Send(random, withLrc)];
        }

        return new Input(this, withLrc ? _readerWithLrc : _reader, sent.Length > MostSent ? sent[..MostSent] : sent);
    }

    /// <summary>A track, most often with the LRC that it ought to have.</summary>
    private static byte[] Send(Random random, bool withLrc)
    {
        byte[] track = Encoding.Latin1.GetBytes(Track(random));
        return !withLrc || random.Next(12) == 0 ? track : [.. track, random.Next(12) == 0 ? (byte)random.Next(256) : Lrc(track)];
    }

    /// <summary>The LRC of ISO/IEC 7811-2, as readers send it.</summary>
    private static byte Lrc(byte[] track) => (byte)('0' + track.Aggregate(0, (sum, value) => sum ^ (value & 0xF)));

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

    private sealed class Input(TrackTarget target, Reader reader, byte[] sent) : IFuzzInput
    {
        public string Text => FuzzText.Escape(sent);

        public string Judge()
        {
            reader.Send(sent);
            (byte[]? frame, bool garbled) = Expected();
            byte[] buffer = new byte[TrackReceiver.Longest];
            string verdict = "refused: nothing that could be a card";
            if (garbled)
            {
                Unless(reader.Read(buffer) == TrackReceiver.Garbled, "rubbish is not told");
                verdict = "refused: garbled";
            }

            if (frame is not null)
            {
                int length = reader.Read(buffer);
                bool same = length == frame.Length && frame.AsSpan().SequenceEqual(buffer.AsSpan(0, length));
                Unless(same, $"the port gives {length} bytes, {frame.Length} in a frame were sent");
                verdict = Swipe(buffer, length, frame);
            }

            Unless(reader.Read(buffer) == 0, "the port gives more than was sent");
            reader.FallSilent();
            int after = reader.Read(buffer);
            bool half = !garbled && frame is null && IsHalf();
            Unless(after == (half ? TrackReceiver.Garbled : 0), $"{after} once the line is silent");
            verdict = half ? "refused: half a track" : verdict;

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

        /// <summary>
        /// The first frame, from the last start sentinel to an end sentinel and a right LRC, and whether something stands before it that cannot be one: a frame that is
        /// too long or has a wrong LRC.
        /// </summary>
        private (byte[]? Frame, bool Garbled) Expected()
        {
            bool garbled = false;
            int start = -1;
            for (int at = 0; at < sent.Length; at++)
            {
                if (start >= 0 && reader.HasLrc && sent[at - 1] == '?')
                {
                    byte[] frame = sent[start..at];
                    if (sent[at] == Lrc(frame))
                    {
                        return (frame, garbled);
                    }

                    (start, garbled) = (-1, true);
                    continue;
                }

                start = sent[at] == ';' ? at : start;
                if (start >= 0 && sent[at] == '?' && !reader.HasLrc)
                {
                    return (sent[start..(at + 1)], garbled);
                }

                if (start >= 0 && at - start == TrackReceiver.Longest - 1)
                {
                    (start, garbled) = (-1, true);
                }
            }

            return (null, garbled);
        }

        /// <summary>Whether bytes without a frame are more than noise.</summary>
        private bool IsHalf()
        {
            bool ended = reader.HasLrc && sent.Length > 1 && sent[^1] == '?' && sent.Contains((byte)';');
            return ended || sent.Count(value => value >= ' ') >= TrackReceiver.FewestGarbled;
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

    /// <summary>A kiosk's serial port with a card reader at its other end.</summary>
    private sealed class Reader
    {
        private readonly VirtualWorld _world = new();
        private readonly VirtualBoard _board;
        private readonly SecondSerialPort _port;

        public Reader(bool hasLrc)
        {
            HasLrc = hasLrc;
            _board = _world.PowerOn();
            using (_board.Use())
            {
                KioskSettings settings = BoardPins.Of(BoardType.Esp32DevKitC);
                settings.ReaderBaud = 115200;
                settings.ReaderHasLrc = hasLrc;
                _port = new SecondSerialPort(settings);
            }
        }

        public bool HasLrc { get; }

        public void Send(byte[] bytes)
        {
            _board.Serial("COM2").Send(bytes);
            _world.Advance(SendTime);
        }

        public int Read(byte[] track) => _port.Read(track, _world.Elapsed);

        public void FallSilent() => _world.Advance(TrackReceiver.Silence);
    }
}
