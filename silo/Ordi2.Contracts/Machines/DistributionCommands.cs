using System.Collections.Immutable;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Machines;

/// <summary>Transition 17: the pole gives the machine to an accepted dossier.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Line">Line of its need, from 0.</param>
/// <param name="Allocation">The allocation that it is a part of; none where a machine is given out by itself.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.allocate"), Step("allocate")]
public sealed record Allocate(
    [property: Id(0)] DossierId Dossier,
    [property: Id(1)] int Line = 0,
    [property: Id(2)] AllocationId? Allocation = null) : MachineCommand;

/// <summary>Transition 18: the machine is free again.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.release-allocation"), Step("release-allocation")]
public sealed record ReleaseAllocation(
    [property: Id(0)] string Reason) : MachineCommand;

/// <summary>Transition 19: the machine is put into a box.</summary>
/// <param name="Box">Label of the box.</param>
/// <param name="Delivery">The delivery whose pick list names it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.pack"), Step("pack")]
public sealed record Pack(
    [property: Id(0)] string Box,
    [property: Id(1)] DeliveryId Delivery) : MachineCommand
{
    /// <summary>What goes with it: charger, mouse, leaflet.</summary>
    [Id(2)]
    public ImmutableArray<string> Accessories { get; init; } = [];
}

/// <summary>Transition 20: the box leaves.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="ShortShippedReason">Why lines of the delivery stay behind, if any do.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.dispatch"), Step("dispatch")]
public sealed record Dispatch(
    [property: Id(0)] DeliveryId Delivery,
    [property: Id(1)] string? ShortShippedReason = null) : MachineCommand;

/// <summary>Transition 21: the EPN scans it in; its placement deadline starts.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.receive-at-epn"), Step("receive-at-epn")]
public sealed record ReceiveAtEpn : MachineCommand;

/// <summary>Transition 22: nobody there, or refused: back to the depot.</summary>
/// <param name="Reason"><c>absent</c> or <c>refused</c>.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.return-to-depot"), Step("return-to-depot")]
public sealed record ReturnToDepot(
    [property: Id(0)] string Reason) : MachineCommand;

/// <summary>Transition 23: the partner gets the machine, under a signed loan convention.</summary>
/// <param name="Loan">The convention.</param>
/// <param name="CoSignedBy">
/// The partner's referent who signs by hand before whoever sends this, and who so attests it, opaque; may be left out where the partner has
/// signed by its own code (<see cref="EnterLoanCode"/>), which counts before it.
/// </param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.place-with-partner"), Step("place-with-partner")]
public sealed record PlaceWithPartner(
    [property: Id(0)] LoanId Loan,
    [property: Id(1)] string CoSignedBy = "") : MachineCommand
{
    /// <summary>The referent of a partner, where nobody says who it is.</summary>
    /// <param name="partner">Of which organisation.</param>
    public static string ReferentOf(OrganisationId partner) => $"referent-{partner}";
}

/// <summary>The system reminds the EPN that the time for the placement ends.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.remind-placement"), Step("remind-placement")]
public sealed record RemindPlacement : MachineCommand;

/// <summary>Transition 24: the EPN could not place it.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.give-back-unplaced"), Step("give-back-unplaced")]
public sealed record GiveBackUnplaced(
    [property: Id(0)] string Reason) : MachineCommand;

/// <summary>Transition 25: the partner, the EPN or the pole asks for the machine back.</summary>
/// <param name="Kind">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.request-return"), Step("request-return")]
public sealed record RequestReturn(
    [property: Id(0)] ReturnKind Kind) : MachineCommand;

/// <summary>Transition 26: a machine that comes back is scanned in; its media are dirty again.</summary>
/// <param name="Condition">Codes or words of the état des lieux.</param>
/// <param name="ChargerPresent">Whether the charger came back.</param>
/// <param name="BoxOpened">Only for an unplaced machine: a box that was never opened keeps its media clean (domain.md 12.4, point 5).</param>
/// <param name="Photo">Name of the photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.receive-return"), Step("receive-return")]
public sealed record ReceiveReturn(
    [property: Id(0)] string Condition = "",
    [property: Id(1)] bool ChargerPresent = true,
    [property: Id(2)] bool BoxOpened = true,
    [property: Id(3)] string? Photo = null) : MachineCommand;

/// <summary>Transition 27: the partner becomes the owner by a deed (acte de cession).</summary>
/// <param name="NewOwner">Who becomes the owner.</param>
/// <param name="Document">Number of the signed deed.</param>
/// <param name="PriceCents">Price in euro cents, VAT included; nothing for a gift.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.transfer-ownership"), Step("transfer-ownership")]
public sealed record TransferOwnership(
    [property: Id(0)] OrganisationId NewOwner,
    [property: Id(1)] string Document,
    [property: Id(2)] int? PriceCents = null) : MachineCommand;

/// <summary>The reception note is signed: ownership passes as the gift convention says (domain.md 2.7).</summary>
/// <param name="NewOwner">Who becomes the owner.</param>
/// <param name="Document">Number of the signed reception note.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.acquire-ownership"), Step("acquire-ownership")]
public sealed record AcquireOwnership(
    [property: Id(0)] OrganisationId NewOwner,
    [property: Id(1)] string Document) : MachineCommand;
