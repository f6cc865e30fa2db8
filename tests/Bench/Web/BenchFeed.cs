using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using Kiosk.Bench.Web.Views;
using Kiosk.Issuer;

namespace Kiosk.Bench.Web;

/// <summary>
/// What the pages are shown: each new one first everything (<c>start</c>), then what changes (<c>frame</c>, <c>state</c>, <c>trace</c>,
/// <c>ledger</c>, <c>journal</c>). Safe on any thread.
/// </summary>
internal sealed class BenchFeed
{
    /// <summary>Pages that may watch at once.</summary>
    public const int MostViewers = 16;

    /// <summary>Messages that are kept for pages that come later.</summary>
    public const int MostTrace = 200;

    // A page that falls this far behind is cut off; it comes back by itself and is shown everything.
    private const int MostWaiting = 512;

    private readonly Lock _lock = new();
    private readonly List<Channel<SseItem<string>>> _viewers = [];
    private readonly Queue<TraceView> _trace = new();
    private FrameView? _frame;
    private StateView? _state;
    private IReadOnlyList<LedgerView> _ledger = [];
    private IReadOnlyList<JournalView> _journal = [];
    private long _traced;
    private bool _closed;

    /// <summary>Shows the display.</summary>
    public void Show(FrameView frame)
    {
        lock (_lock)
        {
            _frame = frame;
            Send("frame", frame);
        }
    }

    /// <summary>Shows how things stand.</summary>
    public void Show(StateView state)
    {
        lock (_lock)
        {
            _state = state;
            Send("state", state);
        }
    }

    /// <summary>Shows the ledger.</summary>
    public void Show(IReadOnlyList<LedgerView> ledger)
    {
        lock (_lock)
        {
            _ledger = ledger;
            Send("ledger", ledger);
        }
    }

    /// <summary>Shows the kiosk's journal.</summary>
    public void Show(IReadOnlyList<JournalView> journal)
    {
        lock (_lock)
        {
            _journal = journal;
            Send("journal", journal);
        }
    }

    /// <summary>Shows what passed between kiosk and issuer.</summary>
    public void Add(TraceEntry entry)
    {
        lock (_lock)
        {
            TraceView view = TraceView.Of(++_traced, entry);
            if (_trace.Count == MostTrace)
            {
                _trace.Dequeue();
            }

            _trace.Enqueue(view);
            Send("trace", view);
        }
    }

    /// <summary>Begins to watch.</summary>
    /// <returns>What happens from now on; null when there are too many viewers or the bench ends.</returns>
    public IAsyncEnumerable<SseItem<string>>? Watch(CancellationToken cancellation)
    {
        Channel<SseItem<string>> viewer = Channel.CreateBounded<SseItem<string>>(MostWaiting);
        lock (_lock)
        {
            if (_closed || _viewers.Count >= MostViewers)
            {
                return null;
            }

            _viewers.Add(viewer);
            viewer.Writer.TryWrite(Item("start", new StartView(_frame, _state, [.. _trace], _ledger, _journal)));
        }

        return ReadAsync(viewer, cancellation);
    }

    /// <summary>Ends every page's watch.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (Channel<SseItem<string>> viewer in _viewers)
            {
                viewer.Writer.TryComplete();
            }
        }
    }

    private static SseItem<string> Item<T>(string type, T view) => new(JsonSerializer.Serialize(view, JsonSerializerOptions.Web), type);

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(
        Channel<SseItem<string>> viewer,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (SseItem<string> item in viewer.Reader.ReadAllAsync(cancellation))
            {
                yield return item;
            }
        }
        finally
        {
            lock (_lock)
            {
                _viewers.Remove(viewer);
            }
        }
    }

    private void Send<T>(string type, T view)
    {
        if (_viewers.Count == 0)
        {
            return;
        }

        SseItem<string> item = Item(type, view);
        foreach (Channel<SseItem<string>> viewer in _viewers)
        {
            if (!viewer.Writer.TryWrite(item))
            {
                viewer.Writer.TryComplete();
            }
        }
    }
}
