namespace Kiosk.Core.Issuer
{
    /// <summary>Why a message cannot be read.</summary>
    public enum MessageError
    {
        /// <summary>It can.</summary>
        None,

        /// <summary>It ends before its message type and bit map do.</summary>
        TooShort,

        /// <summary>The message type is not four digits.</summary>
        BadType,

        /// <summary>The bit map names a field that is not known here.</summary>
        UnknownField,

        /// <summary>A length is not digits, or longer than the field may be.</summary>
        BadLength,

        /// <summary>The message ends within a field.</summary>
        FieldCutOff,

        /// <summary>Bytes follow after the last field.</summary>
        TooLong,
    }
}
