using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Search;

namespace Ordi2.Web.Features.Donations;

/// <summary>Which column of a list says what; -1 where none does.</summary>
internal sealed record GiftColumns(int Type, int Quantity, int Bought, int Value)
{
    public static readonly GiftColumns None = new(-1, -1, -1, -1);

    private static readonly string[] TypeNames = ["type", "nature", "categorie", "designation", "materiel", "equipement", "machine", "kind", "category", "device", "description", "modele", "model"];
    private static readonly string[] QuantityNames = ["quantite", "qte", "nombre", "nb", "quantity", "qty", "count", "number"];
    private static readonly string[] BoughtNames = ["achat", "acquisition", "annee", "date", "bought", "purchase", "year"];
    private static readonly string[] ValueNames = ["valeur", "prix", "montant", "value", "price", "eur"];

    /// <summary>As the names of the columns suggest.</summary>
    public static GiftColumns Guess(GiftTable table) => new(Named(table, TypeNames), Named(table, QuantityNames), Named(table, BoughtNames), Named(table, ValueNames));

    /// <summary>Small letters without accents: what people type and what spreadsheets are called differ in no more.</summary>
    internal static string Plain(string text) => string.Concat(text.Select(symbol => char.ToLowerInvariant(SearchWords.Bare(char.ToUpperInvariant(symbol)))));

    private static int Named(GiftTable table, string[] names)
    {
        foreach (var name in names)
        {
            var column = table.Columns.ToList().FindIndex(column => IsNamed(Plain(column).Split([' ', '_', '-', '.', '(', '/', '\''], StringSplitOptions.RemoveEmptyEntries), name));

            if (column >= 0)
            {
                return column;
            }
        }

        return -1;
    }

    // « Number » and « Count » say how many only where they come first and whole: there are serial numbers, and countries.
    private static bool IsNamed(string[] words, string name) => name is "number" or "count"
        ? words is [var first, ..] && first == name
        : words.Any(word => word.StartsWith(name, StringComparison.Ordinal));
}

/// <summary>One row of a list, understood or not.</summary>
/// <param name="Number">As the sheet numbers it: the names of the columns are line 1.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Line">What it means; nothing where something is wrong.</param>
/// <param name="Wrong">Keys of what is wrong with it.</param>
internal sealed record GiftRow(int Number, string Text, AnnouncedLine? Line, ImmutableArray<string> Wrong)
{
    private const int MostOfALine = 100_000;

    private static readonly (string Word, DeviceType Type)[] Kinds =
    [
        // The longer words first: a « tout-en-un » is no « uc », a « pc portable » no « pc ».
        ("tout-en-un", DeviceType.AllInOne), ("tout en un", DeviceType.AllInOne), ("all-in-one", DeviceType.AllInOne), ("all in one", DeviceType.AllInOne), ("all_in_one", DeviceType.AllInOne), ("aio", DeviceType.AllInOne), ("imac", DeviceType.AllInOne),
        ("telephone", DeviceType.Phone), ("smartphone", DeviceType.Phone), ("iphone", DeviceType.Phone), ("phone", DeviceType.Phone), ("mobile", DeviceType.Phone),
        ("tablette", DeviceType.Tablet), ("tablet", DeviceType.Tablet), ("ipad", DeviceType.Tablet),
        ("multifonction", DeviceType.Multifunction), ("multifunction", DeviceType.Multifunction), ("mfp", DeviceType.Multifunction),
        ("imprimante", DeviceType.Printer), ("printer", DeviceType.Printer), ("copieur", DeviceType.Printer),
        ("serveur", DeviceType.Server), ("server", DeviceType.Server),
        ("accessoire", DeviceType.Accessory), ("accessory", DeviceType.Accessory), ("clavier", DeviceType.Accessory), ("souris", DeviceType.Accessory), ("dock", DeviceType.Accessory), ("station d'accueil", DeviceType.Accessory), ("chargeur", DeviceType.Accessory),
        ("portable", DeviceType.Laptop), ("laptop", DeviceType.Laptop), ("notebook", DeviceType.Laptop), ("macbook", DeviceType.Laptop), ("ultrabook", DeviceType.Laptop),
        ("ecran", DeviceType.Monitor), ("moniteur", DeviceType.Monitor), ("monitor", DeviceType.Monitor), ("screen", DeviceType.Monitor),
        ("unite centrale", DeviceType.Desktop), ("fixe", DeviceType.Desktop), ("desktop", DeviceType.Desktop), ("tour", DeviceType.Desktop), ("uc", DeviceType.Desktop), ("pc", DeviceType.Desktop), ("ordinateur", DeviceType.Desktop),
    ];

    public static ImmutableArray<GiftRow> Of(GiftTable table, GiftColumns columns, bool valueIsNeeded, bool withMedia, DateOnly today) =>
        [.. table.Rows.Select((row, i) => Read(row, i + 2, columns, valueIsNeeded, withMedia, today))];

    /// <summary>Rows that mean the same are one line of the announcement.</summary>
    public static ImmutableArray<AnnouncedLine> Together(IEnumerable<GiftRow> rows) =>
    [
        .. rows.Select(row => row.Line).OfType<AnnouncedLine>()
            .GroupBy(line => line with { Quantity = 0 })
            .Select(group => group.Key with { Quantity = group.Sum(line => line.Quantity) })
            .OrderBy(line => line.Type)
            .ThenBy(line => line.AcquiredOn),
    ];

    private static GiftRow Read(ImmutableArray<string> row, int number, GiftColumns columns, bool valueIsNeeded, bool withMedia, DateOnly today)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        string Cell(int column) => column >= 0 && column < row.Length ? row[column] : string.Empty;

        var type = TypeOf(Cell(columns.Type));
        Unless(type is not DeviceType.Unknown, Cell(columns.Type).Length == 0 ? "list-no-type" : "list-unknown-type");

        var quantity = columns.Quantity < 0 || Cell(columns.Quantity).Length == 0 ? 1 : QuantityOf(Cell(columns.Quantity));
        Unless(quantity is >= 1 and <= MostOfALine, "list-wrong-quantity");

        var bought = Cell(columns.Bought).Length == 0 ? null : DayOf(Cell(columns.Bought), today);
        Unless(Cell(columns.Bought).Length == 0 || bought is not null, "list-wrong-date");

        var cents = Cell(columns.Value).Length == 0 ? null : GiftPage.CentsOf(Cell(columns.Value));
        Unless(Cell(columns.Value).Length == 0 ? !valueIsNeeded : cents is not null, "list-wrong-value");

        return new(
            number,
            string.Join(" · ", row.Where(cell => cell.Length > 0)),
            wrong.Count > 0 ? null : new AnnouncedLine(type, quantity!.Value, bought, cents, withMedia).AsOfItsKind(),
            wrong.ToImmutable());

        void Unless(bool right, string key)
        {
            if (!right)
            {
                wrong.Add(key);
            }
        }
    }

    private static DeviceType TypeOf(string text)
    {
        if (Codes.TryParse<DeviceType>(text.ToUpperInvariant(), out var code))
        {
            return code;
        }

        var plain = $" {GiftColumns.Plain(text)} ";
        return Array.Find(Kinds, kind => kind.Word.Length > 3 ? plain.Contains(kind.Word, StringComparison.Ordinal) : plain.Contains($" {kind.Word} ", StringComparison.Ordinal)).Type;
    }

    /// <summary><c>3</c>, <c>3.0</c> as Excel keeps it, <c>1 200</c>.</summary>
    private static int? QuantityOf(string text) =>
        decimal.TryParse(string.Concat(text.Where(symbol => !char.IsWhiteSpace(symbol))), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number) && number is >= 0 and <= MostOfALine
            ? (int)number
            : null;

    /// <summary>A day, a month or a year; of the last two the first day: a machine is not made younger than it is.</summary>
    private static DateOnly? DayOf(string text, DateOnly today) =>
        (DateOnly.TryParseExact(text.Split(' ')[0], ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd/MM/yy", "dd-MM-yyyy", "dd.MM.yyyy", "yyyy/MM/dd", "MM/yyyy", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        && day.Year >= 1980 && day <= today
            ? day
            : null;
}
