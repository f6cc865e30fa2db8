using Kiosk.Core.Issuer;
using static Kiosk.EndToEnd.Models.MoneyComparison;

namespace Kiosk.EndToEnd.Models;

/// <summary>The reversal store and its journal agree with their model, whatever is done to them.</summary>
[TestClass]
public class ReversalStoreModelTests : ModelTest
{
    [TestMethod]
    public void AFreshTerminal() => Compare(400, null, 0, FullPage, AllPages, Owing, Approved, Unknown, Old, nameof(MoneyOperation.LoadKeys), EntryLost, EntryRead, Unreadable);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public void FormerFirmwareShortOfTheLastStan(int state) => Compare(60, state, 999_970);

    private void Compare(int sequences, int? former, int stan, params string[] reached) => Hold(
        MoneySequences.All,
        sequences,
        tally =>
        {
            var comparison = new MoneyComparison(former, stan, tally);
            return (comparison.Apply, Purchase);

            void Purchase(int count)
            {
                for (int i = 0; i < count; i++)
                {
                    comparison.Apply(new MoneyOperation.Begin("371449635398431", i + 1, false));
                    comparison.Apply(new MoneyOperation.Settle(JournalResult.Approved, 0));
                }
            }
        },
        reached);
}
