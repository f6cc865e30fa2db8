namespace Kiosk.Bench.Web.Views;

/// <summary>Everything that a page is shown first.</summary>
/// <param name="Frame">The display.</param>
/// <param name="State">How things stand.</param>
/// <param name="Trace">The latest messages, oldest first.</param>
/// <param name="Ledger">The latest purchases at the issuer, newest first.</param>
/// <param name="Journal">The latest purchases at the kiosk, newest first.</param>
internal sealed record StartView(
    FrameView? Frame, StateView? State, IReadOnlyList<TraceView> Trace, IReadOnlyList<LedgerView> Ledger, IReadOnlyList<JournalView> Journal);
