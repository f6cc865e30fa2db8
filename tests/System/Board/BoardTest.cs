using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>A world with one powered board, current in the test.</summary>
public abstract class BoardTest
{
    public VirtualWorld World { get; private set; } = null!;

    public VirtualBoard Board { get; private set; } = null!;

    public TestContext TestContext { get; set; } = null!;

    [TestInitialize]
    public void PowerOnNewWorld()
    {
        World = new VirtualWorld();
        PowerOn();
    }

    [TestCleanup]
    public void PowerOffWorld() => World.Dispose();

    protected void PowerOn()
    {
        Board = World.PowerOn();
        Board.MakeCurrent();
    }
}
