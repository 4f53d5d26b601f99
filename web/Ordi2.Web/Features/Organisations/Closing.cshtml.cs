using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Organisations;

/// <summary>An organisation closes: everything that hangs on it, line by line, with what the pole decides and what became of it.</summary>
internal sealed class ClosingPage(PaperDesk papers, AttachmentQueries attachments, PoleMembers members, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    private const string What = "choice";
    private const string Taker = "to";
    private const string Paper = "document";

    [BindProperty]
    public string? Reason { get; set; }

    public OrganisationProfile House { get; private set; } = null!;

    public ImmutableArray<ClosingRow> Rows { get; private set; } = [];

    /// <summary>Who may take over: spaces and workshops of the pole that work.</summary>
    public IReadOnlyList<Choice> Takers { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public bool MayDecide => House.Status is not OrganisationStatus.Closed && House.Id != Caller.Organisation;

    private string Address => $"/organisations/{House.Id}/closing";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Coordinator
            || await papers.OneAsync<OrganisationProfile>(Caller, "organisation", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } house)
        {
            context.Result = NotFound();
            return;
        }

        House = house;
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var lines = ImmutableArray.CreateBuilder<ClosingLine>();

        foreach (var row in Rows.Where(row => Form(row, What) is not null))
        {
            if (!Codes.TryParse<ClosingChoice>(Form(row, What), out var choice) || !row.Choices.Contains(choice))
            {
                Mistakes.Add(row.Field(What), Say("choose-one"));
                continue;
            }

            var (taker, document) = (Form(row, Taker), Form(row, Paper));
            var (needsTaker, needsPaper) = (ClosingLines.WithTaker.Contains(choice), ClosingLines.WithPaper.Contains(choice));
            Mistakes
                .Unless(!needsTaker || Takers.Any(one => one.Value == taker), row.Field(Taker), Say("closing-say-taker"))
                .Unless(!needsPaper || document is not null, row.Field(Paper), Say("say-number"));
            lines.Add(new(choice, row.Id, needsTaker && taker is not null ? new OrganisationId(taker) : null, needsPaper ? document : null));
        }

        Mistakes
            .Unless(lines.Count > 0 || Mistakes.Any, FormMistakes.Form, Say("closing-decide-something"))
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"));

        if (!MayDecide || Mistakes.Any)
        {
            return Page();
        }

        var command = new StartClosingOut(House.Id, Reason!.Trim()) { Lines = lines.ToImmutable() };
        var commandId = Once(command);
        var reply = await grains.GetGrain<IProcessGrain>($"process/{AggregateIds.Make("process", commandId)}").DoAsync(command, Caller, commandId);

        if (!IsDone(reply) || reply is not Done<ProcessTerms> { Value.Steps: var steps })
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        // The first step sets it closing, and is refused where it is already: what counts is the lines.
        var refused = steps.Skip(1).Count(step => step.Status is ProcessStepStatus.Refused);
        return Onward(
            Address,
            refused == 0 ? Count("closing-done", lines.Count) : $"{Count("closing-done", lines.Count - refused)} {Count("closing-refused", refused)}",
            refused == 0 ? Tone.Good : Tone.Warn);
    }

    public string? Value(ClosingRow row, string part) => Form(row, part);

    public IEnumerable<Choice> ChoicesOf(ClosingRow row) => [new(string.Empty, Say("closing-nothing")), .. row.Choices.Select(choice => new Choice(choice.Code(), Say($"closing-{choice}")))];

    public static bool NamesTaker(ClosingRow row) => row.Choices.Any(ClosingLines.WithTaker.Contains);

    public static bool NamesPaper(ClosingRow row) => row.Choices.Any(ClosingLines.WithPaper.Contains);

    public static string? PageOf(ClosingRow row) => row.Kind switch
    {
        "loan" => $"/loans/{row.Id}",
        "dossier" => $"/dossiers/{row.Id}",
        "delivery" => $"/deliveries/{row.Id}",
        "machine" => $"/machines/{row.Id}",
        _ => null,
    };

    /// <summary>What it is called: a project by its words, a machine by its label.</summary>
    public string Title(ClosingRow row) => $"{Say($"closing-kind-{row.Kind}")} {row.Words ?? (row.Kind is "machine" ? Label(row.Id) : Called.Number(this, row.Id))}";

    /// <summary>Whom and when it concerns.</summary>
    public string Details(ClosingRow row) => string.Join(" · ", new[] { row.Other is { } other ? Names[other] : null, row.Day is { } day ? Date(day) : null }.OfType<string>());

    private string? Form(ClosingRow row, string part) => Request.HasFormContentType ? Typed(Request.Form[row.Field(part)].ToString()) : null;

    private async Task ReadAsync()
    {
        var cancelled = HttpContext.RequestAborted;
        Rows = await ClosingLines.ReadAsync(papers, Caller, await attachments.OfAsync(House.Id, cancelled), cancelled);
        Takers =
        [
            .. (await members.AllAsync(Caller, cancelled))
                .Where(house => house.Id != House.Id && house.Status is OrganisationStatus.Active && house.Activities.Any(one => one is Activity.Epn or Activity.Workshop))
                .Select(house => new Choice(house.Id.Text, house.Name)),
        ];
        Names = await papers.NamesAsync(Rows.Select(row => row.Other));
    }
}
