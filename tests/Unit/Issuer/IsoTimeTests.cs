using System;
using Kiosk.Core.Issuer;
using nanoFramework.TestFramework;

namespace Kiosk.Unit
{
    [TestClass]
    public class IsoTimeTests
    {
        // UTC seconds (from date -u +%s), MMDDhhmmss, YYMMDDhhmmss.
        [TestMethod]
        [DataRow(1772449200L, 302110000L, 260302110000L)]
        [DataRow(1709208000L, 229120000L, 240229120000L)]
        [DataRow(1709251199L, 229235959L, 240229235959L)]
        [DataRow(1709251200L, 301000000L, 240301000000L)]
        [DataRow(1740787199L, 228235959L, 250228235959L)]
        [DataRow(1740787200L, 301000000L, 250301000000L)]
        [DataRow(1767225599L, 1231235959L, 251231235959L)]
        [DataRow(1767225600L, 101000000L, 260101000000L)]
        [DataRow(946684800L, 101000000L, 101000000L)]
        [DataRow(4102444799L, 1231235959L, 991231235959L)]
        public void DigitsOfATime(long utc, long transmission, long local)
        {
            Assert.AreEqual(transmission, IsoTime.Transmission(utc));
            Assert.AreEqual(local, IsoTime.Local(utc, 0));
            Assert.AreEqual(utc, IsoTime.FromDigits(local));
        }

        [TestMethod]
        [DataRow(60, 260302120000L)]
        [DataRow(-720, 260301230000L)]
        [DataRow(840, 260303010000L)]
        [DataRow(330, 260302163000L)]
        public void LocalTimeIsUtcAndTheOffset(int minutes, long local)
        {
            Assert.AreEqual(local, IsoTime.Local(1772449200L, minutes));
        }

        [TestMethod]
        [DataRow(1767225599L, 1, 260101000059L)]
        [DataRow(1767225600L, -1, 251231235900L)]
        [DataRow(1709251199L, 60, 240301005959L)]
        public void TheOffsetCrossesDaysMonthsAndYears(long utc, int minutes, long local)
        {
            Assert.AreEqual(local, IsoTime.Local(utc, minutes));
        }

        [TestMethod]
        [DataRow(-1L)]
        [DataRow(0L)]
        [DataRow(260002110000L)]
        [DataRow(261302110000L)]
        [DataRow(260300110000L)]
        [DataRow(260332110000L)]
        [DataRow(260431110000L)]
        [DataRow(250229110000L)]
        [DataRow(240230110000L)]
        [DataRow(260302240000L)]
        [DataRow(260302116000L)]
        [DataRow(260302110060L)]
        [DataRow(991231235960L)]
        [DataRow(1000101000000L)]
        [DataRow(999999999999999999L)]
        public void WhatIsNoTimeIsRefused(long digits)
        {
            Assert.AreEqual(-1L, IsoTime.FromDigits(digits));
        }

        [TestMethod]
        public void ToDateTimeGivesUtc()
        {
            Assert.AreEqual(new DateTime(2026, 3, 2, 11, 0, 0).Ticks, IsoTime.ToDateTime(1772449200L).Ticks);
        }
    }
}
