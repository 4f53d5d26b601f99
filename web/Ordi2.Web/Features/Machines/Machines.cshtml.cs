using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Search;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Machines;

/// <summary>The machines that somebody may see: looked for by any code, or listed by where they stand.</summary>
[Authorize]
internal sealed class MachinesPage(MachineQueries machines, AggregateQueries aggregates, SearchQueries search, Houses houses) : WebPage
{
    private const int Rows = 50;

    private Seen _seen = Seen.Nothing;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Asked { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Due { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public OrganisationNames Names { get; } = new(houses);

    public ImmutableArray<MachineView> List { get; private set; } = [];

    /// <summary>What was found by what was typed; nothing where nothing was.</summary>
    public SearchList? Found { get; private set; }

    public string? Next { get; private set; }

    public string? First => string.IsNullOrEmpty(Cursor) ? null : Link(null);

    public string? Clear => Asked is null && Status is null && Due is null ? null : "/machines";

    public IEnumerable<Choice> Statuses =>
        [new(string.Empty, Say("any-status")), .. Enum.GetValues<MachineStatus>().Where(status => status is not MachineStatus.None).Select(status => new Choice(status.Code(), Word(status)))];

    public bool Shows(string field) => _seen.Shows(field);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        (Asked, Status, Due) = (Blank(Asked), Blank(Status), Blank(Due));

        if (Asked is not null)
        {
            await FindAsync(cancellationToken);
        }
        else
        {
            await ListAsync(cancellationToken);
        }

        return Page();
    }

    /// <summary>The page of something that was found; nothing for what has none yet.</summary>
    public static string? PageOf(SearchHit hit) => hit.Kind switch
    {
        "machine" => $"/machines/{hit.Id}",
        "document" => $"/documents/{Uri.EscapeDataString(hit.Id)}",
        _ => null,
    };

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        if (Asked is not { Length: <= 128 } || SearchWords.Of(Asked) is not { Length: >= SearchWords.Shortest } word)
        {
            Mistakes.Add("q", Why(Refusal.Invalid("search-too-short", "q")));
            return;
        }

        Found = await SearchDesk.FindAsync(search, Asked.Trim(), word, HttpContext.Caller(), cancellationToken);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var status = MachineStatus.None;

        if (Status is not null && !Codes.TryParse(Status, out status))
        {
            Mistakes.Add("status", Say("step-wrong", Say("filter-status")));
            return;
        }

        FieldError? error = null;
        var filter = new MachineFilter
        {
            Status = Status is null ? null : status,
            DueBefore = PageQuery.Moment(Request.Query, "due", ref error),
            Cursor = Blank(Cursor),
            Limit = Rows,
        };

        if (error is not null)
        {
            Mistakes.Add("due", Say("step-wrong", Say("filter-due")));
            return;
        }

        if (await MachineLists.NarrowAsync(filter, HttpContext.Caller(), aggregates, cancellationToken) is not ({ } narrowed, var seen))
        {
            return;
        }

        _seen = seen;

        try
        {
            var page = await machines.ListAsync(narrowed, cancellationToken);
            List = [.. page.Rows.Select(MachineView.Of)];
            Next = page.Cursor is null ? null : Link(page.Cursor);
        }
        catch (InvalidCursorException)
        {
            Mistakes.Add(FormMistakes.Form, Say("cursor-wrong"));
        }

        await Names.LearnAsync(List.Select(machine => machine.Holder));
    }

    private string Link(string? cursor)
    {
        (string Name, string? Value)[] parts = [("status", Status), ("due", Due), ("cursor", cursor)];
        return $"/machines{QueryString.Create(parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value)))}";
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
