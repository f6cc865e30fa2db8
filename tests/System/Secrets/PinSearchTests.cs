using Microsoft.Data.Sqlite;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>The search after all tests finds what is there.</summary>
[TestClass]
public sealed class PinSearchTests
{
    private const string Pin = "4071";
    private readonly PinSearch _search = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("remains").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow("PIN 4071 typed", true)]
    [DataRow("{\"pin\":\"4071\"}", true)]
    [DataRow("pin=4071&again=4071", true)]
    [DataRow("371449635398431", false, DisplayName = "a part of a number")]
    [DataRow("14071", false)]
    [DataRow("A4071F", false, DisplayName = "a part of hex digits")]
    public void InText(string text, bool isFound)
    {
        _search.Know(Pin);
        _search.Look("page", text);
        CollectionAssert.AreEqual(isFound ? new[] { "page" } : [], _search.Find());
    }

    [TestMethod]
    public void WhatIsKnownLaterIsFoundToo()
    {
        _search.Look("page", "4071");
        Assert.AreEqual(0, _search.Find().Length);
        _search.Know(Pin);
        Assert.AreEqual(1, _search.Find().Length);
    }

    [TestMethod]
    [DataRow("CREATE TABLE t (a TEXT, b TEXT); INSERT INTO t VALUES ('0302', '4071');", "issuer.db, t.b")]
    [DataRow("CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (4071);", "issuer.db, t.a")]
    [DataRow("CREATE TABLE t (a BLOB); INSERT INTO t VALUES (X'0034303731FF');", "issuer.db, t.a")]
    [DataRow("CREATE TABLE t (pvv TEXT); INSERT INTO t VALUES ('4071');", null, DisplayName = "a verification value")]
    public void InADatabase(string sql, string? where)
    {
        Write(sql);
        _search.Know(Pin);
        _search.LookAtFiles(_folder);
        CollectionAssert.AreEqual(where is null ? [] : new[] { where }, _search.Find());
    }

    [TestMethod]
    public void InWhatADatabaseHasDeleted()
    {
        Write("PRAGMA secure_delete = OFF; CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('862915047733'); DELETE FROM t;");
        _search.Know("862915047733");
        _search.LookAtFiles(_folder);
        CollectionAssert.AreEqual(new[] { "issuer.db" }, _search.Find());
    }

    [TestMethod]
    public void InAFile()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "flash"));
        File.WriteAllText(Path.Combine(_folder, "flash", "journal.a"), "\0\u00014071\u0002");
        _search.Know(Pin);
        _search.LookAtFiles(_folder);
        CollectionAssert.AreEqual(new[] { Path.Combine("flash", "journal.a") }, _search.Find());
    }

    private void Write(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "issuer.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
