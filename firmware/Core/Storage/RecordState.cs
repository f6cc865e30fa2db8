namespace Kiosk.Core.Storage
{
    /// <summary>What <see cref="Record.Load"/> found.</summary>
    public enum RecordState
    {
        /// <summary>Neither slot exists: the record was never written, or both files were removed.</summary>
        Missing,

        /// <summary>A whole slot was found; the newest one was read.</summary>
        Whole,

        /// <summary>Both slots exist, and neither is whole.</summary>
        Damaged,

        /// <summary>One slot exists and is not whole: the power failed in the first writing of the record.</summary>
        Unfinished,

        /// <summary>A slot cannot be read: it may be the newest, and may be whole the next time.</summary>
        Unreadable,
    }
}
