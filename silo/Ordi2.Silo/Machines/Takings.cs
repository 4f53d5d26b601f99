using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Domain;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Parts;
using Ordi2.Ledger;

namespace Ordi2.Silo.Machines;

/// <summary>
/// What is taken for a machine before its own fact: a part that is fitted, a place in a dossier. The taking stands in the ledger as
/// untold until the clock has asked the machine whether it knows of it.
/// </summary>
internal static class Takings
{
    /// <summary>How far the clocks of two silos may lie apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const string Parts = "part/";
    private const string Dossiers = "dossier/";

    /// <summary>Whether facts of this stream may take something for a machine.</summary>
    public static bool Concern(string stream) => stream.StartsWith(Parts, StringComparison.Ordinal) || stream.StartsWith(Dossiers, StringComparison.Ordinal);

    /// <returns>For which machine what was taken, or nothing.</returns>
    public static (MachineId Machine, Taking Taken)? Of(StoredEvent stored)
    {
        var machine = stored.Stream.StartsWith(Parts, StringComparison.Ordinal) ? Kinds.Part.TakenFor(EventCatalog<PartEvent>.Read(stored.Type, stored.Told.Span))
            : stored.Stream.StartsWith(Dossiers, StringComparison.Ordinal) ? Kinds.Dossier.TakenFor(EventCatalog<DossierEvent>.Read(stored.Type, stored.Told.Span))
            : null;

        return machine is { } found ? (found, new(stored.Stream, stored.Seq, new OrganisationId(stored.Organisation), stored.RecordedAt)) : null;
    }

    public static PartId? PartOf(Taking taken) => taken.Stream.StartsWith(Parts, StringComparison.Ordinal) ? new PartId(taken.Stream[Parts.Length..]) : null;

    public static DossierId? DossierOf(Taking taken) => taken.Stream.StartsWith(Dossiers, StringComparison.Ordinal) ? new DossierId(taken.Stream[Dossiers.Length..]) : null;

    /// <summary>Whether the machine was given to the dossier by what took the place: where it went from there, it told the dossier itself.</summary>
    public static bool WasAllocated(ImmutableArray<Recorded<MachineEvent>> history, DossierId dossier, DateTimeOffset since) =>
        history.Any(one => one.Event is MachineAllocated allocated && allocated.Dossier == dossier && one.From.RecordedAt > since - Skew);
}
