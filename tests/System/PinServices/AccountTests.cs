using Kiosk.EndToEnd.Issuer;
using Kiosk.Issuer;
using Kiosk.Issuer.Accounts;
using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Storage;

namespace Kiosk.EndToEnd.PinServices;

/// <summary>Passwords, security answers, passcodes.</summary>
[TestClass]
public sealed class AccountTests
{
    private const string Phone = "+44 7700 900117";
    private readonly IssuerRig _rig = new();

    private IssuerServices Services => _rig.Services;

    [TestCleanup]
    public void Clean() => _rig.Dispose();

    [TestMethod]
    public void ThePublishedAccountsSignInAndAnswer()
    {
        foreach (TestAccount account in BenchIssuer.TestAccounts)
        {
            Assert.AreEqual(SignInOutcome.Right, Services.SignIn.Check(account.Realm, account.UserId.ToUpperInvariant(), account.Password));
            Assert.AreEqual(SignInOutcome.Wrong, Services.SignIn.Check(account.Realm == Realm.Agent ? Realm.Holder : Realm.Agent, account.UserId, account.Password));
            foreach ((string question, string answer) in account.Answers)
            {
                CollectionAssert.Contains(Services.Questions.Of(account.UserId), question);
                Assert.IsTrue(Services.Questions.Check(account.UserId, question, $" {answer.ToUpperInvariant()} "));
                Assert.IsFalse(Services.Questions.Check(account.UserId, question, answer + "x"));
            }

            Assert.AreEqual(account.Realm == Realm.Holder, Services.Cards.Of(account.UserId).Count > 0);
        }

        Assert.IsFalse(Services.Questions.Check("nobody", "In which town were you born?", ""));
    }

    [TestMethod]
    [DataRow("Potsdam", "Rex", true)]
    [DataRow("Berlin", "Rex", false)]
    [DataRow("Potsdam", "Fido", false)]
    [DataRow("Berlin", "Fido", false)]
    public void EveryAnswerIsLookedAtHoweverTheOthersAre(string town, string pet, bool isRight)
    {
        int looks = 0;
        using Database database = IssuerFile.OpenInMemory();
        var questions = new SecurityQuestions(database, (hash, answer) =>
        {
            looks++;
            return AccountTable.Verify(hash, answer);
        });
        Assert.AreEqual(isRight, questions.CheckAll("anna", [town, pet]));
        Assert.AreEqual(2, looks);
        Assert.IsFalse(questions.CheckAll("anna", [town]), "one of two");
        Assert.IsFalse(questions.CheckAll("nobody", []));
    }

    [TestMethod]
    [DataRow("anna")]
    [DataRow("nobody")]
    public void FiveWrongPasswordsLockTheUserIdWhetherThereIsOneOrNot(string userId)
    {
        for (int i = 0; i < SignIn.MaxWrong; i++)
        {
            Assert.AreEqual(SignInOutcome.Wrong, Services.SignIn.Check(Realm.Holder, userId, "wrong"));
        }

        Assert.AreEqual(SignInOutcome.Locked, Services.SignIn.Check(Realm.Holder, userId, "bench-anna"));
        Assert.AreEqual(SignInOutcome.Wrong, Services.SignIn.Check(Realm.Agent, userId, "wrong"), "another realm");
        _rig.Time.Advance(SignIn.LockTime);
        Assert.AreEqual(userId == "anna" ? SignInOutcome.Right : SignInOutcome.Wrong, Services.SignIn.Check(Realm.Holder, userId, "bench-anna"));
    }

    [TestMethod]
    public void ARightPasswordBeginsTheCountAnew()
    {
        for (int i = 0; i < 3; i++)
        {
            for (int wrong = 1; wrong < SignIn.MaxWrong; wrong++)
            {
                Assert.AreEqual(SignInOutcome.Wrong, Services.SignIn.Check(Realm.Holder, "anna", "wrong"));
            }

            Assert.AreEqual(SignInOutcome.Right, Services.SignIn.Check(Realm.Holder, "anna", "bench-anna"));
        }
    }

    [TestMethod]
    public void AUserIdIsGivenOnce()
    {
        Assert.IsTrue(Services.Accounts.Add(new Account(Realm.Holder, "dora", "Dora"), "a long password"));
        Assert.IsFalse(Services.Accounts.Add(new Account(Realm.Holder, "Dora ", "Other"), "another password"));
        Assert.AreEqual(SignInOutcome.Right, Services.SignIn.Check(Realm.Holder, "dora", "a long password"));
    }

    [TestMethod]
    public void APasscodeIsGoodOnceForTenMinutesAndForItsPurpose()
    {
        string code = Issue("set a PIN");
        OutboxMessage message = Services.Outbox.All()[0];
        Assert.AreEqual("+** **** **0117", message.MaskedPhone);
        Assert.AreEqual("anna", message.UserId);
        Assert.AreEqual(PasscodeOutcome.None, Services.Passcodes.Check("anna", "sign in", code));
        Assert.AreEqual(PasscodeOutcome.None, Services.Passcodes.Check("bruno", "set a PIN", code));
        Assert.AreEqual(PasscodeOutcome.Right, Services.Passcodes.Check("anna", "set a PIN", code));
        Assert.AreEqual(PasscodeOutcome.None, Services.Passcodes.Check("anna", "set a PIN", code), "used");

        code = Issue("set a PIN");
        _rig.Time.Advance(Passcodes.Life - TimeSpan.FromMilliseconds(1));
        Assert.AreEqual(PasscodeOutcome.Wrong, Services.Passcodes.Check("anna", "set a PIN", Other(code)));
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.AreEqual(PasscodeOutcome.None, Services.Passcodes.Check("anna", "set a PIN", code), "expired");

        string former = Issue("set a PIN");
        code = Issue("set a PIN");
        Assert.AreEqual(former == code ? PasscodeOutcome.Right : PasscodeOutcome.Wrong, Services.Passcodes.Check("anna", "set a PIN", former), "the newest only");
    }

    [TestMethod]
    public void FiveWrongEndAPasscodeAndTenAnHourAreIssued()
    {
        string code = Issue("x");
        for (int i = 0; i < Passcodes.MaxWrong; i++)
        {
            Assert.AreEqual(PasscodeOutcome.Wrong, Services.Passcodes.Check("anna", "x", Other(code)));
        }

        Assert.AreEqual(PasscodeOutcome.None, Services.Passcodes.Check("anna", "x", code));
        for (int i = 1; i < Passcodes.MostInHour; i++)
        {
            Issue("x");
        }

        Assert.IsFalse(Services.Passcodes.Issue("anna", Phone, "x"));
        Assert.AreEqual(Passcodes.MostInHour, Services.Outbox.All().Count);
        _rig.Time.Advance(TimeSpan.FromHours(1));
        Issue("x");
    }

    [TestMethod]
    public void ThreeWrongAnswersForACardEndItForAnHour()
    {
        for (int i = 0; i < Callers.MaxWrong; i++)
        {
            Assert.IsTrue(Services.Callers.Count(TestTerminal.Amex));
            _rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.IsFalse(Services.Callers.Count(TestTerminal.Amex));
        Assert.IsTrue(Services.Callers.Count("4111111111111111"), "another card");
        _rig.Time.Advance(Callers.Pause - TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
        Assert.IsFalse(Services.Callers.Count(TestTerminal.Amex), "what is not looked at does not count");
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsTrue(Services.Callers.Count(TestTerminal.Amex));
        Services.Callers.Forget(TestTerminal.Amex);
        for (int i = 0; i < Callers.MaxWrong; i++)
        {
            Assert.IsTrue(Services.Callers.Count(TestTerminal.Amex), "anew after a right one");
        }
    }

    [TestMethod]
    public void TheOutboxKeepsTheNewest()
    {
        for (int i = 0; i < Outbox.Most + 5; i++)
        {
            Services.Outbox.Send("anna", Phone, $"{i}");
        }

        List<OutboxMessage> all = Services.Outbox.All();
        Assert.AreEqual(Outbox.Most, all.Count);
        Assert.AreEqual($"{Outbox.Most + 4}", all[0].Text);
    }

    private string Issue(string purpose)
    {
        Assert.IsTrue(Services.Passcodes.Issue("anna", Phone, purpose));
        return Services.Outbox.All()[0].Text.Split(": ")[1][..6];
    }

    private static string Other(string code) => (code[0] == '0' ? '1' : '0') + code[1..];
}
