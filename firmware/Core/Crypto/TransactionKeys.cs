using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>KSN and working keys of one transaction, in buffers allocated once.</summary>
    public sealed class TransactionKeys
    {
        /// <summary>Key serial number, 12 bytes: DE 53.</summary>
        public readonly byte[] Ksn = new byte[AesDukpt.KsnLength];

        /// <summary>Enciphers the PIN block.</summary>
        public readonly byte[] Pin = new byte[AesDukpt.KeyLength];

        /// <summary>Makes the MAC of the request.</summary>
        public readonly byte[] RequestMac = new byte[AesDukpt.KeyLength];

        /// <summary>Checks the MAC of the answer.</summary>
        public readonly byte[] AnswerMac = new byte[AesDukpt.KeyLength];

        /// <summary>Takes them from the next transaction of a DUKPT state, which the caller advances.</summary>
        public void Derive(AesDukpt dukpt)
        {
            dukpt.WriteKsn(Ksn);
            dukpt.DeriveWorkingKey(DukptKeyUsage.PinEncryption, Pin);
            dukpt.DeriveWorkingKey(DukptKeyUsage.MacGeneration, RequestMac);
            dukpt.DeriveWorkingKey(DukptKeyUsage.MacVerification, AnswerMac);
        }

        /// <summary>Wipes the keys; the KSN, which is no secret, stays for the answer to be compared with.</summary>
        public void Wipe()
        {
            Array.Clear(Pin, 0, Pin.Length);
            Array.Clear(RequestMac, 0, RequestMac.Length);
            Array.Clear(AnswerMac, 0, AnswerMac.Length);
        }
    }
}
