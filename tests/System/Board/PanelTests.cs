using System.Device.I2c;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands;
using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.EndToEnd.Board;

/// <summary>The panel decodes what it is sent, and the display binding sends what the published one sends.</summary>
[TestClass]
public class PanelTests : BoardTest
{
    private static readonly byte[] Pattern = [.. Enumerable.Range(0, 1024).Select(i => (byte)((i * 37) ^ (i >> 3)))];

    [TestMethod]
    public void Bus_without_pins_is_refused()
    {
        Assert.ThrowsException<ArgumentException>(() => I2cDevice.Create(new I2cConnectionSettings(1, 0x3C)));
    }

    [TestMethod]
    public void Nobody_answers_on_wrong_pins_at_a_wrong_address_or_unplugged()
    {
        Configuration.SetPinFunction(18, DeviceFunction.I2C1_DATA);
        Configuration.SetPinFunction(19, DeviceFunction.I2C1_CLOCK);
        I2cDevice device = I2cDevice.Create(new I2cConnectionSettings(1, 0x3C));
        Assert.AreEqual(I2cTransferStatus.SlaveAddressNotAcknowledged, device.WriteByte(0x00).Status);
        device = Open();
        Assert.AreEqual(I2cTransferStatus.FullTransfer, device.WriteByte(0x00).Status);
        Assert.AreEqual(I2cTransferStatus.SlaveAddressNotAcknowledged, I2cDevice.Create(new I2cConnectionSettings(1, 0x3D)).WriteByte(0x00).Status);
        World.Panel.Present = false;
        I2cTransferResult result = device.Write(new byte[] { 0x00, 0xAF });
        Assert.AreEqual(I2cTransferStatus.SlaveAddressNotAcknowledged, result.Status);
        Assert.AreEqual(0u, result.BytesTransferred);
        World.PowerOff();
        Assert.AreEqual(I2cTransferStatus.UnknownError, device.WriteByte(0x00).Status);
    }

    [TestMethod]
    public void Bus_counts_address_and_data()
    {
        I2cDevice device = Open();
        Board.I2c(1).ResetCounters();
        device.Write(new byte[] { 0x00, 0xE3, 0xE3 });
        Assert.AreEqual(4, Board.I2c(1).Bytes);
        Assert.AreEqual(1, Board.I2c(1).Transfers);
        Assert.AreEqual(90, Board.I2c(1).BusyMicroseconds);
    }

    [TestMethod]
    public void Binding_lights_the_panel_and_shows_its_noise_until_cleared()
    {
        Assert.IsFalse(World.Panel.IsOn);
        Assert.IsTrue(World.Panel.Snapshot().All(b => b == 0));
        using Ssd1306 display = new(Open(), Ssd13xx.DisplayResolution.OLED128x64);
        Assert.IsTrue(World.Panel.IsOn);
        Assert.IsTrue(World.Panel.Snapshot().Count(b => b != 0) > 900, "memory holds noise after power-up");
        display.ClearScreen();
        Assert.IsTrue(World.Panel.Snapshot().All(b => b == 0));
        Assert.AreEqual(0, World.Panel.UnknownCommands);
    }

    [TestMethod]
    public void Binding_draws_upright_in_horizontal_addressing()
    {
        using Ssd1306 display = new(Open(), Ssd13xx.DisplayResolution.OLED128x64);
        display.ClearScreen();
        byte[] text = new Drawing().Small(0, 0, "TOP").Picture;
        display.DrawDirectAligned(0, 0, 128, 8, text[..128]);
        display.DrawPixel(127, 63);
        Board.I2c(1).ResetCounters();
        display.Display();
        Assert.AreEqual(8 * (1 + 4 + 1 + 129), Board.I2c(1).Bytes);
        Assert.AreEqual("TOP", PanelText.Lines(World.Panel.Snapshot())[0]);
        Assert.AreEqual(0x80, World.Panel.Snapshot()[1023]);
        Assert.ThrowsException<ArgumentException>(() => display.DrawDirectAligned(0, 4, 1, 8, new byte[1]));
    }

    [TestMethod]
    public void Binding_upside_down_is_upside_down()
    {
        using Ssd1306 display = new(Open(), Ssd13xx.DisplayResolution.OLED128x64, DisplayOrientation.Landscape180);
        display.ClearScreen();
        display.DrawPixel(0, 0);
        display.Display();
        Assert.AreEqual(0x80, World.Panel.Snapshot()[1023]);
    }

    [TestMethod]
    public void Binding_s_SendCommand_overwrites_the_frame_buffer_and_sends_all_of_it()
    {
        using Ssd1306 display = new(Open(), Ssd13xx.DisplayResolution.OLED128x64);
        display.ClearScreen();
        Board.I2c(1).ResetCounters();
        display.SendCommand(new SetDisplayOff());
        Assert.AreEqual(1 + 1028, Board.I2c(1).Bytes);
        display.SendCommand(new SetDisplayOn());
        display.Display();
        Assert.AreEqual(0xAF, World.Panel.Snapshot()[1], "the command is a picture now");
    }

    [TestMethod]
    public void Page_addressing_after_reset()
    {
        I2cDevice device = Open();
        Command(device, 0x8D, 0x14, 0xA1, 0xC8, 0xAF);
        for (int page = 0; page < 8; page++)
        {
            // A write that does not begin at column 0, and wraps to its beginning within the page.
            Command(device, (byte)(0xB0 + page), 0x05, 0x12);
            Data(device, Pattern.AsSpan((page * 128) + 0x25, 128 - 0x25));
            Command(device, 0x00, 0x10);
            Data(device, Pattern.AsSpan(page * 128, 0x25));
        }

        CollectionAssert.AreEqual(Pattern, World.Panel.Snapshot());
        Command(device, 0xB3, 0x0E, 0x17);
        Data(device, [1, 2, 3]);
        CollectionAssert.AreEqual(new byte[] { 3, 2 }, World.Panel.Snapshot()[((3 * 128) + 126)..(4 * 128)], "the end wraps to the start column");
        Command(device, 0x22, 0, 0, 0x21, 0, 0);
        Data(device, [4]);
        Assert.AreEqual(4, World.Panel.Snapshot()[(3 * 128) + 127], "windows do nothing here");
    }

    [TestMethod]
    public void Horizontal_addressing_fills_windows_row_by_row()
    {
        I2cDevice device = Lit();
        Command(device, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7);
        Data(device, Pattern);
        CollectionAssert.AreEqual(Pattern, World.Panel.Snapshot());
        Command(device, 0x21, 10, 12, 0x22, 2, 3);
        Data(device, [1, 2, 3, 4, 5, 6, 7]);
        byte[] seen = World.Panel.Snapshot();
        CollectionAssert.AreEqual(new byte[] { 7, 2, 3 }, seen[(256 + 10)..(256 + 13)], "and around again");
        CollectionAssert.AreEqual(new byte[] { 4, 5, 6 }, seen[(384 + 10)..(384 + 13)]);
        Command(device, 0xB5, 0x00, 0x10);
        Data(device, [9]);
        Assert.AreEqual(9, World.Panel.Snapshot()[256 + 11], "page-mode commands do nothing here");
    }

    [TestMethod]
    public void Vertical_addressing_fills_windows_column_by_column()
    {
        I2cDevice device = Lit();
        Command(device, 0x20, 0x01, 0x21, 0, 127, 0x22, 0, 7);
        byte[] columns = new byte[1024];
        for (int i = 0; i < 1024; i++)
        {
            columns[i] = Pattern[((i % 8) * 128) + (i / 8)];
        }

        Data(device, columns);
        CollectionAssert.AreEqual(Pattern, World.Panel.Snapshot());
    }

    [TestMethod]
    public void Remap_invert_start_line_and_darkness()
    {
        I2cDevice device = Lit();
        Command(device, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7);
        Data(device, Pattern);
        Command(device, 0xA7);
        CollectionAssert.AreEqual(Pattern.Select(b => (byte)~b).ToArray(), World.Panel.Snapshot());
        Command(device, 0xA6, 0x48);
        CollectionAssert.AreEqual(Pattern[128..256], World.Panel.Snapshot()[..128], "start line 8");
        Command(device, 0x40, 0xC0);
        Assert.AreEqual(Reverse(Pattern[^128]), World.Panel.Snapshot()[0], "mirrored top to bottom, at once");
        Command(device, 0xC8, 0xA0);
        CollectionAssert.AreEqual(Pattern, World.Panel.Snapshot(), "segment remap changes nothing that is there");
        Data(device, [0x55]);
        Assert.AreEqual(0x55, World.Panel.Snapshot()[127], "but what is written afterwards");
        Command(device, 0xA5);
        Assert.IsTrue(World.Panel.Snapshot().All(b => b == 0xFF));
        Command(device, 0xA4, 0xAE);
        Assert.IsFalse(World.Panel.IsOn);
        Assert.IsTrue(World.Panel.Snapshot().All(b => b == 0));
        Command(device, 0xAF, 0x8D, 0x10);
        Assert.IsFalse(World.Panel.IsOn, "without its charge pump");
    }

    [TestMethod]
    public void Every_command_takes_its_arguments()
    {
        I2cDevice device = Lit();
        Command(device, 0x26, 0xAE, 0xAE, 0xAE, 0xAE, 0xAE, 0xAE);
        Command(device, 0x27, 0xAE, 0xAE, 0xAE, 0xAE, 0xAE, 0xAE);
        Command(device, 0x29, 0xAE, 0xAE, 0xAE, 0xAE, 0xAE);
        Command(device, 0x2A, 0xAE, 0xAE, 0xAE, 0xAE, 0xAE);
        Command(device, 0xA3, 0xAE, 0xAE);
        Command(device, 0x20, 0xAE);
        Command(device, 0x21, 0xAE, 0xAE);
        Command(device, 0x22, 0xAE, 0xAE);
        foreach (byte one in new byte[] { 0x23, 0x81, 0xA8, 0xD3, 0xD5, 0xD6, 0xD9, 0xDA, 0xDB })
        {
            Command(device, one, 0xAE);
        }

        Command(device, 0x2E, 0x2F, 0xE3);
        Assert.IsTrue(World.Panel.IsOn);
        Assert.AreEqual(0xAE, World.Panel.Contrast);
        Assert.AreEqual(0, World.Panel.UnknownCommands);
        Command(device, 0x81);
        Command(device, 0xAE);
        Assert.IsTrue(World.Panel.IsOn, "an argument may come in the next transfer");
        device.Write(new byte[] { 0x80, 0xAE, 0x80, 0xE3 });
        Assert.IsFalse(World.Panel.IsOn, "control bytes one by one");
    }

    [TestMethod]
    public void Binding_lights_a_flat_panel_and_its_four_pages_are_seen()
    {
        Solder(world => new Ssd1306Panel(world, 32));
        I2cDevice device = Open();
        using Ssd1306 display = new(device, Ssd13xx.DisplayResolution.OLED128x32);
        Command(device, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7);
        Data(device, Pattern);
        Assert.IsTrue(World.Panel.IsOn);
        CollectionAssert.AreEqual(Pattern[..512], World.Panel.Snapshot());
    }

    [TestMethod]
    public void A_flat_panel_started_as_a_tall_one_mixes_its_lines_up()
    {
        Solder(world => new Ssd1306Panel(world, 32));
        I2cDevice device = Open();
        using Ssd1306 display = new(device, Ssd13xx.DisplayResolution.OLED128x64);
        Command(device, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7);
        Data(device, Pattern);
        byte[] seen = World.Panel.Snapshot();
        for (int y = 0; y < 32; y++)
        {
            Assert.AreEqual(Bit(Pattern, 5, (2 * y) + 1), Bit(seen, 5, y), $"row {y}");
        }
    }

    [TestMethod]
    public void A_tall_panel_started_as_a_flat_one_mixes_its_lines_up()
    {
        I2cDevice device = Lit();
        Command(device, 0xDA, 0x02, 0x20, 0x00, 0x21, 0, 127, 0x22, 0, 7);
        Data(device, Pattern);
        byte[] seen = World.Panel.Snapshot();
        Assert.AreEqual(Bit(Pattern, 5, 0), Bit(seen, 5, 0));
        Assert.AreEqual(Bit(Pattern, 5, 32), Bit(seen, 5, 1));
        Assert.AreEqual(Bit(Pattern, 5, 31), Bit(seen, 5, 62));
        Assert.AreEqual(Bit(Pattern, 5, 63), Bit(seen, 5, 63));
    }

    [TestMethod]
    public void Sh1106_shows_the_middle_of_its_columns_in_page_addressing_alone()
    {
        Solder(world => new Sh1106Panel(world));
        I2cDevice device = Open();
        Command(device, 0xA1, 0xC8, 0xAF);
        Assert.IsTrue(World.Panel.IsOn, "its converter is on after power-up");
        Assert.IsTrue(World.Panel.Snapshot().Count(b => b != 0) > 900, "memory holds noise after power-up");
        for (int page = 0; page < 8; page++)
        {
            Command(device, (byte)(0xB0 + page), 0x02, 0x10);
            Data(device, Pattern.AsSpan(page * 128, 128));
        }

        CollectionAssert.AreEqual(Pattern, World.Panel.Snapshot());
        Assert.AreEqual(0, World.Panel.UnknownCommands);
        Command(device, 0xB0, 0x0F, 0x17);
        Data(device, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        byte[] seen = World.Panel.Snapshot();
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, seen[125..128], "what comes behind the last column is not stored");
        CollectionAssert.AreEqual(Pattern[..125], seen[..125]);
        Command(device, 0xAD, 0x8A);
        Assert.IsFalse(World.Panel.IsOn);
        Command(device, 0xAD, 0x8B);
        Assert.IsTrue(World.Panel.IsOn);
    }

    [TestMethod]
    public void Sh1106_takes_the_binding_s_frames_two_columns_off()
    {
        Solder(world => new Sh1106Panel(world));
        using Ssd1306 display = new(Open(), Ssd13xx.DisplayResolution.OLED128x64);
        display.ClearScreen();
        display.DrawPixel(2, 0);
        display.Display();
        Assert.IsTrue(World.Panel.IsOn);
        Assert.AreEqual(1, World.Panel.Snapshot()[0], "column 2 of memory is the first that is seen");
        Assert.AreNotEqual(0, World.Panel.UnknownCommands);
    }

    [TestMethod]
    public void A_display_is_changed_without_power()
    {
        Assert.ThrowsException<InvalidOperationException>(() => World.Panel = new Sh1106Panel(World));
        Assert.ThrowsException<ArgumentOutOfRangeException>(() => new Ssd1306Panel(World, 16));
    }

    [TestMethod]
    public void A_bus_that_is_held_down_times_out()
    {
        I2cDevice device = Open();
        World.I2cStuck = true;
        Assert.AreEqual(I2cTransferStatus.ClockStretchTimeout, device.WriteByte(0x00).Status);
        World.I2cStuck = false;
        Assert.AreEqual(I2cTransferStatus.FullTransfer, device.WriteByte(0x00).Status);
    }

    [TestMethod]
    public void Version_counts_what_changes_and_power_forgets()
    {
        I2cDevice device = Lit();
        int version = World.Panel.Version;
        Command(device, 0xE3);
        Assert.AreEqual(version, World.Panel.Version);
        Data(device, [0x5A, 0xA5, 0x5A]);
        Assert.AreNotEqual(version, World.Panel.Version);
        World.PowerOff();
        Assert.IsFalse(World.Panel.IsOn);
        PowerOn();
        Assert.IsFalse(World.Panel.IsOn);
    }

    private static bool Bit(byte[] picture, int x, int y) => ((picture[((y / 8) * 128) + x] >> (y % 8)) & 1) != 0;

    private static byte Reverse(byte b) => (byte)Enumerable.Range(0, 8).Sum(i => ((b >> i) & 1) << (7 - i));

    private void Solder(Func<VirtualWorld, OledPanel> panel)
    {
        World.PowerOff();
        World.Panel = panel(World);
        PowerOn();
    }

    private static I2cDevice Open()
    {
        Configuration.SetPinFunction(21, DeviceFunction.I2C1_DATA);
        Configuration.SetPinFunction(22, DeviceFunction.I2C1_CLOCK);
        return I2cDevice.Create(new I2cConnectionSettings(1, Ssd1306.DefaultI2cAddress));
    }

    private static I2cDevice Lit()
    {
        I2cDevice device = Open();
        Command(device, 0x8D, 0x14, 0xA1, 0xC8, 0xAF);
        return device;
    }

    private static void Command(I2cDevice device, params byte[] bytes) => device.Write((byte[])[0x00, .. bytes]);

    private static void Data(I2cDevice device, ReadOnlySpan<byte> bytes) => device.Write((byte[])[0x40, .. bytes]);
}
