using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Dossiers;

/// <summary>A fact in the life of a dossier.</summary>
public abstract record DossierEvent
{
    private protected DossierEvent()
    {
    }
}

[StoredAs("dossier.created.v1")]
public sealed record DossierCreated : DossierEvent
{
    public required OrganisationId Epn { get; init; }

    public required OrganisationId Partner { get; init; }

    public required OrganisationId Pole { get; init; }

    public required string Project { get; init; }

    public required ImmutableArray<NeedLine> Needs { get; init; }

    public required ProvisionMode Mode { get; init; }

    public required ImmutableArray<DateOnly> Sessions { get; init; }

    public required AccompanimentKind Accompaniment { get; init; }

    [FreeText]
    public string? ExitPlan { get; init; }

    public CallId? Call { get; init; }

    public ProjectPlan? Plan { get; init; }
}

[StoredAs("dossier.revised.v1")]
public sealed record DossierRevised(
    ImmutableArray<NeedLine> Needs,
    ImmutableArray<DateOnly> Sessions,
    [FreeText] string? ExitPlan = null,
    ProjectPlan? Plan = null) : DossierEvent;

[StoredAs("dossier.signed.v1")]
public sealed record DossierSigned(DossierParty Party, bool OnPaper, string? Document = null) : DossierEvent;

[StoredAs("dossier.derogation-granted.v1")]
public sealed record DerogationGranted([FreeText] string Reason) : DossierEvent;

[StoredAs("dossier.submitted.v1")]
public sealed record DossierSubmitted : DossierEvent;

[StoredAs("dossier.found-incomplete.v1")]
public sealed record DossierFoundIncomplete([FreeText] string Missing) : DossierEvent;

[StoredAs("dossier.found-complete.v1")]
public sealed record DossierFoundComplete : DossierEvent;

[StoredAs("dossier.found-eligible.v1")]
public sealed record DossierFoundEligible : DossierEvent;

[StoredAs("dossier.found-ineligible.v1")]
public sealed record DossierFoundIneligible([FreeText] string Reason) : DossierEvent;

[StoredAs("dossier.scored.v1")]
public sealed record DossierScored(int Points, PersonId? By = null) : DossierEvent
{
    public ImmutableArray<CriterionMark> Marks { get; init; } = [];

    /// <summary>Version of the pole's rules whose criteria were followed; nothing where the call has its own, or none.</summary>
    public int? CriteriaVersion { get; init; }
}

/// <summary>The organisations of those who judge it: they see it from now on.</summary>
[StoredAs("dossier.shown-to-jury.v1")]
public sealed record DossierShownToJury(ImmutableArray<OrganisationId> Organisations) : DossierEvent;

[StoredAs("dossier.juror-recused.v1")]
public sealed record JurorRecused(PersonId Person, OrganisationId Organisation, Role Role, [FreeText] string Reason) : DossierEvent;

[StoredAs("dossier.epn-changed.v1")]
public sealed record EpnChanged(OrganisationId Epn, string Document) : DossierEvent;

[StoredAs("dossier.accepted.v1")]
public sealed record DossierAccepted(ImmutableArray<int> Quantities) : DossierEvent
{
    /// <summary>Version of the pole's rules whose criteria were followed; nothing where the call has its own, or none.</summary>
    public int? CriteriaVersion { get; init; }
}

/// <summary>Machines are about to be taken out of the call's pledge for a decision that is not made yet.</summary>
[StoredAs("dossier.pledge-asked-for.v1")]
public sealed record PledgeAskedFor : DossierEvent;

/// <summary>The call knows where the dossier stands.</summary>
[StoredAs("dossier.call-told.v1")]
public sealed record CallTold : DossierEvent;

[StoredAs("dossier.waitlisted.v1")]
public sealed record DossierWaitlisted : DossierEvent
{
    /// <summary>Version of the pole's rules whose criteria were followed; nothing where the call has its own, or none.</summary>
    public int? CriteriaVersion { get; init; }
}

[StoredAs("dossier.rejected.v1")]
public sealed record DossierRejected([FreeText] string Reason) : DossierEvent
{
    /// <summary>Version of the pole's rules whose criteria were followed; nothing where the call has its own, or none.</summary>
    public int? CriteriaVersion { get; init; }
}

[StoredAs("dossier.started.v1")]
public sealed record DossierStarted : DossierEvent;

[StoredAs("dossier.completed.v1")]
public sealed record DossierCompleted : DossierEvent;

[StoredAs("dossier.abandoned.v1")]
public sealed record DossierAbandoned([FreeText] string Reason) : DossierEvent;

[StoredAs("dossier.evaluated.v1")]
public sealed record DossierEvaluated([FreeText] string? Reservations = null) : DossierEvent;

[StoredAs("dossier.line-reserved.v1")]
public sealed record LineReserved(int Line, MachineId Machine) : DossierEvent;

[StoredAs("dossier.line-released.v1")]
public sealed record LineReleased(MachineId Machine, [FreeText] string Reason) : DossierEvent;

/// <summary>A machine has the place of another from now on.</summary>
[StoredAs("dossier.line-exchanged.v1")]
public sealed record LineExchanged(MachineId Old, MachineId New) : DossierEvent;
