using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recalls;

/// <summary>A pole writes a recall: why, which machines, and what people do first. Nobody is told before it is activated.</summary>
internal sealed class NewRecallPage(IGrainFactory grains) : RolePage(Role.Coordinator)
{
    private static readonly char[] Separators = ['\n', ',', ';'];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Batteries { get; set; }

    [BindProperty]
    public string? Models { get; set; }

    /// <summary>How the numbers of a maker's batch begin.</summary>
    [BindProperty]
    public string? Batches { get; set; }

    [BindProperty]
    public string? Images { get; set; }

    [BindProperty]
    public string? System { get; set; }

    [BindProperty]
    public string? InstalledFrom { get; set; }

    [BindProperty]
    public string? InstalledTo { get; set; }

    [BindProperty]
    public string? Instruction { get; set; }

    [BindProperty]
    public string? Before { get; set; }

    /// <summary>The incident that it begins with: its page leads here.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Incident { get; set; }

    public IReadOnlyList<Choice> Instructions => [.. Enum.GetValues<SafetyInstruction>().Select(one => new Choice(one.Code(), Say($"recall-do-{one}"), Say($"recall-do-{one}-hint")))];

    public IReadOnlyList<Choice> Systems =>
    [
        new(string.Empty, Say("recall-any-system")),
        .. Enum.GetValues<OsPlan>().Where(plan => plan is not OsPlan.None).Select(plan => new Choice(plan.Code(), Word(plan.Code()))),
    ];

    public async Task<IActionResult> OnPostAsync()
    {
        var filter = Filter();
        var known = Codes.TryParse<SafetyInstruction>(Instruction, out var instruction);
        Mistakes
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"))
            .Unless(filter is not { Batteries: [], Models: [], Batches: [], Images: [], Systems: [] }, "batteries", Say("recall-say-which"))
            .Unless(Typed(System) is null || !filter.Systems.IsEmpty, "system", Say("choose-one"))
            .Unless(Typed(InstalledFrom) is null || filter.InstalledFrom is not null, "installedFrom", Say("choose-day"))
            .Unless(Typed(InstalledTo) is null || filter.InstalledTo is not null, "installedTo", Say("choose-day"))
            .Unless(known, "instruction", Say("choose-one"))
            .Unless(Typed(Before) is null || DayOf(Before) is not null, "before", Say("choose-day"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new CreateRecall(Reason!.Trim(), filter, instruction) { AnswerBefore = DayOf(Before), Incident = Typed(Incident) };
        var commandId = Once(command);
        var id = AggregateIds.Make("recall", commandId);

        if (!IsDone(await grains.GetGrain<IRecallGrain>($"recall/{id}").DoAsync(command, Caller, commandId)))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/recalls/{id}", Say("recall-written"));
    }

    private RecallFilter Filter() => new()
    {
        Batteries = NumbersIn(Batteries),
        Models = NumbersIn(Models),
        Batches = NumbersIn(Batches),
        Images = NumbersIn(Images),
        Systems = Codes.TryParse<OsPlan>(System, out var plan) ? [plan] : [],
        InstalledFrom = DayOf(InstalledFrom),
        InstalledTo = DayOf(InstalledTo),
    };

    private static ImmutableArray<string> NumbersIn(string? text) => [.. (text ?? string.Empty).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
