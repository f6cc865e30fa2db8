namespace Kiosk.Issuer.Messages;

/// <summary>What came of reading a message.</summary>
/// <param name="Message">What could be read, up to the error; null when not even type and bit map could be.</param>
/// <param name="Error">The first thing wrong, or null.</param>
/// <param name="MacOffset">Where the MAC begins: it covers everything before. Null without a readable MAC.</param>
internal sealed record DecodedMessage(IsoMessage? Message, IsoError? Error, int? MacOffset);
