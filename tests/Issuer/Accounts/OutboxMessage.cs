namespace Kiosk.Issuer.Accounts;

/// <summary>A text message to a holder's phone.</summary>
/// <param name="Number">Running number.</param>
/// <param name="Time">When it was sent, UTC.</param>
/// <param name="UserId">Whose phone.</param>
/// <param name="MaskedPhone">Its number, only the last four digits in clear.</param>
/// <param name="Text">What it says.</param>
internal sealed record OutboxMessage(long Number, DateTimeOffset Time, string UserId, string MaskedPhone, string Text);
