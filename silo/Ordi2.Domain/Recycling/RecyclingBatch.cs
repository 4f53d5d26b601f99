using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Domain.Recycling;

/// <summary>What is known of a recycling batch from its history.</summary>
public sealed record RecyclingBatch(BatchId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public BatchTerms? Terms { get; init; }

    /// <summary>The pole of the workshop when the cage was opened.</summary>
    public OrganisationId? Pole { get; init; }

    /// <summary>What kind each machine is, for the nominal weight.</summary>
    public ImmutableSortedDictionary<string, DeviceType> Types { get; init; } =
        ImmutableSortedDictionary.Create<string, DeviceType>(StringComparer.Ordinal);

    /// <summary>The machines in it that have data on them.</summary>
    public ImmutableHashSet<MachineId> WithData { get; init; } = [];

    // Of events that were stored before there was a rule: it stays what it is, whatever the rule becomes.
    private const int DaysBeforeTheRule = 30;

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>When somebody must be told that no proof of the destruction of data came, if ever.</summary>
    public DateTimeOffset? ProofDueAt => Terms is { Proof: null, ProofOverdue: false, Status: not BatchStatus.Proven } known && BatchDecisions.TakesData(known) ? known.ProofBefore : null;

    private BatchTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public RecyclingBatch Evolve(BatchEvent @event, Provenance from)
    {
        var next = Change(@event, from);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private RecyclingBatch Change(BatchEvent @event, Provenance from) => @event switch
    {
        BatchCreated e => this with { Terms = Begin(e), Pole = e.Pole },
        MachineAdded e => this with
        {
            Terms = Known with { Machines = Known.Machines.Add(e.Machine), HoldsData = Known.HoldsData || e.WithData },
            WithData = e.WithData ? WithData.Add(e.Machine) : WithData,
            Types = Types.Add(e.Machine.Text, e.Type),
        },
        BatteriesAdded e => this with { Terms = Known with { Batteries = Known.Batteries.Add(new(from.RecordedAt, e.Count, e.Grams, e.Photo, e.Dangerous)) } },
        MachineTakenOut e => Without([e.Machine]),
        BatchSealed => With(BatchStatus.Closed),
        BatchWeighed e => this with { Terms = Known with { Status = BatchStatus.Weighed, NetGrams = e.NetGrams } },
        BatchHandedOver e => this with
        {
            Terms = Known with
            {
                Status = BatchStatus.HandedOver,

                // What left before there was a deadline has one as well: its data are as much in doubt.
                ProofBefore = e.ProofBefore ?? (BatchDecisions.TakesData(Known) ? from.OccurredAt.AddDays(DaysBeforeTheRule) : null),
                Register = new(
                    from.OccurredAt, Known.WasteCode, Known.NetGrams ?? 0, Known.Holder, e.Carrier, Known.Recycler, e.Traceability, e.SlipNumber, e.CarrierReceipt)
                {
                    UsualName = Known.UsualName,
                    PersistentPollutants = Known.PersistentPollutants,
                    BaselCode = Known.BaselCode,
                    Broker = e.Broker,
                    EcoOrganism = e.EcoOrganism,
                },
            },
        },
        BatchAccepted => With(BatchStatus.Accepted),
        BatchProofOverdue => this with { Terms = Known with { ProofOverdue = true } },
        BatchPartRefused e => Without(e.Machines) is var less
            ? less with { Terms = less.Known with { Status = BatchStatus.RefusedPart, RefusedMachines = [.. Known.RefusedMachines, .. e.Machines] } }
            : less,
        BatchProven e => this with
        {
            Terms = Known with
            {
                Status = BatchStatus.Proven,
                Proof = e.Document,
                Destruction = e.Destruction,
                Register = Known.Register is { } line ? line with { TreatmentCode = e.TreatmentCode } : null,
            },
        },
        _ => throw new UnreachableException($"A batch does not know {@event.GetType().Name}."),
    };

    private RecyclingBatch With(BatchStatus status) => this with { Terms = Known with { Status = status } };

    private RecyclingBatch Without(ImmutableArray<MachineId> machines) => this with
    {
        Terms = Known with { Machines = Known.Machines.RemoveRange(machines), HoldsData = !WithData.Except(machines).IsEmpty },
        WithData = WithData.Except(machines),
        Types = Types.RemoveRange(machines.Select(machine => machine.Text)),
    };

    private BatchTerms Begin(BatchCreated e) => new()
    {
        Id = Id,
        Holder = e.Holder,
        Recycler = e.Recycler,
        DataDestruction = e.DataDestruction,
        Flow = e.Flow,
        WasteCode = e.WasteCode,
        Container = e.Container,
        UsualName = e.UsualName,
        PersistentPollutants = e.PersistentPollutants,
        BaselCode = e.BaselCode,
    };
}
