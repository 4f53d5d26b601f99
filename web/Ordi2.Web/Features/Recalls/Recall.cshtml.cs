using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Recalls;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recalls;

/// <summary>One recall: what people do first, how far it has come, and whom to call about the machines of which nothing was heard.</summary>
internal sealed class RecallPage(PaperDesk papers, IGrainFactory grains) : RolePage(Role.Coordinator)
{
    private const string Found = "found";
    private const string Unreachable = "unreachable";

    [BindProperty]
    public string? Machine { get; set; }

    [BindProperty]
    public string? Heard { get; set; }

    [BindProperty]
    public string? Tried { get; set; }

    /// <summary>Of a long list, so many machines are named.</summary>
    private const int MostNamed = 50;

    public RecallTerms Recall { get; private set; } = null!;

    /// <summary>Of a draft: what it would be if it were sent now, and why it cannot be.</summary>
    public Reply<RecallTerms>? Foreseen { get; private set; }

    /// <summary>Of a draft, the machines that it would block: by who has them, those in stock by their workshop.</summary>
    public IEnumerable<(string Whom, int Count, IReadOnlyList<MachineId> First)> ToBlock => Foreseen is Done<RecallTerms> { Value: var sent }
        ? sent.Lines.GroupBy(line => line.Holder).Select(group => (Whom(group.Key), group.Count(), (IReadOnlyList<MachineId>)[.. group.Take(MostNamed).Select(line => line.Machine)]))
            .OrderByDescending(one => one.Item2).ThenBy(one => one.Item1, StringComparer.Ordinal)
        : [];

    public Names Names { get; private set; } = Names.None;

    /// <summary>The machines that somebody may still be asked for, by who has them.</summary>
    public IReadOnlyList<Choice> Silent => [.. Recall.Left.SelectMany(list => list.Machines.Select(machine => new Choice(machine.Text, $"{Label(machine)} – {Whom(list.Holder)}")))];

    public IReadOnlyList<Choice> Outcomes =>
    [
        new(Found, Say("recall-heard-found"), Say("recall-heard-found-hint")),
        .. Enum.GetValues<RecallAnswer>().Select(answer => new Choice(answer.Code(), Capital(Word(answer.Code())), Say("recall-heard-answer-hint"))),
        new(Unreachable, Say("recall-heard-unreachable"), Say("recall-heard-unreachable-hint")),
    ];

    /// <summary>What the recall looks for, in words: only what it says.</summary>
    public IEnumerable<(string Term, string Sought)> Sought
    {
        get
        {
            var filter = Recall.Filter;
            (string Term, string Sought)[] all =
            [
                (Say("recall-batteries"), string.Join(", ", filter.Batteries)),
                (Say("recall-models"), string.Join(", ", filter.Models)),
                (Say("recall-batches"), string.Join(", ", filter.Batches.Select(batch => $"{batch}…"))),
                (Say("recall-images"), string.Join(", ", filter.Images.Select(image => $"{image}…"))),
                (Say("recall-system"), string.Join(", ", filter.Systems.Select(plan => Word(plan.Code())))),
                (Say("recall-installed"), (filter.InstalledFrom, filter.InstalledTo) switch
                {
                    ({ } from, { } to) => Say("recall-installed-between", Date(from), Date(to)),
                    ({ } from, null) => Say("recall-installed-since", Date(from)),
                    (null, { } to) => Say("recall-installed-until", Date(to)),
                    _ => string.Empty,
                }),
            ];
            return all.Where(one => one.Sought.Length > 0);
        }
    }

    private string Address => $"/recalls/{Recall.Id}";

    public bool May(string step) => RecallLife.Table.Stops(Recall.Id.Text, step, Recall.Status, Caller, repeated: false, Relation.ItsPole) is null;

    public string Whom(OrganisationId? holder) => holder is { } known ? Names[known] : Say("recall-nobody-known");

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is not Role.Coordinator
            || await papers.OneAsync<RecallTerms>(Caller, "recall", (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { } recall)
        {
            context.Result = NotFound();
            return;
        }

        Recall = recall;
        Foreseen = May("activate") ? await grains.GetGrain<IRecallGrain>($"recall/{Recall.Id}").ForeseeAsync(Caller) : null;
        Names = await papers.NamesAsync(
            [.. recall.Left.Concat(recall.Letters).Select(list => list.Holder), .. Foreseen is Done<RecallTerms> { Value: var sent } ? sent.Lines.Select(line => line.Holder).Distinct() : []]);
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public IActionResult OnGet() => Page();

    public Task<IActionResult> OnPostActivateAsync() => DoAsync(new ActivateRecall(), Say("recall-activated"));

    public Task<IActionResult> OnPostRefreshAsync() => DoAsync(new RefreshRecall(), Say("recall-refreshed"));

    public Task<IActionResult> OnPostCloseAsync() => DoAsync(new CloseRecall(), Say("recall-closed"));

    /// <summary>What a phone call brought: found, answered, or nobody there.</summary>
    public async Task<IActionResult> OnPostHeardAsync()
    {
        var answered = Codes.TryParse<RecallAnswer>(Heard, out var answer);
        Mistakes
            .Unless(Recall.Lines.Any(line => line.Machine.Text == Machine), "machine", Say("choose-machine"))
            .Unless(answered || Heard is Found or Unreachable, "heard", Say("choose-one"))
            .Unless(Heard is not Unreachable || Typed(Tried) is not null, "tried", Say("recall-say-tried"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var machine = new MachineId(Machine!);
        RecallCommand command = Heard switch
        {
            Found => new MarkFound(machine),
            Unreachable => new MarkUnreachable(machine, Tried!.Trim()),
            _ => new AnswerRecall(machine, answer),
        };
        return await DoAsync(command, Say("recall-noted", Label(machine)), "machine");
    }

    private async Task<IActionResult> DoAsync(RecallCommand command, string sentence, string field = FormMistakes.Form)
    {
        if (IsDone(await grains.GetGrain<IRecallGrain>($"recall/{Recall.Id}").DoAsync(command, Caller, Once(command, Recall.Id.Text)), field))
        {
            return Onward(Address, sentence);
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }
}
