using System;
using Kiosk.Core.Issuer;

namespace Kiosk.Unit
{
    /// <summary>A connection to the issuer that does what the test says, and keeps what was handed to it.</summary>
    public sealed class FakeLink : IIssuerLink
    {
        /// <summary>The last message handed over.</summary>
        public readonly byte[] Sent = new byte[MessageWriter.Longest];

        /// <summary>What <see cref="Open"/> leads to: up at once, opening for ever, or down at once.</summary>
        public LinkState OpensTo = LinkState.Up;

        /// <summary>The flash of which <see cref="FlashAtSend"/> is to be a copy.</summary>
        public FakeFlash Flash;

        /// <summary>What was on flash when the last message was handed over.</summary>
        public FakeFlash FlashAtSend;

        /// <summary>A message with these bytes is noticed: a secret in the clear.</summary>
        public byte[] Forbidden;

        private readonly byte[] _answer = new byte[MessageWriter.Longest];

        private int _answerLength;

        /// <inheritdoc/>
        public LinkState State { get; set; }

        /// <inheritdoc/>
        public LinkFault Fault { get; set; }

        /// <summary>Length of <see cref="Sent"/>.</summary>
        public int SentLength { get; private set; }

        /// <summary>Messages handed over.</summary>
        public int SentCount { get; private set; }

        /// <summary>Calls of <see cref="Open"/>.</summary>
        public int OpenCount { get; private set; }

        /// <summary>Calls of <see cref="Close"/>.</summary>
        public int CloseCount { get; private set; }

        /// <summary>Whether <see cref="Forbidden"/> was handed over.</summary>
        public bool SawForbidden { get; private set; }

        /// <inheritdoc/>
        public void Open()
        {
            OpenCount++;
            State = OpensTo;
        }

        /// <inheritdoc/>
        public void Send(byte[] message, int length)
        {
            SentCount++;
            SentLength = length;
            Array.Copy(message, 0, Sent, 0, length);
            SawForbidden |= Forbidden != null && Hex.Contains(message, length, Forbidden);
            FlashAtSend = Flash == null ? null : Flash.Copy();
            State = LinkState.Waiting;
        }

        /// <summary>The issuer's answer arrives.</summary>
        public void Arrive(byte[] message, int length)
        {
            Array.Copy(message, 0, _answer, 0, length);
            _answerLength = length;
            State = LinkState.Answered;
        }

        /// <inheritdoc/>
        public int TakeAnswer(byte[] buffer)
        {
            Array.Copy(_answer, 0, buffer, 0, _answerLength);
            State = LinkState.Up;
            return _answerLength;
        }

        /// <inheritdoc/>
        public void Close()
        {
            CloseCount++;
            State = LinkState.Down;
        }
    }
}
