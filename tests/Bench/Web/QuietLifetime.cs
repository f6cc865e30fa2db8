using Microsoft.Extensions.Hosting;

namespace Kiosk.Bench.Web;

/// <summary>Leaves Ctrl+C and the end of the process to the program that the page is part of.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
