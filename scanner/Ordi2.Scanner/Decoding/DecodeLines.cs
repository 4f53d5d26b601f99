using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ordi2.Barcodes.Pictures;

namespace Ordi2.Scanner.Decoding;

/// <summary>Where what is read, or the problem, is written: one line a file.</summary>
internal interface IDecodeLines
{
    void Found(string file, PictureRead read, Wanted wanted);

    void Problem(string file, string code, string next);
}

/// <summary>For people, and for programs that split at tabs; problems go where errors go.</summary>
internal sealed class TextLines(TextWriter output, TextWriter error) : IDecodeLines
{
    public void Found(string file, PictureRead read, Wanted wanted)
    {
        var texts = wanted is Wanted.Labels ? read.Labels.Select(label => label.Text) : read.Texts.Select(text => text.Text).Distinct(StringComparer.Ordinal);
        output.WriteLine(string.Join('\t', texts.Prepend(file).Select(OnOneLine)));
    }

    public void Problem(string file, string code, string next) => error.WriteLine($"{OnOneLine(file)}: {next}");

    /// <summary>A text may hold several lines, and commands to a terminal: they are shown and not obeyed.</summary>
    private static string OnOneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var sign in text)
        {
            _ = sign switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when char.IsControl(sign) || char.GetUnicodeCategory(sign) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:X4}"),
                _ => line.Append(sign),
            };
        }

        return line.ToString();
    }
}

/// <summary>For programs: an object a line.</summary>
internal sealed class JsonLines(TextWriter output) : IDecodeLines
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public void Found(string file, PictureRead read, Wanted wanted) =>
        output.WriteLine(JsonSerializer.Serialize(
            new Line(file) { Labels = [.. read.Labels.Select(label => label.Text)], Texts = [.. read.Texts.Select(text => new Text(text.Text, text.Kind))] }, Options));

    public void Problem(string file, string code, string next) =>
        output.WriteLine(JsonSerializer.Serialize(new Line(file) { Problem = new(code, next) }, Options));

    private sealed record Line(string File)
    {
        public IReadOnlyList<string>? Labels { get; init; }

        public IReadOnlyList<Text>? Texts { get; init; }

        public Trouble? Problem { get; init; }
    }

    private sealed record Text([property: JsonPropertyName("text")] string Value, SymbolKind Symbol);

    private sealed record Trouble(string Code, string Next);
}
