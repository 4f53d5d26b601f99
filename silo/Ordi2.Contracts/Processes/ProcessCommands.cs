namespace Ordi2.Contracts.Processes;

/// <summary>A step was taken, or was refused. Only the process itself says so.</summary>
/// <param name="Number">Number of the answer, from 1: the next one that is not yet written down.</param>
/// <param name="Refused">Why it was refused; nothing where it was carried out.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.record-step"), Step("record-step")]
public sealed record RecordStep(
    [property: Id(0)] int Number,
    [property: Id(1)] Refusal? Refused = null) : ProcessCommand;
