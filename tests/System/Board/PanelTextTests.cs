using BigGustave;
using Kiosk.Board;
using Kiosk.Core.Display;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Kiosk.EndToEnd.Board;

/// <summary>Text comes back from pixels, however it was placed.</summary>
[TestClass]
public class PanelTextTests
{
    [TestMethod]
    [DataRow("INSERT CARD")]
    [DataRow("CARD LOCKED. CALL")]
    [DataRow("Bitte PIN eingeben:")]
    [DataRow("ungültige Größe, ÄÖÜ")]
    [DataRow("CODE ERRONÉ, ÊTES?")]
    [DataRow("reçu à la fenêtre où")]
    [DataRow("¿Número? ¡Añadir!")]
    [DataRow("2.40 EUR; 0,60 €")]
    [DataRow("I l | ! i 1 ' . , : -")]
    [DataRow("****")]
    [DataRow("a.b,c:d;e'f\"g|h(i)j")]
    public void Line_anywhere_reads_back(string text)
    {
        Assert.IsTrue(Drawing.WidthOf(text) <= 128);
        for (int x = 0; x + Drawing.WidthOf(text) <= 128; x++)
        {
            string[] lines = PanelText.Lines(new Drawing().Small(3, x, text).Picture);
            Assert.AreEqual(text, lines[3], $"at column {x}");
            Assert.AreEqual(text, PanelText.Text(new Drawing().Small(3, x, text).Invert(3).Picture), $"inverted, at column {x}");
        }
    }

    [TestMethod]
    public void Every_character_reads_back_beside_every_other()
    {
        for (int first = 1; first < TextFont.Count; first++)
        {
            for (int second = 1; second < TextFont.Count; second++)
            {
                string text = $"{TextFont.Character(first)}{TextFont.Character(second)}";
                Assert.AreEqual(text, PanelText.Text(new Drawing().Small(0, 40, text).Picture));
            }
        }
    }

    [TestMethod]
    public void Left_centre_and_right_share_a_line()
    {
        byte[] picture = new Drawing().Small(0, 0, "ab").Centred(0, "il.!").Right(0, "CANCEL").Picture;
        Assert.AreEqual("ab il.! CANCEL", PanelText.Lines(picture)[0]);
    }

    [TestMethod]
    public void Large_amount_reads_in_the_line_of_its_upper_half()
    {
        byte[] picture = new Drawing()
            .Small(0, 0, "PARKING")
            .Large(2, 5, "12.40")
            .Small(3, 60, "EUR")
            .Small(2, 100, "60 m")
            .Centred(6, "INSERT CARD")
            .Picture;
        string[] lines = PanelText.Lines(picture);
        Assert.AreEqual("PARKING", lines[0]);
        Assert.AreEqual("12.40 60 m", lines[2]);
        Assert.AreEqual("EUR", lines[3]);
        Assert.AreEqual("PARKING 12.40 60 m EUR INSERT CARD", PanelText.Text(picture));
    }

    [TestMethod]
    public void Every_large_character_reads_back_beside_digits_at_every_place()
    {
        for (int glyph = 0; glyph < LargeFont.Count; glyph++)
        {
            string text = $"8{LargeFont.Character(glyph)}1";
            for (int page = 0; page < 7; page++)
            {
                for (int x = 0; x + 30 <= 129; x++)
                {
                    Assert.AreEqual(text, PanelText.Text(new Drawing().Large(page, x, text).Picture), $"page {page}, column {x}");
                }
            }
        }
    }

    [TestMethod]
    public void Stars_of_a_pin_read_back()
    {
        Assert.AreEqual("****", PanelText.Text(new Drawing().Large(4, 44, "****").Picture));
        Assert.AreEqual("****", PanelText.Text(new Drawing().Large(4, 44, "****").Invert(4).Invert(5).Picture));
    }

    [TestMethod]
    public void Two_large_lines_directly_above_each_other()
    {
        Assert.AreEqual("14:05 90.00", PanelText.Text(new Drawing().Large(2, 10, "14:05").Large(4, 31, "90.00").Picture));
    }

    [TestMethod]
    public void Small_point_under_a_blank_line_stays_small()
    {
        Assert.AreEqual("END .", PanelText.Text(new Drawing().Small(2, 0, "END").Small(4, 60, ".").Picture));
    }

    [TestMethod]
    public void Part_of_a_line_may_be_inverted()
    {
        byte[] picture = new Drawing().Small(1, 0, "MINUTES").Small(1, 60, " 60 ").Invert(1, 59, 26).Picture;
        Assert.AreEqual("MINUTES 60", PanelText.Lines(picture)[1]);
    }

    [TestMethod]
    public void Pixels_that_are_no_text_are_marked()
    {
        byte[] picture = new Drawing().Small(0, 0, "OK").Picture;
        picture[60] = 0x81;
        picture[61] = 0xC3;
        Assert.AreEqual($"OK {PanelText.Unreadable}", PanelText.Lines(picture)[0]);
    }

    [TestMethod]
    public void Four_blank_columns_beyond_the_gap_are_no_space_and_five_are()
    {
        Assert.AreEqual("HH", PanelText.Text(new Drawing().Small(0, 0, "H").Small(0, 10, "H").Picture));
        Assert.AreEqual("H H", PanelText.Text(new Drawing().Small(0, 0, "H").Small(0, 11, "H").Picture));
    }

    [TestMethod]
    public void Picture_is_a_png_of_the_panel_with_a_border()
    {
        byte[] picture = new Drawing().Large(2, 5, "2.40").Picture;
        using MemoryStream stream = new();
        PanelPicture.Write(stream, picture, 2);
        stream.Position = 0;
        Png png = Png.Open(stream);
        Assert.AreEqual((128 + 8) * 2, png.Width);
        Assert.AreEqual((64 + 8) * 2, png.Height);
        Assert.IsTrue(png.GetPixel(((5 + 4) * 2) + 0, ((16 + 4 + 5) * 2) + 0).B < 0x40);
        Assert.IsTrue(png.GetPixel((5 + 2 + 4) * 2, (16 + 1 + 4) * 2).B > 0x80, "the top of the 2");
    }
}
