namespace Kiosk.Core.Display
{
    /// <summary>A line of text that is put together in place: what is drawn at each key allocates nothing.</summary>
    public sealed class TextLine
    {
        /// <summary>Most characters; what comes after them is cut off.</summary>
        public const int Longest = 32;

        /// <summary>The characters; <see cref="Length"/> of them count.</summary>
        public readonly char[] Characters = new char[Longest];

        /// <summary>How many characters there are.</summary>
        public int Length { get; private set; }

        /// <summary>Empties it.</summary>
        public TextLine Begin()
        {
            Length = 0;
            return this;
        }

        /// <summary>Adds a character.</summary>
        public TextLine Add(char character)
        {
            if (Length < Longest)
            {
                Characters[Length++] = character;
            }

            return this;
        }

        /// <summary>Adds text.</summary>
        public TextLine Add(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                Add(text[i]);
            }

            return this;
        }

        /// <summary>Adds a number.</summary>
        /// <param name="number">0 or more.</param>
        public TextLine Add(long number)
        {
            return Add(number, 0);
        }

        /// <summary>Adds an amount of money with its decimal point: 240 with 2 digits is <c>2.40</c>.</summary>
        /// <param name="amount">Minor units, 0 or more.</param>
        /// <param name="digits">Digits after the point, 0 to 3.</param>
        public TextLine Add(long amount, int digits)
        {
            long unit = 1;
            int left = 1;
            while (left <= digits || amount / unit >= 10)
            {
                unit *= 10;
                left++;
            }

            for (; left > 0; left--, unit /= 10)
            {
                if (left == digits)
                {
                    Add('.');
                }

                Add((char)('0' + (int)(amount / unit % 10)));
            }

            return this;
        }
    }
}
