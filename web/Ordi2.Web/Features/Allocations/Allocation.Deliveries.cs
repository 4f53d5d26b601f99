using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Allocations;

/// <summary>The machines of one workshop that are reserved, and how they leave.</summary>
/// <param name="From">The workshop that has them.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Machines">Those that are on no pick list yet.</param>
/// <param name="Deliveries">Its deliveries for the dossier.</param>
internal sealed record Departure(OrganisationId From, string Name, ImmutableArray<MachineId> Machines, ImmutableArray<DeliveryTerms> Deliveries);

/// <summary>What was reserved leads to deliveries, one from each workshop that has some of it.</summary>
internal sealed partial class AllocationPage
{
    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? Carrier { get; set; }

    public ImmutableArray<Departure> Departures { get; private set; } = [];

    private ImmutableArray<OrganisationProfile> Houses { get; set; } = [];

    /// <summary>The workshop drives, the EPN fetches, or a carrier of the pole.</summary>
    public IReadOnlyList<Choice> CarriersOf(Departure departure) =>
    [
        new(departure.From.Text, departure.Name, Say("delivery-by-workshop")),
        new(Allocation.Epn.Text, Names[Allocation.Epn], Say("delivery-by-epn")),
        .. Houses.Where(one => one.Status is OrganisationStatus.Active && one.Activities.Contains(Activity.Carrier)).Select(one => new Choice(one.Id.Text, one.Name, Say("delivery-by-carrier"))),
    ];

    /// <summary>Who drives from a workshop: each has a form of its own.</summary>
    public static string CarrierOf(OrganisationId from) => $"carrier-{from}";

    /// <summary>A delivery is begun with the machines of one workshop on its list; packing is the workshop's.</summary>
    public async Task<IActionResult> OnPostDeliverAsync()
    {
        if (Departures.FirstOrDefault(one => one.From.Text == From) is not { } departure)
        {
            return Page();
        }

        if (CarriersOf(departure).All(one => one.Value != Carrier))
        {
            Mistakes.Add(CarrierOf(departure.From), Say("delivery-choose-carrier"));
            return Page();
        }

        var create = new CreateDelivery(departure.From, Allocation.Epn, new OrganisationId(Carrier!), Allocation.Dossier);
        var commandId = Once(create, Allocation.Id.Text);
        var id = AggregateIds.Make("delivery", commandId);
        var grain = grains.GetGrain<IDeliveryGrain>($"delivery/{id}");

        if (!IsDone(await grain.DoAsync(create, Caller, commandId)))
        {
            return Page();
        }

        // Sent twice, the machines are on the list already, and those of another list are not taken from it.
        if (departure.Machines.Length > 0)
        {
            var add = new AddMachines { Machines = departure.Machines };

            if (await grain.DoAsync(add, Caller, Once(add, id)) is Refused<DeliveryTerms> { Reason: var reason })
            {
                return Onward($"/deliveries/{id}", Why(reason), Tone.Warn);
            }
        }

        return Onward($"/deliveries/{id}", Count("allocation-delivery-begun", departure.Machines.Length, departure.Name));
    }

    private async Task ReadDeliveriesAsync(CancellationToken cancellationToken)
    {
        if (Allocation.Status is not (AllocationStatus.Confirmed or AllocationStatus.Partial))
        {
            return;
        }

        Houses = await members.AllAsync(Caller, cancellationToken);
        var secured = Allocation.Machines.Where(one => one.State is AllocatedState.Secured or AllocatedState.KeptGoing).Select(one => one.Machine.Text).ToHashSet(StringComparer.Ordinal);
        var rows = (await machines.ListAsync(new MachineFilter { Dossier = Allocation.Dossier.Text, Limit = MachineFilter.MostRows }, cancellationToken)).Rows
            .Where(row => secured.Contains(row.Id) && row.Holder is not null)
            .ToArray();
        var deliveries = (await papers.InAsync<DeliveryTerms, DeliveryStatus>(
                Caller, "delivery", cancellationToken, DeliveryStatus.Preparing, DeliveryStatus.Ready, DeliveryStatus.Dispatched, DeliveryStatus.Delivered, DeliveryStatus.Partial))
            .Where(one => one.Dossier == Allocation.Dossier)
            .ToArray();
        var listed = deliveries.SelectMany(one => one.Machines).ToHashSet();
        Departures =
        [
            .. rows.Where(row => row.Status is MachineStatus.Reserved)
                .Select(row => row.Holder!)
                .Concat(deliveries.Select(one => one.From.Text))
                .Distinct(StringComparer.Ordinal)
                .Select(holder => new Departure(
                    new OrganisationId(holder),
                    Houses.FirstOrDefault(one => one.Id.Text == holder)?.Name ?? holder,
                    [.. rows.Where(row => row.Holder == holder && row.Status is MachineStatus.Reserved).Select(row => new MachineId(row.Id)).Where(machine => !listed.Contains(machine))],
                    [.. deliveries.Where(one => one.From.Text == holder)])),
        ];
    }
}
