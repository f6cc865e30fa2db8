using System.Security.Cryptography;
using System.Text;
using Kiosk.Issuer.Cards;

namespace Kiosk.Issuer.Web;

/// <summary>Names cards in addresses, where a card number has no place. The names are good until the issuer starts again.</summary>
internal sealed class CardHandles
{
    private const int Bytes = 6;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The name of a card.</summary>
    public string Of(Card card) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(card.Pan)).AsSpan(0, Bytes));

    /// <summary>The card of this name among some, or null.</summary>
    public Card? Find(string? handle, IEnumerable<Card> cards) => cards.FirstOrDefault(card => Of(card) == handle);
}
