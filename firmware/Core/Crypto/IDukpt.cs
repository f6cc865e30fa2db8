using System;

namespace Kiosk.Core.Crypto
{
    /// <summary>
    /// The terminal's side of a DUKPT: a key for each transaction, from a state of KSN and intermediate keys that can give every later key
    /// and no earlier one (RULES.md, K1 to K3).
    /// </summary>
    public interface IDukpt
    {
        /// <summary>Length in bytes of a KSN.</summary>
        int LengthOfKsn { get; }

        /// <summary>Length in bytes of an initial key.</summary>
        int LengthOfKey { get; }

        /// <summary>Length in bytes of what <see cref="Save"/> writes.</summary>
        int LengthOfState { get; }

        /// <summary>Whether there is a key for the next transaction: keys are loaded and not used up.</summary>
        bool IsReady { get; }

        /// <summary>The transaction counter of the next transaction, 1 or more; 0 when there is none.</summary>
        uint Counter { get; }

        /// <summary>Takes an initial key. The caller wipes its copy: nothing keeps it.</summary>
        /// <param name="initialKey">The initial key, <see cref="LengthOfKey"/> bytes.</param>
        /// <param name="keyId">What every KSN begins with: the initial key id, or the initial KSN, whose counter counts for nothing.</param>
        void LoadInitialKey(byte[] initialKey, byte[] keyId);

        /// <summary>Writes the KSN of the next transaction.</summary>
        void WriteKsn(byte[] ksn);

        /// <summary>Derives a working key of the next transaction, 16 bytes.</summary>
        /// <exception cref="ArgumentException">There is no working key for that usage.</exception>
        void DeriveWorkingKey(DukptKeyUsage usage, byte[] key);

        /// <summary>Leaves the next transaction behind: its key is wiped, and the counter goes to the next value allowed.</summary>
        void Advance();

        /// <summary>Writes the state.</summary>
        void Save(byte[] state);

        /// <summary>Takes a state that <see cref="Save"/> wrote.</summary>
        /// <returns>False, and no keys, when the counter or the registers cannot be those of a terminal.</returns>
        bool Restore(byte[] state);

        /// <summary>Wipes all keys.</summary>
        void Clear();
    }
}
