using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Rounds;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Documents;

/// <summary>Some of the data under a name of its own: one group of it, or several of the same kind.</summary>
/// <param name="Name">In words.</param>
/// <param name="Items">Each of them.</param>
/// <param name="IsList">Whether they are a list: also one of a single thing.</param>
internal sealed record DataGroup(string Name, IReadOnlyList<DataLines> Items, bool IsList = false)
{
    /// <summary>A list of plain things is read as a table, where each name says one thing of each.</summary>
    public bool IsTable => IsList && Items.All(item => item is { Groups.Count: 0, Values.Count: > 0 } && item.Values.DistinctBy(value => value.Name, StringComparer.Ordinal).Count() == item.Values.Count);

    /// <summary>What any of them says, in the order of the first that says it.</summary>
    public IReadOnlyList<string> Columns => [.. Items.SelectMany(item => item.Values.Select(value => value.Name)).Distinct(StringComparer.Ordinal)];
}

/// <summary>The content of a document as somebody reads it: names and values, and groups of them below. Nothing is left out but who, as a person, did it.</summary>
internal sealed class DataLines
{
    // Opaque, and for the supervisor of whoever issued the document (domain.md 2.11).
    private static readonly HashSet<string> Persons = new(StringComparer.Ordinal) { "by", "attestedBy", "coSignedBy", "signedBy", "decidedBy", "declaredBy", "noMediaConfirmedBy", "witness", "person" };

    // Fields that hold the identifier of an organisation.
    private static readonly HashSet<string> Organisations = new(StringComparer.Ordinal)
    {
        "organisation", "donor", "receiver", "holder", "epn", "partner", "carrier", "issuer", "borrower", "lender", "relay", "customer", "recycler", "consignee", "pole", "from", "to", "destination", "producer", "shipper", "taker", "confirmedBy", "collectPoint",
    };

    // A content is kept in the order of its letters; who it is between, and what a machine is called, is read first, and who signed last.
    private static readonly string[] First =
    [
        "donor", "taker", "receiver", "lender", "relay", "borrower", "from", "consignee", "carrier", "epn", "partner", "to", "holder", "recycler", "producer", "customer",
        "name", "label", "number", "type", "maker", "model", "serial", "quantity", "announced", "pickedUp", "received", "refused", "donation", "purpose", "validFrom", "validTo", "lines",
    ];

    private static readonly string[] Last = ["donorUndertakes", "receiverUndertakes", "duties", "boxes", "machines", "driver", "signature", "signatures"];

    private const string Drawing = "drawing";

    // Of the program, and of no paper; a drawing is shown and not said.
    private static readonly HashSet<string> Unsaid = new(StringComparer.Ordinal) { "version", "rulesVersion", Drawing };

    // What somebody signed with is corrected by nobody.
    private static readonly HashSet<string> Signed = new(StringComparer.Ordinal) { Drawing, "signer", "signerCapacity" };

    // Said of the few lines of which it is true: beside numbers a « non » would be read as one of them.
    private static readonly HashSet<string> SaidWhenTrue = new(StringComparer.Ordinal) { "isOffList", "acceptedOffList", "refusedOffList" };

    private readonly List<(string Name, string Value)> _values = [];
    private readonly List<DataGroup> _groups = [];

    private DataLines()
    {
    }

    public IReadOnlyList<(string Name, string Value)> Values => _values;

    public IReadOnlyList<DataGroup> Groups => _groups;

    /// <summary>The organisations that the data names by their identifiers.</summary>
    public static IEnumerable<string> OrganisationsIn(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().SelectMany(field =>
            field.Value.ValueKind is JsonValueKind.String ? Organisations.Contains(field.Name) ? [field.Value.GetString()!] : [] : OrganisationsIn(field.Value)),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(OrganisationsIn),
        _ => [],
    };

    /// <summary>The texts that the data holds, each with its path; what stands in a list has none.</summary>
    public static IEnumerable<(string Path, string Text)> TextsIn(JsonElement data, string before = "") => data.EnumerateObject().SelectMany(field => field.Value.ValueKind switch
    {
        JsonValueKind.Object => TextsIn(field.Value, $"{before}{field.Name}."),
        JsonValueKind.String when !Persons.Contains(field.Name) && !Signed.Contains(field.Name) => [($"{before}{field.Name}", field.Value.GetString()!)],
        _ => [],
    });

    /// <summary>The words of a field; one that nobody wrote words for is at least spelt apart: <c>takenFrom</c> is « taken from ».</summary>
    public static string NameOf(string field, string language) => PageTexts.Has($"data-{field}")
        ? PageTexts.Say($"data-{field}", language)
        : string.Concat(field.Select((symbol, i) => char.IsUpper(symbol) && i > 0 ? $" {char.ToLowerInvariant(symbol)}" : symbol.ToString()));

    /// <param name="data">An object.</param>
    /// <param name="people">Whether the reader may see which person it was.</param>
    /// <param name="names">Of the organisations in it.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="group">The field that <paramref name="data"/> stands in; nothing at the top.</param>
    /// <param name="person">Who somebody is, by the opaque id; nothing where nobody knows.</param>
    public static DataLines Of(JsonElement data, bool people, OrganisationNames names, string language, string? group = null, Func<string, string?>? person = null)
    {
        var lines = new DataLines();

        foreach (var field in data.EnumerateObject().Where(field => (people || !Persons.Contains(field.Name)) && IsSaid(data, field)).OrderBy(field => RankOf(field.Name)))
        {
            var name = NameOf(group, field.Value.ValueKind is JsonValueKind.Array && PageTexts.Has($"data-{field.Name}-list") ? $"{field.Name}-list" : field.Name, language);

            switch (field.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    lines._groups.Add(new(name, [Of(field.Value, people, names, language, field.Name, person)]));
                    break;
                case JsonValueKind.Array when field.Value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object):
                    lines._groups.Add(new(name, [.. field.Value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object).Select(item => Of(item, people, names, language, field.Name, person))], IsList: true));
                    break;
                case JsonValueKind.Array:
                    lines._values.Add((name, string.Join(", ", field.Value.EnumerateArray().Select(item => Say(item, language)))));
                    break;
                case JsonValueKind.String when Persons.Contains(field.Name) && new PersonId(field.Value.GetString()!).IsProgram:
                    lines._values.Add((name, PageTexts.Say("said-by-program", language)));
                    break;
                case JsonValueKind.String when Persons.Contains(field.Name):
                    lines._values.Add((name, person?.Invoke(field.Value.GetString()!) ?? Say(field.Value, language)));
                    break;
                case JsonValueKind.String when field.Name is "ownership" && OwnerOf(data, field.Value) is { } owner:
                    lines._values.Add((name, PageTexts.Say("said-owner", language, owner, Say(field.Value, language))));
                    break;
                case JsonValueKind.String when field.Name is "acquiredOn" && YearOf(field.Value) is { } year:
                    lines._values.Add((name, year));
                    break;
                case JsonValueKind.String when (field.Name is "accompaniment" || (group is "session" && field.Name is "kind")) && Codes.TryParse<AccompanimentKind>(field.Value.GetString(), out var kind):
                    lines._values.Add((name, PageTexts.Say($"session-kind-{kind}", language)));
                    break;
                case JsonValueKind.String when Organisations.Contains(field.Name):
                    lines._values.Add((name, names.Of(field.Value.GetString()!)));
                    break;
                case JsonValueKind.Number:
                    lines._values.Add((name, Measure(field.Name, field.Value, language)));
                    break;
                default:
                    lines._values.Add((name, Say(field.Value, language)));
                    break;
            }
        }

        return lines;
    }

    /// <summary>An empty list says nothing, and neither does the identifier of what is named.</summary>
    private static bool IsSaid(JsonElement data, JsonProperty field) =>
        !Unsaid.Contains(field.Name)
        && field.Value is not { ValueKind: JsonValueKind.Null }
        && !(field.Value.ValueKind is JsonValueKind.False && SaidWhenTrue.Contains(field.Name))
        && !(field.Value.ValueKind is JsonValueKind.Array && field.Value.GetArrayLength() == 0)
        && !(field.Name is "id" && data.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String);

    /// <summary>The words of a text that the data holds: those of its code, where it is one.</summary>
    public static string Words(string text, string language) => Say(JsonSerializer.SerializeToElement(text), language);

    /// <summary>The persons that the data names by their opaque ids.</summary>
    public static IEnumerable<string> PersonsIn(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().SelectMany(field =>
            field.Value.ValueKind is JsonValueKind.String ? Persons.Contains(field.Name) ? [field.Value.GetString()!] : [] : PersonsIn(field.Value)),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(PersonsIn),
        _ => [],
    };

    /// <summary>The signature that was drawn under a pickup, and by whom; nothing where none was, or where it was erased at the end of its time.</summary>
    public static (string Strokes, string By)? DrawingIn(JsonElement data) =>
        data.TryGetProperty("signature", out var signature) && signature.ValueKind is JsonValueKind.Object
        && signature.TryGetProperty(Drawing, out var drawing) && drawing.GetString() is { } strokes && SignatureStrokes.AreOnes(strokes)
        && signature.TryGetProperty("signer", out var signer) && signer.GetString() is { } by
            ? (strokes, by)
            : null;

    /// <summary>Who becomes the owner, where it is whoever receives and the paper names it.</summary>
    private static string? OwnerOf(JsonElement data, JsonElement pattern) =>
        pattern.GetString() == Contracts.Codes.Code(Contracts.Donations.OwnershipPattern.PoleOrWorkshop)
        && data.TryGetProperty("receiver", out var receiver) && receiver.ValueKind is JsonValueKind.Object
        && receiver.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String
            ? name.GetString()
            : null;

    /// <summary>Who announces by the year alone says its first day (domain.md 2.3).</summary>
    private static string? YearOf(JsonElement day) => day.GetString() is { } text && text.EndsWith("-01-01", StringComparison.Ordinal) ? text[..^"-01-01".Length] : null;

    private static int RankOf(string field) =>
        Array.IndexOf(First, field) is >= 0 and var early ? early
        : Array.IndexOf(Last, field) is >= 0 and var late ? First.Length + 1 + late
        : First.Length;

    // The name of a field tells its unit.
    private static string Measure(string field, JsonElement value, string language) => value.TryGetInt64(out var whole)
        ? field switch
        {
            _ when field.EndsWith("Cents", StringComparison.Ordinal) => Reader.Euros(whole / 100m, language),
            _ when field.EndsWith("Grams", StringComparison.Ordinal) => $"{Reader.Number(whole / 1000m, language, whole % 1000 == 0 ? 0 : 1)}\u00a0kg",
            "memoryBytes" or "sizeBytes" or "sizeSeenByTool" => PageTexts.Say("gigabytes", language, Reader.Number(whole / 1_000_000_000m, language)),
            "year" or "version" => whole.ToString(CultureInfo.InvariantCulture),
            _ => Reader.Number(whole, language),
        }
        : Say(value, language);

    private static string Say(JsonElement value, string language) => value.ValueKind switch
    {
        JsonValueKind.True => PageTexts.Say("yes", language),
        JsonValueKind.False => PageTexts.Say("no", language),
        JsonValueKind.Null => "-",
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? Reader.Number(number, language, number.Scale) : value.GetRawText(),
        JsonValueKind.String when value.GetString() is { Length: >= 20 } text && text[10] is 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) =>
            Reader.Moment(moment, language),
        JsonValueKind.String when DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            Reader.Date(day, language),
        JsonValueKind.String when PageTexts.Has($"said-{value.GetString()}") => PageTexts.Say($"said-{value.GetString()}", language),
        _ => Contracts.Texts.Words.Say(value.ToString(), language),
    };

    /// <summary>The words that a field has in its group, where they are others: what is kept is a limit in one, and machines in another.</summary>
    private static string NameOf(string? group, string field, string language) =>
        PageTexts.Has($"data-{group}-{field}") ? PageTexts.Say($"data-{group}-{field}", language) : NameOf(field, language);
}
