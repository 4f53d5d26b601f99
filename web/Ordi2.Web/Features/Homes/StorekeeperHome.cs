using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Picking;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>The storekeeper, in the order of the goods: receive at the dock, gather, pack, ship.</summary>
internal sealed class StorekeeperHome(Arrivals arrivals, PickList picks, HeldMachines held, PaperDesk papers, MachineQueries machines, ProvenBatches proven, ReturnTasks returns) : IRoleHome
{
    private const int SingleTasks = 4;

    public Role Role => Role.Storekeeper;

    public async Task<HomeView> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var coming = await arrivals.InAsync(page.Caller, cancellationToken, DonationStatus.InCollection, DonationStatus.Received);
        var returning = (await machines.ListAsync(
            new MachineFilter { Owner = page.Caller.Organisation.Text, Status = MachineStatus.Returning, Limit = MachineFilter.MostRows }, cancellationToken)).Rows.Length;
        var toGather = await picks.ReadAsync(page.Caller, null, cancellationToken);
        var refused = (await papers.InAsync<DeliveryTerms, DeliveryStatus>(page.Caller, "delivery", cancellationToken, DeliveryStatus.Refused))
            .Count(delivery => delivery.From == page.Caller.Organisation);
        var names = await papers.NamesAsync(coming.Select(one => (OrganisationId?)one.Donation.Donor).Concat(toGather.Named));

        return new()
        {
            Tasks =
            [
                .. Receptions(page, coming, names),
                .. returning > 0 ? [new HomeTask("/receptions#back", page.Count("todo-returning", returning), returning)] : Array.Empty<HomeTask>(),
                .. await returns.OfWorkshopAsync(page, cancellationToken),
                .. refused > 0 ? [new HomeTask("/deliveries?status=REFUSED", page.Count("todo-refused", refused), refused, Tone: Tone.Warn)] : Array.Empty<HomeTask>(),
                .. Gather(page, toGather, names),
                .. Deliveries(page, toGather, names),
                .. await proven.TasksAsync(page, cancellationToken),
            ],
            Actions = [("/receptions", page.Say("receptions")), ("/picking", page.Say("picking"))],
            Figures = await Task.WhenAll(((MachineStatus[])[MachineStatus.Received, MachineStatus.Ready, MachineStatus.Reserved, MachineStatus.Packed])
                .Select(status => held.FigureAsync(page, status, cancellationToken))),
            Doors =
            [
                new("/receptions", page.Say("receptions"), page.Say("door-receptions"), "inbox"),
                new("/picking", page.Say("picking"), page.Say("door-picking"), "shelf"),
                new("/deliveries", page.Say("nav-deliveries"), page.Say("door-deliveries-out"), "truck"),
                new("/batches", page.Say("batches"), page.Say("door-batches"), "recycle"),
                new("/labels", page.Say("labels"), page.Say("door-labels"), "print"),
                new("/documents", page.Say("door-papers"), page.Say("door-papers-store"), "document"),
                page.Board(),
            ],
        };
    }

    private static IEnumerable<HomeTask> Receptions(HomePage page, Arrival[] coming, Names names)
    {
        // Counted, and the note not signed: nobody owns the machines yet.
        foreach (var one in coming.Where(one => one.Donation is { Status: DonationStatus.Received, ReceptionNote: null }).OrderBy(one => one.Donation.CountedAt))
        {
            yield return new($"/receptions/{one.Donation.Id}", page.Say("todo-reception-note", names[one.Donation.Donor]), Tone: Tone.Warn);
        }

        var open = coming.Where(one => one.Donation.Status is DonationStatus.InCollection).OrderByDescending(one => one.PickedUp ?? 0).ToArray();

        if (open.Length > SingleTasks)
        {
            yield return new("/receptions", page.Count("todo-receptions", open.Length), open.Length);
            yield break;
        }

        foreach (var one in open)
        {
            yield return one.Left > 0
                ? new($"/receptions/{one.Donation.Id}", page.Count("todo-reception", one.Left, names[one.Donation.Donor]), one.Left)
                : new($"/receptions/{one.Donation.Id}", page.Say("todo-reception-end", names[one.Donation.Donor]), Tone: Tone.Warn);
        }
    }

    private static IEnumerable<HomeTask> Gather(HomePage page, Picks toGather, Names names)
    {
        var groups = toGather.ByDossier.ToArray();

        if (groups.Length > SingleTasks)
        {
            yield return new("/picking", page.Count("todo-picks", toGather.Machines.Length), toGather.Machines.Length);
            yield break;
        }

        foreach (var group in groups)
        {
            yield return new($"/picking/{group.Key}", page.Count("todo-pick", group.Count(), toGather.NameOf(group.Key, names)), group.Count());
        }
    }

    private static IEnumerable<HomeTask> Deliveries(HomePage page, Picks toGather, Names names)
    {
        if (toGather.Prepared.Length > SingleTasks)
        {
            yield return new("/picking", page.Count("todo-packings", toGather.Prepared.Length), toGather.Prepared.Length);
            yield break;
        }

        foreach (var delivery in toGather.Prepared)
        {
            var packed = delivery.Boxes.SelectMany(box => box.Machines).Distinct().Count();
            yield return packed < delivery.Machines.Length
                ? new($"/deliveries/{delivery.Id}/packing", page.Count("todo-packing", delivery.Machines.Length - packed, names[delivery.Consignee]), delivery.Machines.Length - packed)
                : new($"/deliveries/{delivery.Id}/packing", page.Say("todo-shipping", names[delivery.Consignee]), Tone: Tone.Warn);
        }
    }
}
