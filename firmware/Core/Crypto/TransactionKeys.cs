using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>KSN and working keys of one transaction, in buffers allocated once.</summary>
    public sealed class TransactionKeys
    {
        /// <summary>Length in bytes of each working key: AES-128, or TDES with two keys.</summary>
        public const int KeyLength = 16;

        /// <summary>Key serial number, 12 bytes (AES DUKPT) or 10 (TDES DUKPT): DE 53.</summary>
        public readonly byte[] Ksn;

        /// <summary>Enciphers the PIN block.</summary>
        public readonly byte[] Pin = new byte[KeyLength];

        /// <summary>Makes the MAC of the request.</summary>
        public readonly byte[] RequestMac = new byte[KeyLength];

        /// <summary>Checks the MAC of the answer.</summary>
        public readonly byte[] AnswerMac = new byte[KeyLength];

        /// <summary>Creates it without keys.</summary>
        /// <param name="ksnLength">Length in bytes of a KSN.</param>
        public TransactionKeys(int ksnLength)
        {
            Ksn = new byte[ksnLength];
        }

        /// <summary>Takes them from the next transaction of a DUKPT state, which the caller advances.</summary>
        public void Derive(IDukpt dukpt)
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
