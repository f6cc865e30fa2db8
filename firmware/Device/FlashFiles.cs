using System;
using System.IO;
using Kiosk.Core.Storage;

namespace Kiosk.Device
{
    /// <summary>Files on <c>I:\</c>, littlefs. What is written counts when the file is closed; <c>Flush</c> would not do.</summary>
    public sealed class FlashFiles : IFlash
    {
        private const string Root = "I:\\";

        /// <inheritdoc/>
        public int Read(string name, byte[] buffer)
        {
            try
            {
                string path = Root + name;
                if (!File.Exists(path))
                {
                    return FlashRead.Missing;
                }

                using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
                {
                    int length = (int)file.Length;
                    int wanted = length < buffer.Length ? length : buffer.Length;
                    int read = 0;
                    while (read < wanted)
                    {
                        int got = file.Read(buffer, read, wanted - read);
                        if (got <= 0)
                        {
                            return FlashRead.Failed;
                        }

                        read += got;
                    }

                    return length;
                }
            }
            catch (Exception)
            {
                return FlashRead.Failed;
            }
        }

        /// <inheritdoc/>
        public bool Write(string name, byte[] buffer, int length)
        {
            try
            {
                using (FileStream file = new FileStream(Root + name, FileMode.Create, FileAccess.Write))
                {
                    file.Write(buffer, 0, length);
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
