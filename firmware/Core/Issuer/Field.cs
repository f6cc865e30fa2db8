using Kiosk.Core.Settings;

namespace Kiosk.Core.Issuer
{
    /// <summary>The data elements that this kiosk knows (ISO 8583:1993), their numbers and formats. MESSAGES.md says what is in them.</summary>
    public static class Field
    {
        /// <summary>Card number.</summary>
        public const int CardNumber = 2;

        /// <summary>Processing code.</summary>
        public const int ProcessingCode = 3;

        /// <summary>Amount.</summary>
        public const int Amount = 4;

        /// <summary>Transmission date and time.</summary>
        public const int TransmissionTime = 7;

        /// <summary>Systems trace audit number.</summary>
        public const int Stan = 11;

        /// <summary>Local date and time.</summary>
        public const int LocalTime = 12;

        /// <summary>Expiry date.</summary>
        public const int Expiry = 14;

        /// <summary>Point-of-service data code.</summary>
        public const int PointOfService = 22;

        /// <summary>Function code.</summary>
        public const int Function = 24;

        /// <summary>Message reason code.</summary>
        public const int Reason = 25;

        /// <summary>Card acceptor business code.</summary>
        public const int BusinessCode = 26;

        /// <summary>Track 2.</summary>
        public const int Track2 = 35;

        /// <summary>Retrieval reference number.</summary>
        public const int RetrievalReference = 37;

        /// <summary>Approval code.</summary>
        public const int ApprovalCode = 38;

        /// <summary>Action code.</summary>
        public const int ActionCode = 39;

        /// <summary>Terminal id.</summary>
        public const int TerminalId = 41;

        /// <summary>Merchant id.</summary>
        public const int MerchantId = 42;

        /// <summary>Name and location.</summary>
        public const int Location = 43;

        /// <summary>Private data.</summary>
        public const int PrivateData = 48;

        /// <summary>Currency.</summary>
        public const int Currency = 49;

        /// <summary>PIN block.</summary>
        public const int PinBlock = 52;

        /// <summary>Key-management data: the KSN.</summary>
        public const int Ksn = 53;

        /// <summary>Original data elements.</summary>
        public const int OriginalData = 56;

        /// <summary>MAC.</summary>
        public const int Mac = 64;

        /// <summary>MAC of a message with a second bit map.</summary>
        public const int SecondMac = 128;

        /// <summary>Highest number.</summary>
        public const int Last = 128;

        /// <summary>Length in bytes of DE 52, the PIN block.</summary>
        public static int PinBlockLength(MessageProfile profile)
        {
            return profile == MessageProfile.Aes ? 16 : 8;
        }

        /// <summary>
        /// Length in bytes of a field of fixed length; 0 for one of variable length or one that is not known. Of DE 52 it is that of the profile
        /// <c>aes</c>; see <see cref="PinBlockLength"/>.
        /// </summary>
        public static int FixedLength(int field)
        {
            switch (field)
            {
                case ProcessingCode: case Stan: case ApprovalCode: return 6;
                case Amount: case LocalTime: case PointOfService: case RetrievalReference: return 12;
                case TransmissionTime: return 10;
                case Expiry: case Reason: case BusinessCode: return 4;
                case Function: case ActionCode: case Currency: return 3;
                case TerminalId: case Mac: case SecondMac: return 8;
                case MerchantId: return 15;
                case PinBlock: return 16;
                default: return 0;
            }
        }

        /// <summary>Most bytes of a field of variable length; 0 for others.</summary>
        public static int LongestLength(int field)
        {
            switch (field)
            {
                case CardNumber: return 19;
                case Track2: return 37;
                case Location: return 99;
                case PrivateData: return 999;
                case Ksn: return 48;
                case OriginalData: return 35;
                default: return 0;
            }
        }

        /// <summary>Digits of the length that precedes a field of variable length: 2 or 3.</summary>
        public static int LengthDigits(int field)
        {
            return field == PrivateData ? 3 : 2;
        }
    }
}
