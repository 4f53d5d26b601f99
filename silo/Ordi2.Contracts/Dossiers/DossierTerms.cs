using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Dossiers;

/// <summary>Life of a dossier (domain.md 5).</summary>
[Alias("ordi2.dossier-status")]
public enum DossierStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Filed, signed by both.</summary>
    Submitted,

    /// <summary>Something is missing.</summary>
    Incomplete,

    /// <summary>Eligible.</summary>
    Eligible,

    /// <summary>Not eligible.</summary>
    Ineligible,

    /// <summary>Scored by the jury.</summary>
    Scored,

    /// <summary>Accepted, with quantities.</summary>
    Accepted,

    /// <summary>On the waiting list.</summary>
    Waitlisted,

    /// <summary>Rejected.</summary>
    Rejected,

    /// <summary>Running.</summary>
    InProgress,

    /// <summary>Completed.</summary>
    Completed,

    /// <summary>Abandoned.</summary>
    Abandoned,

    /// <summary>Evaluated.</summary>
    Evaluated,
}

/// <summary>How the partner gets the machines.</summary>
[Alias("ordi2.provision-mode")]
public enum ProvisionMode
{
    /// <summary>Prêt à usage.</summary>
    Loan = 0,

    /// <summary>Don.</summary>
    Gift,
}

/// <summary>What others need to know of a dossier to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier-terms")]
public sealed record DossierTerms
{
    /// <summary>Which dossier.</summary>
    [Id(0)]
    public required DossierId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public DossierStatus Status { get; init; }

    /// <summary>The EPN.</summary>
    [Id(2)]
    public required OrganisationId Epn { get; init; }

    /// <summary>Its partner, another legal person.</summary>
    [Id(3)]
    public required OrganisationId Partner { get; init; }

    /// <summary>The pole that decides.</summary>
    [Id(4)]
    public OrganisationId? Pole { get; init; }

    /// <summary>Loan or gift.</summary>
    [Id(5)]
    public ProvisionMode Mode { get; init; }

    /// <summary>What is needed, and how many were accepted and allocated.</summary>
    [Id(6)]
    public ImmutableArray<NeedLine> Needs { get; init; } = [];

    /// <summary>Dates of the planned accompaniment sessions.</summary>
    [Id(7)]
    public ImmutableArray<DateOnly> Sessions { get; init; } = [];

    /// <summary>The pole allowed that partner and EPN are the same legal person, with a reason (invariant 2).</summary>
    [Id(8)]
    public bool PartnerIsEpnDerogation { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(9)]
    public long Version { get; init; }

    /// <summary>The call for projects that it answers.</summary>
    [Id(10)]
    public CallId? Call { get; init; }

    /// <summary>What the common project is.</summary>
    [Id(11)]
    public string Project { get; init; } = string.Empty;

    /// <summary>The rest of the plan.</summary>
    [Id(12)]
    public ProjectPlan Plan { get; init; } = new();

    /// <summary>What becomes of the machines when the project ends.</summary>
    [Id(13)]
    public string? ExitPlan { get; init; }

    /// <summary>What the EPN offers beside the machines.</summary>
    [Id(14)]
    public AccompanimentKind Accompaniment { get; init; }

    /// <summary>When it was filed first.</summary>
    [Id(15)]
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>Mean of the points of all who judged.</summary>
    [Id(16)]
    public int? Points { get; init; }

    /// <summary>Who of the jury does not judge it.</summary>
    [Id(17)]
    public ImmutableArray<Recusal> Recusals { get; init; } = [];

    /// <summary>Why it was rejected, found ineligible or incomplete, or given up.</summary>
    [Id(18)]
    public string? Reason { get; init; }

    /// <summary>What was not as agreed, where it was evaluated with reservations.</summary>
    [Id(19)]
    public string? Reservations { get; init; }

    /// <summary>Why the pole allowed that partner and EPN are the same legal person: its report lists it (invariant 2).</summary>
    [Id(20)]
    public string? DerogationReason { get; init; }

    /// <summary>The sides that have signed what stands in it now, each once: whoever changes it asks both again.</summary>
    [Id(21)]
    public ImmutableArray<DossierParty> SignedBy { get; init; } = [];

    /// <summary>Version of the pole's rules by whose criteria it was judged last; nothing where its call has its own, or none.</summary>
    [Id(22)]
    public int? CriteriaVersion { get; init; }

    /// <summary>Its <see cref="Version"/> when its text was written last: whoever writes on or signs says on which one that is based.</summary>
    [Id(23)]
    public long TextVersion { get; init; }
}
