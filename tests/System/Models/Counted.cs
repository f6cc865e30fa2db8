namespace Kiosk.EndToEnd.Models;

/// <summary>Attempts, and when the last one was.</summary>
internal readonly record struct Counted(int Attempts, long Last)
{
    public override string ToString() => $"{Attempts}@{Last}";
}
