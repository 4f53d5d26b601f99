using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
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

    [BindProperty]
    public string? Instruction { get; set; }

    [BindProperty]
    public string? Before { get; set; }

    /// <summary>The incident that it begins with: its page leads here.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Incident { get; set; }

    public IReadOnlyList<Choice> Instructions => [.. Enum.GetValues<SafetyInstruction>().Select(one => new Choice(one.Code(), Say($"recall-do-{one}"), Say($"recall-do-{one}-hint")))];

    public async Task<IActionResult> OnPostAsync()
    {
        var known = Codes.TryParse<SafetyInstruction>(Instruction, out var instruction);
        Mistakes
            .Unless(Typed(Reason) is not null, "reason", Say("say-reason"))
            .Unless(NumbersIn(Batteries).Length + NumbersIn(Models).Length > 0, "batteries", Say("recall-say-which"))
            .Unless(known, "instruction", Say("choose-one"))
            .Unless(Typed(Before) is null || DayOf(Before) is not null, "before", Say("choose-day"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var filter = new RecallFilter { Batteries = NumbersIn(Batteries), Models = NumbersIn(Models) };
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

    private static ImmutableArray<string> NumbersIn(string? text) => [.. (text ?? string.Empty).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
