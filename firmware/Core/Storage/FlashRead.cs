namespace Kiosk.Core.Storage
{
    /// <summary>What <see cref="IFlash.Read"/> returns in place of a length.</summary>
    public static class FlashRead
    {
        /// <summary>There is no such file.</summary>
        public const int Missing = -1;

        /// <summary>There may be one, but it cannot be read.</summary>
        public const int Failed = -2;
    }
}
