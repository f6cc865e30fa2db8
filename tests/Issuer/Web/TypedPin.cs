using System.Security.Cryptography;
using System.Text;
using Kiosk.Issuer.Crypto;
using Microsoft.AspNetCore.Http;

namespace Kiosk.Issuer.Web;

/// <summary>
/// A PIN from a form. The web server's form reader makes text of every field, which the garbage collector takes when the request is over; from here on it is bytes that
/// are wiped. It is no property of a page, so that no view can show it.
/// </summary>
internal static class TypedPin
{
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
