using System.Runtime.InteropServices;

namespace Kiosk.Bench.Tools;

/// <summary>The end of a command that runs until it is told to stop: cancelled, or Ctrl+C (SIGINT, SIGTERM). From its making on a signal counts.</summary>
internal sealed class EndSignal : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    /// <summary>Creates it.</summary>
    public EndSignal(CancellationToken cancellation)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    /// <summary>Cancelled by it.</summary>
    public CancellationToken Token => _end.Token;

    /// <summary>Waits for it.</summary>
    public async Task WaitAsync()
    {
        try
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }
        catch (OperationCanceledException)
        {
            // The way to end it.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _end.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // The first time it ends by itself; the second time at once.
        context.Cancel = !_end.IsCancellationRequested;
        _end.Cancel();
    }
}
