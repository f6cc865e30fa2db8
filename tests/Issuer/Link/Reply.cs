using Kiosk.Issuer.Messages;

namespace Kiosk.Issuer.Link;

/// <summary>What comes of a request.</summary>
/// <param name="Answer">The answer, or null when the request cannot be answered: the connection is to be closed.</param>
/// <param name="Bytes">The answer as it goes over the wire, without length prefix.</param>
/// <param name="Remark">What to know about it.</param>
internal sealed record Reply(IsoMessage? Answer, byte[] Bytes, string? Remark);
