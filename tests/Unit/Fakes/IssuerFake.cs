using System;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Storage;

namespace Kiosk.Unit
{
    /// <summary>An issuer: derives the keys of a request from the published test key, checks its MAC, and answers, well or in one way wrong.</summary>
    public sealed class IssuerFake
    {
        /// <summary>The last request.</summary>
        public readonly MessageReader Request;

        /// <summary>DE 48 of the next answers, or null.</summary>
        public string PrivateData;

        /// <summary>A field that the next answers lack; 0 for none.</summary>
        public int Leaves;

        /// <summary>A field whose last byte is wrong in the next answers, under a good MAC; 0 for none.</summary>
        public int Spoils;

        /// <summary>The MAC of the next answers is wrong.</summary>
        public bool SpoilsMac;

        /// <summary>Message type of the next answers; 0 for the right one.</summary>
        public int Type;

        private readonly MessageProfile _profile;
        private readonly IDukpt _dukpt;
        private readonly IMac _mac;
        private readonly MessageWriter _writer = new MessageWriter();
        private readonly byte[] _key = new byte[TransactionKeys.KeyLength];
        private readonly byte[] _macValue = new byte[Cmac.Length];
        private readonly byte[] _value = new byte[64];

        /// <summary>Creates it over a cipher, AES or DES as the profile has it.</summary>
        public IssuerFake(MessageProfile profile, IBlockCipher cipher)
        {
            _profile = profile;
            Request = new MessageReader(profile);
            if (profile == MessageProfile.Aes)
            {
                _dukpt = new AesDukpt(cipher);
                _mac = new Cmac(cipher);
            }
            else
            {
                _dukpt = new TdesDukpt(cipher);
                _mac = new RetailMac((DesCipher)cipher);
            }
        }

        /// <summary>Reads a request and checks its MAC.</summary>
        public bool Takes(FakeLink link)
        {
            if (Request.Read(link.Sent, link.SentLength) != MessageError.None || Request.Offset(Field.Mac) != link.SentLength - 8)
            {
                return false;
            }

            if (Request.Length(Field.Ksn) != _dukpt.LengthOfKsn)
            {
                return false;
            }

            uint counter = BigEndian.ReadUInt32(link.Sent, Request.Offset(Field.Ksn) + _dukpt.LengthOfKsn - 4);
            GoTo(_profile == MessageProfile.Aes ? counter : counter & TdesKeyDerivation.CounterMask);
            _dukpt.DeriveWorkingKey(DukptKeyUsage.MacGeneration, _key);
            _mac.Compute(_key, link.Sent, link.SentLength - 8, _macValue);
            return Cmac.Same(_macValue, 0, link.Sent, link.SentLength - 8, 8);
        }

        /// <summary>Takes the request on a link, and answers it.</summary>
        /// <returns>Whether the request was good; if not, there is no answer.</returns>
        public bool Answer(FakeLink link, int actionCode)
        {
            if (!Takes(link))
            {
                return false;
            }

            bool reversal = Request.Type >= 1420;
            _writer.Begin(Type != 0 ? Type : reversal ? 1430 : 1110);
            Copy(link, Field.ProcessingCode);
            Copy(link, Field.Amount);
            Copy(link, Field.TransmissionTime);
            Copy(link, Field.Stan);
            Copy(link, Field.LocalTime);
            if (!reversal)
            {
                _writer.Text(Field.RetrievalReference, "000000000042");
            }

            if (Leaves != Field.ActionCode)
            {
                _writer.Number(Field.ActionCode, actionCode);
            }

            Copy(link, Field.TerminalId);
            Copy(link, Field.MerchantId);
            if (PrivateData != null)
            {
                _writer.VariableText(Field.PrivateData, PrivateData);
            }

            Copy(link, Field.Currency);
            Copy(link, Field.Ksn);
            if (Leaves != Field.Mac)
            {
                _dukpt.DeriveWorkingKey(DukptKeyUsage.MacVerification, _key);
                _writer.BeginMac();
                _mac.Compute(_key, _writer.Buffer, _writer.Length, _macValue);
                _macValue[7] ^= (byte)(SpoilsMac ? 1 : 0);
                _writer.EndMac(_macValue);
            }

            link.Arrive(_writer.Buffer, _writer.Length);
            return true;
        }

        /// <summary>Writes the PIN key of the last request.</summary>
        public void PinKey(byte[] key)
        {
            _dukpt.DeriveWorkingKey(DukptKeyUsage.PinEncryption, key);
        }

        private void Copy(FakeLink link, int field)
        {
            if (Leaves == field)
            {
                return;
            }

            int count = Request.Length(field);
            Array.Copy(link.Sent, Request.Offset(field), _value, 0, count);
            _value[count - 1] ^= (byte)(Spoils == field ? 1 : 0);
            _writer.Bytes(field, _value, count);
        }

        private void GoTo(uint counter)
        {
            if (_dukpt.Counter == 0 || _dukpt.Counter > counter)
            {
                _dukpt.LoadInitialKey(BenchKey.InitialKey(_profile), BenchKey.InitialKsn(_profile));
            }

            while (_dukpt.Counter < counter)
            {
                _dukpt.Advance();
            }
        }
    }
}
