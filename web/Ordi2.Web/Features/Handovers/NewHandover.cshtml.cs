using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Handovers;

/// <summary>Machines pass to another organisation, or came from one: one side says so here, the other confirms.</summary>
internal sealed class NewHandoverPage(PaperDesk papers, PoleMembers members, HouseSearch search, Houses houses, IGrainFactory grains) : RolePage(HandoversPage.Hands)
{
    private const string Give = "give";
    private const string Take = "take";

    private ImmutableArray<OrganisationId> _others = [];

    [BindProperty]
    public string? Way { get; set; }

    [BindProperty]
    public string? Other { get; set; }

    [BindProperty]
    public string? Named { get; set; }

    /// <summary>Labels, one a line; a list of machines leads here with some.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Machines { get; set; }

    /// <summary>Who takes them, where the page that leads here knows.</summary>
    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public Names Names { get; private set; } = Names.None;

    public IReadOnlyList<Choice> Ways => [new(Give, Say("handover-way-give"), Say("handover-way-give-hint")), new(Take, Say("handover-way-take"), Say("handover-way-take-hint"))];

    public IReadOnlyList<Choice> Others => [.. _others.Select(one => new Choice(one.Text, Names[one])), new(HouseSearch.Another, Say("house-other"), Say("picking-carrier-other-hint"))];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HandoversPage.Hands.Contains(Caller.Role))
        {
            var before = (await papers.ListAsync<HandoverTerms>(Caller, "handover", filter => filter with { Limit = PaperDesk.Most }, HttpContext.RequestAborted)).Items;
            var pole = Caller.Role is Role.Coordinator
                ? (await members.AllAsync(Caller, HttpContext.RequestAborted)).Where(house => house.Status is OrganisationStatus.Active).Select(house => house.Id)
                : Enumerable.Empty<OrganisationId>();
            var asked = Typed(To) is { } to && AggregateIds.IsOne(to) ? (await houses.ProfileAsync(to))?.Id : null;
            _others = [.. new[] { asked }.OfType<OrganisationId>().Concat(before.SelectMany(one => new[] { one.From, one.To })).Concat(pole).Where(one => one != Caller.Organisation).Distinct()];
            Names = await papers.NamesAsync(_others.Select(one => (OrganisationId?)one));
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => (Way, Other) = (Give, _others.Length > 0 ? _others[0].Text : HouseSearch.Another);

    public async Task<IActionResult> OnPostAsync()
    {
        var machines = ImmutableArray.CreateBuilder<MachineId>();

        foreach (var (line, machine) in TypedLabels.Read(Machines))
        {
            if (machine is { } known)
            {
                machines.Add(known);
            }
            else
            {
                Mistakes.Add("machines", Say("handover-no-label", line));
            }
        }

        Mistakes
            .Unless(Way is Give or Take, "way", Say("choose-one"))
            .Unless(machines.Count > 0 || Mistakes.Any, "machines", Say("handover-say-machines"));
        var other = await search.ChosenAsync(this, ("other", Other), ("named", Named), _others);

        if (Mistakes.Any)
        {
            return Page();
        }

        var (from, to) = Way is Give ? (Caller.Organisation, other!.Value) : (other!.Value, Caller.Organisation);
        var command = new OfferHandover(from, to) { Machines = [.. machines.Distinct()] };
        var commandId = Once(command);
        var id = AggregateIds.Make("handover", commandId);

        if (!IsDone(await grains.GetGrain<IHandoverGrain>($"handover/{id}").DoAsync(command, Caller, commandId), "machines"))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/handovers/{id}", Say("handover-offered"));
    }
}
