using Kiosk.Issuer.Cards;
using Kiosk.Issuer.Crypto;
using Kiosk.Issuer.Programme;

namespace Kiosk.Issuer.Pins;

/// <summary>
/// Which PINs a card may not have, however they come: those of another length, and those that are guessed first. In this order: a run up or down, 9 going on with 0
/// (1234, 7890, 4321, 0987); one digit alone (1111); the date of birth, that is its groups DD, MM, YY and YYYY, each at most once and YY or YYYY, in any order
/// that gives the length (of four digits DDMM, MMDD, DDYY, YYDD, MMYY, YYMM, YYYY; of six DDMMYY and so on, and DDYYYY, YYYYMM …); a part of the card number.
/// </summary>
internal static class PinRules
{
    /// <summary>Judges a PIN: <see cref="PinOutcome.Done"/> when it may be taken, else why not.</summary>
    public static PinOutcome Check(ClearPin pin, Card card, CardRules rules)
    {
        ReadOnlySpan<byte> digits = pin.Digits;
        return digits.Length != rules.PinLength ? PinOutcome.WrongLength
            : HasStep(digits, 1) || HasStep(digits, 9) ? PinOutcome.Run
            : HasStep(digits, 0) ? PinOutcome.Repeat
            : card.BirthDate is DateOnly birth && IsOfDate(digits, birth) ? PinOutcome.BirthDate
            : IsPartOf(card.Pan, digits) ? PinOutcome.CardNumber
            : PinOutcome.Done;
    }

    /// <summary>Whether each digit is so much more than the one before, modulo ten.</summary>
    private static bool HasStep(ReadOnlySpan<byte> digits, int step)
    {
        for (int i = 1; i < digits.Length; i++)
        {
            if (digits[i] != (digits[i - 1] + step) % 10)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfDate(ReadOnlySpan<byte> digits, DateOnly birth)
    {
        string day = $"{birth.Day:D2}";
        string month = $"{birth.Month:D2}";
        string year = $"{birth.Year:D4}";
        return IsMadeOf(digits, [day, month, year]) || IsMadeOf(digits, [day, month, year[2..]]);
    }

    /// <summary>Whether the digits are some of the groups, each at most once, one after another.</summary>
    private static bool IsMadeOf(ReadOnlySpan<byte> digits, string[] groups)
    {
        if (digits.IsEmpty)
        {
            return true;
        }

        foreach (string group in groups)
        {
            if (StartsWith(digits, group) && IsMadeOf(digits[group.Length..], [.. groups.Where(other => !ReferenceEquals(other, group))]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPartOf(string pan, ReadOnlySpan<byte> digits)
    {
        for (int i = 0; i + digits.Length <= pan.Length; i++)
        {
            if (StartsWith(digits, pan.AsSpan(i, digits.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWith(ReadOnlySpan<byte> digits, ReadOnlySpan<char> text)
    {
        if (digits.Length < text.Length)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (digits[i] != text[i] - '0')
            {
                return false;
            }
        }

        return true;
    }
}
