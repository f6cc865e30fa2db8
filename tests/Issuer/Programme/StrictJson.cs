using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kiosk.Issuer.Programme;

/// <summary>How the files of the card programme are read: a setting that there is none of, a value of another kind or one twice is refused, with path and line.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads an object.</summary>
    /// <param name="json">The text.</param>
    /// <param name="content">What has to be in the object, for people.</param>
    /// <exception cref="ProgrammeException">It cannot be read.</exception>
    public static T Read<T>(string json, string content)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new ProgrammeException($"$: must be an object with {content}");
        }
        catch (JsonException e)
        {
            string where = e.LineNumber is long line ? $" (line {line + 1})" : "";
            throw new ProgrammeException($"{e.Path ?? "$"}{where}: {Reason(e)}", e);
        }
    }

    /// <summary>An object as text, indented, as <see cref="Read{T}"/> takes it.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Writes a file as a whole: beside it first and then moved there, so that nobody reads a half.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(string path, string json)
    {
        string beside = $"{path}.{Environment.ProcessId}.new";
        File.WriteAllText(beside, json);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>What the library says, without what stands before in the message anyway, and without names of types.</summary>
    private static string Reason(JsonException e)
    {
        string reason = e.Message.Split(" Path: ")[0];
        return reason.StartsWith("The JSON value could not be converted", StringComparison.Ordinal) ? "is not a value of this kind"
            : reason.Contains("could not be mapped", StringComparison.Ordinal) ? "there is no such setting"
            : reason;
    }
}
