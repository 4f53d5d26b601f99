using System.Collections.Immutable;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Organisations;

/// <summary>What still hangs on an organisation, counted: it cannot be closed before all of it is none (domain.md 5 and 4.4).</summary>
/// <param name="Held">Machines in its hands that are not at the end of their life.</param>
/// <param name="Owned">Machines that are its own and not at the end of their life, wherever they are.</param>
/// <param name="OpenLines">Lines of loan conventions that it relays, lends under or borrows under, and that are open.</param>
/// <param name="Deliveries">Deliveries from it or to it that are not over.</param>
/// <param name="Dossiers">Dossiers of it as EPN or as partner that are filed and not over.</param>
/// <param name="Sessions">Accompaniment sessions that are planned and are its own.</param>
[GenerateSerializer, Immutable, Alias("ordi2.attachments")]
public sealed record Attachments(
    [property: Id(0)] int Held = 0,
    [property: Id(1)] int Owned = 0,
    [property: Id(2)] int OpenLines = 0,
    [property: Id(3)] int Deliveries = 0,
    [property: Id(4)] int Dossiers = 0,
    [property: Id(5)] int Sessions = 0)
{
    /// <summary>Nothing hangs on it.</summary>
    public static readonly Attachments None = new();
}

/// <summary>Why a machine concerns an organisation.</summary>
[Alias("ordi2.concern")]
public enum Concern
{
    /// <summary>It holds the machine.</summary>
    InItsHands = 0,

    /// <summary>The machine is its own.</summary>
    Owned,

    /// <summary>It is the relay of the loan under which the machine is out.</summary>
    Relayed,

    /// <summary>It borrowed the machine.</summary>
    Borrowed,

    /// <summary>It lent the machine.</summary>
    Lent,

    /// <summary>The machine is on its way to it.</summary>
    OnItsWay,
}

/// <summary>One machine that concerns an organisation.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Concerns">Why it is on the list.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Loan">Under which convention it is out.</param>
/// <param name="LoanEnd">Last day of that convention.</param>
/// <param name="Borrower">To whom it is lent.</param>
/// <param name="Delivery">With which delivery it travels.</param>
[GenerateSerializer, Immutable, Alias("ordi2.attached-machine")]
public sealed record AttachedMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] MachineStatus Status,
    [property: Id(2)] ImmutableArray<Concern> Concerns,
    [property: Id(3)] OrganisationId? Holder = null,
    [property: Id(4)] OrganisationId? Owner = null,
    [property: Id(5)] LoanId? Loan = null,
    [property: Id(6)] DateOnly? LoanEnd = null,
    [property: Id(7)] OrganisationId? Borrower = null,
    [property: Id(8)] DeliveryId? Delivery = null);

/// <summary>Everything that hangs on an organisation, and how many of each.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.attached")]
public sealed record Attached
{
    /// <summary>Which organisation.</summary>
    [Id(0)]
    public required OrganisationId Organisation { get; init; }

    /// <summary>How many of each.</summary>
    [Id(1)]
    public Attachments Counts { get; init; } = Attachments.None;

    /// <summary>Every machine that concerns it, once, by its code.</summary>
    [Id(2)]
    public ImmutableArray<AttachedMachine> Machines { get; init; } = [];

    /// <summary>Deliveries that are not over.</summary>
    [Id(3)]
    public ImmutableArray<DeliveryId> Deliveries { get; init; } = [];

    /// <summary>Dossiers that are filed and not over.</summary>
    [Id(4)]
    public ImmutableArray<DossierId> Dossiers { get; init; } = [];

    /// <summary>Accompaniment sessions that are planned, by their identifiers.</summary>
    [Id(5)]
    public ImmutableArray<string> Sessions { get; init; } = [];

    /// <summary>Loan conventions with an open line.</summary>
    [Id(6)]
    public ImmutableArray<LoanId> Loans { get; init; } = [];
}
