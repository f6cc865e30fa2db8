namespace Kiosk.Core.Terminal
{
    /// <summary>Why a terminal takes no customers.</summary>
    public enum ServiceFault
    {
        /// <summary>It takes customers.</summary>
        None,

        /// <summary>No keys were ever loaded.</summary>
        NoKeys,

        /// <summary>The keys of a terminal that was in use are missing or damaged.</summary>
        KeysLost,

        /// <summary>Every key has been used.</summary>
        KeysUsedUp,

        /// <summary>The keys were erased in service mode.</summary>
        KeysErased,

        /// <summary>The tamper loop was open, and the keys were erased.</summary>
        Tampered,

        /// <summary>The tamper loop is open, and there are no keys to erase.</summary>
        LoopOpen,

        /// <summary>The keys are those of another message profile than nf.config names.</summary>
        OtherProfile,

        /// <summary>Flash does not keep what it must.</summary>
        Storage,

        /// <summary>Records on flash are older than others: an old image was put back.</summary>
        OldRecords,

        /// <summary>A cipher does not give what it must (self-test).</summary>
        CipherTest,

        /// <summary>A record is no longer on flash as it was written (self-test).</summary>
        StorageTest,

        /// <summary>nf.config is not what it was at the start (self-test).</summary>
        SettingsTest,

        /// <summary>The issuer does not permit this terminal (action code 120).</summary>
        NotPermitted,
    }
}
