using System.Device.Pwm;
using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Hardware.Esp32;

namespace Kiosk.EndToEnd.Board;

/// <summary>The buzzer hears what is driven on its pin, and when.</summary>
[TestClass]
public class PwmTests : BoardTest
{
    [TestMethod]
    public void A_pin_without_the_function_has_no_channel()
    {
        Assert.IsNull(PwmChannel.CreateFromPin(23));
        Configuration.SetPinFunction(23, DeviceFunction.PWM1);
        Assert.IsNotNull(PwmChannel.CreateFromPin(23));
    }

    [TestMethod]
    public void Tones_have_a_beginning_an_end_and_a_pitch()
    {
        World.Buzzer.Pin = 23;
        Configuration.SetPinFunction(23, DeviceFunction.PWM1);
        PwmChannel channel = PwmChannel.CreateFromPin(23, 2700)!;
        World.Advance(10);
        channel.Start();
        Assert.IsTrue(World.Buzzer.IsSounding);
        World.Advance(40);
        channel.Start();
        World.Advance(10);
        channel.Stop();
        channel.Stop();
        channel.Start();
        World.Advance(5);
        World.PowerOff();
        CollectionAssert.AreEqual(new[] { new Tone(10, 60, 2700), new Tone(60, 65, 2700) }, World.Buzzer.Tones.ToArray());
    }
}
