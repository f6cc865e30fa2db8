using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Pin;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;
using Kiosk.Unit;

namespace Kiosk.Demo
{
    /// <summary>
    /// An issuer in memory with two cards. It derives the keys of each request from the published test key, checks KSN and MAC, deciphers the PIN
    /// block, verifies the PIN, and answers under a MAC of its own.
    /// </summary>
    public sealed class DemoIssuer
    {
        /// <summary>A card that is active.</summary>
        public const string Active = "371449635398431";

        /// <summary>A card that is not activated.</summary>
        public const string NotActivated = "371144371144376";

        private const int ActionWrongPin = 117;
        private const int ActionTriesExceeded = 106;
        private const int ActionNoSuchCard = 111;
        private const int ActionNotActivated = 125;
        private const int MostTries = 3;

        private readonly IssuerFake _host;
        private readonly PinEncryption _pinBlocks;
        private readonly PinEntry _pin = new PinEntry(PinEntry.Longest);
        private readonly byte[] _pinKey = new byte[TransactionKeys.KeyLength];
        private readonly byte[] _pinBlock = new byte[16];
        private readonly byte[] _number = new byte[19];
        private int _served;
        private uint _lastCounter;
        private int _wrongPins;
        private long _chargeStan;
        private long _chargeAmount;

        /// <summary>Creates it.</summary>
        public DemoIssuer(IBlockCipher aes, IRandom random)
        {
            _host = new IssuerFake(MessageProfile.Aes, aes);
            _pinBlocks = new PinEncryption(PinBlockFormat.Format4, aes, random);
        }

        /// <summary>The next answer is lost on its way; what was asked for is done.</summary>
        public bool LosesAnswer { get; set; }

        /// <summary>Minor units of all that was approved and not reversed.</summary>
        public long Charged { get; private set; }

        /// <summary>Reversals of a charge.</summary>
        public int Reversals { get; private set; }

        /// <summary>Requests whose format, KSN or MAC was not good. They get no answer.</summary>
        public int Refused { get; private set; }

        /// <summary>Answers the request on a link, if there is a new one.</summary>
        public void Serve(FakeLink link)
        {
            if (link.State != LinkState.Waiting || link.SentCount == _served)
            {
                return;
            }

            _served = link.SentCount;
            if (!_host.Takes(link) || !IsNextCounter(link))
            {
                Refused++;
                return;
            }

            _host.PrivateData = null;
            int action = _host.Request.Type == 1100 ? Authorize(link) : Reverse(link);
            if (LosesAnswer)
            {
                LosesAnswer = false;
            }
            else
            {
                _host.Answer(link, action);
            }
        }

        /// <summary>A KSN that was there already, or one before it, is a message played again.</summary>
        private bool IsNextCounter(FakeLink link)
        {
            uint counter = BigEndian.ReadUInt32(link.Sent, _host.Request.Offset(Field.Ksn) + 8);
            bool next = counter > _lastCounter;
            _lastCounter = next ? counter : _lastCounter;
            return next;
        }

        private int Authorize(FakeLink link)
        {
            int length = _host.Request.Length(Field.CardNumber);
            for (int i = 0; i < length; i++)
            {
                _number[i] = link.Sent[_host.Request.Offset(Field.CardNumber) + i];
            }

            bool active = IsCard(Active, length);
            if (!active && !IsCard(NotActivated, length))
            {
                return ActionNoSuchCard;
            }

            if (!active)
            {
                return IsPin(link, length, "6148") ? ActionNotActivated : ActionWrongPin;
            }

            if (!IsPin(link, length, "4071"))
            {
                _wrongPins++;
                _host.PrivateData = "PT020" + (MostTries - _wrongPins).ToString();
                return _wrongPins < MostTries ? ActionWrongPin : ActionTriesExceeded;
            }

            _wrongPins = 0;
            _chargeStan = _host.Request.Number(Field.Stan);
            _chargeAmount = _host.Request.Number(Field.Amount);
            Charged += _chargeAmount;
            return ActionCode.Approved;
        }

        /// <summary>Takes back the charge that the original data elements name; one that there is not, or no more, is acknowledged too.</summary>
        private int Reverse(FakeLink link)
        {
            long stan = 0;
            int at = _host.Request.Offset(Field.OriginalData) + 4;
            for (int i = at; i < at + 6; i++)
            {
                stan = (stan * 10) + (link.Sent[i] - '0');
            }

            if (stan == _chargeStan && _chargeAmount == _host.Request.Number(Field.Amount))
            {
                Charged -= _chargeAmount;
                _chargeAmount = 0;
                Reversals++;
            }

            return ActionCode.ReversalAccepted;
        }

        private bool IsCard(string number, int length)
        {
            bool same = number.Length == length;
            for (int i = 0; i < length && same; i++)
            {
                same = number[i] == _number[i];
            }

            return same;
        }

        private bool IsPin(FakeLink link, int numberLength, string pin)
        {
            for (int i = 0; i < _pinBlock.Length; i++)
            {
                _pinBlock[i] = link.Sent[_host.Request.Offset(Field.PinBlock) + i];
            }

            _host.PinKey(_pinKey);
            bool good = _pinBlocks.Decipher(_pinBlock, _pinBlock.Length, _number, numberLength, _pinKey, _pin) == PinBlockResult.Good && PinDigits.Text(_pin) == pin;
            _pin.Wipe();
            return good;
        }
    }
}
