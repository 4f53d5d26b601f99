using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Calls;

/// <summary>A pole writes a call; it stays a draft until it is published.</summary>
internal sealed class NewCallPage(IGrainFactory grains, BoardFigures figures, RulesInForce rules) : CallForm(figures)
{
    private ImmutableArray<Criterion> _usual = [];

    protected override ImmutableArray<Criterion> Usual => _usual;

    [BindProperty]
    public string? Mode { get; set; }

    public IReadOnlyList<Choice> Modes => [.. Enum.GetValues<CallMode>().Select(mode => new Choice(mode.Code(), Say($"call-mode-{mode}"), Say($"call-mode-{mode}-hint")))];

    public async Task OnGetAsync()
    {
        Mode = CallMode.Dated.Code();
        _usual = (await rules.ForAsync(Caller)).JuryCriteria;
        await ReadStockAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var known = Codes.TryParse<CallMode>(Mode, out var mode);
        Mistakes.Unless(known, "mode", Say("choose-one"));

        if (Read(mode) is { } plan)
        {
            var command = new CreateCall(Caller.Organisation, mode, plan);
            var commandId = Once(command);
            var id = AggregateIds.Make("call", commandId);

            if (await grains.GetGrain<ICallGrain>($"call/{id}").DoAsync(command, Caller, commandId) is not Refused<CallTerms> { Reason: var reason })
            {
                return Onward($"/calls/{id}", Say("call-written"));
            }

            Refuse(reason, FieldOf(reason));
        }

        await ReadStockAsync();
        return Page();
    }
}
