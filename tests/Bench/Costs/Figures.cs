using Kiosk.Bench.Rig;
using Kiosk.Core.Crypto;
using Kiosk.Core.Keypad;
using Kiosk.Core.Settings;

namespace Kiosk.Bench.Costs;

/// <summary>Measures and prints. Runs in the context that has the instrumented Core and Device.</summary>
internal static class Figures
{
    private const int TopMethods = 15;
    private const int BlockPurchases = 10_000;
    private const int MostAesBlocks = 40;

    // A key that was there from the start and lies under 31 others: all of them are derived before it goes.
    private const uint WorstCounter = 0x80000000;

    /// <summary>Writes the figures.</summary>
    /// <param name="output">Takes them.</param>
    /// <param name="methods">Names of all methods that are counted.</param>
    /// <param name="coreMethods">How many of them, from the first, are Core's.</param>
    /// <param name="detail">Whether to write where the instructions go.</param>
    public static void Write(TextWriter output, string[] methods, int coreMethods, bool detail)
    {
        Counted.Set(methods, coreMethods);

        // Once without looking: what is allocated once in a lifetime is not the purchase's.
        PayAlone(new AesCipher(), false);
        PayOnBoard(false);

        CoreKiosk fresh = PayAlone(new AesCipher(), false);
        CoreKiosk full = PayAlone(new AesCipher(), true);
        CoreKiosk freshNative = PayAlone(new OutsideCipher(), false);
        CoreKiosk fullNative = PayAlone(new OutsideCipher(), true);
        CoreKiosk worst = PayAlone(new AesCipher(), true, WorstCounter);
        CoreKiosk worstNative = PayAlone(new OutsideCipher(), true, WorstCounter);
        CoreKiosk freshTdes = PayAlone(new OutsideCipher(), false, 1, MessageProfile.Tdes);
        CoreKiosk fullTdes = PayAlone(new OutsideCipher(), true, 1, MessageProfile.Tdes);
        RigKiosk freshRig = PayOnBoard(false);
        RigKiosk fullRig = PayOnBoard(true);
        Meter aes128 = Block(new AesCipher(), 16);
        Meter aes256 = Block(new AesCipher(), 32);
        Meter des = Block(new DesCipher(), 8);
        Meter tdes = Block(new DesCipher(), 16);
        Meter scan = KeyScan();

        output.WriteLine("One purchase: parking for 60 minutes, 2.40 EUR, Amex, PIN of four digits, approved.");
        output.WriteLine("Fresh, and with a retry table whose 64 places are all used, none of them locked, and a journal page that this purchase fills.");
        output.WriteLine();
        Head(output, "The firmware on the virtual board");
        Row(output, "AES blocks enciphered", freshRig.AesBlocks, fullRig.AesBlocks);
        Row(output, "bytes written to flash", freshRig.FlashBytes, fullRig.FlashBytes, 4096);
        Row(output, "files written to flash", freshRig.FlashFiles, fullRig.FlashFiles, 6);
        Row(output, "I2C bytes, PIN keystroke", freshRig.KeystrokeI2c, fullRig.KeystrokeI2c, 150);
        Row(output, "I2C bytes, full screen (every column changes)", freshRig.FullScreenI2c, fullRig.FullScreenI2c, 1100);
        Row(output, "I2C bytes, whole purchase", freshRig.I2c, fullRig.I2c);
        Row(output, "wire: request, with its length prefix", freshRig.RequestBytes, fullRig.RequestBytes);
        Row(output, "wire: answer, with its length prefix", freshRig.AnswerBytes, fullRig.AnswerBytes);
        Row(output, "wire: TLS bytes sent, connection open", freshRig.TlsSent, fullRig.TlsSent);
        Row(output, "wire: TLS bytes received, connection open", freshRig.TlsReceived, fullRig.TlsReceived);
        Row(output, "wire: TLS handshake sent (while idle)", freshRig.HandshakeSent, fullRig.HandshakeSent);
        Row(output, "wire: TLS handshake received (while idle)", freshRig.HandshakeReceived, fullRig.HandshakeReceived);
        Row(output, "bytes allocated, PIN keystroke", freshRig.Keystroke.Allocated, fullRig.Keystroke.Allocated, 0);
        Row(output, "bytes allocated, other digits keyed, Core alone", fresh.AllocatedByKeying(), full.AllocatedByKeying(), 0);
        Row(output, "bytes allocated, purchase, the board's included", freshRig.Purchase.Allocated, fullRig.Purchase.Allocated);
        Row(output, "bytes allocated, purchase, Core alone", fresh.Purchase.Allocated, full.Purchase.Allocated);
        output.WriteLine();
        (double Aes, double Des) aesProfile = Blocks(MessageProfile.Aes);
        (double Aes, double Des) tdesProfile = Blocks(MessageProfile.Tdes);
        output.WriteLine($"{$"Cipher blocks from ENTER to the MACed request, average of {BlockPurchases:N0}",-62}{"AES",12}{"DES",12}");
        BlockRow(output, "profile aes", aesProfile, MostAesBlocks);
        BlockRow(output, "profile tdes (a TDES block is three of DES)", tdesProfile, null);
        output.WriteLine();
        Head(output, "IL instructions executed by Core");
        Row(output, "AES-128 block with its key schedule", aes128.Core, aes128.Core, 2400);
        Row(output, "AES-256 block with its key schedule", aes256.Core, aes256.Core);
        Row(output, "DES block with its key schedule", des.Core, des.Core);
        Row(output, "two-key TDES block with its key schedule", tdes.Core, tdes.Core);
        Row(output, "idle key scan (KeyDecoder.Poll)", scan.Core, scan.Core);
        Row(output, "idle turn (Terminal.Step)", fresh.IdleTurn.Core, full.IdleTurn.Core);
        Row(output, "PIN keystroke", fresh.Keystroke.Core, full.Keystroke.Core, 4000);
        Row(output, "  with the turns that wait for its contacts", fresh.KeystrokeAndWaiting.Core, full.KeystrokeAndWaiting.Core);
        Row(output, "ENTER to request, Core's AES", fresh.EnterToRequest.Core, full.EnterToRequest.Core, 120000);
        Row(output, "ENTER to request, AES outside Core (ESP32)", freshNative.EnterToRequest.Core, fullNative.EnterToRequest.Core, 120000);
        Row(output, $"  at DUKPT counter {WorstCounter:X}, Core's AES", null, worst.EnterToRequest.Core);
        Row(output, $"  at DUKPT counter {WorstCounter:X}, AES outside Core", null, worstNative.EnterToRequest.Core);
        Row(output, "ENTER to request, profile tdes, AES outside Core", freshTdes.EnterToRequest.Core, fullTdes.EnterToRequest.Core);
        Row(output, "answer to result, Core's AES", fresh.AnswerToResult.Core, full.AnswerToResult.Core);
        Row(output, "answer to result, AES outside Core (ESP32)", freshNative.AnswerToResult.Core, fullNative.AnswerToResult.Core);
        Row(output, "idle turn of Device's loop: Device's own", freshRig.IdleTurn.Device, fullRig.IdleTurn.Device);
        output.WriteLine();
        output.WriteLine("PIN keystroke: contact closed, the turn that takes the key, draws and flushes it, contact open, the turn that settles it.");
        output.WriteLine("ENTER to request: contact closed and the turn that takes it, up to the request handed to the link; turns that wait are not in it.");
        output.WriteLine("Core's AES is the emulator's; on the ESP32 AES is native. A fresh terminal has DUKPT counter 1, which derives no key.");
        output.WriteLine();
        if (detail)
        {
            Detail(output, "PIN keystroke", fresh.Keystroke);
            Detail(output, "PIN keystroke with the turns that wait", fresh.KeystrokeAndWaiting);
            Detail(output, "idle turn", fresh.IdleTurn);
            Detail(output, "ENTER to request, Core's AES, full table", full.EnterToRequest);
            Detail(output, "ENTER to request, AES outside Core, full table", fullNative.EnterToRequest);
            Detail(output, "answer to result, AES outside Core, full table", fullNative.AnswerToResult);
        }
    }

    private static (double Aes, double Des) Blocks(MessageProfile profile) =>
        new CoreKiosk(new AesCipher(), false, 1, profile).CountBlocks(BlockPurchases);

    private static void BlockRow(TextWriter output, string name, (double Aes, double Des) blocks, int? aim)
    {
        string verdict = aim is null ? "" : $"{$"<= {aim:N0} AES",12}{CostReport.Verdict(blocks.Aes <= aim)}";
        output.WriteLine($"  {name,-60}{blocks.Aes,12:N2}{blocks.Des,12:N2}{verdict}");
    }

    private static CoreKiosk PayAlone(IBlockCipher cipher, bool fullTable, uint counter = 1, MessageProfile profile = MessageProfile.Aes)
    {
        var kiosk = new CoreKiosk(cipher, fullTable, counter, profile);
        kiosk.Pay();
        return kiosk;
    }

    private static RigKiosk PayOnBoard(bool fullTable)
    {
        return RunAsync().GetAwaiter().GetResult();

        async Task<RigKiosk> RunAsync()
        {
            await using RigKiosk kiosk = await RigKiosk.StartAsync(fullTable);
            kiosk.Pay();
            return kiosk;
        }
    }

    private static Meter Block(IBlockCipher cipher, int keyLength)
    {
        byte[] key = new byte[keyLength];
        byte[] block = new byte[cipher.BlockLength];
        return Meter.Of(() =>
        {
            cipher.SetKey(key, 0, key.Length);
            cipher.Encrypt(block, 0, block, 0);
        });
    }

    private static Meter KeyScan()
    {
        KioskSettings settings = CoreKiosk.Settings();
        var decoder = new KeyDecoder(settings.KeyLegend, settings.ColumnPins.Length);
        return Meter.Of(() => decoder.Poll(1000));
    }

    private static void Head(TextWriter output, string title) => output.WriteLine($"{title,-52}{"fresh",10}{"full table",12}{"aim",12}");

    private static void Row(TextWriter output, string name, long? fresh, long full, long? aim = null)
    {
        string verdict = aim is null ? "" : $"{$"<= {aim:N0}",12}{CostReport.Verdict(Math.Max(fresh ?? 0, full) <= aim)}";
        output.WriteLine($"  {name,-50}{$"{fresh:N0}",10}{full,12:N0}{verdict}");
    }

    private static void Detail(TextWriter output, string name, Meter meter)
    {
        output.WriteLine($"{name}: {meter.Core:N0} instructions of Core");
        foreach (int method in Enumerable.Range(0, Counted.CoreMethods).OrderByDescending(m => meter.Executed[m]).Take(TopMethods).Where(m => meter.Executed[m] > 0))
        {
            output.WriteLine($"  {meter.Executed[method],10:N0}  {(double)meter.Executed[method] / meter.Core,6:P1}  {Counted.Methods[method]}");
        }

        output.WriteLine();
    }
}
