using System.Text;

namespace Kiosk.Bench.Play;

/// <summary>Takes a line of a scenario apart: words, texts in double quotes, and a comment after <c>#</c>.</summary>
internal static class ScenarioLine
{
    /// <summary>The words of a line; a text in quotes is one word that begins with a quote.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static List<string> Words(string line)
    {
        var words = new List<string>();
        int at = 0;
        while (at < line.Length)
        {
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
            }
            else if (line[at] == '"')
            {
                int end = line.IndexOf('"', at + 1);
                if (end < 0)
                {
                    throw new FormatException("a quote is not closed");
                }

                words.Add(line[at..end]);
                at = end + 1;
            }
            else if (line[at] == '#' && !IsKey(line, at, words))
            {
                break;
            }
            else
            {
                var word = new StringBuilder();
                while (at < line.Length && !char.IsWhiteSpace(line[at]) && line[at] != '"')
                {
                    word.Append(line[at++]);
                }

                words.Add(word.ToString());
            }
        }

        return words;
    }

    /// <summary>In <c>press</c> and <c>hold</c> a lone <c>#</c> is the key, unless words follow that are no keys: then it begins a comment.</summary>
    private static bool IsKey(string line, int at, List<string> words)
    {
        if (words.Count == 0 || (at + 1 < line.Length && !char.IsWhiteSpace(line[at + 1])))
        {
            return false;
        }

        if (words[0] == "hold")
        {
            return words.Count == 1;
        }

        return words[0] == "press" && line[(at + 1)..].Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(ScenarioReader.IsKeyName);
    }
}
