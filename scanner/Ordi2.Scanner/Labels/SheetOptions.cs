using System.CommandLine;
using System.Globalization;
using Ordi2.Documents.Labels;

namespace Ordi2.Scanner.Labels;

/// <summary>Which sheet: one that we know by its name, or one's own by its measures.</summary>
internal sealed class SheetOptions
{
    private readonly Option<string?> _sheet = new("--sheet") { Description = $"What is in the printer: {string.Join(", ", LabelSheet.All.Select(sheet => sheet.Name))}." };
    private readonly Option<string?> _grid = new("--grid") { Description = "A sheet of your own, A4: labels across x down, such as 3x8." };
    private readonly Option<string?> _label = new("--label") { Description = "Size of a label in millimetres, such as 70x37. Alone, without --grid: labels one by one, as of a roll." };
    private readonly Option<string?> _margin = new("--margin") { Description = "With --grid: from the left and the top of the page to the first label in millimetres, such as 0x0.5." };
    private readonly Option<string?> _pitch = new("--pitch") { Description = "With --grid: from a label to the next in millimetres, such as 70x37; the size of a label unless given." };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _sheet, _grid, _label, _margin, _pitch })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The sheet.</summary>
    /// <exception cref="FormatException">What was said is none; it says what to do.</exception>
    public LabelSheet Read(ParseResult parsed) => (parsed.GetValue(_sheet), parsed.GetValue(_grid), parsed.GetValue(_label)) switch
    {
        (null, null, null) => throw Wrong($"Dites quelles étiquettes sont dans l'imprimante avec --sheet : {Known()} ; ou avec --grid et --label.", $"Say which labels are in the printer with --sheet: {Known()}; or with --grid and --label."),
        ({ } name, null, null) => LabelSheet.Find(name)
            ?? throw Wrong(
                $"La planche « {name} » n'est pas connue. Il y a : {Known()}. Donnez la vôtre avec --grid et --label, par exemple --grid 3x8 --label 70x37.",
                $"'{name}' is no sheet that we know: {Known()}. Give your own with --grid and --label, for example --grid 3x8 --label 70x37."),
        (null, { } grid, { } label) => Own(grid, label, parsed.GetValue(_margin), parsed.GetValue(_pitch)),
        (null, null, { } label) => Roll(Pair(_label.Name, label)),
        (null, not null, null) => throw Wrong("--grid va avec la taille d'une étiquette, par exemple --grid 3x8 --label 70x37.", "--grid needs the size of a label, for example --grid 3x8 --label 70x37."),
        _ => throw Wrong("Donnez --sheet pour une planche connue, ou --grid et --label pour la vôtre, pas les deux.", "Give --sheet for a sheet that we know, or --grid and --label for your own, not both."),
    };

    private static LabelSheet Roll((double Width, double Height) label) => Known(LabelSheet.OfRoll($"{label.Width:0.##}x{label.Height:0.##}", label.Width, label.Height));

    private LabelSheet Own(string grid, string label, string? margin, string? pitch)
    {
        var (columns, rows) = Pair(_grid.Name, grid, "3x8");
        var (width, height) = Pair(_label.Name, label);
        var (left, top) = margin is null ? (0, 0) : Pair(_margin.Name, margin);
        var (pitchX, pitchY) = pitch is null ? (width, height) : Pair(_pitch.Name, pitch);

        return columns != Math.Floor(columns) || rows != Math.Floor(rows) || columns > 1000 || rows > 1000
            ? throw Wrong("--grid est deux nombres entiers avec un x entre eux, par exemple --grid 3x8.", "--grid is two whole numbers with an x between them, for example --grid 3x8.")
            : Known(LabelSheet.OfA4($"{columns}x{rows}", (int)columns, (int)rows, width, height, left, top, pitchX, pitchY));
    }

    private static LabelSheet Known(LabelSheet sheet) => sheet.Flaw() is { } flaw ? throw Wrong(flaw.French, flaw.English) : sheet;

    private static string Known() => string.Join(", ", LabelSheet.All.Select(sheet => sheet.Name));

    /// <summary>For a person: French first, English on the next line.</summary>
    private static FormatException Wrong(string french, string english) => new($"{french}{Environment.NewLine}{english}");

    private static (double First, double Second) Pair(string name, string text, string example = "63.5x38.1")
    {
        var parts = text.Replace(',', '.').Split('x', 'X', '×');
        return parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var first)
            && double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var second)
            && first <= 1000 && second <= 1000
            ? (first, second)
            : throw Wrong(
                $"{name} est deux nombres avec un x entre eux, par exemple {name} {example} ; pas « {text} ».",
                $"{name} is two numbers with an x between them, for example {name} {example}; not '{text}'.");
    }
}
