using System.Text;
using Kiosk.Bench.Tools;

namespace Kiosk.Bench.Boards;

/// <summary>The Wi-Fi password: asked for, never an argument, and in no text but the file that nanoff reads.</summary>
internal static class WifiPassword
{
    private const int Fewest = 8;
    private const int Most = 63;

    /// <summary>Asks for it without showing it; where standard input is no terminal, its first line is the password.</summary>
    /// <exception cref="ToolException">It is none that WPA2 has.</exception>
    public static string Ask(TextWriter prompt)
    {
        bool isTyped = !Console.IsInputRedirected;
        if (isTyped)
        {
            // The first look for a key switches the terminal's echo off: before the prompt, so that nothing typed at it is shown.
            _ = Console.KeyAvailable;
        }

        prompt.Write("Wi-Fi password (empty for an open network): ");
        string password = isTyped ? ReadHidden() : Console.In.ReadLine() ?? "";
        prompt.WriteLine();
        bool good = password.Length == 0 || (password.Length is >= Fewest and <= Most && password.All(c => c is >= ' ' and <= '~'));
        return good ? password : throw new ToolException($"A Wi-Fi password has {Fewest} to {Most} ASCII characters (WPA2), or none.");
    }

    private static string ReadHidden()
    {
        var text = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter)
            {
                return text.ToString();
            }

            if (key.Key != ConsoleKey.Backspace)
            {
                text.Append(key.KeyChar);
            }
            else if (text.Length > 0)
            {
                text.Length--;
            }
        }
    }
}
