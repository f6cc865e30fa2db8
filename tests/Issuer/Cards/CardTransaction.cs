namespace Kiosk.Issuer.Cards;

/// <summary>A transaction of a card, as its holder sees it.</summary>
/// <param name="Time">When the issuer decided, UTC.</param>
/// <param name="Terminal">Terminal id.</param>
/// <param name="Processing">Processing code, DE 3: 000000 is a purchase.</param>
/// <param name="Amount">Minor units, without the fee.</param>
/// <param name="Fee">Minor units.</param>
/// <param name="Currency">ISO 4217 number, three digits.</param>
/// <param name="State">Approved, declined or reversed.</param>
/// <param name="ActionCode">Action code of the answer.</param>
/// <param name="IsStandIn">Whether a stand-in decided.</param>
internal sealed record CardTransaction(
    DateTimeOffset Time, string Terminal, string Processing, long Amount, long Fee, string Currency, LedgerState State, string ActionCode, bool IsStandIn);
