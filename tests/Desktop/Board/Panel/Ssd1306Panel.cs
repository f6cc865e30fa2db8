namespace Kiosk.Board;

/// <summary>
/// An SSD1306 OLED of 128×64 pixels on an I2C module: it decodes the bytes it is sent as the data sheet says, and shows what an eye
/// in front of it would see. After power-up it is dark, in page addressing mode, and its memory holds noise: a firmware that takes it for
/// blank shows it.
/// </summary>
/// <remarks>
/// Of the data sheet's clauses these matter: page-mode commands (00–1F, B0–B7) do nothing in the other two modes, and windows (21, 22)
/// nothing in page mode; segment remap changes only what is written afterwards; without its charge pump the panel stays dark. Scrolling,
/// fading and zooming are accepted and not shown.
/// </remarks>
public sealed class Ssd1306Panel : II2cSlave
{
    /// <summary>Its usual address.</summary>
    public const int DefaultAddress = 0x3C;

    /// <summary>Pixels in a row.</summary>
    public const int Width = 128;

    /// <summary>Rows.</summary>
    public const int Height = 64;

    private const int Pages = Height / 8;

    private readonly VirtualWorld _world;
    private readonly byte[] _ram = new byte[Width * Pages];
    private readonly byte[] _command = new byte[8];
    private bool _present = true;
    private bool _powered;
    private int _commandLength;
    private int _commandNeeds;
    private AddressingMode _mode;
    private int _column;
    private int _page;
    private int _columnStart;
    private int _columnEnd;
    private int _pageStart;
    private int _pageEnd;
    private int _pageModeColumn;
    private bool _segmentRemap;
    private bool _comRemap;
    private bool _displayOn;
    private bool _chargePump;
    private bool _inverted;
    private bool _allOn;
    private int _startLine;
    private int _offset;
    private int _multiplex;
    private int _powerUps;

    internal Ssd1306Panel(VirtualWorld world) => _world = world;

    private enum AddressingMode
    {
        Horizontal,
        Vertical,
        Page,
    }

    /// <summary>Whether it is plugged in. Unplugged it acknowledges nothing; plugged in again it has forgotten everything.</summary>
    public bool Present
    {
        get => _present;
        set
        {
            if (_present != value)
            {
                _present = value;
                Reset();
            }
        }
    }

    /// <inheritdoc/>
    public bool Acknowledges => _present && _powered;

    /// <summary>Whether it lights: powered, switched on, and its charge pump running.</summary>
    public bool IsOn => Acknowledges && _displayOn && _chargePump;

    /// <summary>0 to 255.</summary>
    public int Contrast { get; private set; }

    /// <summary>Counts up with everything that may change the picture.</summary>
    public int Version { get; private set; }

    /// <summary>Command bytes that the data sheet does not know.</summary>
    public int UnknownCommands { get; private set; }

    /// <summary>What an eye sees: 8 pages of 128 columns, bit 0 uppermost; all dark when the panel is not on.</summary>
    public byte[] Snapshot()
    {
        byte[] seen = new byte[Width * Pages];
        if (!IsOn)
        {
            return seen;
        }

        for (int y = 0; y < Height; y++)
        {
            int row = RowAt(y);
            if (row < 0)
            {
                continue;
            }

            for (int x = 0; x < Width; x++)
            {
                // The glass has segment 127 on its left, which is why drivers send the remap.
                bool lit = _allOn || (((_ram[((row / 8) * Width) + (Width - 1 - x)] >> (row % 8)) & 1) != 0) != _inverted;
                if (lit)
                {
                    seen[((y / 8) * Width) + x] |= (byte)(1 << (y % 8));
                }
            }
        }

        return seen;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data)
    {
        // Control byte: Co (0x80) says that one byte follows and then another control byte, D/C# (0x40) that it is data.
        for (int i = 0; i < data.Length;)
        {
            byte control = data[i++];
            bool isData = (control & 0x40) != 0;
            int end = (control & 0x80) != 0 ? Math.Min(i + 1, data.Length) : data.Length;
            for (; i < end; i++)
            {
                if (isData)
                {
                    Store(data[i]);
                }
                else
                {
                    Take(data[i]);
                }
            }
        }
    }

    /// <summary>The status byte: bit 6 is set while the display is off.</summary>
    public void Read(Span<byte> data) => data.Fill((byte)(_displayOn ? 0x00 : 0x40));

    internal void PowerUp()
    {
        _powered = true;
        Reset();
    }

    internal void PowerDown()
    {
        _powered = false;
        Version++;
    }

    private static int ArgumentsOf(byte command) => command switch
    {
        0x20 or 0x23 or 0x81 or 0x8D or 0xA8 or 0xD3 or 0xD5 or 0xD6 or 0xD9 or 0xDA or 0xDB => 1,
        0x21 or 0x22 or 0xA3 => 2,
        0x29 or 0x2A => 5,
        0x26 or 0x27 => 6,
        _ => 0,
    };

    private void Reset()
    {
        _powerUps++;
        for (int i = 0; i < _ram.Length; i++)
        {
            _ram[i] = (byte)Noise.Of(_world.Seed, i, _powerUps, 1306);
        }

        _commandLength = 0;
        _mode = AddressingMode.Page;
        _column = 0;
        _page = 0;
        _columnStart = 0;
        _columnEnd = Width - 1;
        _pageStart = 0;
        _pageEnd = Pages - 1;
        _pageModeColumn = 0;
        _segmentRemap = false;
        _comRemap = false;
        _displayOn = false;
        _chargePump = false;
        _inverted = false;
        _allOn = false;
        _startLine = 0;
        _offset = 0;
        _multiplex = Height;
        Contrast = 0x7F;
        Version++;
    }

    /// <summary>Which row of memory an eye sees at a height; -1 for a line that is not driven (data sheet, tables 10-3 and 10-4).</summary>
    private int RowAt(int y)
    {
        // The glass has COM63 at the top.
        int com = Height - 1 - y;
        int row = ((_comRemap ? _multiplex - 1 - com : com) + _offset) & (Height - 1);
        return row < _multiplex ? (row + _startLine) & (Height - 1) : -1;
    }

    private void Store(byte value)
    {
        int cell = (_page * Width) + (_segmentRemap ? Width - 1 - _column : _column);
        if (_ram[cell] != value)
        {
            _ram[cell] = value;
            Version++;
        }

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
                _column = _column == Width - 1 ? _pageModeColumn : _column + 1;
                break;
        }
    }

    private bool NextColumn()
    {
        bool wraps = _column == _columnEnd;
        _column = wraps ? _columnStart : (_column + 1) & (Width - 1);
        return wraps;
    }

    private bool NextPage()
    {
        bool wraps = _page == _pageEnd;
        _page = wraps ? _pageStart : (_page + 1) & (Pages - 1);
        return wraps;
    }

    private void Take(byte value)
    {
        if (_commandLength == 0)
        {
            _commandNeeds = 1 + ArgumentsOf(value);
        }

        _command[_commandLength++] = value;
        if (_commandLength == _commandNeeds)
        {
            _commandLength = 0;
            Obey(_command[0], _command[1], _command[2]);
        }
    }

    private void Obey(byte command, byte first, byte second)
    {
        switch (command)
        {
            case <= 0x0F:
                SetPageModeColumn((_pageModeColumn & 0x70) | command);
                break;
            case <= 0x1F:
                SetPageModeColumn((_pageModeColumn & 0x0F) | ((command & 0x07) << 4));
                break;
            case 0x20:
                _mode = (first & 3) switch
                {
                    0 => AddressingMode.Horizontal,
                    1 => AddressingMode.Vertical,
                    _ => AddressingMode.Page,
                };
                break;
            case 0x21 when _mode != AddressingMode.Page:
                _columnStart = first & (Width - 1);
                _columnEnd = second & (Width - 1);
                _column = _columnStart;
                break;
            case 0x22 when _mode != AddressingMode.Page:
                _pageStart = first & (Pages - 1);
                _pageEnd = second & (Pages - 1);
                _page = _pageStart;
                break;
            case >= 0xB0 and <= 0xB7:
                if (_mode == AddressingMode.Page)
                {
                    _page = command & (Pages - 1);
                }

                break;
            case 0x81:
                Contrast = first;
                break;
            default:
                ObeyPicture(command, first);
                break;
        }
    }

    private void ObeyPicture(byte command, byte first)
    {
        switch (command)
        {
            case >= 0x40 and <= 0x7F:
                _startLine = command & 0x3F;
                break;
            case 0x8D:
                _chargePump = (first & 0x04) != 0;
                break;
            case 0xA0 or 0xA1:
                _segmentRemap = command == 0xA1;
                break;
            case 0xA4 or 0xA5:
                _allOn = command == 0xA5;
                break;
            case 0xA6 or 0xA7:
                _inverted = command == 0xA7;
                break;
            case 0xA8:
                _multiplex = (first & 0x3F) >= 15 ? (first & 0x3F) + 1 : _multiplex;
                break;
            case 0xAE or 0xAF:
                _displayOn = command == 0xAF;
                break;
            case 0xC0 or (>= 0xC1 and <= 0xC7):
                _comRemap = false;
                break;
            case >= 0xC8 and <= 0xCF:
                _comRemap = true;
                break;
            case 0xD3:
                _offset = first & 0x3F;
                break;
            case 0x21 or 0x22 or 0x23 or 0x26 or 0x27 or 0x29 or 0x2A or 0x2E or 0x2F or 0xA3 or 0xD5 or 0xD6 or 0xD9 or 0xDA or 0xDB or 0xE3:
                return;
            default:
                UnknownCommands++;
                return;
        }

        Version++;
    }

    private void SetPageModeColumn(int column)
    {
        _pageModeColumn = column;
        if (_mode == AddressingMode.Page)
        {
            _column = column;
        }
    }
}
