using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Recycling;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Recycling;

/// <summary>Read, decide, write; and open the incident of data of which nobody proves the destruction, which stays due until it is open.</summary>
internal sealed class BatchGrain(AggregateDesk desk) : Grain, IBatchGrain
{
    private const int MostMachines = 500;

    private Aggregate<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms> _batch = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _batch = desk.Open(Kinds.Batch, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _batch.LoadAsync(cancellationToken);
    }

    public Task<Reply<BatchTerms>> DoAsync(BatchCommand command, Caller caller, Guid commandId) => _batch.DoAsync(command, caller, commandId);

    public Task<BatchTerms?> GetAsync() => Task.FromResult(_batch.Terms);

    public Task ForgetTextsAsync() => _batch.ForgetTextsAsync();

    public async Task<int> WakeAsync()
    {
        // The incident first: a process that dies between the two opens the same one again.
        if (_batch.State.ProofDueAt is { } due && due <= desk.Now && _batch.Terms is { } terms && !await OpenIncidentAsync(terms, due))
        {
            return 0;
        }

        return await _batch.WakeAsync();
    }

    private async Task<bool> OpenIncidentAsync(BatchTerms terms, DateTimeOffset due)
    {
        var id = $"{IncidentRules.Data}{terms.Id}".ToLowerInvariant();
        var reply = await GrainFactory.GetGrain<IIncidentGrain>($"incident/{id}").DoAsync(
            new OpenIncident(IncidentKind.Data, $"Le lot {terms.Id} est parti avec des données : la preuve de leur destruction n'est pas arrivée.")
            {
                Pole = _batch.State.Pole,
                Handler = terms.Holder,
                About = $"batch/{terms.Id}",
                Machines = [.. terms.Machines.Take(MostMachines)],
                HappenedAt = due,
                Call = [terms.Recycler],
            },
            new Caller(new PersonId("system"), terms.Holder, Role.System, new DeviceId($"batch/{terms.Id}")),
            CommandIds.Of(this.GetPrimaryKeyString(), $"{id}/{due.UtcTicks}"));

        if (reply is Refused<IncidentTerms> { Reason: var reason })
        {
            desk.CouldNot(this.GetPrimaryKeyString(), "open", reason);
            return false;
        }

        return true;
    }
}
