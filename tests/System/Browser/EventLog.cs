using System.Text;

namespace Kiosk.EndToEnd.Browser;

/// <summary>Everything that a bench sends to a page, word for word, from the moment this was opened.</summary>
internal sealed class EventLog : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _client;
    private readonly StringBuilder _text = new();
    private readonly Task _reading;

    private EventLog(HttpClient client, StreamReader reader)
    {
        _client = client;
        _reading = Task.Run(() => ReadAsync(reader));
    }

    /// <summary>All that was sent so far.</summary>
    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>Opens it.</summary>
    public static async Task<EventLog> OpenAsync(Uri bench)
    {
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        Stream stream = await client.GetStreamAsync(new Uri(bench, "api/events"));
        return new EventLog(client, new StreamReader(stream));
    }

    /// <summary>Waits until a text was sent.</summary>
    public async Task SentAsync(string text)
    {
        DateTime end = DateTime.UtcNow + BenchTest.Patience;
        while (!Text.Contains(text, StringComparison.Ordinal))
        {
            Assert.IsTrue(DateTime.UtcNow < end, $"\"{text}\" was never sent.");
            await Task.Delay(10);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _client.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        using (reader)
        {
            try
            {
                while (await reader.ReadLineAsync(_end.Token) is { } line)
                {
                    lock (_text)
                    {
                        _text.Append(line).Append('\n');
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
            {
                // The bench or the test has ended.
            }
        }
    }
}
