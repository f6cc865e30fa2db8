using System;

namespace Kiosk.Core.Issuer
{
    /// <summary>Times as ISO 8583 writes them: digits of a number. All in and out are UTC seconds since 1970.</summary>
    public static class IsoTime
    {
        /// <summary>2026-01-01T00:00:00Z: a time before this firmware is none. An ESP32 starts in 1970.</summary>
        public const long Earliest = 1767225600L;

        private const long Epoch = 621355968000000000L;
        private const long TicksPerSecond = 10000000L;

        /// <summary>The date and time of UTC seconds.</summary>
        public static DateTime ToDateTime(long utc)
        {
            return new DateTime(Epoch + (utc * TicksPerSecond));
        }

        /// <summary>DE 7: <c>MMDDhhmmss</c> of UTC.</summary>
        public static long Transmission(long utc)
        {
            DateTime time = ToDateTime(utc);
            return (((((((long)time.Month * 100) + time.Day) * 100) + time.Hour) * 100 + time.Minute) * 100) + time.Second;
        }

        /// <summary>DE 12: <c>YYMMDDhhmmss</c> of local time.</summary>
        /// <param name="utc">UTC seconds.</param>
        /// <param name="offsetMinutes">Local time less UTC, in minutes.</param>
        public static long Local(long utc, int offsetMinutes)
        {
            long local = utc + (offsetMinutes * 60L);
            return ((ToDateTime(local).Year % 100) * 10000000000L) + Transmission(local);
        }

        /// <summary>UTC seconds of <c>YYMMDDhhmmss</c>; -1 when that is no time.</summary>
        public static long FromDigits(long digits)
        {
            if (digits < 0 || digits > 991231235959L)
            {
                return -1;
            }

            int second = (int)(digits % 100);
            int minute = (int)(digits / 100 % 100);
            int hour = (int)(digits / 10000 % 100);
            int day = (int)(digits / 1000000 % 100);
            int month = (int)(digits / 100000000 % 100);
            int year = 2000 + (int)(digits / 10000000000L);
            if (month < 1 || month > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            {
                return -1;
            }

            return (new DateTime(year, month, day, hour, minute, second).Ticks - Epoch) / TicksPerSecond;
        }
    }
}
