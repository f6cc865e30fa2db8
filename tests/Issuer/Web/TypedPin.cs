using System.Security.Cryptography;
using System.Text;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Pins;
using Microsoft.AspNetCore.Http;

namespace Kiosk.Issuer.Web;

/// <summary>
/// A PIN from a form. The web server's form reader makes text of every field, which the garbage collector takes when the request is over; from here on it is bytes that
/// are wiped. It is no property of a page, so that no view can show it.
/// </summary>
internal static class TypedPin
{
    /// <summary>Name of the field with the PIN in force.</summary>
    public const string Current = "current";

    /// <summary>Name of the field with the new PIN.</summary>
    public const string New = "pin";

    /// <summary>Name of the field with the new PIN once more.</summary>
    public const string Again = "again";

    /// <summary>The fields that are to be filled in otherwise.</summary>
    public static string[] Wrong(PinOutcome outcome) => outcome switch
    {
        PinOutcome.WrongPin => [Current],
        PinOutcome.Different or PinOutcome.WrongLength => [New, Again],
        PinOutcome.Run or PinOutcome.Repeat or PinOutcome.BirthDate or PinOutcome.CardNumber => [New],
        _ => [],
    };

    /// <summary>What is in the field, or null when it is not there once, or is no row of up to twelve digits.</summary>
    public static ClearPin? Read(IFormCollection form, string field)
    {
        if (form[field] is not [string typed])
        {
            return null;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(typed);
        try
        {
            return ClearPin.Read(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
