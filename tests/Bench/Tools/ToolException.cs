namespace Kiosk.Bench.Tools;

/// <summary>What a tool was asked for does not exist: it ends with 1. The message says why.</summary>
public sealed class ToolException(string message) : Exception(message);
