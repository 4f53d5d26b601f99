using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Documents;

/// <summary>The documents that somebody may see, by number; found by their number, their status or the machine that they are about.</summary>
[Authorize]
internal sealed class DocumentsPage(DocumentShelf shelf, Houses houses, IGrainFactory grains) : FormPage
{
    private const int Rows = 50;
    private const int LongestFilter = 128;
    private const string ToSign = "sign";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Asked { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Machine { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary><c>sign</c>: only what waits for the reader's signature.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>As what somebody signs.</summary>
    [BindProperty]
    public string? Capacity { get; set; }

    /// <summary>The numbers that were ticked.</summary>
    [BindProperty]
    public string[] Ticked { get; set; } = [];

    /// <summary>Every number that the page showed: who signs all of them signs what was read, and nothing that came since.</summary>
    [BindProperty]
    public string[] Shown { get; set; } = [];

    /// <summary>Which button: all that is shown, or what is ticked.</summary>
    [BindProperty]
    public bool All { get; set; }

    public OrganisationNames Names { get; } = new(houses);

    public ImmutableArray<SeenDocument> List { get; private set; } = [];

    public string? Next { get; private set; }

    public string? First => string.IsNullOrEmpty(Cursor) ? null : Link(null);

    /// <summary>First without the filters, then without what waits for a signature alone.</summary>
    public string? Clear => (Asked ?? Status ?? Machine) is not null ? OnlyToSign ? $"/documents?show={ToSign}" : "/documents" : OnlyToSign ? "/documents" : null;

    public bool OnlyToSign => Show is ToSign;

    public bool MayReport => ReportKinds.Roles.Contains(HttpContext.Caller().Role);

    public IEnumerable<Choice> Statuses =>
        [new(string.Empty, Say("any-status")), .. Enum.GetValues<DocumentStatus>().Select(status => new Choice(status.Code(), Word(status)))];

    public async Task<IActionResult> OnGetAsync()
    {
        await FindAsync();
        return Page();
    }

    /// <summary>Several papers with one button: each is signed as if it were alone, and what is refused says so by its number.</summary>
    public async Task<IActionResult> OnPostSignAsync()
    {
        await FindAsync();
        var numbers = (All ? Shown : Ticked).Where(number => number.Length is > 0 and <= LongestFilter).Distinct(StringComparer.Ordinal).Take(Rows).ToArray();
        Mistakes
            .Unless(!string.IsNullOrWhiteSpace(Capacity), "capacity", Say("document-say-capacity"))
            .Unless(numbers.Length > 0, FormMistakes.Form, Say("documents-tick"));
        var signed = 0;

        foreach (var number in Mistakes.Any ? [] : numbers)
        {
            var command = new SignDocument(Capacity!.Trim());

            if (await grains.GetGrain<IDocumentGrain>($"document/{number}").DoAsync(command, HttpContext.Caller(), Once(command, number)) is Refused<DocumentTerms> { Reason: var reason })
            {
                Mistakes.Add(FormMistakes.Form, Say("documents-not-signed", number, Why(reason)));
            }
            else
            {
                signed++;
            }
        }

        if (signed > 0)
        {
            Tell(Count("documents-signed", signed));
        }

        if (!Mistakes.Any)
        {
            return Redirect(Link(null));
        }

        if (signed > 0)
        {
            await ListAsync();
        }

        return Page();
    }

    public string SignAddress => $"{Link(Blank(Cursor))}&handler=Sign";

    private async Task FindAsync()
    {
        (Asked, Status, Machine) = (Blank(Asked), Blank(Status), Blank(Machine));
        var word = Asked is null ? null : SearchWords.Of(Asked);
        Mistakes
            .Unless(word is null or { Length: >= SearchWords.Shortest } && Asked is null or { Length: <= LongestFilter }, "q", Why(Refusal.Invalid("search-too-short", "q")))
            .Unless(Status is null || Codes.TryParse<DocumentStatus>(Status, out _), "status", Say("step-wrong", Say("document-status")))
            .Unless(Machine is null or { Length: <= LongestFilter }, "machine", Say("step-wrong", Say("filter-machine")));

        if (!Mistakes.Any)
        {
            await ListAsync();
        }
    }

    private async Task ListAsync()
    {
        var word = Asked is null ? null : SearchWords.Of(Asked);
        var about = Machine is null ? null : $"machine/{Machine.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant()}";
        List = OnlyToSign
            ? await shelf.ListToSignAsync(HttpContext, new() { Status = Status, Word = word, About = about, After = Blank(Cursor), Limit = Rows })
            : await shelf.ListAsync(HttpContext, filter => filter with { Status = Status, Word = word, About = about, After = Blank(Cursor), Limit = Rows });
        Next = List.Length == Rows ? Link(List[^1].Terms.Id.Text) : null;
        await Names.LearnAsync(List.SelectMany(document => OrganisationsIn(document.Terms.About).Append(document.Terms.Issuer.Text)));
    }

    /// <summary>What a document is about, as <c>machine/H4T9CXB</c>, in words and with the page of it where there is one. Where it is about machines, they say enough.</summary>
    public static IEnumerable<(string Text, string? Address)> About(WebPage page, OrganisationNames names, IEnumerable<string> references)
    {
        var all = references.Select(reference => reference.Split('/', 2)).ToArray();
        var machines = all.Where(one => one is ["machine", _]).ToArray();
        return (machines.Length > 0 ? machines : all).Select<string[], (string, string?)>(one => one switch
        {
            ["machine", var code] => (Called.Machine(code), $"/machines/{Uri.EscapeDataString(code)}"),
            ["organisation", var id] => (names.Of(id), null),
            [var kind, var id] when Texts.PageTexts.Has($"about-{kind}") => (page.Say($"about-{kind}", id), null),
            _ => (one[^1], null),
        });
    }

    /// <summary>The organisations that documents are about.</summary>
    public static IEnumerable<string> OrganisationsIn(IEnumerable<string> references) =>
        references.Where(reference => reference.StartsWith("organisation/", StringComparison.Ordinal)).Select(reference => reference["organisation/".Length..]);

    private string Link(string? cursor)
    {
        (string Name, string? Value)[] parts = [("q", Asked), ("status", Status), ("machine", Machine), ("show", OnlyToSign ? ToSign : null), ("cursor", cursor)];
        return $"/documents{QueryString.Create(parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value)))}";
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
