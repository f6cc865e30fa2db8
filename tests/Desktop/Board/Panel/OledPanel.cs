namespace Kiosk.Board;

/// <summary>
/// An OLED of 128 columns on an I2C module: it decodes the bytes it is sent as its controller's data sheet says, and shows what an eye
/// in front of it would see. After power-up it is dark and its memory holds noise: a firmware that takes it for blank shows it.
/// </summary>
/// <remarks>Here is what the controllers have in common; what only one of them knows is in its class.</remarks>
public abstract class OledPanel : II2cSlave
{
    /// <summary>Its usual address.</summary>
    public const int DefaultAddress = 0x3C;

    /// <summary>Pixels in a row.</summary>
    public const int Width = 128;

    // Both controllers have 64 rows of memory, whatever the glass shows of them.
    private protected const int Rows = 64;
    private protected const int RamPages = Rows / 8;
    private protected const int NoCell = -1;

    private readonly VirtualWorld _world;
    private readonly int _columns;
    private readonly byte[] _ram;
    private readonly byte[] _command = new byte[8];
    private bool _present = true;
    private bool _powered;
    private int _commandLength;
    private int _commandNeeds;
    private bool _displayOn;
    private bool _comRemap;
    private bool _alternateComs;
    private bool _inverted;
    private bool _allOn;
    private int _startLine;
    private int _offset;
    private int _multiplex;
    private int _powerUps;

    /// <summary>Makes a panel.</summary>
    /// <param name="world">Where it is.</param>
    /// <param name="height">Rows of its glass, 32 or 64.</param>
    /// <param name="columns">Columns of the controller's memory.</param>
    private protected OledPanel(VirtualWorld world, int height, int columns)
    {
        if (height is not (32 or 64))
        {
            throw new ArgumentOutOfRangeException(nameof(height), "There is glass of 32 and of 64 rows.");
        }

        _world = world;
        _columns = columns;
        _ram = new byte[columns * RamPages];
        Height = height;
    }

    /// <summary>Rows of its glass, 32 or 64.</summary>
    public int Height { get; }

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

    /// <summary>Whether it can be read; some modules give ones whatever they do.</summary>
    public bool TellsState { get; set; } = true;

    /// <inheritdoc/>
    public bool Acknowledges => _present && _powered;

    /// <summary>Whether it lights: powered, switched on, and its high voltage running.</summary>
    public bool IsOn => Acknowledges && _displayOn && HasVoltage;

    /// <summary>0 to 255.</summary>
    public int Contrast { get; private set; }

    /// <summary>Counts up with everything that may change the picture.</summary>
    public int Version { get; private set; }

    /// <summary>Command bytes that the data sheet does not know.</summary>
    public int UnknownCommands { get; private set; }

    /// <summary>Whether the high voltage for the glass is made.</summary>
    private protected bool HasVoltage { get; set; }

    /// <summary>Whether the segments are remapped.</summary>
    private protected bool SegmentRemap { get; private set; }

    /// <summary>Column of memory that is written next.</summary>
    private protected int Column { get; set; }

    /// <summary>Page of memory that is written next.</summary>
    private protected int Page { get; set; }

    /// <summary>What an eye sees: pages of 128 columns, one for 8 rows of the glass, bit 0 uppermost; all dark when the panel is not on.</summary>
    public byte[] Snapshot()
    {
        byte[] seen = new byte[Width * Height / 8];
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
                bool lit = _allOn || (((_ram[((row / 8) * _columns) + CellAt(x)] >> (row % 8)) & 1) != 0) != _inverted;
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
    public void Read(Span<byte> data) => data.Fill((byte)(!TellsState ? 0xFF : _displayOn ? 0x00 : 0x40));

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

    /// <summary>How many bytes a command has behind its first.</summary>
    private protected virtual int ArgumentsOf(byte command) => command switch
    {
        0x81 or 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    /// <summary>The column of memory that is seen at a column of the glass.</summary>
    private protected abstract int CellAt(int x);

    /// <summary>Where the next data byte goes in its page, or <see cref="NoCell"/>.</summary>
    private protected abstract int CellToWrite();

    /// <summary>After a data byte: the next place.</summary>
    private protected abstract void MoveOn();

    /// <summary>The column of page addressing is set: its lower or its upper four bits.</summary>
    private protected abstract void SetColumn(int mask, int bits);

    /// <summary>The page of page addressing is set.</summary>
    private protected virtual void SetPage(int page) => Page = page;

    /// <summary>Obeys a command that only this controller knows.</summary>
    /// <returns>Whether it does.</returns>
    private protected abstract bool ObeyOwn(byte command, byte first, byte second);

    /// <summary>Forgets everything, as at power-up.</summary>
    private protected virtual void Reset()
    {
        _powerUps++;
        for (int i = 0; i < _ram.Length; i++)
        {
            _ram[i] = (byte)Noise.Of(_world.Seed, i, _powerUps, 1306);
        }

        _commandLength = 0;
        Column = 0;
        Page = 0;
        SegmentRemap = false;
        _comRemap = false;
        _alternateComs = true;
        _displayOn = false;
        _inverted = false;
        _allOn = false;
        _startLine = 0;
        _offset = 0;
        _multiplex = Rows;
        Contrast = 0x7F;
        Version++;
    }

    /// <summary>
    /// Which row of memory an eye sees at a height; -1 for a line that is not driven (SSD1306 data sheet, tables 10-3 to 10-5). Glass of 64 rows is wired
    /// for alternate COM pins and glass of 32 rows for sequential ones; with the other setting its lines are mixed up.
    /// </summary>
    private int RowAt(int y)
    {
        // The glass has its last COM at the top.
        int com = Height - 1 - y;
        if (_alternateComs != (Height == Rows))
        {
            com = _alternateComs ? com * 2 : (com / 2) + ((com & 1) * (Rows / 2));
        }

        int row = ((_comRemap ? _multiplex - 1 - com : com) + _offset) & (Rows - 1);
        return com < _multiplex && row < _multiplex ? (row + _startLine) & (Rows - 1) : -1;
    }

    private void Store(byte value)
    {
        int cell = CellToWrite();
        if (cell != NoCell && _ram[(Page * _columns) + cell] != value)
        {
            _ram[(Page * _columns) + cell] = value;
            Version++;
        }

        MoveOn();
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
                SetColumn(0xF0, command);
                break;
            case <= 0x1F:
                SetColumn(0x0F, (command & 0x0F) << 4);
                break;
            case >= 0xB0 and <= 0xB7:
                SetPage(command & (RamPages - 1));
                break;
            case 0x81:
                Contrast = first;
                break;
            case 0xD5 or 0xD9 or 0xDB or 0xE3:
                break;
            default:
                if (ObeyPicture(command, first) || ObeyOwn(command, first, second))
                {
                    Version++;
                }
                else
                {
                    UnknownCommands++;
                }

                break;
        }
    }

    private bool ObeyPicture(byte command, byte first)
    {
        switch (command)
        {
            case >= 0x40 and <= 0x7F:
                _startLine = command & 0x3F;
                return true;
            case 0xA0 or 0xA1:
                SegmentRemap = command == 0xA1;
                return true;
            case 0xA4 or 0xA5:
                _allOn = command == 0xA5;
                return true;
            case 0xA6 or 0xA7:
                _inverted = command == 0xA7;
                return true;
            case 0xA8:
                _multiplex = (first & 0x3F) >= 15 ? (first & 0x3F) + 1 : _multiplex;
                return true;
            case 0xAE or 0xAF:
                _displayOn = command == 0xAF;
                return true;
            case >= 0xC0 and <= 0xC7:
                _comRemap = false;
                return true;
            case >= 0xC8 and <= 0xCF:
                _comRemap = true;
                return true;
            case 0xD3:
                _offset = first & 0x3F;
                return true;
            case 0xDA:
                _alternateComs = (first & 0x10) != 0;
                return true;
            default:
                return false;
        }
    }
}
