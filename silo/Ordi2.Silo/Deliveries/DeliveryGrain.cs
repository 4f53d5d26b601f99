using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Deliveries;
using Ordi2.Ledger.Machines;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Deliveries;

/// <summary>Read, decide, write; and open the incidents of a shortage, which stays due until they are open.</summary>
internal sealed class DeliveryGrain(AggregateDesk desk, MachineQueries machines) : Grain, IDeliveryGrain
{
    private Aggregate<Delivery, DeliveryCommand, DeliveryEvent, DeliveryTerms> _delivery = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _delivery = desk.Open(Kinds.Delivery, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _delivery.LoadAsync(cancellationToken);
    }

    public async Task<Reply<DeliveryTerms>> DoAsync(DeliveryCommand command, Caller caller, Guid commandId)
    {
        var reply = await _delivery.DoAsync(command, caller, commandId);
        return reply is Done<DeliveryTerms> && command is EndArrival && await OpenIncidentsAsync() > 0 ? new Done<DeliveryTerms>(_delivery.Terms!) : reply;
    }

    public Task<DeliveryTerms?> GetAsync() => Task.FromResult(_delivery.Terms);

    public Task ForgetTextsAsync() => _delivery.ForgetTextsAsync();

    public async Task<int> WakeAsync() => await _delivery.WakeAsync() + await OpenIncidentsAsync();

    /// <summary>What left by scan was lost on the road; what never left was not packed, or not loaded.</summary>
    private async Task<int> OpenIncidentsAsync()
    {
        if (_delivery.State.ShortSince is not { } since || _delivery.Terms is not { } terms)
        {
            return 0;
        }

        var missing = terms.Difference?.Missing ?? [];
        var onTheRoad = ImmutableArray.CreateBuilder<MachineId>();

        foreach (var machine in missing)
        {
            if (await machines.GetAsync(machine.Text) is { Status: MachineStatus.InTransit })
            {
                onTheRoad.Add(machine);
            }
        }

        var opened = new List<string>(2);
        var caller = new Caller(new PersonId("system"), terms.Consignee, Role.System, new DeviceId($"delivery/{terms.Id}"));
        await OpenAsync(ChainLink.Transport, terms.Carrier, onTheRoad.ToImmutable());
        await OpenAsync(ChainLink.Packing, terms.From, [.. missing.Except(onTheRoad)]);
        await _delivery.DoAsync(new NoteIncidents { Incidents = [.. opened] }, caller, CommandIds.Of(this.GetPrimaryKeyString(), $"incidents/{since.UtcTicks}"));
        return opened.Count;

        async Task OpenAsync(ChainLink link, OrganisationId handler, ImmutableArray<MachineId> lacking)
        {
            if (lacking.IsEmpty)
            {
                return;
            }

            var id = $"{IncidentRules.Shortage}{link}-{terms.Id}".ToLowerInvariant();
            await GrainFactory.GetGrain<IIncidentGrain>($"incident/{id}").DoAsync(
                new OpenIncident(IncidentKind.Discrepancy, $"Il manque {(lacking.Length == 1 ? "une machine" : $"{lacking.Length} machines")} à la livraison {terms.Id}.")
                {
                    Pole = _delivery.State.Pole,
                    Handler = handler,
                    Link = link,
                    About = $"delivery/{terms.Id}",
                    Machines = lacking,
                    HappenedAt = since,
                },
                caller,
                CommandIds.Of(this.GetPrimaryKeyString(), $"{id}/{since.UtcTicks}"));
            opened.Add(id);
        }
    }
}
