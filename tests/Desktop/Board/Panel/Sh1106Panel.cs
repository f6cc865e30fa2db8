namespace Kiosk.Board;

/// <summary>An SH1106 with glass of 128×64 pixels.</summary>
/// <remarks>
/// Of the data sheet (Sino Wealth, V2.3, "Commands") these clauses matter: memory has 132 columns, of which the usual module's glass shows the middle 128; there is
/// page addressing alone; the high voltage is a DC-DC converter (AD, 8A or 8B) that is on unless it is switched off. 20, 21, 22 and 8D are no
/// commands of it: such a byte does nothing, and what an SSD1306 would take as its argument is a command of its own. What happens behind the last column is not
/// said; here nothing more is stored.
/// </remarks>
/// <param name="world">Where it is.</param>
public sealed class Sh1106Panel(VirtualWorld world) : OledPanel(world, Rows, Columns)
{
    private const int Columns = 132;
    private const int LeftEdge = (Columns - Width) / 2;

    private protected override int ArgumentsOf(byte command) => command == 0xAD ? 1 : base.ArgumentsOf(command);

    // The glass has the higher segments on its left, as that of an SSD1306.
    private protected override int CellAt(int x) => Columns - 1 - LeftEdge - x;

    private protected override int CellToWrite() => Column >= Columns ? NoCell : SegmentRemap ? Columns - 1 - Column : Column;

    private protected override void MoveOn() => Column = Math.Min(Column + 1, Columns);

    // Half of the address may be that of a column that there is not, until the other half is set.
    private protected override void SetColumn(int mask, int bits) => Column = (Column & mask) | bits;

    private protected override bool ObeyOwn(byte command, byte first, byte second)
    {
        switch (command)
        {
            case 0xAD when (first & 0xFE) == 0x8A:
                HasVoltage = first == 0x8B;
                return true;
            case >= 0x30 and <= 0x33:
                return true;
            case 0xE0 or 0xEE:
                throw new NotSupportedException("Read-modify-write is not played.");
            default:
                return false;
        }
    }

    private protected override void Reset()
    {
        base.Reset();
        HasVoltage = true;
    }
}
