namespace Kiosk.Core.Crypto
{
    /// <summary>What came of a key block. Up to <see cref="KeyLength"/> they are those of <see cref="KeyBlock.Unwrap"/>.</summary>
    public enum KeyBlockResult
    {
        /// <summary>The block is whole, and its key is there.</summary>
        Good,

        /// <summary>A character that is not printable ASCII, or in the enciphered key or the MAC not an upper-case hex digit (X9.143, 4).</summary>
        Character,

        /// <summary>The first character is none of the versions A to D.</summary>
        Version,

        /// <summary>Version A or C: withdrawn, because their keys are variants of the protection key.</summary>
        Withdrawn,

        /// <summary>
        /// The block is too short or too long, its declared length is not four digits or not that of the block, or its enciphered key is
        /// not whole cipher blocks.
        /// </summary>
        Length,

        /// <summary>
        /// Key usage, algorithm, mode of use, key version number or exportability has a value that there is not, or that of a key's
        /// component; or the reserved characters are not 00.
        /// </summary>
        Header,

        /// <summary>
        /// The optional blocks: their count is not two digits, one has no id, no length, or one that goes beyond the block, an id is there twice,
        /// KS or IK is not hex, or all together are not whole cipher blocks.
        /// </summary>
        OptionalBlock,

        /// <summary>The protection key is none of the version: 16 or 24 bytes for B; 16, 24 or 32 for D.</summary>
        ProtectionKey,

        /// <summary>The MAC is wrong: the block was changed, or wrapped under another key.</summary>
        Mac,

        /// <summary>
        /// What was deciphered says a length that a key cannot have: not whole bytes, more than there are or than
        /// <see cref="KeyBlock.LongestKey"/>, or not one of the algorithm; or not that of the purpose.
        /// </summary>
        KeyLength,

        /// <summary>Purpose: the key usage is another.</summary>
        Usage,

        /// <summary>Purpose: the algorithm is another.</summary>
        Algorithm,

        /// <summary>Purpose: the mode of use is another.</summary>
        ModeOfUse,

        /// <summary>Purpose: the exportability is another.</summary>
        Exportability,

        /// <summary>Purpose: the block that names the key's serial number or id (KS, IK) is missing, of the wrong form, or contradicted by the other one.</summary>
        KeyId,

        /// <summary>Purpose: the key is stronger than the protection key, so that its strength is lost.</summary>
        Weak,
    }
}
