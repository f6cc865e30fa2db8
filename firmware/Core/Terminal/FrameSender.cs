using Kiosk.Core.Display;

namespace Kiosk.Core.Terminal
{
    /// <summary>Sends what has changed in the frame to the display, and pauses for a second when the display does not take it.</summary>
    internal sealed class FrameSender
    {
        private const int RedrawPause = 1000;

        private readonly FrameBuffer _frame;
        private readonly IScreen _screen;
        private long _next;

        internal FrameSender(FrameBuffer frame, IScreen screen)
        {
            _frame = frame;
            _screen = screen;
        }

        /// <summary>Sends what has changed.</summary>
        internal void Turn(long ticks)
        {
            if (ticks >= _next && !_frame.Flush(_screen))
            {
                _next = ticks + RedrawPause;
            }
        }

        /// <summary>The display was lost and is there again: all of it is sent.</summary>
        internal void SendAll()
        {
            _frame.Invalidate();
            _next = 0;
        }
    }
}
