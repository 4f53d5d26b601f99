using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Deliveries;

/// <summary>One machine stands for another.</summary>
/// <param name="Old">The machine that was meant.</param>
/// <param name="New">The machine that stands for it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.exchanged-machine")]
public sealed record ExchangedMachine(
    [property: Id(0)] MachineId Old,
    [property: Id(1)] MachineId New);

/// <summary>Machines that arrived elsewhere are replaced by those that arrived here. The delivery note is replaced, never edited.</summary>
/// <param name="Document">Number of the new delivery note.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.exchange-machines"), Step("exchange-machines")]
public sealed record ExchangeMachines(
    [property: Id(0)] string Document) : DeliveryCommand
{
    /// <summary>Which ones, 1 to 250.</summary>
    [Id(1)]
    public ImmutableArray<ExchangedMachine> Machines { get; init; } = [];
}

/// <summary>A machine was taken out of its box again. Told by the machine.</summary>
/// <param name="Machine">Which machine.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.take-out-of-box"), Step("take-out-of-box")]
public sealed record TakeOutOfBox(
    [property: Id(0)] MachineId Machine) : DeliveryCommand;

/// <summary>A delivery that was ready is being prepared again: one of its machines could not leave.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.delivery.prepare-again"), Step("prepare-again")]
public sealed record PrepareAgain(
    [property: Id(0)] string Reason) : DeliveryCommand;
