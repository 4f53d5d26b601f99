using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Handovers;
using Ordi2.Ledger;

namespace Ordi2.Web.Features.Handovers;

/// <summary>Somebody said something of a handover.</summary>
/// <param name="At">When.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Person">Who, opaque.</param>
/// <param name="Role">As what; nothing where it was not kept.</param>
internal sealed record HandoverWord(DateTimeOffset At, OrganisationId Organisation, PersonId Person, Role? Role);

/// <summary>What only the history of a handover knows: who said what of it, and when.</summary>
internal sealed record HandoverFile
{
    public HandoverWord? Offered { get; init; }

    /// <summary>The other side agreed or objected, or whoever offered it took it back; of a silence only the moment counts.</summary>
    public HandoverWord? Answered { get; init; }

    /// <summary>Who made the code that is good now.</summary>
    public HandoverWord? Coded { get; init; }

    /// <summary>On whose device that code was entered; nothing where none was.</summary>
    public HandoverWord? Entered { get; init; }
}

/// <summary>Reads the histories of handovers; whoever asks has looked whether the reader may see them.</summary>
internal sealed class HandoverFiles(ILedger ledger)
{
    public async Task<HandoverFile> OfAsync(HandoverId handover, CancellationToken cancellationToken) =>
        (await ledger.ReadAsync($"handover/{handover}", cancellationToken)).Events.Aggregate(new HandoverFile(), Fold);

    private static HandoverFile Fold(HandoverFile file, StoredEvent stored) => EventCatalog<HandoverEvent>.Read(stored.Type, stored.Told.Span) switch
    {
        HandoverOffered e => file with { Offered = Word(stored, e.DeclaredBy == e.From ? e.FromRole : e.ToRole) },
        CodeMade e => file with { Coded = Word(stored, e.Role) },

        // Who made the code signed with it; who entered it only held the device.
        HandoverConfirmed { Proof: HandoverProof.ByCode } when file.Coded is { } coded =>
            file with { Answered = coded with { At = stored.RecordedAt }, Entered = Word(stored, null) },
        HandoverConfirmed e => file with { Answered = Word(stored, e.Role) },
        HandoverObjected e => file with { Answered = Word(stored, e.Role) },
        HandoverWithdrawn => file with { Answered = Word(stored, null) },
        _ => file,
    };

    private static HandoverWord Word(StoredEvent stored, Role? role) => new(stored.RecordedAt, new(stored.Organisation), new(stored.Actor), role);
}
