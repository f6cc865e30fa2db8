namespace Kiosk.Board;

/// <summary>A character found in a line.</summary>
/// <param name="Start">Its first column.</param>
/// <param name="End">The first column after it and its gap.</param>
/// <param name="Character">Which.</param>
internal readonly record struct PanelCell(int Start, int End, char Character);
