using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Contracts.Machines;

/// <summary>Transition 1: the donor announces a machine of its gift.</summary>
/// <param name="Donation">The donation that it belongs to.</param>
/// <param name="Type">Kind of machine.</param>
/// <param name="Serial">The maker's serial, if known.</param>
/// <param name="DonorNumber">The number by which the donor keeps it in its own books (asset tag); at most 64 signs.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.declare-device"), Step("declare-device")]
public sealed record DeclareDevice(
    [property: Id(0)] DonationId Donation,
    [property: Id(1)] DeviceType Type = DeviceType.Unknown,
    [property: Id(2)] string? Serial = null,
    [property: Id(3)] string? DonorNumber = null) : MachineCommand;

/// <summary>Transition 2: the driver takes a machine on board.</summary>
/// <param name="Donation">The donation that it belongs to.</param>
/// <param name="Round">The round, which must be open.</param>
/// <param name="Type">Kind of machine.</param>
/// <param name="Load">Label of the pallet, crate or cage.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.pick-up"), Step("pick-up")]
public sealed record PickUp(
    [property: Id(0)] DonationId Donation,
    [property: Id(1)] RoundId Round,
    [property: Id(2)] DeviceType Type = DeviceType.Unknown,
    [property: Id(3)] string? Load = null) : MachineCommand;

/// <summary>Transition 3: the workshop takes the machine in and sticks its label.</summary>
/// <param name="Donation">The donation that it belongs to, where the label does not tell yet.</param>
/// <param name="Type">Kind of machine.</param>
/// <param name="Serial">The maker's serial, if readable.</param>
/// <param name="FromWasteStream">Whether it comes from a waste stream (déchèterie, eco-organism): it is then a WASTE.</param>
/// <param name="Round">The round that brought it, for a machine that gets its label only at the dock: its custody then begins at the donor's.</param>
/// <param name="DonorNumber">The donor's own number (asset tag) that is stuck on it, read before it comes off at cleaning; at most 64 signs.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.receive-device"), Step("receive-device")]
public sealed record ReceiveDevice(
    [property: Id(0)] DonationId? Donation = null,
    [property: Id(1)] DeviceType Type = DeviceType.Unknown,
    [property: Id(2)] string? Serial = null,
    [property: Id(3)] bool FromWasteStream = false,
    [property: Id(4)] RoundId? Round = null,
    [property: Id(5)] string? DonorNumber = null) : MachineCommand;

/// <summary>Transition 3, said later: a machine that was received without a gift belongs to this one, with all that receiving it so would have brought.</summary>
/// <param name="Donation">The donation that it came with; the workshop receives it, and it is not over.</param>
/// <param name="DonorNumber">The donor's own number (asset tag), if it is on it; at most 64 signs.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.attach-to-gift"), Step("attach-to-gift")]
public sealed record AttachToGift(
    [property: Id(0)] DonationId Donation,
    [property: Id(1)] string? DonorNumber = null) : MachineCommand;

/// <summary>Transition 4: the machine is not taken (a legal act: droit de regard, note of 25 April 2017).</summary>
/// <param name="Reason">Code of the list of refusal reasons: <c>too-old</c>, <c>crt</c>, <c>broken</c>, <c>locked</c>, <c>dangerous</c>, <c>not-in-gift</c>, <c>other</c>.</param>
/// <param name="Photo">Name of the photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.refuse-device"), Step("refuse-device")]
public sealed record RefuseDevice(
    [property: Id(0)] string Reason,
    [property: Id(1)] string? Photo = null) : MachineCommand;

/// <summary>Transition 5: visual triage.</summary>
/// <param name="Route">Where it goes.</param>
/// <param name="PowersOn">Result of the power-on test.</param>
/// <param name="CriteriaVersion">Version of the criteria that were applied; those in force at the pole where it is left out.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.triage"), Step("triage")]
public sealed record Triage(
    [property: Id(0)] Route Route,
    [property: Id(1)] bool PowersOn = true,
    [property: Id(2)] string? CriteriaVersion = null) : MachineCommand
{
    /// <summary>Codes of the pictograms that were tapped.</summary>
    [Id(3)]
    public ImmutableArray<string> Defects { get; init; } = [];
}

/// <summary>Transition 36: a refused machine goes back to the donor, who signs; it was not wiped by us.</summary>
/// <param name="SignedBy">Who signed for the donor: a function or initials, not needed as a name.</param>
/// <param name="Document">Number of the restitution note.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.hand-back"), Step("hand-back")]
public sealed record HandBack(
    [property: Id(0)] string SignedBy,
    [property: Id(1)] string? Document = null) : MachineCommand;
