using System.Device.Gpio;
using System.Device.I2c;
using Iot.Device.Ssd13xx.Commands;

namespace Iot.Device.Ssd13xx;

/// <summary>
/// Plays the base of nanoFramework.Iot.Device.Ssd13xx: the same bytes on the bus, the same frame buffer, the same traps.
/// Every transfer's status is ignored, so a missing display goes unseen; the constructor switches the display on before its memory is
/// cleared; <see cref="Display"/> sends all pages; and <see cref="SendData"/> and <see cref="SendCommand"/> build their message in the
/// frame buffer and send all of it.
/// </summary>
public abstract class Ssd13xx : IDisposable
{
    private readonly int _resetPin;
    private readonly bool _shouldDispose;
    private readonly byte[] _pageData;
    private GpioController? _controller;
    private byte[] _frame;
    private bool _disposed;

    /// <summary>Resets the display when it has a reset pin, and initialises it.</summary>
    protected Ssd13xx(
        I2cDevice i2cDevice,
        DisplayResolution resolution = DisplayResolution.OLED128x64,
        DisplayOrientation orientation = DisplayOrientation.Landscape,
        int resetPin = -1,
        GpioController? gpio = null,
        bool shouldDispose = true)
    {
        _resetPin = resetPin;
        _shouldDispose = shouldDispose || gpio is null;
        if (resetPin >= 0)
        {
            _controller = gpio ?? new GpioController();
            GpioPin reset = _controller.OpenPin(resetPin, PinMode.Output);
            reset.Write(PinValue.High);
            reset.Write(PinValue.Low);
            reset.Write(PinValue.High);
        }

        _i2cDevice = i2cDevice ?? throw new ArgumentNullException(nameof(i2cDevice));
        if (orientation is DisplayOrientation.Portrait or DisplayOrientation.Portrait180)
        {
            throw new NotSupportedException("Portrait is not played.");
        }

        Orientation = orientation;
        (Width, Height, byte multiplex, byte comPins, byte contrast) = resolution switch
        {
            DisplayResolution.OLED128x64 => (128, 64, (byte)0x3F, (byte)0x12, (byte)0xCF),
            DisplayResolution.OLED128x32 => (128, 32, (byte)0x1F, (byte)0x02, (byte)0x8F),
            DisplayResolution.OLED96x16 => (96, 16, (byte)0x1F, (byte)0x02, (byte)0xAF),
            _ => throw new NotSupportedException("This resolution is not played."),
        };
        bool upright = orientation == DisplayOrientation.Landscape;
        _i2cDevice.Write(new byte[]
        {
            0x00, // commands follow
            0xAE, // display off
            0xD5, 0x80, // clock
            0xA8, multiplex,
            0xD3, 0x00, // no offset
            0x40, // start line 0
            0x8D, 0x14, // charge pump on
            0x20, 0x00, // horizontal addressing
            (byte)(upright ? 0xA1 : 0xA0), // segment remap
            (byte)(upright ? 0xC8 : 0xC0), // COM scan direction
            0xDA, comPins,
            0x81, contrast,
            0xD9, 0xF1, // pre-charge
            0xDB, 0x40, // deselect level
            0xA4, // show the memory
            0xA6, // not inverted
            0xAF, // display on
        });
        Pages = (byte)(Height / 8);
        _frame = new byte[(Pages * Width) + 4];
        _pageData = new byte[Width + 1];
    }

    /// <summary>A panel's size.</summary>
    public enum DisplayResolution
    {
        /// <summary>128×64.</summary>
        OLED128x64 = 0,

        /// <summary>128×32.</summary>
        OLED128x32 = 1,

        /// <summary>96×16.</summary>
        OLED96x16 = 2,

        /// <summary>Not played.</summary>
        OLED64x128 = 3,
    }

    /// <summary>As given; setting it later changes nothing here.</summary>
    public DisplayOrientation Orientation { get; set; }

    /// <summary>Pixels.</summary>
    public int Width { get; set; }

    /// <summary>Pixels.</summary>
    public int Height { get; set; }

    /// <summary>Of 8 rows each.</summary>
    public byte Pages { get; set; }

    /// <summary>For <see cref="DrawString"/>; none to begin with.</summary>
    public IFont? Font { get; set; }

    /// <summary>The display's device, under its published name.</summary>
    protected I2cDevice _i2cDevice { get; set; }

    /// <summary>Sends a command.</summary>
    public abstract void SendCommand(ISharedCommand command);

    /// <summary>Sends data, over the frame buffer: see the remarks of the class.</summary>
    public virtual void SendData(SpanByte data)
    {
        if (data.IsEmpty)
        {
            throw new ArgumentNullException(nameof(data));
        }

        Send(0x40, data);
    }

    /// <summary>Copies columns into the frame buffer, without looking at what was there.</summary>
    /// <exception cref="ArgumentException">y or the height is no multiple of 8, or the buffer has another size.</exception>
    public void DrawDirectAligned(int x, int y, int width, int height, byte[] buffer)
    {
        ThrowIfNotAligned(y, height);
        if (height / 8 * width != buffer.Length)
        {
            throw new ArgumentException("The buffer does not have width times height pixels.");
        }

        for (int page = 0; page < height / 8; page++)
        {
            Array.Copy(buffer, page * width, _frame, (((y / 8) + page) * Width) + x, width);
        }
    }

    /// <summary>Clears columns of the frame buffer.</summary>
    /// <exception cref="ArgumentException">y or the height is no multiple of 8.</exception>
    public void ClearDirectAligned(int x, int y, int width, int height)
    {
        ThrowIfNotAligned(y, height);
        for (int page = 0; page < height / 8; page++)
        {
            Array.Clear(_frame, (((y / 8) + page) * Width) + x, width);
        }
    }

    /// <summary>Sets or clears a pixel of the frame buffer.</summary>
    public void DrawPixel(int x, int y, bool inverted = true)
    {
        if (x >= Width || y >= Height)
        {
            return;
        }

        int at = ((y / 8) * Width) + x;
        byte bit = (byte)(1 << (y & 7));
        _frame[at] = (byte)(inverted ? _frame[at] | bit : _frame[at] & ~bit);
    }

    /// <summary>A row of pixels.</summary>
    public void DrawHorizontalLine(int x0, int y0, int length, bool inverted = true)
    {
        for (int x = x0; x < x0 + length; x++)
        {
            DrawPixel(x, y0, inverted);
        }
    }

    /// <summary>A column of pixels.</summary>
    public void DrawVerticalLine(int x0, int y0, int length, bool inverted = true)
    {
        for (int y = y0; y < y0 + length; y++)
        {
            DrawPixel(x0, y, inverted);
        }
    }

    /// <summary>A filled rectangle, one row higher than asked for: the published behaviour.</summary>
    public void DrawFilledRectangle(int x0, int y0, int width, int height, bool inverted = true)
    {
        for (int row = 0; row <= height; row++)
        {
            DrawHorizontalLine(x0, y0 + row, width, inverted);
        }
    }

    /// <summary>A picture of rows of bytes, bit 0 on the left.</summary>
    public void DrawBitmap(int x, int y, int width, int height, byte[] bitmap, byte size = 1)
    {
        if (width * height != bitmap.Length)
        {
            throw new ArgumentException("The bitmap does not have width times height bytes.");
        }

        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width * 8; column++)
            {
                bool set = ((bitmap[(row * width) + (column / 8)] >> (column % 8)) & 1) != 0;
                if (size == 1)
                {
                    DrawPixel(x + column, y + row, set);
                }
                else
                {
                    DrawFilledRectangle((x + column) * size, ((y / size) + row) * size, size, size, set);
                }
            }
        }
    }

    /// <summary>Text at a pixel.</summary>
    public void DrawString(int x, int y, string str, byte size = 1, bool center = false)
    {
        IFont font = Font ?? throw new InvalidOperationException("There is no font.");
        if (font.Width != 8)
        {
            throw new NotSupportedException("Only fonts of width 8 are played.");
        }

        int pad = center ? Math.Max(0, ((Width / size / font.Width) - str.Length) / 2) : 0;
        str = str.PadLeft(str.Length + pad);
        byte[] bitmap = new byte[str.Length * font.Height];
        for (int i = 0; i < str.Length; i++)
        {
            byte[] rows = font[str[i]];
            for (int row = 0; row < Math.Min(rows.Length, font.Height); row++)
            {
                bitmap[i + (row * str.Length)] = rows[row];
            }
        }

        DrawBitmap(x, y, str.Length, font.Height, bitmap, size);
    }

    /// <summary>Text at a character cell.</summary>
    public void Write(int x, int y, string str, byte size = 1, bool center = false) =>
        DrawString(x * (Font?.Width ?? 0), y * (Font?.Height ?? 0), str, size, center);

    /// <summary>Sends the whole frame buffer, page by page.</summary>
    public void Display()
    {
        for (int page = 0; page < Pages; page++)
        {
            _i2cDevice.Write(new byte[] { 0x00, (byte)(0xB0 + page), 0x00, 0x10 });
            _pageData[0] = 0x40;
            Array.Copy(_frame, page * Width, _pageData, 1, Width);
            _i2cDevice.Write(_pageData);
        }
    }

    /// <summary>Clears the frame buffer and sends it.</summary>
    public void ClearScreen()
    {
        Array.Clear(_frame, 0, _frame.Length);
        Display();
    }

    /// <summary>Closes the device.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the device and the reset pin.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
        {
            return;
        }

        _disposed = true;
        if (_resetPin >= 0)
        {
            _controller!.ClosePin(_resetPin);
            if (_shouldDispose)
            {
                _controller.Dispose();
            }

            _controller = null;
        }

        _i2cDevice?.Dispose();
        _i2cDevice = null!;
    }

    /// <summary>The published fault: the frame buffer, all of it.</summary>
    protected SpanByte SliceGenericBuffer(int length) => SliceGenericBuffer(0, length);

    /// <summary>The published fault: the frame buffer, all of it.</summary>
    protected SpanByte SliceGenericBuffer(int start, int length)
    {
        if (_frame.Length < length)
        {
            Array.Resize(ref _frame, _frame.Length * 2);
        }

        return _frame;
    }

    private protected void Send(byte control, SpanByte bytes)
    {
        SpanByte message = SliceGenericBuffer(bytes.Length + 1);
        message[0] = control;
        bytes.CopyTo(message.Slice(1));
        _i2cDevice.Write(message);
    }

    private static void ThrowIfNotAligned(int y, int height)
    {
        if (y % 8 != 0 || height % 8 != 0)
        {
            throw new ArgumentException("y and height must be multiples of 8.");
        }
    }
}
