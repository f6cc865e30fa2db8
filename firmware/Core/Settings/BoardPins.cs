namespace Kiosk.Core.Settings
{
    /// <summary>The pin set of each board, as hardware/README.md wires it. nf.config may give each pin another place.</summary>
    public static class BoardPins
    {
        /// <summary>Settings with the pins of a board, and otherwise the values of a kiosk without nf.config.</summary>
        public static KioskSettings Of(BoardType board)
        {
            KioskSettings s = new KioskSettings();
            s.Board = board;
            switch (board)
            {
                case BoardType.Esp32S3DevKitC:
                    s.RowPins = new int[] { 4, 5, 6, 7 };
                    s.ColumnPins = new int[] { 15, 16, 17, 18 };
                    s.DisplayData = 8;
                    s.DisplayClock = 9;
                    s.ReaderReceive = 10;
                    s.ReaderSend = 11;
                    s.ServiceSwitch = 12;
                    s.TamperLoop = 13;
                    s.BuzzerPin = 14;
                    s.HeartbeatPin = 21;
                    break;
                case BoardType.Esp32C3DevKitM:
                    // Pins of the expander: GPA0 to GPA3, GPB0 to GPB3.
                    s.KeypadExpander = 0x20;
                    s.RowPins = new int[] { 0, 1, 2, 3 };
                    s.ColumnPins = new int[] { 8, 9, 10, 11 };
                    s.DisplayData = 4;
                    s.DisplayClock = 5;
                    s.ReaderReceive = 6;
                    s.ReaderSend = 7;
                    s.ServiceSwitch = 1;
                    s.TamperLoop = 0;
                    s.BuzzerPin = 3;
                    s.HeartbeatPin = 10;
                    break;
                default:
                    s.RowPins = new int[] { 32, 33, 25, 26 };
                    s.ColumnPins = new int[] { 27, 14, 13, 4 };
                    s.DisplayData = 21;
                    s.DisplayClock = 22;
                    s.ReaderReceive = 39;
                    s.ReaderSend = 19;
                    s.ServiceSwitch = 35;
                    s.TamperLoop = 34;
                    s.BuzzerPin = 23;
                    s.HeartbeatPin = 18;
                    break;
            }

            return s;
        }
    }
}
