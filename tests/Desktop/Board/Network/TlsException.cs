namespace Kiosk.Board;

/// <summary>A handshake has failed. On the device this is a SocketException whose error code is that of mbedTLS.</summary>
public sealed class TlsException(int errorCode, Exception inner) : IOException($"TLS: -0x{-errorCode:X4}", inner)
{
    /// <summary>What mbedTLS would say.</summary>
    public int ErrorCode { get; } = errorCode;
}
