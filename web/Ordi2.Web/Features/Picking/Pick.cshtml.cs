using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Picking;

/// <summary>The machines of one dossier, shelf by shelf: they are gathered, and put on the list of a delivery.</summary>
internal sealed class PickPage(PickList picks, PaperDesk papers, MachineQueries machines, Houses houses, IGrainFactory grains) : RolePage(Role.Storekeeper, Role.Supervisor)
{
    private const string Another = "other";

    private ImmutableArray<OrganisationId> _carriers = [];
    private OrganisationProfile? _house;

    [BindProperty]
    public string[] Machines { get; set; } = [];

    [BindProperty]
    public string? Carrier { get; set; }

    [BindProperty]
    public string? OtherCarrier { get; set; }

    public DossierId Dossier { get; private set; }

    public OrganisationId Epn { get; private set; }

    public Picks Picks { get; private set; } = Picks.None;

    public Names Names { get; private set; } = Names.None;

    /// <summary>The list that is being filled for this dossier, if there is one.</summary>
    public DeliveryTerms? Open => Picks.Prepared.FirstOrDefault(delivery => delivery.Status is DeliveryStatus.Preparing);

    public IReadOnlyList<Choice> MachineChoices =>
    [
        .. Picks.Machines.Select(row => new Choice(
            row.Id,
            $"{ShelfOf(row)} · {Label(row.Id)}",
            $"{$"{Capital(Word(row.Type.Code()))} {row.Maker} {row.Model}".Trim()} · {Say("picking-grade", Word(row.Grade.Code()))}")),
    ];

    public IReadOnlyList<Choice> Carriers =>
    [
        .. _carriers.Select(one => new Choice(one.Text, Names[one], one == Caller.Organisation ? Say("picking-carrier-we") : one == Epn ? Say("picking-carrier-epn") : null)),
        new(Another, Say("picking-carrier-other"), Say("picking-carrier-other-hint")),
    ];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var id = (string?)RouteData.Values["dossier"] ?? string.Empty;

        if (Caller.Role is not (Role.Storekeeper or Role.Supervisor) || !AggregateIds.IsOne(id) || !await IsOursAsync(id)
            || await grains.GetGrain<IDossierGrain>($"dossier/{id}").GetAsync() is not { } dossier)
        {
            context.Result = NotFound();
            return;
        }

        (Dossier, Epn) = (dossier.Id, dossier.Epn);
        await ReadAsync();
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet() => (Machines, Carrier) = ([.. Picks.Machines.Select(row => row.Id)], Open?.Carrier.Text ?? Caller.Organisation.Text);

    public async Task<IActionResult> OnPostAsync()
    {
        var chosen = Machines.Distinct(StringComparer.Ordinal).Select(text => new MachineId(text)).ToImmutableArray();
        var carrier = CarrierOf();
        Mistakes
            .Unless(chosen.Length > 0, "machines", Say("choose-machines"))
            .Unless(carrier is not null, Carrier == Another ? "otherCarrier" : "carrier", Say("picking-choose-carrier"));

        if (Mistakes.Any)
        {
            return Page();
        }

        // Also where the list was begun meanwhile, by the first half of a double click: the same form makes the same list.
        var create = new CreateDelivery(Caller.Organisation, Epn, carrier!.Value, Dossier);
        var commandId = Once(create);
        var id = Open?.Id.Text ?? AggregateIds.Make("delivery", commandId);
        var delivery = grains.GetGrain<IDeliveryGrain>($"delivery/{id}");
        var add = new AddMachines { Machines = chosen };

        if ((Open is null && !IsDone(await delivery.DoAsync(create, Caller, commandId), Carrier == Another ? "otherCarrier" : "carrier"))
            || !IsDone(await delivery.DoAsync(add, Caller, Once(add, id)), "machines"))
        {
            FormMistakes.Renew(HttpContext);
            return Page();
        }

        return Onward($"/deliveries/{id}/packing", Count("picking-listed", chosen.Length));
    }

    private OrganisationId? CarrierOf()
    {
        if (Open is { } open)
        {
            return open.Carrier;
        }

        if (Carrier == Another)
        {
            return Typed(OtherCarrier) is { } other ? new(other) : null;
        }

        return _carriers.Any(one => one.Text == Carrier) ? new(Carrier!) : null;
    }

    private string ShelfOf(MachineRow row) => row.Site is { } site ? _house?.Sites.FirstOrDefault(one => one.Id.Text == site)?.Name ?? site : Say("picking-no-shelf");

    /// <summary>Whoever holds, or held until it left, a machine of a dossier packs for it.</summary>
    private async Task<bool> IsOursAsync(string dossier) =>
        (await machines.ListAsync(new MachineFilter { Dossier = dossier, Holder = Caller.Organisation.Text, Limit = 1 }, HttpContext.RequestAborted)).Rows.Length > 0;

    private async Task ReadAsync()
    {
        Picks = await picks.ReadAsync(Caller, Dossier.Text, HttpContext.RequestAborted);
        _house = await houses.ProfileAsync(Caller.Organisation.Text);
        var deliveries = (await papers.ListAsync<DeliveryTerms>(Caller, "delivery", cancellationToken: HttpContext.RequestAborted)).Items;
        var rounds = (await papers.ListAsync<RoundTerms>(Caller, "round", cancellationToken: HttpContext.RequestAborted)).Items;

        // Who drove before drives again; anybody else is named by the identifier that the pole gave.
        _carriers = [.. deliveries.Select(delivery => delivery.Carrier).Concat(rounds.Select(round => round.Carrier)).Prepend(Epn).Prepend(Caller.Organisation).Distinct()];
        Names = await papers.NamesAsync(_carriers.Select(one => (OrganisationId?)one));
    }
}
