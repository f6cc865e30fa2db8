namespace Kiosk.Issuer.Programme;

/// <summary>A card programme, or cards of it, that cannot be used. The message says where and what it takes.</summary>
public sealed class ProgrammeException(string message, Exception? inner = null) : Exception(message, inner);
