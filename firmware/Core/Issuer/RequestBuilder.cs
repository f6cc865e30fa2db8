using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Settings;

namespace Kiosk.Core.Issuer
{
    /// <summary>Builds the kiosk's requests, each but the echo with its KSN and its MAC. MESSAGES.md says what they hold.</summary>
    public sealed class RequestBuilder
    {
        private const int PurchaseCode = 0;
        private const int InquiryCode = 310000;
        private const int PinChangeCode = 700000;
        private const int AuthorizationFunction = 100;
        private const int InquiryFunction = 108;
        private const int ReversalFunction = 400;
        private const int EchoFunction = 831;

        // DE 25: time-out waiting for the answer.
        private const int NoAnswerReason = 4021;

        // DE 48 of a PIN change: two entries of four characters and hex, of a KSN and of a PIN block at their longest.
        private const int PrivateLength = 2 * (4 + TerminalKeys.LongestKsn + 4 + 16);

        private readonly KioskSettings _settings;
        private readonly IMac _mac;
        private readonly MessageWriter _writer = new MessageWriter();
        private readonly byte[] _macValue = new byte[Cmac.Length];
        private readonly byte[] _number = new byte[RequestCard.LongestNumber];
        private readonly byte[] _private = new byte[PrivateLength];

        /// <summary>Creates it for a terminal.</summary>
        /// <param name="settings">What the site has set.</param>
        /// <param name="mac">The MAC of its profile.</param>
        public RequestBuilder(KioskSettings settings, IMac mac)
        {
            _settings = settings;
            _mac = mac;
        }

        /// <summary>The request built last.</summary>
        public byte[] Message
        {
            get { return _writer.Buffer; }
        }

        /// <summary>Its length in bytes.</summary>
        public int Length
        {
            get { return _writer.Length; }
        }

        /// <summary>1100, purchase.</summary>
        /// <param name="card">The card.</param>
        /// <param name="amount">Minor units.</param>
        /// <param name="stan">Systems trace audit number.</param>
        /// <param name="localTime">DE 12, as digits.</param>
        /// <param name="utc">UTC seconds.</param>
        /// <param name="keys">Keys of this request.</param>
        /// <param name="pinBlock">The enciphered PIN block.</param>
        public void Purchase(RequestCard card, long amount, int stan, long localTime, long utc, TransactionKeys keys, byte[] pinBlock)
        {
            BeginAuthorization(card, amount, PurchaseCode, stan, localTime, utc, 0);
            _writer.Bytes(Field.PinBlock, pinBlock, pinBlock.Length);
            Finish(keys, null);
        }

        /// <summary>1100, status inquiry: no PIN, no amount.</summary>
        /// <param name="card">The card.</param>
        /// <param name="stan">Systems trace audit number.</param>
        /// <param name="localTime">DE 12, as digits.</param>
        /// <param name="utc">UTC seconds.</param>
        /// <param name="keys">Keys of this request.</param>
        public void Inquiry(RequestCard card, int stan, long localTime, long utc, TransactionKeys keys)
        {
            BeginAuthorization(card, 0, InquiryCode, stan, localTime, utc, 0);
            Finish(keys, null);
        }

        /// <summary>1100, PIN change: the current PIN as in a purchase, the new one in DE 48 under a key of its own. The MAC is over both.</summary>
        /// <param name="card">The card.</param>
        /// <param name="stan">Systems trace audit number.</param>
        /// <param name="localTime">DE 12, as digits.</param>
        /// <param name="utc">UTC seconds.</param>
        /// <param name="keys">Keys of this request, under which the current PIN is enciphered.</param>
        /// <param name="pinBlock">The current PIN's block, enciphered.</param>
        /// <param name="newKsn">KSN of the key of the new PIN's block.</param>
        /// <param name="newPinBlock">The new PIN's block, enciphered.</param>
        public void PinChange(RequestCard card, int stan, long localTime, long utc, TransactionKeys keys, byte[] pinBlock, byte[] newKsn, byte[] newPinBlock)
        {
            int length = PutHex(PutHex(0, 'K', newKsn), 'P', newPinBlock);
            BeginAuthorization(card, 0, PinChangeCode, stan, localTime, utc, length);
            _writer.Bytes(Field.PinBlock, pinBlock, pinBlock.Length);
            Finish(keys, null);
        }

        /// <summary>1420, or 1421 when it was sent before.</summary>
        /// <param name="reversal">What is reversed.</param>
        /// <param name="utc">UTC seconds.</param>
        /// <param name="keys">Keys of this request.</param>
        public void Reversal(ReversalStore reversal, long utc, TransactionKeys keys)
        {
            _writer.Begin(reversal.WasSent ? 1421 : 1420);
            int length = reversal.CardNumber(_number);
            _writer.Bytes(Field.CardNumber, _number, length);
            Array.Clear(_number, 0, _number.Length);
            WriteTransaction(PurchaseCode, reversal.Amount, reversal.Stan, reversal.LocalTime, utc);
            _writer.Text(Field.PointOfService, PointOfService(reversal.CardWasRead, true));
            _writer.Number(Field.Function, ReversalFunction);
            _writer.Number(Field.Reason, NoAnswerReason);
            _writer.Number(Field.BusinessCode, BusinessCode);
            _writer.Text(Field.TerminalId, _settings.TerminalId);
            _writer.Text(Field.MerchantId, _settings.MerchantId);
            _writer.Number(Field.Currency, _settings.CurrencyNumber);
            Finish(keys, "1100" + reversal.Stan.ToString().PadLeft(6, '0') + reversal.LocalTime.ToString().PadLeft(12, '0') + "00");
        }

        /// <summary>1804, echo test: no key, no MAC, nothing secret. TLS protects it, and nothing hangs on it but whether the link lives.</summary>
        /// <param name="stan">A number of echoes alone.</param>
        /// <param name="localTime">DE 12, as digits.</param>
        /// <param name="utc">UTC seconds.</param>
        public void Echo(int stan, long localTime, long utc)
        {
            _writer.Begin(1804);
            _writer.Number(Field.TransmissionTime, IsoTime.Transmission(utc));
            _writer.Number(Field.Stan, stan);
            _writer.Number(Field.LocalTime, localTime);
            _writer.Number(Field.Function, EchoFunction);
            _writer.Text(Field.TerminalId, _settings.TerminalId);
            _writer.Text(Field.MerchantId, _settings.MerchantId);
        }

        /// <summary>Wipes the request.</summary>
        public void Wipe()
        {
            Array.Clear(_writer.Buffer, 0, _writer.Buffer.Length);
            Array.Clear(_private, 0, PrivateLength);
        }

        private int BusinessCode
        {
            get { return _settings.Mode == KioskMode.Parking ? 7523 : 4784; }
        }

        private void BeginAuthorization(RequestCard card, long amount, int processingCode, int stan, long localTime, long utc, int privateLength)
        {
            bool hasPin = processingCode != InquiryCode;
            _writer.Begin(1100);
            _writer.Bytes(Field.CardNumber, card.Number, card.NumberLength);
            WriteTransaction(processingCode, amount, stan, localTime, utc);
            _writer.Bytes(Field.Expiry, card.Expiry, 4);
            _writer.Text(Field.PointOfService, PointOfService(card.WasRead, hasPin));
            _writer.Number(Field.Function, hasPin ? AuthorizationFunction : InquiryFunction);
            _writer.Number(Field.BusinessCode, BusinessCode);
            if (card.WasRead && hasPin)
            {
                _writer.Bytes(Field.Track2, card.Track2, card.Track2Length);
            }

            _writer.Text(Field.TerminalId, _settings.TerminalId);
            _writer.Text(Field.MerchantId, _settings.MerchantId);
            _writer.VariableText(Field.Location, _settings.Location);
            if (privateLength > 0)
            {
                _writer.Bytes(Field.PrivateData, _private, privateLength);
            }

            _writer.Number(Field.Currency, _settings.CurrencyNumber);
        }

        /// <summary>An entry of DE 48 about the new PIN: N and a letter, two digits of length, hex.</summary>
        /// <returns>Where the next one begins.</returns>
        private int PutHex(int at, char letter, byte[] value)
        {
            int count = 2 * value.Length;
            _private[at++] = (byte)'N';
            _private[at++] = (byte)letter;
            _private[at++] = (byte)('0' + (count / 10));
            _private[at++] = (byte)('0' + (count % 10));
            for (int i = 0; i < count; i++)
            {
                int nibble = (value[i >> 1] >> ((~i & 1) << 2)) & 0xF;
                _private[at++] = (byte)(nibble < 10 ? '0' + nibble : 'A' + nibble - 10);
            }

            return at;
        }

        /// <summary>DE 3, 4, 7, 11 and 12.</summary>
        private void WriteTransaction(int processingCode, long amount, int stan, long localTime, long utc)
        {
            _writer.Number(Field.ProcessingCode, processingCode);
            _writer.Number(Field.Amount, amount);
            _writer.Number(Field.TransmissionTime, IsoTime.Transmission(utc));
            _writer.Number(Field.Stan, stan);
            _writer.Number(Field.LocalTime, localTime);
        }

        private string PointOfService(bool read, bool pin)
        {
            return (_settings.HasReader ? "210201" : "610201") + (read ? "2" : "6") + (pin ? "1" : "0") + "313C";
        }

        /// <summary>DE 53, DE 56 when there is one, and the MAC over all of it.</summary>
        private void Finish(TransactionKeys keys, string originalData)
        {
            _writer.Bytes(Field.Ksn, keys.Ksn, keys.Ksn.Length);
            if (originalData != null)
            {
                _writer.VariableText(Field.OriginalData, originalData);
            }

            _writer.BeginMac();
            _mac.Compute(keys.RequestMac, _writer.Buffer, _writer.Length, _macValue);
            _writer.EndMac(_macValue);
        }
    }
}
