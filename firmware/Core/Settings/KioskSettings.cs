namespace Kiosk.Core.Settings
{
    /// <summary>Everything that a site changes, as nf.config says it. The values here are those of a kiosk whose nf.config cannot be read; <see cref="BoardPins"/> has its pins.</summary>
    public sealed class KioskSettings
    {
        /// <summary>Most vehicle classes of a toll kiosk: one for each digit from 1 to 9.</summary>
        public const int MostTollClasses = 9;

        /// <summary>In place of a GPIO: nothing is connected.</summary>
        public const int NoPin = -1;

        /// <summary>In place of the address of an expander: the keypad is on the chip's own pins.</summary>
        public const int NoExpander = 0;

        /// <summary>Most digits of the service code.</summary>
        public const int LongestCode = 12;

        /// <summary>Most characters of a telephone number: a line of the display.</summary>
        public const int LongestPhone = 21;

        private const int BrandCount = 8;

        /// <summary>The board: chip and pin set.</summary>
        public BoardType Board;

        /// <summary>Terminal id, DE 41: 1 to 8 characters.</summary>
        public string TerminalId = "";

        /// <summary>Merchant id, DE 42: 1 to 15 characters.</summary>
        public string MerchantId = "";

        /// <summary>Name and location, DE 43: 1 to 40 characters.</summary>
        public string Location = "";

        /// <summary>What the kiosk sells.</summary>
        public KioskMode Mode;

        /// <summary>Language of the screens until the customer chooses another.</summary>
        public Language Language;

        /// <summary>Currency as customers read it: three letters.</summary>
        public string Currency = "";

        /// <summary>Currency number of ISO 4217, DE 49.</summary>
        public int CurrencyNumber;

        /// <summary>Digits after the decimal point of the currency: 0 to 3.</summary>
        public int CurrencyDigits;

        /// <summary>Local time less UTC, in minutes: -720 to 840.</summary>
        public int UtcOffsetMinutes;

        /// <summary>Minutes of a parking unit: 1 to 1440.</summary>
        public int ParkingUnitMinutes;

        /// <summary>Price of each started unit, in minor units.</summary>
        public int ParkingUnitAmount;

        /// <summary>Shortest parking time sold, in minutes.</summary>
        public int ParkingMinimumMinutes;

        /// <summary>Longest parking time sold, in minutes.</summary>
        public int ParkingMaximumMinutes;

        /// <summary>Minutes at the beginning that cost nothing.</summary>
        public int ParkingFreeMinutes;

        /// <summary>Price of each vehicle class, in minor units, class 1 first; 0 is no such class.</summary>
        public readonly int[] TollAmounts = new int[MostTollClasses];

        /// <summary>Brands that are accepted.</summary>
        public Brands AcceptedBrands;

        /// <summary>Whether a card reader that sends track 2 is connected.</summary>
        public bool HasReader;

        /// <summary>Fewest digits of a PIN: 4 to 12 (ISO 9564-1).</summary>
        public int PinMinimum = 4;

        /// <summary>Most digits of a PIN: 4 to 12.</summary>
        public int PinMaximum = 12;

        /// <summary>PIN block format (ISO 9564-1): 4 with profile <c>aes</c>, 0 or 3 with profile <c>tdes</c>.</summary>
        public int PinFormat = 4;

        /// <summary>Wrong PINs that lock a card: 1 to 9.</summary>
        public int PinTries = 3;

        /// <summary>How long a card stays locked, in hours: 1 to 240.</summary>
        public int LockHours = 24;

        /// <summary>Name or address of the issuer's host; its certificate must be for this name.</summary>
        public string IssuerHost = "";

        /// <summary>TCP port.</summary>
        public int IssuerPort;

        /// <summary>File with the CA that the issuer's certificate is checked against (PEM).</summary>
        public string IssuerCa = "";

        /// <summary>File with the certificate that the device shows to the issuer (PEM), or null.</summary>
        public string DeviceCertificate;

        /// <summary>File with the private key of <see cref="DeviceCertificate"/> (PEM, not encrypted), or null.</summary>
        public string DeviceKey;

        /// <summary>Keys, PIN block and MAC of the messages.</summary>
        public MessageProfile Profile;

        /// <summary>Seconds to wait for an answer: 5 to 120.</summary>
        public int AnswerSeconds = 30;

        /// <summary>Seconds that the connection is idle before an echo message keeps it alive: 30 to 3600; 0: none is sent.</summary>
        public int EchoSeconds;

        /// <summary>Whether the published test keys are loaded into a kiosk that has none. Its start screen then says BENCH KEYS.</summary>
        public bool BenchKeys;

        /// <summary>What opens service mode, with the service switch: 6 to 12 digits.</summary>
        public string ServiceCode = "";

        /// <summary>GPIO of the service switch, which connects it with ground, or <see cref="NoPin"/>: then there is no service mode.</summary>
        public int ServiceSwitch = NoPin;

        /// <summary>GPIO of the tamper loop, which connects it with ground until the case is opened, or <see cref="NoPin"/>.</summary>
        public int TamperLoop = NoPin;

        /// <summary>Seconds between two keys before the customer counts as gone: 5 to 300.</summary>
        public int KeySeconds = 30;

        /// <summary>Seconds for a whole PIN entry: 10 to 600.</summary>
        public int PinSeconds = 60;

        /// <summary>Seconds that a result stays, 1 to 60; one with a number to call stays three times as long.</summary>
        public int ResultSeconds = 5;

        /// <summary>Legends of the keys, rows one after another: <c>123A456B789C*0#D</c>.</summary>
        public string KeyLegend = "123A456B789C*0#D";

        /// <summary>I2C address of the MCP23017 that the keypad is on, 0x20 to 0x27, or <see cref="NoExpander"/>.</summary>
        public int KeypadExpander = NoExpander;

        /// <summary>GPIO of each keypad row (outputs), or pin of the expander.</summary>
        public int[] RowPins = new int[0];

        /// <summary>GPIO of each keypad column (inputs), or pin of the expander.</summary>
        public int[] ColumnPins = new int[0];

        /// <summary>The display.</summary>
        public DisplayType Display;

        /// <summary>GPIO of the display's data line.</summary>
        public int DisplayData = NoPin;

        /// <summary>GPIO of the display's clock line.</summary>
        public int DisplayClock = NoPin;

        /// <summary>I2C address of the display: 0x3C or 0x3D.</summary>
        public int DisplayAddress = 0x3C;

        /// <summary>Whether the customer swipes the card; otherwise it is inserted.</summary>
        public bool ReaderSwipes;

        /// <summary>Whether the card reader sends the LRC of track 2 (ISO/IEC 7811-2) behind the end sentinel.</summary>
        public bool ReaderHasLrc;

        /// <summary>GPIO that receives from the card reader.</summary>
        public int ReaderReceive = NoPin;

        /// <summary>GPIO that sends to the card reader.</summary>
        public int ReaderSend = NoPin;

        /// <summary>Bits a second of the card reader.</summary>
        public int ReaderBaud = 9600;

        /// <summary>Whether the buzzer sounds.</summary>
        public bool BuzzerSounds;

        /// <summary>GPIO of the buzzer (PWM), or <see cref="NoPin"/>.</summary>
        public int BuzzerPin = NoPin;

        /// <summary>GPIO of the heartbeat for an external watchdog, or <see cref="NoPin"/>.</summary>
        public int HeartbeatPin = NoPin;

        /// <summary>Name of the time server (SNTP).</summary>
        public string TimeServer = "";

        // One for each bit of Brands, in their order.
        private readonly string[] _phones = new string[BrandCount];

        /// <summary>
        /// The number of a brand's customer service, as it stands on the back of the card: <c>+</c>, 7 to 15 digits (ITU-T E.164) and single blanks between
        /// groups of them, <see cref="LongestPhone"/> characters at most.
        /// </summary>
        /// <param name="brand">One brand.</param>
        /// <returns>Null when there is none, and for <see cref="Brands.None"/>.</returns>
        public string PhoneOf(Brands brand)
        {
            return brand == Brands.None ? null : _phones[IndexOf(brand)];
        }

        /// <summary>Sets what <see cref="PhoneOf"/> says.</summary>
        /// <param name="brand">One brand, not none.</param>
        /// <param name="phone">The number, or null.</param>
        public void SetPhone(Brands brand, string phone)
        {
            _phones[IndexOf(brand)] = phone;
        }

        private static int IndexOf(Brands brand)
        {
            int index = 0;
            for (int bits = (int)brand; bits > 1; bits >>= 1)
            {
                index++;
            }

            return index;
        }
    }
}
