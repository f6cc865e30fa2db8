using System.Globalization;
using System.Text;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Issuer.Messages;
using static Kiosk.Bench.Fuzz.ByteMutator;
using static Kiosk.Bench.Fuzz.FindingException;

namespace Kiosk.Bench.Fuzz;

/// <summary>
/// Answers of the issuer, to a terminal that waits for one: to a purchase, a reversal and a status inquiry, in both message profiles. Most of them have a right
/// MAC, so that they come past it. What is no answer is none: never an approval, never a try given back, and the reversal is owed still.
/// </summary>
public sealed class AnswerTarget : IFuzzTarget
{
    private static readonly int[] Codes =
        [0, 0, 0, 100, 101, 104, 106, 109, 110, 111, 116, 117, 117, 119, 120, 121, 122, 123, 125, 126, 127, 400, 400, 800, 904, 907, 908, 909, 910, 911, 912, 913, 999];

    private static readonly string[] Types = ["1110", "1430", "1100", "1420", "1814", "0110", "9999", "11 0"];

    private static readonly string[] PrivateData =
        ["PT0202", "PT0200", "PT0203", "PT0299", "PT0209UL12260601100000", "UL12260601100000", "UL12700101000000", "UL12991231235959", "UL12261301000000", "PT",
            "PT00", "PT99", "PT02", "PT18999999999999999999", "PT19", "UL02", "XX03abcPT0201", "  ", "PT02-1", "UL0"];

    private readonly Situation[] _situations;
    private readonly byte[][] _corpus;
    private readonly IBlockCipher _cipher = new AesCipher();

    /// <summary>Creates it: brings kiosks into the situations in which they wait for an answer.</summary>
    public AnswerTarget()
    {
        _situations =
        [
            .. from profile in new[] { MessageProfile.Aes, MessageProfile.Tdes }
               from request in Enum.GetValues<Request>()
               select new Situation(profile, request, _cipher),
        ];
        _corpus = [.. _situations.Select(situation => situation.Issuer.Answer(situation.Sent, 0, PrivateData[4]))];
    }

    private enum Request
    {
        Purchase,
        Reversal,
        Inquiry,
        PinChange,
    }

    /// <inheritdoc/>
    public IFuzzInput Make(Random random)
    {
        int at = random.Next(_situations.Length);
        Situation situation = _situations[at];
        if (random.Next(50) == 0)
        {
            return new Input(this, situation, Bytes(random, random.Next(1200)));
        }

        int kind = random.Next(10);
        byte[] answer = kind == 0 ? Pick(random, _corpus) : Compose(random, situation);
        if (kind < 3)
        {
            answer = Mutate(random, answer, _corpus);
        }

        if (kind is 2 or > 4 && answer.Length >= FieldTable.MacLength)
        {
            situation.MacOf(answer).CopyTo(answer, answer.Length - FieldTable.MacLength);
        }

        if (kind == 5)
        {
            answer = Mutate(random, answer, _corpus);
        }
        else if (kind == 6 && answer.Length > 0)
        {
            // In the MAC, or shortly before.
            answer[^random.Next(1, Math.Min(answer.Length, 16) + 1)] ^= (byte)(1 << random.Next(8));
        }

        return new Input(this, situation, answer);
    }

    /// <summary>An answer field by field, of which a few are missing, wrong or too many. Its last 8 bytes are room for the MAC.</summary>
    private static byte[] Compose(Random random, Situation situation)
    {
        IsoMessage good = situation.Issuer.Prepare(situation.Message, Pick(random, Codes), random.Next(2) == 0 ? Pick(random, PrivateData) : null);
        SortedDictionary<int, byte[]> fields = new(good.Numbers.ToDictionary(number => number, number => good.Bytes(number).ToArray()));
        string type = random.Next(12) == 0 ? Pick(random, Types) : good.Type;
        fields[FieldTable.Mac] = new byte[FieldTable.MacLength];
        if (random.Next(2) == 0)
        {
            for (int count = random.Next(1, 3); count > 0; count--)
            {
                Spoil(random, fields);
            }
        }

        bool second = fields.Keys.Max() > 64 || random.Next(60) == 0;
        byte[] map = new byte[second ? 16 : 8];
        map[0] = (byte)(second ? 0x80 : 0);
        var body = new List<byte>();
        foreach ((int number, byte[] value) in fields)
        {
            map[(number - 1) >> 3] |= (byte)(0x80 >> ((number - 1) & 7));
            int prefix = situation.Issuer.Fields.Find(number)?.Prefix ?? 0;
            if (prefix > 0)
            {
                int length = random.Next(80) == 0 ? random.Next(prefix == 2 ? 100 : 1000) : value.Length;
                body.AddRange(Encoding.ASCII.GetBytes(length.ToString("D" + prefix, CultureInfo.InvariantCulture)));
            }

            body.AddRange(value);
        }

        return [.. Encoding.ASCII.GetBytes(type), .. map, .. body];
    }

    private static void Spoil(Random random, SortedDictionary<int, byte[]> fields)
    {
        int[] numbers = [.. fields.Keys];
        int number = Pick(random, numbers);
        switch (random.Next(6))
        {
            case 0:
                fields.Remove(number);
                break;
            case 1:
                fields[random.Next(4) == 0 ? random.Next(2, 129) : Pick(random, [2, 14, 35, 43, 48, 52, 56, 128])] = Bytes(random, random.Next(40));
                break;
            case 2:
                fields[number] = Mutate(random, fields[number], [fields[Pick(random, numbers)]]);
                break;
            case 3:
                fields[number] = [.. fields[number].Select(_ => (byte)('0' + random.Next(10)))];
                break;
            case 4 when fields[number].Length > 0:
                fields[number] = [.. fields[number]];
                fields[number][random.Next(fields[number].Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 5:
                fields[48] = [.. Encoding.ASCII.GetBytes(Pick(random, PrivateData)), .. Mutate(random, Encoding.ASCII.GetBytes(Pick(random, PrivateData)), [[]])];
                break;
        }

        if (fields.Count == 0)
        {
            fields[FieldTable.Mac] = new byte[FieldTable.MacLength];
        }
    }

    /// <summary>A kiosk that waits for an answer, as it can be made again and again.</summary>
    private sealed class Situation
    {
        private readonly KioskSettings _settings;
        private readonly IReadOnlyDictionary<string, byte[]> _flash;
        private readonly long _utc;

        public Situation(MessageProfile profile, Request request, IBlockCipher cipher)
        {
            Profile = profile;
            Request = request;
            _settings = FuzzKiosk.SettingsOf(profile);
            Issuer = new FuzzIssuer(profile);
            var flash = new FuzzFlash();
            var kiosk = new FuzzKiosk(_settings, flash, cipher, FuzzKiosk.Utc);
            kiosk.Turn();
            for (int wrong = request == Request.Inquiry ? 3 : 1; wrong > 0; wrong--)
            {
                Pay(kiosk, 117);
                kiosk.Tap("D");
                kiosk.EndResult();
            }

            if (request == Request.Reversal)
            {
                Pay(kiosk, 909);
            }

            _flash = new Dictionary<string, byte[]>(flash.Files);
            _utc = kiosk.Now + 3600;
            Sent = Wait(cipher).Link.Request;
            Message = Issuer.Read(Sent);
            AnswerKey = Issuer.AnswerKey(Message);
        }

        public MessageProfile Profile { get; }

        public Request Request { get; }

        public FuzzIssuer Issuer { get; }

        public byte[] Sent { get; }

        public IsoMessage Message { get; }

        public byte[] AnswerKey { get; }

        /// <summary>The MAC that an answer must end with.</summary>
        public byte[] MacOf(byte[] answer) => Issuer.Mac(AnswerKey, answer.AsSpan(0, answer.Length - FieldTable.MacLength));

        /// <summary>Switches a kiosk on and has it send its request.</summary>
        public FuzzKiosk Wait(IBlockCipher cipher)
        {
            var kiosk = new FuzzKiosk(_settings, new FuzzFlash(_flash), cipher, _utc);
            kiosk.Turn();
            kiosk.Turn();
            if (Request == Request.PinChange)
            {
                kiosk.ChangePin(FuzzKiosk.Amex);
            }
            else if (Request != Request.Reversal)
            {
                kiosk.Swipe(FuzzKiosk.Amex);
            }

            if (Request == Request.Purchase)
            {
                Unless(kiosk.Tries == 2, $"{kiosk.Tries} tries before");
                kiosk.Tap("4071#");
            }

            TerminalState state = Request switch { Request.Purchase or Request.PinChange => TerminalState.Sending, Request.Inquiry => TerminalState.Inquiry, _ => TerminalState.Idle };
            Unless(kiosk.Terminal.State == state && kiosk.Link.State == LinkState.Waiting, $"{Request}: {kiosk.Terminal.State}, link {kiosk.Link.State}");
            return kiosk;
        }

        private void Pay(FuzzKiosk kiosk, int code)
        {
            kiosk.Swipe(FuzzKiosk.Amex);
            kiosk.Tap("4071#");
            kiosk.Link.Answer(Issuer.Answer(kiosk.Link.Request, code));
            kiosk.Turn();
        }
    }

    private sealed class Input(AnswerTarget target, Situation situation, byte[] answer) : IFuzzInput
    {
        private bool HasRightMac =>
            answer.Length >= FieldTable.MacLength && situation.MacOf(answer).AsSpan().SequenceEqual(answer.AsSpan(answer.Length - FieldTable.MacLength));

        public string Text => $"{situation.Request}, profile {situation.Profile}, answer {Convert.ToHexString(answer)}";

        public string Judge()
        {
            int code = Legitimate();
            FuzzKiosk kiosk = situation.Wait(target._cipher);
            Unless(kiosk.Link.Request.AsSpan().SequenceEqual(situation.Sent), "the request is not always the same");
            int entries = kiosk.Terminal.Journal.Count;
            kiosk.Link.Answer(answer);
            kiosk.Turn();
            string verdict = situation.Request switch
            {
                Request.Purchase => AfterPurchase(kiosk, code, entries),
                Request.PinChange => AfterPinChange(kiosk, code, entries),
                Request.Reversal => AfterReversal(kiosk, code, entries),
                _ => AfterInquiry(kiosk, code, answer),
            };
            return code < 0 ? "refused: " + Reason() : "accepted: " + verdict;
        }

        /// <summary>The action code when these bytes are an answer to the request, by the bench issuer's code; otherwise -1.</summary>
        private int Legitimate()
        {
            DecodedMessage decoded = IsoDecoder.Decode(answer, situation.Issuer.Fields);
            string type = situation.Request == Request.Reversal ? "1430" : "1110";
            if (answer.Length > MessageWriter.Longest || decoded.Message is not { } message || message.Type != type)
            {
                return -1;
            }

            if (decoded.MacOffset != answer.Length - FieldTable.MacLength || message.Has(FieldTable.SecondMac) || !HasRightMac || !message.Has(39))
            {
                return -1;
            }

            foreach (int number in (int[])[4, 11, 41, 53])
            {
                if (!message.Has(number) || !message.Bytes(number).SequenceEqual(situation.Message.Bytes(number)))
                {
                    return -1;
                }
            }

            return int.Parse(message.Text(39), CultureInfo.InvariantCulture);
        }

        /// <summary>For the statistics: why the firmware's reader does not read it, or that it is another's, or the MAC.</summary>
        private string Reason()
        {
            var reader = new MessageReader(situation.Profile);
            MessageError error = reader.Read(answer, answer.Length);
            return error != MessageError.None ? error.ToString() : HasRightMac ? "no answer to this request" : "MAC";
        }

        private static string AfterPurchase(FuzzKiosk kiosk, int code, int entries)
        {
            TerminalState state = kiosk.Terminal.State;
            Unless(kiosk.ShowsApproved == (code == 0), $"{state}, \"{kiosk.Screen.Line(0)}\" after action code {code}");
            bool expected = state == (code == 120 ? TerminalState.OutOfService : TerminalState.Result) || (code == 117 && state == TerminalState.IncorrectPin);
            Unless(expected, $"{state} after action code {code}");
            bool settled = code >= 0 && !ActionCode.NeedsReversal(code);
            int added = kiosk.Terminal.Journal.Count - entries;
            Unless(added == (settled ? 1 : 0), $"the journal has {added} entries more after action code {code}");
            string verdict = $"purchase, {ActionCode.ToOutcome(code)}";
            if (state == TerminalState.OutOfService)
            {
                return verdict;
            }

            if (state == TerminalState.IncorrectPin)
            {
                kiosk.Tap("D");
            }

            int sent = kiosk.Link.Sent;
            kiosk.EndResult();
            Unless(kiosk.Terminal.State == TerminalState.Idle, $"{kiosk.Terminal.State} after the result");
            bool reversed = kiosk.Link.Sent > sent && kiosk.Link.Request.AsSpan(0, 3).SequenceEqual("142"u8);
            Unless(settled ? kiosk.Link.Sent == sent : reversed, $"{kiosk.Link.Sent - sent} messages after action code {code}");
            kiosk.Swipe(FuzzKiosk.Amex);
            int tries = kiosk.Tries;
            Unless(code < 0 || code == 117 ? tries <= 1 : tries <= 3, $"{tries} tries after action code {code}; there were 2 before");
            return verdict;
        }

        private static string AfterPinChange(FuzzKiosk kiosk, int code, int entries)
        {
            TerminalState state = kiosk.Terminal.State;
            Unless(!kiosk.ShowsApproved && kiosk.ShowsChanged == (code == 0), $"{state}, \"{kiosk.Screen.Line(0)}\" after action code {code}");
            bool expected = state == (code == 120 ? TerminalState.OutOfService : TerminalState.Result) || (code == 117 && state == TerminalState.IncorrectPin);
            Unless(expected, $"{state} after action code {code}");
            string verdict = $"PIN change, {ActionCode.ToOutcome(code)}";
            if (state == TerminalState.OutOfService)
            {
                return verdict;
            }

            if (state == TerminalState.IncorrectPin)
            {
                kiosk.Tap("D");
            }

            int sent = kiosk.Link.Sent;
            kiosk.EndResult();
            Unless(kiosk.Terminal.IsQuiet && kiosk.Link.Sent == sent && kiosk.Terminal.Journal.Count == entries, $"a PIN change is not over after action code {code}");
            kiosk.Swipe(FuzzKiosk.Amex);
            int tries = kiosk.Tries;
            Unless(code < 0 || code == 117 ? tries <= 1 : tries <= 3, $"{tries} tries after action code {code}; there were 2 before");
            return verdict;
        }

        private static string AfterReversal(FuzzKiosk kiosk, int code, int entries)
        {
            bool settled = code == 400;
            Unless(kiosk.Terminal.State == TerminalState.Idle, $"{kiosk.Terminal.State} after a reversal");
            int added = kiosk.Terminal.Journal.Count - entries;
            Unless(added == (settled ? 1 : 0), $"the journal has {added} entries more after action code {code}");
            int sent = kiosk.Link.Sent;
            for (int second = 0; second < 4; second++)
            {
                kiosk.Turn(1000);
            }

            Unless(kiosk.Link.Sent > sent == !settled && kiosk.Terminal.IsQuiet == settled, $"{kiosk.Link.Sent - sent} messages after action code {code}");
            return settled ? "reversal, acknowledged" : "reversal, owed still";
        }

        private static string AfterInquiry(FuzzKiosk kiosk, int code, byte[] answer)
        {
            bool free = kiosk.Terminal.State == TerminalState.Pin;
            Unless(free || kiosk.Terminal.State == TerminalState.Result, $"{kiosk.Terminal.State} after an inquiry");
            Unless(!kiosk.ShowsApproved, "approved, and nothing was to be paid");
            bool unlocked = code == 0 && Encoding.Latin1.GetString(answer).Contains("UL12", StringComparison.Ordinal);
            Unless(unlocked || !free, $"the card is free after action code {code}");
            return free ? "inquiry, card free" : "inquiry, card locked";
        }
    }
}
