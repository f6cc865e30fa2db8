namespace Kiosk.Board;

/// <summary>An SSD1306 with glass of 128×64 or 128×32 pixels.</summary>
/// <remarks>
/// Of the data sheet's clauses these matter: it begins in page addressing mode; page-mode commands (00–1F, B0–B7) do nothing in the other two modes,
/// and windows (21, 22) nothing in page mode; segment remap changes only what is written afterwards; without its charge pump the panel stays dark.
/// Scrolling, fading and zooming are accepted and not shown.
/// </remarks>
/// <param name="world">Where it is.</param>
/// <param name="height">Rows of its glass, 32 or 64.</param>
public sealed class Ssd1306Panel(VirtualWorld world, int height = 64) : OledPanel(world, height, Width)
{
    private AddressingMode _mode;
    private int _columnStart;
    private int _columnEnd;
    private int _pageStart;
    private int _pageEnd;
    private int _pageModeColumn;

    private enum AddressingMode
    {
        Horizontal,
        Vertical,
        Page,
    }

    private protected override int ArgumentsOf(byte command) => command switch
    {
        0x20 or 0x23 or 0x8D or 0xD6 => 1,
        0x21 or 0x22 or 0xA3 => 2,
        0x29 or 0x2A => 5,
        0x26 or 0x27 => 6,
        _ => base.ArgumentsOf(command),
    };

    // The glass has segment 127 on its left, which is why drivers send the remap.
    private protected override int CellAt(int x) => Width - 1 - x;

    private protected override int CellToWrite() => SegmentRemap ? Width - 1 - Column : Column;

    private protected override void MoveOn()
    {
        switch (_mode)
        {
            case AddressingMode.Horizontal:
                if (NextColumn())
                {
                    NextPage();
                }

                break;
            case AddressingMode.Vertical:
                if (NextPage())
                {
                    NextColumn();
                }

                break;
            default:
                Column = Column == Width - 1 ? _pageModeColumn : Column + 1;
                break;
        }
    }

    private protected override void SetColumn(int mask, int bits)
    {
        _pageModeColumn = ((_pageModeColumn & mask) | bits) & (Width - 1);
        if (_mode == AddressingMode.Page)
        {
            Column = _pageModeColumn;
        }
    }

    private protected override void SetPage(int page)
    {
        if (_mode == AddressingMode.Page)
        {
            base.SetPage(page);
        }
    }

    private protected override bool ObeyOwn(byte command, byte first, byte second)
    {
        switch (command)
        {
            case 0x20:
                _mode = (first & 3) switch
                {
                    0 => AddressingMode.Horizontal,
                    1 => AddressingMode.Vertical,
                    _ => AddressingMode.Page,
                };
                return true;
            case 0x21 when _mode != AddressingMode.Page:
                _columnStart = first & (Width - 1);
                _columnEnd = second & (Width - 1);
                Column = _columnStart;
                return true;
            case 0x22 when _mode != AddressingMode.Page:
                _pageStart = first & (RamPages - 1);
                _pageEnd = second & (RamPages - 1);
                Page = _pageStart;
                return true;
            case 0x8D:
                HasVoltage = (first & 0x04) != 0;
                return true;
            case 0x21 or 0x22 or 0x23 or 0x26 or 0x27 or 0x29 or 0x2A or 0x2E or 0x2F or 0xA3 or 0xD6:
                return true;
            default:
                return false;
        }
    }

    private protected override void Reset()
    {
        base.Reset();
        _mode = AddressingMode.Page;
        _columnStart = 0;
        _columnEnd = Width - 1;
        _pageStart = 0;
        _pageEnd = RamPages - 1;
        _pageModeColumn = 0;
        HasVoltage = false;
    }

    private bool NextColumn()
    {
        bool wraps = Column == _columnEnd;
        Column = wraps ? _columnStart : (Column + 1) & (Width - 1);
        return wraps;
    }

    private bool NextPage()
    {
        bool wraps = Page == _pageEnd;
        Page = wraps ? _pageStart : (Page + 1) & (RamPages - 1);
        return wraps;
    }
}
