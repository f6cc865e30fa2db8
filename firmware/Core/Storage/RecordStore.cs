namespace Kiosk.Core.Storage
{
    /// <summary>
    /// What all records share: the flash, the checksum and two work buffers, allocated once. Not for two threads.
    /// </summary>
    public sealed class RecordStore
    {
        /// <summary>Longest payload of a record, in bytes.</summary>
        public const int LargestPayload = 1088;

        internal readonly IFlash Flash;
        internal readonly Crc32 Crc = new Crc32();
        internal readonly byte[] Slot = new byte[LargestPayload + Record.Overhead];
        internal readonly byte[] ReadBack = new byte[LargestPayload + Record.Overhead];

        /// <summary>Creates the store over a flash.</summary>
        public RecordStore(IFlash flash)
        {
            Flash = flash;
        }
    }
}
