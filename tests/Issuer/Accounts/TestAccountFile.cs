using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Accounts;

/// <summary>Puts the published accounts on file. Hashing takes long, and every test begins with these: the hashes were made once.</summary>
internal static class TestAccountFile
{
    private static readonly Dictionary<string, string> Hashes = new(StringComparer.Ordinal)
    {
        ["bench-anna"] = "AQAAAAIAAYagAAAAEOUKseOhFJh4nAnlFP6a9aiVttPKsHqnxo769EJ/TZiegL6Apoeqjnn6u7mNLQaOfQ==",
        ["bench-bruno"] = "AQAAAAIAAYagAAAAEIWXtD7FwwiSWpiaauSWmuZtp3WcgKys6i8Wa56GbJkJ6l/QtDa9292UVX7+48RZXA==",
        ["bench-carla"] = "AQAAAAIAAYagAAAAEBvg4PWVf6wVtkhLxWRAq/UAVHufPx5PO4oJqUm1WvUUfK6zN9A4C5w1extMrqbcKA==",
        ["bench-agent"] = "AQAAAAIAAYagAAAAEHARKejQZ19dG+fygukDjkKGChlqb0dXVxmHv2jQpJHPWT5+LjwdleOV7InWxvwCaQ==",
        ["Rex"] = "AQAAAAIAAYagAAAAECvE79Re+U0jXQSVGnr4Jw+XHVznEWOjnjZslslTu+vmKGNvL/CM8n3Nma8wElHSmA==",
        ["Potsdam"] = "AQAAAAIAAYagAAAAECZaKcmiDxMAIGp/yCv924xvoHx4LzJ7n4ApeHPTwjkyvF5EkQIcYvPUQQSYd/e6yg==",
        ["Minka"] = "AQAAAAIAAYagAAAAEFGstbCqOChK7tQ1UOaW5bihTi4bb9WitWN/EizHN57l57Xagxdv9h8OkY5CZbRY6g==",
        ["Lugano"] = "AQAAAAIAAYagAAAAEAH6WJPPPNiKKKA3OjmQdqAG0fjl4EQ1m1hD71ByiYR7ROwIwSWa099bqVjKOWgZ9w==",
        ["Balu"] = "AQAAAAIAAYagAAAAEDozoYlyoDFqHLIAphfI8Mcvyr5lnPmWmLnGxkaOomIPWxUaTaBjNjKBxDk2x0ej3Q==",
        ["Brno"] = "AQAAAAIAAYagAAAAEGHNW7XxGcqNEYciQlg285mqwcoXoKnkUl3tVX3FEVifbQ5Wjw9H8pnrqLDAXhgMFQ==",
    };

    /// <summary>Puts them there; what is there stays.</summary>
    public static void Enrol(Database database)
    {
        var accounts = new AccountTable(database);
        var questions = new SecurityQuestions(database);
        foreach (TestAccount account in TestAccount.All)
        {
            if (accounts.AddHashed(new Account(account.Realm, account.UserId, account.Name), Hashes[account.Password]))
            {
                foreach ((string question, string answer) in account.Answers)
                {
                    questions.SetHashed(account.UserId, question, Hashes[answer]);
                }
            }
        }
    }
}
