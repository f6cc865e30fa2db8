using static Kiosk.EndToEnd.Models.TriesComparison;

namespace Kiosk.EndToEnd.Models;

/// <summary>The retry counter agrees with its model, whatever is done to it (RULES.md, R1 to R10, P9).</summary>
[TestClass]
public class RetryCounterModelTests : ModelTest
{
    private const int Sequences = 300;

    [TestMethod]
    public void WithThreeCards() => Compare(3);

    [TestMethod]
    public void WithAHundredCards() => Compare(100, AllLocked, SharedUsedUp);

    private void Compare(int cards, params string[] reached) => Hold(
        TriesSequences.Of(cards),
        Sequences,
        tally =>
        {
            var comparison = new TriesComparison(cards, tally);
            return (comparison.Apply, LockCards);

            void LockCards(int count)
            {
                for (int card = 0; card < count; card++)
                {
                    comparison.Apply(new TriesOperation.IssuerCounts(card, 0));
                }
            }
        },
        [.. reached, Slowed, Lost, Several, RanOut, Banked, Bounded, Unreadable, Fresh, Used]);
}
