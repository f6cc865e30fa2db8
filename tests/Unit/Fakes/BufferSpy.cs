using System;
using System.Collections;
using Kiosk.Core.Crypto;

namespace Kiosk.Unit
{
    /// <summary>
    /// A cipher and a source of random bytes that remember every buffer they were handed, to see later what was left in it. The cipher hands on to a
    /// real one, or fails at one of its calls.
    /// </summary>
    public sealed class BufferSpy : IBlockCipher, IRandom
    {
        private readonly IBlockCipher _cipher;
        private readonly ArrayList _buffers = new ArrayList();

        /// <summary>The call of the cipher that fails, from 1; 0 for none.</summary>
        public int FailsAt;

        /// <summary>Calls of the cipher, <see cref="Clear"/> apart.</summary>
        public int Calls;

        /// <summary>A key has been set and not been wiped.</summary>
        public bool HasKey;

        /// <summary>Some buffer held something when it was handed over.</summary>
        public bool SawSecrets;

        /// <summary>Creates it over a cipher.</summary>
        public BufferSpy(IBlockCipher cipher)
        {
            _cipher = cipher;
        }

        /// <inheritdoc/>
        public int BlockLength
        {
            get { return _cipher.BlockLength; }
        }

        /// <summary>Whether every buffer but two is zeros now.</summary>
        public bool IsAllWiped(byte[] key, byte[] block)
        {
            for (int i = 0; i < _buffers.Count; i++)
            {
                byte[] buffer = (byte[])_buffers[i];
                if (buffer != key && buffer != block && !Hex.IsZero(buffer))
                {
                    return false;
                }
            }

            return true;
        }

        /// <inheritdoc/>
        public void SetKey(byte[] key, int offset, int length)
        {
            Enter(key);
            HasKey = true;
            _cipher.SetKey(key, offset, length);
        }

        /// <inheritdoc/>
        public void Encrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Enter(input);
            _buffers.Add(output);
            _cipher.Encrypt(input, inputOffset, output, outputOffset);
        }

        /// <inheritdoc/>
        public void Decrypt(byte[] input, int inputOffset, byte[] output, int outputOffset)
        {
            Enter(input);
            _buffers.Add(output);
            _cipher.Decrypt(input, inputOffset, output, outputOffset);
        }

        /// <inheritdoc/>
        public void Clear()
        {
            HasKey = false;
            _cipher.Clear();
        }

        /// <inheritdoc/>
        public void Fill(byte[] buffer, int offset, int count)
        {
            _buffers.Add(buffer);
            for (int i = offset; i < offset + count; i++)
            {
                buffer[i] = 0xAB;
            }
        }

        private void Enter(byte[] buffer)
        {
            _buffers.Add(buffer);
            SawSecrets |= !Hex.IsZero(buffer);
            Calls++;
            if (Calls == FailsAt)
            {
                throw new InvalidOperationException();
            }
        }
    }
}
