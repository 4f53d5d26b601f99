using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Dossiers;

namespace Ordi2.Contracts.Loans;

/// <summary>Life of a loan convention (domain.md 5).</summary>
[Alias("ordi2.loan-status")]
public enum LoanStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Signed by lender, EPN and borrower.</summary>
    Signed,

    /// <summary>Machines are out.</summary>
    Active,

    /// <summary>Prolonged.</summary>
    Extended,

    /// <summary>The machines are due back.</summary>
    ReturnDue,

    /// <summary>Broken.</summary>
    Breached,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>What others need to know of a loan convention to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.loan-terms")]
public sealed record LoanTerms
{
    /// <summary>Which convention.</summary>
    [Id(0)]
    public required LoanId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public LoanStatus Status { get; init; }

    /// <summary>The owner.</summary>
    [Id(2)]
    public required OrganisationId Lender { get; init; }

    /// <summary>The EPN.</summary>
    [Id(3)]
    public required OrganisationId Relay { get; init; }

    /// <summary>The partner.</summary>
    [Id(4)]
    public required OrganisationId Borrower { get; init; }

    /// <summary>For which dossier.</summary>
    [Id(5)]
    public required DossierId Dossier { get; init; }

    /// <summary>First day.</summary>
    [Id(6)]
    public DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    [Id(7)]
    public DateOnly To { get; init; }

    /// <summary>Machines that are out.</summary>
    [Id(8)]
    public ImmutableArray<MachineId> OpenLines { get; init; } = [];

    /// <summary>It is a gift deed and not a loan: ownership passes with the handing over.</summary>
    [Id(9)]
    public bool GiftDeed { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(10)]
    public long Version { get; init; }
}
