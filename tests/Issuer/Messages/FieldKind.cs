namespace Kiosk.Issuer.Messages;

/// <summary>The characters a data element may hold (ISO 8583:1993, attribute codes).</summary>
internal enum FieldKind
{
    /// <summary><c>n</c>: ASCII digits.</summary>
    Digits,

    /// <summary><c>an</c>: ASCII letters, digits and the space that pads them.</summary>
    Letters,

    /// <summary><c>ans</c>: printable ASCII.</summary>
    Printable,

    /// <summary><c>z</c>: track 2 without sentinels, digits and <c>=</c>.</summary>
    Track,

    /// <summary><c>b</c>: bytes.</summary>
    Bytes,
}
