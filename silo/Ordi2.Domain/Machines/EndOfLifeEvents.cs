using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Domain.Machines;

[StoredAs("machine.dismantled.v1")]
public sealed record Dismantled(ImmutableArray<PartTaken> Parts) : MachineEvent
{
    public ImmutableArray<string> NoMediaConfirmedBy { get; init; } = [];
}

[StoredAs("machine.scrapped.v1")]
public sealed record Scrapped([FreeText] string Reason, BatchId Batch, bool WithData) : MachineEvent;

[StoredAs("machine.rescued-from-waste.v1")]
public sealed record RescuedFromWaste([FreeText] string Reason) : MachineEvent;

/// <param name="Proof">Number of the attestation de traitement.</param>
[StoredAs("machine.recycled.v1")]
public sealed record RecyclingConfirmed(BatchId Batch, string Proof) : MachineEvent
{
    /// <summary>How the data in it was destroyed; only of a machine that left with data.</summary>
    public DataDestruction? Destruction { get; init; }
}
