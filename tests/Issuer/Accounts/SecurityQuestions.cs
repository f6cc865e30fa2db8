using Kiosk.Issuer.Storage;

namespace Kiosk.Issuer.Accounts;

/// <summary>Questions that a holder has answered, for the agent to ask. Answers are hashed; capital letters and spaces make no difference.</summary>
/// <param name="database">The database.</param>
/// <param name="verify">Says whether a hash is that of an answer; null for <see cref="AccountTable.Verify"/>.</param>
internal sealed class SecurityQuestions(Database database, Func<string, string, bool>? verify = null)
{
    private readonly Func<string, string, bool> _verify = verify ?? AccountTable.Verify;

    /// <summary>A holder's questions, in alphabetical order; none for an account that is not there.</summary>
    public List<string> Of(string userId) => database.Query(
        "SELECT question FROM security_answers WHERE user_id = @user ORDER BY question", row => row.Text("question"), ("@user", AccountTable.Normal(userId)));

    /// <summary>Sets the answer to a question.</summary>
    public void Set(string userId, string question, string answer) => SetHashed(userId, question, AccountTable.Hash(Normal(answer)));

    /// <summary>Sets an answer that is hashed already, by <see cref="AccountTable.Hash"/> of what <see cref="Normal"/> makes of it.</summary>
    public void SetHashed(string userId, string question, string answerHash) => database.Execute(
        """
        INSERT INTO security_answers (user_id, question, answer_hash) VALUES (@user, @question, @hash)
        ON CONFLICT (user_id, question) DO UPDATE SET answer_hash = @hash
        """,
        ("@user", AccountTable.Normal(userId)),
        ("@question", question),
        ("@hash", answerHash));

    /// <summary>Whether the answer is right.</summary>
    public bool Check(string userId, string question, string answer) =>
        database.Scalar<string>(
            "SELECT answer_hash FROM security_answers WHERE user_id = @user AND question = @question",
            ("@user", AccountTable.Normal(userId)),
            ("@question", question)) is string hash
        && _verify(hash, Normal(answer));

    /// <summary>
    /// Whether the answers to all of a holder's questions are right, in the order of <see cref="Of"/>. Each is looked at, however the others are: how long it takes does not
    /// tell which was wrong.
    /// </summary>
    public bool CheckAll(string userId, IReadOnlyList<string> answers)
    {
        List<string> questions = Of(userId);
        bool isRight = questions.Count > 0 && questions.Count == answers.Count;
        foreach ((string question, string answer) in questions.Zip(answers))
        {
            isRight &= Check(userId, question, answer);
        }

        return isRight;
    }

    /// <summary>An answer as it is compared: small letters and digits alone.</summary>
    public static string Normal(string answer) => string.Concat(answer.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
