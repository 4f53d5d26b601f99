using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;

namespace Ordi2.Domain.Parts;

/// <summary>What is known of a part from its history.</summary>
public sealed record Part(PartId Id)
{
    /// <summary>What others may know; nothing before it was registered.</summary>
    public PartTerms? Terms { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private PartTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its registration.");

    public Part Evolve(PartEvent @event, Provenance from) => this with
    {
        Terms = Change(@event, from) with { Version = (Terms?.Version ?? 0) + 1 },
        Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
    };

    private PartTerms Change(PartEvent @event, Provenance from) => @event switch
    {
        PartRegistered e => new()
        {
            Id = Id,
            Type = e.Type,
            Holder = e.Holder,
            From = e.From,
            Medium = e.Medium,
            MediumState = e.MediumState,
            SerialSeenByAudit = e.SerialSeenByAudit,
        },
        PartWiped e => Known with { MediumState = e.State },
        PartWipeFailed => Known with { MediumState = MediumState.Failed },
        PartTested e => Known with { Test = new(e.Works, from.OccurredAt, e.How) },
        PartFitted e => Known with { Status = PartStatus.Fitted, In = e.Machine, FittedAt = from.OccurredAt },
        PartTakenOut e => Known with { Status = PartStatus.Removed, In = null, FittedAt = null, MediumState = e.MediumState },
        PartScrapped e => Known with
        {
            Status = PartStatus.Scrapped,
            MediumState = e.Witness is not null && Known.Medium is not null ? MediumState.Destroyed : Known.MediumState,
        },
        _ => throw new UnreachableException($"A part does not know {@event.GetType().Name}."),
    };
}
