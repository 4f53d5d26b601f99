using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain;

/// <summary>What a decision answers: facts to write down (none for a repetition), or a refusal.</summary>
public abstract record Decision<TEvent>
{
    private protected Decision()
    {
    }
}

/// <summary>These facts are to be written, all or none.</summary>
public sealed record Accept<TEvent>(ImmutableArray<TEvent> Events) : Decision<TEvent>;

/// <summary>Nothing is to be written.</summary>
public sealed record Refuse<TEvent>(Refusal Reason) : Decision<TEvent>;

/// <summary>Where a fact comes from. The ledger keeps it in columns of its own, beside the fact.</summary>
/// <param name="OccurredAt">When it happened, by the device's clock.</param>
/// <param name="RecordedAt">When we wrote it down, by the server's clock.</param>
/// <param name="Person">Who, opaque.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Device">On which device.</param>
/// <param name="CommandId">The id of the scan or command that caused it; none for a fact that follows from another.</param>
public sealed record Provenance(
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    PersonId Person,
    OrganisationId Organisation,
    DeviceId Device,
    Guid? CommandId);

/// <summary>A fact with its number in its stream and where it comes from.</summary>
public sealed record Recorded<TEvent>(long Seq, TEvent Event, Provenance From);

/// <summary>The name under which a fact is stored, for ever. Never reused; a fact that needs more gets a new record and a new name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StoredAsAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
