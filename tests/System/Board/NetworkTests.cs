using System.Net;
using System.Net.Sockets;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using nanoFramework.Networking;
using BoardSocket = Kiosk.Board.Socket;

namespace Kiosk.EndToEnd.Board;

/// <summary>Wi-Fi, time and sockets come and go with the world.</summary>
[TestClass]
public class NetworkTests : BoardTest
{
    [TestMethod]
    public void Wifi_off_kills_a_socket_that_waits()
    {
        using TcpListener listener = Listen();
        Assert.IsTrue(WifiNetworkHelper.Reconnect(true));
        BoardSocket socket = Connect(listener);
        using TcpClient peer = listener.AcceptTcpClient();
        Task<Exception?> reader = Read(socket);
        World.WifiAvailable = false;
        Assert.IsInstanceOfType<SocketException>(Unwrap(reader));
        Assert.AreEqual(0, Board.OpenSockets);
        Assert.AreEqual(NetworkHelperStatus.NetworkIsReady, WifiNetworkHelper.Status, "the helper does not notice");
        Assert.AreEqual("0.0.0.0", Kiosk.Board.NetworkInterface.GetAllNetworkInterfaces()[0].IPv4Address);
        Assert.ThrowsException<SocketException>(() => Connect(listener));
        Assert.IsFalse(WifiNetworkHelper.Reconnect());
        World.WifiAvailable = true;
        using BoardSocket second = Connect(listener);
        Assert.AreEqual(1, Board.OpenSockets);
    }

    [TestMethod]
    public void Power_cut_kills_a_socket_and_resets_its_peer()
    {
        using TcpListener listener = Listen();
        WifiNetworkHelper.Reconnect();
        BoardSocket socket = Connect(listener);
        using TcpClient peer = listener.AcceptTcpClient();
        Task<Exception?> reader = Read(socket);
        World.Flash.CutAfter(2);
        Assert.ThrowsException<IOException>(() => Kiosk.Board.File.WriteAllBytes(@"I:\x", new byte[3]));
        Assert.IsTrue(Board.PowerLost);
        Assert.IsInstanceOfType<SocketException>(Unwrap(reader));
        try
        {
            Assert.AreEqual(0, peer.GetStream().Read(new byte[1], 0, 1));
        }
        catch (IOException)
        {
            // Reset: as good.
        }

        Assert.ThrowsException<SocketException>(() => Connect(listener));
    }

    [TestMethod]
    public void Before_wifi_is_asked_for_there_is_none()
    {
        using TcpListener listener = Listen();
        Assert.ThrowsException<SocketException>(() => Connect(listener));
    }

    [TestMethod]
    public void Clock_starts_in_1970_and_is_set_by_sntp_alone()
    {
        Board.Advance(5000);
        Assert.AreEqual(DateTime.UnixEpoch.AddSeconds(5), Board.UtcNow);
        World.TimeServerAvailable = false;
        Assert.IsFalse(WifiNetworkHelper.Reconnect(true));
        Assert.AreEqual(NetworkHelperStatus.TokenExpiredWaitingDateTime, WifiNetworkHelper.Status);
        World.TimeServerAvailable = true;
        Assert.IsTrue(WifiNetworkHelper.Reconnect(true));
        Assert.AreEqual(World.UtcNow, Board.UtcNow);

        World.MoveClock(TimeSpan.FromHours(24));
        Assert.AreEqual(24, (World.UtcNow - Board.UtcNow).TotalHours);
        Board.Advance(60 * 60 * 1000);
        Assert.AreEqual(World.UtcNow, Board.UtcNow, "the hourly update");

        World.MoveClock(TimeSpan.FromHours(1));
        Sntp.UpdateNow();
        Assert.AreEqual(World.UtcNow, Board.UtcNow);

        World.PowerOff();
        World.Advance(1000);
        PowerOn();
        Assert.AreEqual(1970, Board.UtcNow.Year);
        Assert.AreEqual(0, Kiosk.Board.Environment.TickCount64);
        nanoFramework.Runtime.Native.Rtc.SetSystemTime(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Board.Advance(10);
        Assert.AreEqual(new DateTime(2030, 1, 2, 3, 4, 5, 10, DateTimeKind.Utc), Board.UtcNow);
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static BoardSocket Connect(TcpListener listener)
    {
        BoardSocket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(listener.LocalEndpoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Close();
            throw;
        }
    }

    private static Task<Exception?> Read(BoardSocket socket)
    {
        TaskCompletionSource<Exception?> done = new();
        using ManualResetEventSlim started = new();
        Thread thread = new(() =>
        {
            started.Set();
            try
            {
                socket.Receive(new byte[1]);
                done.SetResult(null);
            }
            catch (Exception e)
            {
                done.SetResult(e);
            }
        });
        thread.Start();
        started.Wait();
        return done.Task;
    }

    private static Exception? Unwrap(Task<Exception?> reader)
    {
        Assert.IsTrue(reader.Wait(TimeSpan.FromSeconds(10)), "the socket still waits");
        return reader.Result is ObjectDisposedException ? new SocketException() : reader.Result;
    }
}
