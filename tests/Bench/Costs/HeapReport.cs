using Kiosk.Core.Settings;

namespace Kiosk.Bench.Costs;

/// <summary>Prints what Core and Device would take in the device's managed heap, and where it goes.</summary>
internal static class HeapReport
{
    private const int TopShares = 24;

    /// <summary>Has a purchase made in each profile, and writes the figures of both and the largest shares of the larger.</summary>
    public static void Write(TextWriter output)
    {
        HeapKiosk aes = HeapKiosk.PayAsync(MessageProfile.Aes).GetAwaiter().GetResult();
        HeapKiosk tdes = HeapKiosk.PayAsync(MessageProfile.Tdes).GetAwaiter().GetResult();
        HeapKiosk larger = tdes.Peak.Bytes > aes.Peak.Bytes ? tdes : aes;

        output.WriteLine($"{"Live bytes in the device's managed heap, by HeapCensus",-56}{"idle",8}{"peak",8}{"aim",12}");
        Row(output, "profile aes, Core and Device", aes);
        Row(output, "profile tdes, Core and Device", tdes);
        output.WriteLine($"  {$"of these Core ({larger.Peak.Objects} objects in all)",-54}{Of(larger.Idle, "Kiosk.Core"),8:N0}{Of(larger.Peak, "Kiosk.Core"),8:N0}");
        output.WriteLine($"  {"of these Device",-54}{Of(larger.Idle, "Kiosk.Device"),8:N0}{Of(larger.Peak, "Kiosk.Device"),8:N0}");
        output.WriteLine($"  {"more, once there was an AES-192 or AES-256 key",-54}{aes.LongKeys,8:N0}{aes.LongKeys,8:N0}");
        output.WriteLine($"  {"more, until nf.config is read at the start",-54}{HeapCensus.BytesOf(SettingsReader.LongestFile),8:N0}");
        output.WriteLine($"The largest shares at the peak ({larger.PeakMoment})");
        foreach (HeapShare share in larger.Peak.Shares.OrderByDescending(share => share.Bytes).ThenBy(share => share.Name).Take(TopShares))
        {
            output.WriteLine($"  {share.Name,-54}{$"x {share.Count}",8}{share.Bytes,8:N0}   {share.Assembly}");
        }

        output.WriteLine($"Counted at each key, and at least once in each of: {string.Join("; ", larger.Moments)}.");
        output.WriteLine($"Not counted: string literals, which lie in the image; threads and their stacks; and what libraries keep, of which the firmware holds {string.Join(", ", larger.Peak.Library)}.");
        output.WriteLine();
    }

    private static void Row(TextWriter output, string name, HeapKiosk kiosk) =>
        output.WriteLine($"  {name,-54}{kiosk.Idle.Bytes,8:N0}{kiosk.Peak.Bytes,8:N0}{$"<= {HeapKiosk.Most:N0}",12}{CostReport.Verdict(kiosk.Peak.Bytes <= HeapKiosk.Most)}");

    private static int Of(HeapCensus census, string assembly) => census.Shares.Where(share => share.Assembly == assembly).Sum(share => share.Bytes);
}
