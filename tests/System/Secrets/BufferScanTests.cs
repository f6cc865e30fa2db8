using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Issuer;
using Kiosk.Core.Settings;
using Kiosk.Core.Terminal;
using Kiosk.Issuer;
using LinkFault = Kiosk.Issuer.LinkFault;
using MessageProfile = Kiosk.Core.Settings.MessageProfile;

namespace Kiosk.EndToEnd.Secrets;

/// <summary>
/// After each way out of PIN entry and of key loading no buffer of the firmware holds the PIN, the key of the transaction, or a component. That the
/// scan would find them is shown while they are there.
/// </summary>
[TestClass]
public class BufferScanTests
{
    private const string Mastercard = "5555555555554444";
    private const string RightPin = "931607";
    private const string WrongPin = "820596143728";
    private const string NextKey = "the transaction key";
    private const string Code = "480251#";
    private const string ComponentA = "0123456789ABCDEFFEDCBA9876543210";
    private const string ComponentB = "8899AABBCCDDEEFF0011223344556677";

    [TestMethod]
    [DataRow("aes")]
    [DataRow("tdes")]
    public async Task EveryWayOutOfPinEntry(string profile)
    {
        foreach ((string name, string pin, bool sends, Action<KioskRig> leave, TerminalState state) in WaysOutOfPinEntry())
        {
            await using KioskRig rig = await StartAsync(profile);
            GoToPin(rig);
            rig.Press(pin);
            Assert.IsTrue(new ObjectScan(rig.Device!).Find(Secret.Pin(pin)).Any(), "the scan does not see the PIN where it is");
            leave(rig);
            for (int waited = 0; waited < 40_000 && rig.Device!.Terminal.State != state; waited += 10)
            {
                rig.Advance(10);
            }

            Assert.AreEqual(state, rig.Device!.Terminal.State, $"{name}: {rig.Text}");

            // A transaction's key that was not used is still to come.
            IEnumerable<Secret> keys = TransactionKeys(rig.Settings!.Profile, 1);
            AssertNowhere(rig, [Secret.Pin(pin), .. sends ? keys : keys.Where(key => key.Name != NextKey)], $"{profile}, {name}");
        }
    }

    /// <summary>The PIN in force goes when it is entered; the new one when it was entered twice, or in any other way that a PIN change ends.</summary>
    [TestMethod]
    [DataRow("aes")]
    [DataRow("tdes")]
    public async Task EveryWayOutOfAPinChange(string profile)
    {
        const string NewPin = "820596";
        (string Name, string Keys, bool HasNew)[] places =
        [
            ("in the new PIN", NewPin, true),
            ("before it is repeated", NewPin + "#", true),
            ("in the repeat", NewPin + "#" + NewPin, true),
            ("after a repeat that differs", NewPin + "#" + NewPin[..4] + "#", false),
            ("after a weak one", "444455#555555#", false),
        ];
        (string Name, Action<KioskRig> Leave)[] exits =
        [
            ("ENTER", rig => rig.Press('#')),
            ("CANCEL", rig => rig.Press('D')),
            ("CLEAR, CANCEL", rig => rig.Press("*D")),
            ("time-out", rig => rig.Advance(61_000)),
            ("tamper", rig => { rig.OpenTamperLoop(true); rig.Advance(10); }),
            ("power", rig => { rig.PowerOff(); rig.PowerOn(); rig.Advance(100); }),
        ];
        foreach ((string place, string keys, bool hasNew) in places)
        {
            foreach ((string exit, Action<KioskRig> leave) in exits)
            {
                await using KioskRig rig = await StartAsync(profile);
                Secret[] current = [Secret.Pin(RightPin), TransactionKeys(rig.Settings!.Profile, 1).First()];
                rig.Press("A1");
                rig.GiveCard(Mastercard, "2912");
                rig.Advance(200);
                rig.Press(RightPin + "#");
                Assert.AreEqual(TerminalState.NewPin, rig.Device!.Terminal.State, rig.Text);
                rig.Press(keys);
                AssertNowhere(rig, current, $"{profile}, {place}");
                Assert.AreEqual(hasNew, new ObjectScan(rig.Device!).Find(Secret.Pin(NewPin)).Any(), $"{profile}, {place}");
                leave(rig);
                if (exit == "ENTER" && rig.Device!.Terminal.State is TerminalState.NewPin or TerminalState.NewPinAgain)
                {
                    continue;
                }

                AssertNowhere(rig, [.. current, Secret.Pin(NewPin), TransactionKeys(rig.Settings!.Profile, 2).First()], $"{profile}, {place}, {exit}");
            }
        }
    }

    /// <summary>Enciphered at once on ENTER (P5): while the connection is opened there is neither PIN nor PIN key.</summary>
    [TestMethod]
    [DataRow("aes")]
    [DataRow("tdes")]
    public async Task WhileTheIssuerIsAsked(string profile)
    {
        await using KioskRig rig = await StartAsync(profile);
        Secret pinKey = TransactionKeys(rig.Settings!.Profile, 1).First();
        rig.Issuer.SetFault(LinkFault.Slow, TimeSpan.FromSeconds(5));
        GoToPin(rig);
        rig.Press(RightPin + "#");
        Assert.AreEqual(TerminalState.Sending, rig.Device!.Terminal.State);
        AssertNowhere(rig, [Secret.Pin(RightPin), pinKey], "while it is asked");
    }

    [TestMethod]
    public async Task EveryWayOutOfKeyLoading()
    {
        byte[] sum = [.. Convert.FromHexString(ComponentA).Zip(Convert.FromHexString(ComponentB), (a, b) => (byte)(a ^ b))];
        var a = Secret.Key("component 1", Convert.FromHexString(ComponentA));
        var b = Secret.Key("component 2", Convert.FromHexString(ComponentB));
        var protectionKey = Secret.Key("the protection key", sum);
        var initialKey = Secret.Key("the initial key", BenchKey.InitialKey(MessageProfile.Aes));
        string block = Unit.TestBlocks.Bench;
        (string Name, Action<KioskRig> Go, Secret Seen)[] places =
        [
            ("in component 1", rig => KeyIn(rig, ComponentA), a),
            ("at its check value", rig => KeyIn(rig, ComponentA + "#"), a),
            ("at the hand-over", rig => KeyIn(rig, ComponentA + "##"), a),
            ("in component 2", rig => KeyIn(rig, ComponentA + "###" + ComponentB), b),
            ("at its check value", rig => KeyIn(rig, ComponentA + "###" + ComponentB + "#"), b),
            ("at the key block", rig => KeyIn(rig, ComponentA + "###" + ComponentB + "##"), protectionKey),
            ("after a refused block", rig => Send(rig, "D" + block), protectionKey),
        ];
        (string Name, Action<KioskRig> Leave)[] exits =
        [
            ("CANCEL", rig => rig.Press('D')),
            ("the switch", rig => { rig.TurnServiceSwitch(false); rig.Advance(10); }),
            ("time-out", rig => rig.Advance(181_000)),
            ("tamper", rig => { rig.OpenTamperLoop(true); rig.Advance(10); }),
        ];
        foreach ((string place, Action<KioskRig> go, Secret seen) in places)
        {
            foreach ((string exit, Action<KioskRig> leave) in exits)
            {
                await using KioskRig rig = await StartAsync("aes", "no");
                rig.TurnServiceSwitch(true);
                rig.Advance(10);
                rig.Press(Code + "21");
                go(rig);
                Assert.IsTrue(new ObjectScan(rig.Device!).Find(seen).Any(), $"the scan does not see {seen.Name} {place}: {rig.Text}");
                leave(rig);
                AssertNowhere(rig, [a, b, protectionKey, initialKey], $"{place}, {exit}");
            }
        }

        await using KioskRig loaded = await StartAsync("aes", "no");
        loaded.TurnServiceSwitch(true);
        loaded.Advance(10);
        loaded.Press(Code + "21");
        Send(loaded, block);
        StringAssert.Contains(loaded.Text, "KEYS LOADED");
        AssertNowhere(loaded, [a, b, protectionKey, initialKey], "loaded");

        // The keys themselves, when they are erased.
        var first = TransactionKeys(MessageProfile.Aes, 1).Single(key => key.Name == NextKey);
        Assert.IsTrue(new ObjectScan(loaded.Device!).Find(first).Any(), "the scan does not see the next transaction's key");
        loaded.Press("#3#");
        StringAssert.Contains(loaded.Text, "KEYS ERASED");
        AssertNowhere(loaded, [initialKey, .. TransactionKeys(MessageProfile.Aes, 1), .. TransactionKeys(MessageProfile.Aes, 2)], "erased");
    }

    private static IEnumerable<(string Name, string Pin, bool Sends, Action<KioskRig> Leave, TerminalState State)> WaysOutOfPinEntry() =>
    [
        ("approved", RightPin, true, rig => Enter(rig), TerminalState.Result),
        ("wrong", WrongPin, true, rig => Enter(rig), TerminalState.IncorrectPin),
        ("CANCEL", WrongPin, false, rig => rig.Press('D'), TerminalState.Result),
        ("CLEAR", WrongPin, false, rig => rig.Press('*'), TerminalState.Pin),
        ("time-out between keys", WrongPin, false, rig => rig.Advance(31_000), TerminalState.Result),
        ("time-out of the entry", WrongPin, false, rig => { for (int i = 0; i < 6; i++) { rig.Advance(10_000); rig.Press('1'); } }, TerminalState.Result),
        ("tamper", WrongPin, false, rig => { rig.OpenTamperLoop(true); rig.Advance(10); }, TerminalState.OutOfService),
        ("no Wi-Fi", RightPin, true, rig => { rig.World.WifiAvailable = false; rig.Advance(10); Enter(rig); }, TerminalState.Result),
        ("issuer gone", RightPin, true, rig => { rig.Issuer.SetFault(LinkFault.Off); rig.Advance(10); Enter(rig); }, TerminalState.Result),
        ("no answer", RightPin, true, rig => { rig.Issuer.SetFault(LinkFault.DropAnswer); Enter(rig); }, TerminalState.Result),
        ("answer with a bad MAC", RightPin, true, rig => { rig.Issuer.SetFault(LinkFault.BadMac); Enter(rig); }, TerminalState.Result),
    ];

    private static async Task<KioskRig> StartAsync(string profile, string bench = "yes")
    {
        string config = Replace(Replace(ConfigFile.Default, "profile", profile), "bench", bench);
        KioskRig rig = await KioskRig.StartAsync(null, profile == "tdes" ? Replace(config, "format", "0") : config);
        rig.Advance(1000);
        return rig;
    }

    private static string Replace(string config, string key, string value) =>
        System.Text.RegularExpressions.Regex.Replace(config, $@"(?m)^({key}\s*=\s*)\S+", "${1}" + value);

    private static void GoToPin(KioskRig rig)
    {
        rig.Press("60#");
        rig.GiveCard(Mastercard, "2912");
        rig.Advance(200);
        Assert.AreEqual(TerminalState.Pin, rig.Device!.Terminal.State, rig.Text);
    }

    private static void Enter(KioskRig rig)
    {
        rig.Press('#');
        rig.Advance(100);
    }

    private static void KeyIn(KioskRig rig, string hex) =>
        rig.Press(string.Concat(hex.Select(digit => digit is >= 'A' and <= 'F' ? $"*{digit - 'A' + 1}" : digit.ToString())));

    private static void Send(KioskRig rig, string block)
    {
        KeyIn(rig, ComponentA + "###" + ComponentB + "##");
        rig.SendLine(block);
        rig.Advance(1000);
    }

    /// <summary>The keys of a transaction of the bench keys: the PIN key first, then MAC keys and the key they come from, and the initial key.</summary>
    private static IEnumerable<Secret> TransactionKeys(MessageProfile profile, uint counter)
    {
        byte[] initialKey = BenchKey.InitialKey(profile);
        byte[] ksn = BenchKey.InitialKsn(profile);
        byte[] transactionKey = new byte[16];
        byte[] key = new byte[16];
        var aes = new AesKeyDerivation(new AesCipher());
        var tdes = new TdesKeyDerivation(new DesCipher());
        if (profile == MessageProfile.Aes)
        {
            aes.SetKeyId(ksn);
            aes.DeriveTransactionKey(initialKey, counter, transactionKey);
        }
        else
        {
            TdesKeyDerivation.SetCounter(ksn, counter);
            tdes.DeriveTransactionKey(initialKey, ksn, transactionKey);
        }

        foreach (DukptKeyUsage usage in new[] { DukptKeyUsage.PinEncryption, DukptKeyUsage.MacGeneration, DukptKeyUsage.MacVerification })
        {
            if (profile == MessageProfile.Aes)
            {
                aes.Derive(usage, DukptKeyType.Aes128, counter, transactionKey, 0, 16, key, 0);
            }
            else
            {
                tdes.DeriveWorkingKey(usage, transactionKey, 0, key);
            }

            yield return Secret.Key($"the key {usage}", [.. key]);
        }

        yield return Secret.Key(NextKey, transactionKey);
        yield return Secret.Key("the initial key", initialKey);
    }

    private static void AssertNowhere(KioskRig rig, IEnumerable<Secret> secrets, string when)
    {
        var scan = new ObjectScan(rig.Device!);
        Assert.IsTrue(scan.Buffers > 50, "the scan does not reach the buffers");
        string[] found = [.. secrets.SelectMany(scan.Find), .. scan.CiphersWithKeys()];
        Assert.AreEqual(0, found.Length, $"{when}: {string.Join("; ", found)}");
    }
}
