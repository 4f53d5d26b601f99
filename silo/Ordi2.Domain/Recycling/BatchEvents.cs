using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Domain.Recycling;

/// <summary>A fact in the life of a recycling batch.</summary>
public abstract record BatchEvent
{
    private protected BatchEvent()
    {
    }
}

[StoredAs("batch.created.v1")]
public sealed record BatchCreated(
    OrganisationId Holder,
    OrganisationId Recycler,
    WasteFlow Flow,
    string WasteCode,
    string Container,
    bool DataDestruction,
    OrganisationId? Pole = null) : BatchEvent
{
    /// <summary>Usual name of the waste.</summary>
    public string? UsualName { get; init; }

    /// <summary>Whether it holds persistent organic pollutants; nothing where nobody said it.</summary>
    public bool? PersistentPollutants { get; init; }

    /// <summary>Code of the Basel Convention.</summary>
    public string? BaselCode { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("batch.machine-added.v1")]
public sealed record MachineAdded(MachineId Machine, DeviceType Type, bool WithData) : BatchEvent;

[StoredAs("batch.batteries-added.v1")]
public sealed record BatteriesAdded(int Count, long Grams, string Photo, bool Dangerous) : BatchEvent;

[StoredAs("batch.machine-taken-out.v1")]
public sealed record MachineTakenOut(MachineId Machine, [FreeText] string Reason) : BatchEvent;

[StoredAs("batch.sealed.v1")]
public sealed record BatchSealed : BatchEvent;

/// <summary>The weight on the scale beside what the machines should weigh together; the latter is absent where it is not known.</summary>
[StoredAs("batch.weighed.v1")]
public sealed record BatchWeighed(long NetGrams, bool Confirmed, long? NominalGrams = null) : BatchEvent
{
    /// <summary>The set that the nominal weights are of.</summary>
    public string? FactorSetVersion { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("batch.handed-over.v1")]
public sealed record BatchHandedOver(
    OrganisationId Carrier,
    TraceabilityDocument Traceability,
    string? SlipNumber = null,
    string? CarrierReceipt = null) : BatchEvent
{
    /// <summary>By when the destruction of data is to be proven, as the rules were then; an old event does not say it.</summary>
    public DateTimeOffset? ProofBefore { get; init; }

    /// <summary>Who arranged it for others.</summary>
    public OrganisationId? Broker { get; init; }

    /// <summary>SIREN of the eco-organism.</summary>
    public string? EcoOrganism { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("batch.accepted.v1")]
public sealed record BatchAccepted : BatchEvent;

[StoredAs("batch.part-refused.v1")]
public sealed record BatchPartRefused(ImmutableArray<MachineId> Machines, [FreeText] string Reason) : BatchEvent;

/// <summary>No proof of the destruction of data came in time.</summary>
[StoredAs("batch.proof-overdue.v1")]
public sealed record BatchProofOverdue : BatchEvent;

[StoredAs("batch.proven.v1")]
public sealed record BatchProven(string Document, string TreatmentCode) : BatchEvent
{
    /// <summary>How the data in it was destroyed; absent where none was in it, or where nobody was asked yet.</summary>
    public DataDestruction? Destruction { get; init; }
}
