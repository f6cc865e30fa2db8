using Kiosk.Board;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using BoardFile = Kiosk.Board.File;
using BoardStream = Kiosk.Board.FileStream;

namespace Kiosk.EndToEnd.Board;

/// <summary>Files are committed on close, power fails at any byte, and faults are played.</summary>
[TestClass]
public class FlashTests : BoardTest
{
    private const string Path = @"I:\tries.a";
    private static readonly byte[] Old = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] New = [11, 12, 13, 14, 15, 16];

    [TestMethod]
    public void Content_is_there_after_close_and_not_before()
    {
        BoardFile.WriteAllBytes(Path, Old);
        BoardStream stream = BoardFile.Open(Path, FileMode.Create, FileAccess.Write);
        stream.Write(New, 0, New.Length);
        stream.Flush();
        CollectionAssert.AreEqual(Old, World.Flash.Read("tries.a"));
        stream.Close();
        CollectionAssert.AreEqual(New, World.Flash.Read("tries.a"));
        Assert.AreEqual(Old.Length + New.Length, World.Flash.BytesWritten);
        Assert.AreEqual(2, World.Flash.FilesWritten);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Cut_at_every_byte_of_a_file(bool torn)
    {
        for (int cut = 0; cut <= New.Length + 1; cut++)
        {
            using VirtualWorld world = new();
            world.Flash.TornWrites = torn;
            world.Flash.Store("tries.a", Old);
            VirtualBoard board = world.PowerOn();
            using IDisposable use = board.Use();
            world.Flash.CutAfter(cut);
            if (cut <= New.Length)
            {
                Assert.ThrowsException<IOException>(() => BoardFile.WriteAllBytes(Path, New), $"cut {cut}");
                Assert.IsTrue(board.PowerLost);
                Assert.AreEqual(cut, world.Flash.BytesWritten);
                CollectionAssert.AreEqual(torn ? New[..cut] : Old, world.Flash.Read("tries.a"), $"cut {cut}");
                Assert.ThrowsException<IOException>(() => BoardFile.WriteAllBytes(Path, New), "nothing works without power");
                Assert.ThrowsException<IOException>(() => BoardFile.ReadAllBytes(Path));
                Assert.ThrowsException<IOException>(() => BoardFile.Exists(Path));
                CollectionAssert.AreEqual(torn ? New[..cut] : Old, world.Flash.Read("tries.a"));
                Assert.IsFalse(world.Flash.CutPending);
                using IDisposable again = world.PowerOn().Use();
                BoardFile.WriteAllBytes(Path, New);
            }
            else
            {
                BoardFile.WriteAllBytes(Path, New);
                Assert.IsFalse(board.PowerLost);
                Assert.IsTrue(world.Flash.CutPending, "one byte is left");
            }

            CollectionAssert.AreEqual(New, world.Flash.Read("tries.a"));
        }
    }

    [TestMethod]
    public void Cut_tears_an_overwrite_in_place()
    {
        World.Flash.Store("log", Old);
        World.Flash.CutAfter(3);
        using BoardStream stream = BoardFile.Open(@"I:\log", FileMode.Open, FileAccess.Write);
        stream.Seek(2, SeekOrigin.Begin);
        Assert.ThrowsException<IOException>(() => stream.Write(New, 0, New.Length));
        CollectionAssert.AreEqual(new byte[] { 1, 2, 11, 12, 13, 6, 7, 8 }, World.Flash.Read("log"));
    }

    [TestMethod]
    public void New_file_exists_empty_from_the_moment_it_is_opened()
    {
        World.Flash.TornWrites = false;
        BoardStream stream = BoardFile.Create(Path);
        stream.Write(New, 0, New.Length);
        World.PowerOff();
        Assert.AreEqual(0, World.Flash.Read("tries.a")!.Length);
        stream.Close();
        Assert.AreEqual(0, World.Flash.Read("tries.a")!.Length, "a dead board commits nothing");
    }

    [TestMethod]
    public void Streams_behave()
    {
        BoardFile.WriteAllText(@"I:\nf.config", "[kiosk]\nlanguage = de # ü\n");
        Assert.AreEqual("[kiosk]\nlanguage = de # ü\n", BoardFile.ReadAllText(@"I:\nf.config"));
        BoardFile.AppendAllText(@"I:\nf.config", "x");
        using (BoardStream stream = BoardFile.Open(@"I:\nf.config", FileMode.Open))
        {
            Assert.AreEqual("nf.config", stream.Name);
            stream.Seek(-1, SeekOrigin.End);
            Assert.AreEqual('x', stream.ReadByte());
            Assert.AreEqual(-1, stream.ReadByte());
            stream.SetLength(3);
            stream.Position = 0;
            SpanByte three = new byte[5];
            Assert.AreEqual(3, stream.Read(three));
            Assert.AreEqual((byte)'k', three[1]);
            Assert.ThrowsException<ArgumentException>(() => stream.Position = 4);
        }

        Assert.AreEqual("[ki", BoardFile.ReadAllText(@"I:\nf.config"));
        BoardFile.Delete(@"I:\missing");
        Assert.ThrowsException<IOException>(() => BoardFile.ReadAllBytes(@"I:\missing"));
        Assert.ThrowsException<IOException>(() => BoardFile.ReadAllBytes(@"D:\nf.config"));
        Assert.ThrowsException<IOException>(() => BoardFile.Open(@"I:\nf.config", FileMode.CreateNew));
        Assert.ThrowsException<IOException>(() => BoardFile.Create(@"I:\no\such.folder"));
        CollectionAssert.AreEqual(new[] { @"I:\nf.config" }, Kiosk.Board.Directory.GetFiles(@"I:\"));
    }

    [TestMethod]
    public void Move_does_not_replace()
    {
        BoardFile.WriteAllBytes(@"I:\a", Old);
        BoardFile.WriteAllBytes(@"I:\b", New);
        Assert.ThrowsException<IOException>(() => BoardFile.Move(@"I:\a", @"I:\b"));
        BoardFile.Delete(@"I:\b");
        BoardFile.Move(@"I:\a", @"I:\b");
        Assert.IsFalse(BoardFile.Exists(@"I:\a"));
        CollectionAssert.AreEqual(Old, BoardFile.ReadAllBytes(@"I:\b"));
    }

    [TestMethod]
    public void Faults()
    {
        BoardFile.WriteAllBytes(Path, Old);
        World.Flash.FailReads = 1;
        Assert.ThrowsException<IOException>(() => BoardFile.ReadAllBytes(Path));
        CollectionAssert.AreEqual(Old, BoardFile.ReadAllBytes(Path));
        World.Flash.Full = true;
        Assert.ThrowsException<IOException>(() => BoardFile.WriteAllBytes(@"I:\more", New));
        World.Flash.Full = false;
        World.Flash.Capacity = 10;
        Assert.ThrowsException<IOException>(() => BoardFile.WriteAllBytes(@"I:\more", New));
        World.Flash.Capacity = FlashMemory.DefaultCapacity;
        World.Flash.Lie = FlashLie.Dropped;
        BoardFile.WriteAllBytes(Path, New);
        CollectionAssert.AreEqual(Old, BoardFile.ReadAllBytes(Path));
        World.Flash.Lie = FlashLie.FlippedBit;
        BoardFile.WriteAllBytes(Path, New);
        Assert.AreEqual(1, BoardFile.ReadAllBytes(Path).Zip(New).Count(p => p.First != p.Second));
        BoardFile.WriteAllBytes(Path, New);
        CollectionAssert.AreEqual(New, BoardFile.ReadAllBytes(Path));
    }

    [TestMethod]
    public void Folder_of_this_computer_keeps_the_files()
    {
        string folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "kiosk-flash-" + Guid.NewGuid().ToString("N"));
        try
        {
            using (VirtualWorld world = new(new FlashMemory(folder)))
            {
                using IDisposable use = world.PowerOn().Use();
                BoardFile.WriteAllBytes(Path, Old);
                BoardFile.WriteAllBytes(@"I:\gone", Old);
                BoardFile.Delete(@"I:\gone");
                BoardStream stream = BoardFile.Create(Path);
                stream.Write(New, 0, 2);
                CollectionAssert.AreEqual(Old, System.IO.File.ReadAllBytes(System.IO.Path.Combine(folder, "tries.a")));
            }

            FlashMemory again = new(folder);
            CollectionAssert.AreEqual(new[] { "tries.a" }, again.Names.ToArray());
            CollectionAssert.AreEqual(New[..2], again.Read("tries.a"), "torn by the power-off");
        }
        finally
        {
            System.IO.Directory.Delete(folder, true);
        }
    }
}
