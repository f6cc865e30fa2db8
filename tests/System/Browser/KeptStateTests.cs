using Kiosk.Bench.Web;

namespace Kiosk.EndToEnd.Browser;

/// <summary>What is left of a bench after it has ended.</summary>
[TestClass]
public sealed class KeptStateTests
{
    [TestMethod]
    public async Task ABenchFindsItsLedgerWhereItWas()
    {
        string directory = Directory.CreateTempSubdirectory("bench").FullName;
        try
        {
            var options = new WebBenchOptions { Port = 0, DataDirectory = directory };
            await using (WebBench first = await WebBench.StartAsync(options))
            {
                await using EventLog events = await EventLog.OpenAsync(first.Address);
                using var client = new HttpClient { BaseAddress = first.Address };
                await events.SentAsync("\"ENTER MINUTES\"");
                await PressAsync(client, "60#");
                await events.SentAsync("\"INSERT CARD\"");
                await SendAsync(client, "card", """{"number":"371449635398431"}""");
                await events.SentAsync("\"ENTER PIN\"");
                await PressAsync(client, "4071#");
                await events.SentAsync("\"approved\"");
            }

            await using WebBench second = await WebBench.StartAsync(options);
            await using EventLog again = await EventLog.OpenAsync(second.Address);
            await again.SentAsync("\"approved\"");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task PressAsync(HttpClient client, string keys)
    {
        foreach (char key in keys)
        {
            await SendAsync(client, "key", $$"""{"key":"{{key}}","down":true}""");
            await SendAsync(client, "key", $$"""{"key":"{{key}}","down":false}""");
        }
    }

    private static async Task SendAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("api/" + path, content);
        answer.EnsureSuccessStatusCode();
    }
}
