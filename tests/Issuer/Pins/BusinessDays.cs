namespace Kiosk.Issuer.Pins;

/// <summary>Days on which the mail is delivered: Monday to Friday, but 1 January, 1 May, 25 and 26 December. Days are those of UTC.</summary>
internal static class BusinessDays
{
    private static readonly (int Month, int Day)[] Holidays = [(1, 1), (5, 1), (12, 25), (12, 26)];

    /// <summary>Whether it is one.</summary>
    public static bool Is(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains((day.Month, day.Day));

    /// <summary>The so many-th business day after a day, which itself does not count.</summary>
    public static DateOnly After(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= Is(day) ? 1 : 0;
        }

        return day;
    }
}
