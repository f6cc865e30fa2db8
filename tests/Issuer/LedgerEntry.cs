namespace Kiosk.Issuer;

/// <summary>A purchase in the issuer's ledger.</summary>
/// <param name="Number">Running number, from 1.</param>
/// <param name="Time">When the issuer decided, UTC.</param>
/// <param name="Terminal">Terminal id, without padding.</param>
/// <param name="Stan">Systems trace audit number, six digits.</param>
/// <param name="MaskedPan">Card number, only the first six and the last four digits in clear.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217 number, three digits.</param>
/// <param name="State">Approved, declined or reversed.</param>
/// <param name="ActionCode">Action code of the answer.</param>
/// <param name="Rrn">Retrieval reference number, 12 characters.</param>
/// <param name="ApprovalCode">Approval code, six characters, or null when it was not approved.</param>
/// <param name="IsStandIn">Whether a stand-in decided.</param>
public sealed record LedgerEntry(
    long Number,
    DateTimeOffset Time,
    string Terminal,
    string Stan,
    string MaskedPan,
    long Amount,
    string Currency,
    LedgerState State,
    string ActionCode,
    string Rrn,
    string? ApprovalCode,
    bool IsStandIn = false);
