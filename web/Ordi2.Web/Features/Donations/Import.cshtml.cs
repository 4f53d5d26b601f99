using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>A gift announced by a list: pasted or uploaded, its columns recognised, every row looked at before anything is sent.</summary>
internal sealed class ImportPage(IGrainFactory grains, Houses houses) : GiftPage(grains, houses)
{
    /// <summary>So many rows are shown; those with something wrong come first.</summary>
    public const int Shown = 25;

    private const int MostLines = 200;

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The list as it was read, carried from one page to the next.</summary>
    [BindProperty]
    public string? List { get; set; }

    [BindProperty]
    public int Type { get; set; } = -1;

    [BindProperty]
    public int Quantity { get; set; } = -1;

    [BindProperty]
    public int Bought { get; set; } = -1;

    [BindProperty]
    public int Value { get; set; } = -1;

    /// <summary>Rows with something wrong are left out: the donor said so.</summary>
    [BindProperty]
    public bool Without { get; set; }

    public GiftTable? Table { get; private set; }

    public ImmutableArray<GiftRow> Rows { get; private set; } = [];

    public IEnumerable<GiftRow> Wrong => Rows.Where(row => row.Line is null);

    public ImmutableArray<AnnouncedLine> Lines => GiftRow.Together(Rows);

    public IEnumerable<GiftRow> Preview => Rows.OrderBy(row => row.Line is not null).ThenBy(row => row.Number).Take(Shown);

    /// <summary>The columns of the list of which nothing is taken.</summary>
    public IEnumerable<string> NotTaken => (Table?.Columns ?? []).Where((name, i) => name.Length > 0 && i != Type && i != Quantity && i != Bought && i != Value);

    public IReadOnlyList<Choice> Columns =>
    [
        new("-1", Say("list-no-column")),
        .. (Table?.Columns ?? []).Select((name, i) => Choice.Of(i, name)),
    ];

    public static string Chosen(int column) => column.ToString(CultureInfo.InvariantCulture);

    /// <summary>The list is read, and its columns guessed.</summary>
    public async Task<IActionResult> OnPostReadAsync()
    {
        var (table, why) = Upload is { Length: > 0 } file ? await OfFileAsync(file)
            : Typed(Text) is { } text ? GiftTable.OfText(text)
            : (null, Refusal.Invalid("list-missing"));

        if (table is null)
        {
            Refuse(why!, Upload is { Length: > 0 } ? "upload" : "text");
            return Page();
        }

        Table = table;
        List = table.Written();
        (Type, Quantity, Bought, Value) = GiftColumns.Guess(table) is var guess ? (guess.Type, guess.Quantity, guess.Bought, guess.Value) : default;
        Look();
        return Page();
    }

    /// <summary>Other columns: the rows are looked at again.</summary>
    public IActionResult OnPostLook()
    {
        Again();
        return Page();
    }

    public async Task<IActionResult> OnPostSendAsync()
    {
        Again();

        if (Table is null)
        {
            return Page();
        }

        CheckTerms();
        Mistakes
            .Unless(Type >= 0, "type", Say("list-choose-type"))
            .Unless(Without || !Wrong.Any(), "without", Count("list-wrong-rows", Wrong.Count()))
            .Unless(!Lines.IsEmpty, FormMistakes.Form, Say("list-nothing-right"))
            .Unless(Lines.Length <= MostLines, "bought", Say("list-too-many-lines"));
        return Mistakes.Any ? Page() : await AnnounceAsync(Lines);
    }

    private static async Task<(GiftTable? Table, Refusal? Why)> OfFileAsync(IFormFile file)
    {
        if (file.Length > GiftTable.MostBytes)
        {
            return (null, Refusal.Invalid("list-too-large", GiftTable.MostRows.ToString(CultureInfo.InvariantCulture)));
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        return GiftTable.OfFile(content.ToArray());
    }

    private void Again()
    {
        (Table, var why) = Typed(List) is { } list ? GiftTable.OfText(list) : (null, Refusal.Invalid("list-missing"));

        if (why is not null)
        {
            Refuse(why, "text");
        }

        Look();
    }

    private void Look() => Rows = Table is null ? [] : GiftRow.Of(Table, new(Type, Quantity, Bought, Value), IsPublic, WithMedia, Today);
}
