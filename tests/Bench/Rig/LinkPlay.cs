namespace Kiosk.Bench.Rig;

/// <summary>What becomes of a request and its answer.</summary>
public enum LinkPlay
{
    /// <summary>It is answered.</summary>
    Answers,

    /// <summary>The request is lost: the issuer never sees it.</summary>
    LosesRequest,

    /// <summary>The answer is lost.</summary>
    LosesAnswer,

    /// <summary>The answer comes after the time-out, as the answer to the next request.</summary>
    AnswersLate,

    /// <summary>The answer comes twice.</summary>
    RepeatsAnswer,

    /// <summary>The answer names another STAN, under a good MAC.</summary>
    OtherStan,

    /// <summary>The answer names another amount, under a good MAC.</summary>
    OtherAmount,

    /// <summary>One bit of the answer's MAC is wrong.</summary>
    WrongMac,

    /// <summary>The connection turns out to be gone before a byte of the request has left.</summary>
    NotSent,

    /// <summary>The connection breaks, and the issuer has not seen the request.</summary>
    BreaksBefore,

    /// <summary>The connection breaks after the issuer has seen the request.</summary>
    BreaksAfter,
}
