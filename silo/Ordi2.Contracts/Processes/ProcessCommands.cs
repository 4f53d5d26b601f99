namespace Ordi2.Contracts.Processes;

/// <summary>A step was taken, or was refused. Only the process itself says so.</summary>
/// <param name="Number">Number of the answer, from 1: the next one that is not yet written down.</param>
/// <param name="Refused">Why it was refused; nothing where it was carried out.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.record-step"), Step("record-step")]
public sealed record RecordStep(
    [property: Id(0)] int Number,
    [property: Id(1)] Refusal? Refused = null) : ProcessCommand;

/// <summary>
/// A person has looked at what a process could not take back, and put it right by the steps of those whom it concerns: nobody has
/// to look at it any more.
/// </summary>
/// <param name="Found">What was found and done, in words, without names of persons.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.settle"), Step("settle")]
public sealed record SettleProcess(
    [property: Id(0)] string Found) : ProcessCommand;
