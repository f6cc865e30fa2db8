using System.IO.Ports;
using System.Text;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.EndToEnd.Board;

/// <summary>Bytes of a card reader arrive one after another, and only at an open port.</summary>
[TestClass]
public class SerialTests : BoardTest
{
    [TestMethod]
    public void Bytes_take_their_time()
    {
        using SerialPort port = Open(9600);
        World.Com2.Send(";1234?"u8);
        Board.Advance(1);
        Assert.AreEqual(0, port.BytesToRead);
        Board.Advance(1);
        Assert.AreEqual(1, port.BytesToRead);
        Board.Advance(5);
        Assert.AreEqual(";1234?", port.ReadExisting());
        Assert.ThrowsException<TimeoutException>(() => port.ReadByte());
        port.WriteLine("ok");
        Assert.AreEqual("ok\r\n", Encoding.ASCII.GetString([.. World.Com2.Sent]));
    }

    [TestMethod]
    public void What_nobody_takes_is_lost()
    {
        World.Com2.Send("ab"u8);
        Board.Advance(10);
        using SerialPort port = Open(9600);
        World.Com2.Send(new byte[300]);
        Board.Advance(1000);
        Assert.AreEqual(256, port.BytesToRead);
        Assert.AreEqual(2 + 44, World.Com2.Lost);
        World.PowerOff();
        Assert.AreEqual(0, port.BytesToRead);
        World.Com2.Send("ab"u8);
        Assert.AreEqual(2 + 44 + 2, World.Com2.Lost);
    }

    [TestMethod]
    public void Port_without_pins_is_refused()
    {
        Assert.ThrowsException<ArgumentException>(() => new SerialPort("COM1"));
        Assert.ThrowsException<ArgumentException>(() => new SerialPort("COM2").Open());
    }

    private static SerialPort Open(int baud)
    {
        Configuration.SetPinFunction(18, DeviceFunction.COM2_RX);
        Configuration.SetPinFunction(19, DeviceFunction.COM2_TX);
        SerialPort port = new("COM2", baud);
        port.Open();
        return port;
    }
}
