namespace Kiosk.EndToEnd.Models;

/// <summary>What can be seen of a card at the retry counter.</summary>
internal readonly record struct CardView(int TriesLeft, int Attempts, long LockedSince, bool IsCrowdedOut);
