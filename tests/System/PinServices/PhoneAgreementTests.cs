using System.Text;
using Kiosk.Bench.Rig;
using Kiosk.Core.Card;
using Kiosk.Core.Settings;
using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>The number on the back of a card is one number: the kiosk's nf.config and the card programme have the same.</summary>
[TestClass]
public sealed class PhoneAgreementTests
{
    [TestMethod]
    public void KioskAndProgrammeHaveTheSameNumbers()
    {
        byte[] file = Encoding.UTF8.GetBytes(ConfigFile.Default);
        SettingsReader.Read(file, file.Length, out KioskSettings settings);
        using var rig = new IssuerRig();
        foreach (TestCard card in BenchIssuer.TestCards)
        {
            if (rig.Services.Cards.Find(card.Pan) is { } known)
            {
                Assert.AreEqual(rig.Services.Programme.Current.RulesFor(known).ServicePhone, settings.PhoneOf(Enum.Parse<Brands>(card.Brand)), $"{known.Product} {known.Region}");
            }
        }
    }
}
