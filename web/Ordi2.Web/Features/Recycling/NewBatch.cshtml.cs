using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Recycling;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Directory;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recycling;

/// <summary>A cage is opened for a flow of waste: which code, for which recycler, and whether machines with data may go into it.</summary>
internal sealed class NewBatchPage(PaperDesk papers, HouseSearch search, DirectoryReader directory, RulesInForce rules, IGrainFactory grains) : RolePage(Role.Storekeeper, Role.Supervisor)
{
    private ImmutableArray<OrganisationId> _recyclers = [];
    private ImmutableArray<string> _codes = [];
    private OrganisationId? _before;

    [BindProperty]
    public string? Flow { get; set; }

    [BindProperty]
    public string? WasteCode { get; set; }

    [BindProperty]
    public string? Recycler { get; set; }

    [BindProperty]
    public string? OtherRecycler { get; set; }

    [BindProperty]
    public string? Container { get; set; }

    [BindProperty]
    public bool DataDestruction { get; set; }

    [BindProperty]
    public string? UsualName { get; set; }

    /// <summary>Whether the waste holds persistent organic pollutants, as far as somebody knows.</summary>
    [BindProperty]
    public string? Pollutants { get; set; }

    [BindProperty]
    public string? BaselCode { get; set; }

    public IReadOnlyList<Choice> PollutantAnswers => [new(string.Empty, Say("batch-pollutants-unknown")), new("no", Say("no")), new("yes", Say("yes"))];

    public Names Names { get; private set; } = Names.None;

    public IReadOnlyList<Choice> Flows => [.. Enum.GetValues<WasteFlow>().Select(flow => new Choice(flow.Code(), Capital(Word(flow.Code())), Say($"batch-flow-{flow}")))];

    public IReadOnlyList<Choice> WasteCodes => [.. _codes.Select(code => new Choice(code, Named(code)))];

    /// <summary>Whoever treated a batch of this workshop before, whoever shows itself in the directory, and anybody else by its number.</summary>
    public IReadOnlyList<Choice> Recyclers => [.. _recyclers.Select(one => new Choice(one.Text, Names[one])), new(HouseSearch.Another, Say("batch-recycler-other"), Say("picking-carrier-other-hint"))];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Caller.Role is Role.Storekeeper or Role.Supervisor)
        {
            var batches = (await papers.ListAsync<BatchTerms>(Caller, "batch", filter => filter with { Limit = PaperDesk.Most }, HttpContext.RequestAborted)).Items;
            var shown = await directory.AllAsync(Activity.Recycler, HttpContext.RequestAborted);
            ImmutableArray<OrganisationId> before = [.. batches.Where(batch => batch.Holder == Caller.Organisation).Select(batch => batch.Recycler).Distinct()];
            _before = before.IsEmpty ? null : before[0];
            _recyclers =
            [
                .. before.Concat(shown.Select(entry => new OrganisationId(entry.Id))).Distinct(),
            ];
            _codes = (await rules.ForAsync(Caller)).WasteCodes;
            Names = await papers.NamesAsync(_recyclers.Select(one => (OrganisationId?)one));
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>The code in the words of the European list of waste, where it has some.</summary>
    private string Named(string code)
    {
        var words = $"waste-{string.Concat(code.Where(char.IsAsciiDigit))}";
        var named = Texts.PageTexts.Has(words) ? $"{code} – {Say(words)}" : code;
        return code.EndsWith('*') ? Say("batch-code-dangerous", named) : named;
    }

    // Who treated a batch before goes on unless somebody says otherwise; a stranger is chosen, never proposed.
    public void OnGet() => (Flow, Recycler) = (WasteFlow.SmallIt.Code(), _before?.Text);

    public async Task<IActionResult> OnPostAsync()
    {
        var knownFlow = Codes.TryParse<WasteFlow>(Flow, out var flow);
        var recycler = await search.ChosenAsync(this, ("recycler", Recycler), ("otherRecycler", OtherRecycler), _recyclers);
        Mistakes
            .Unless(knownFlow, "flow", Say("choose-one"))
            .Unless(_codes.Contains(WasteCode ?? string.Empty, StringComparer.Ordinal), "wasteCode", Say("choose-one"))
            .Unless(string.IsNullOrEmpty(Pollutants) || Pollutants is "yes" or "no", "pollutants", Say("choose-one"))
            .Unless(Typed(BaselCode) is not { } basel || BatchDecisions.IsBaselCode(basel), "baselCode", Why(Refusal.Invalid("basel-code-wrong", Typed(BaselCode) ?? string.Empty)))
            .Unless(Typed(Container) is not null, "container", Say("batch-say-container"));

        if (Mistakes.Any)
        {
            return Page();
        }

        var command = new CreateBatch(Caller.Organisation, recycler!.Value, flow, WasteCode!, Container!.Trim())
        {
            DataDestruction = DataDestruction,
            UsualName = Typed(UsualName),
            PersistentPollutants = Pollutants switch { "yes" => true, "no" => false, _ => null },
            BaselCode = Typed(BaselCode),
        };
        var commandId = Once(command);
        var id = AggregateIds.Make("batch", commandId);

        if (!IsDone(await grains.GetGrain<IBatchGrain>($"batch/{id}").DoAsync(command, Caller, commandId), Recycler == HouseSearch.Another ? "otherRecycler" : "recycler"))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/batches/{id}", Say(BatchDecisions.HoldsMachines(flow) && Caller.Role is Role.Supervisor ? "batch-opened" : "batch-opened-plain"));
    }
}
