using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Processes;

/// <summary>Machines are given to a line of a dossier, all or none (domain.md 4.3, transition 17).</summary>
/// <param name="Dossier">Which dossier.</param>
/// <param name="Line">Line of its needs, from 0.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.start-allocation"), Step("start-allocation")]
public sealed record StartAllocation(
    [property: Id(0)] DossierId Dossier,
    [property: Id(1)] int Line = 0) : ProcessCommand
{
    /// <summary>Which machines, 1 to 500, each once.</summary>
    [Id(2)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];
}

/// <summary>A step was taken, or was refused. Only the process itself says so.</summary>
/// <param name="Number">Number of the answer, from 1: the next one that is not yet written down.</param>
/// <param name="Refused">Why it was refused; nothing where it was carried out.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.record-step"), Step("record-step")]
public sealed record RecordStep(
    [property: Id(0)] int Number,
    [property: Id(1)] Refusal? Refused = null) : ProcessCommand;
