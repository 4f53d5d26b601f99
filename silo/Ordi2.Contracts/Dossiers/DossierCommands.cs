using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Dossiers;

/// <summary>What the EPN offers beside the machines (domain.md 1.4).</summary>
[Alias("ordi2.accompaniment-kind")]
public enum AccompanimentKind
{
    /// <summary>Equipment.</summary>
    Equipment = 0,

    /// <summary>Animators.</summary>
    Animator,

    /// <summary>Digital skills for the project.</summary>
    Skills,
}

/// <summary>Which side of a dossier signs.</summary>
[Alias("ordi2.dossier-party")]
public enum DossierParty
{
    /// <summary>The EPN.</summary>
    Epn = 0,

    /// <summary>Its partner.</summary>
    Partner,
}

/// <summary>An EPN begins a dossier for a common project with a partner.</summary>
/// <param name="Epn">The EPN.</param>
/// <param name="Partner">Its partner: another organisation and another legal person.</param>
/// <param name="Pole">The pole that decides.</param>
/// <param name="Project">What the common project is, in a few words.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.create"), Step("create")]
public sealed record CreateDossier(
    [property: Id(0)] OrganisationId Epn,
    [property: Id(1)] OrganisationId Partner,
    [property: Id(2)] OrganisationId Pole,
    [property: Id(3)] string Project) : DossierCommand
{
    /// <summary>What is needed, 1 to 50 lines; nothing is accepted or allocated yet.</summary>
    [Id(4)]
    public ImmutableArray<NeedLine> Needs { get; init; } = [];

    /// <summary>Loan or gift.</summary>
    [Id(5)]
    public ProvisionMode Mode { get; init; }

    /// <summary>Dates of the planned accompaniment sessions; at least one before it is filed.</summary>
    [Id(6)]
    public ImmutableArray<DateOnly> Sessions { get; init; } = [];

    /// <summary>What the EPN offers beside the machines.</summary>
    [Id(7)]
    public AccompanimentKind Accompaniment { get; init; }

    /// <summary>What becomes of the machines when the project ends.</summary>
    [Id(8)]
    public string? ExitPlan { get; init; }

    /// <summary>Only for the pole: why EPN and partner may be one legal person, where they are.</summary>
    [Id(9)]
    public string? DerogationReason { get; init; }

    /// <summary>The call for projects that it answers; none where the pole takes it outside of any.</summary>
    [Id(10)]
    public CallId? Call { get; init; }

    /// <summary>The rest of the plan.</summary>
    [Id(11)]
    public ProjectPlan? Plan { get; init; }
}

/// <summary>Needs and sessions change; both sides sign again.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.revise"), Step("revise")]
public sealed record ReviseDossier : DossierCommand
{
    /// <summary>Everything that is needed from now on, 1 to 50 lines.</summary>
    [Id(0)]
    public ImmutableArray<NeedLine> Needs { get; init; } = [];

    /// <summary>All dates of planned accompaniment sessions.</summary>
    [Id(1)]
    public ImmutableArray<DateOnly> Sessions { get; init; } = [];

    /// <summary>What becomes of the machines when the project ends; left out, it stays as it was.</summary>
    [Id(2)]
    public string? ExitPlan { get; init; }

    /// <summary>The rest of the plan; left out, it stays as it was.</summary>
    [Id(3)]
    public ProjectPlan? Plan { get; init; }

    /// <summary><see cref="DossierTerms.TextVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(4)]
    public long? BasedOn { get; init; }
}

/// <summary>One side signs the dossier.</summary>
/// <param name="Party">Which side.</param>
/// <param name="OnPaper">Signed on paper and recorded by the EPN or the pole.</param>
/// <param name="Document">Number of the paper; needed when it was signed on paper.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.sign"), Step("sign")]
public sealed record SignDossier(
    [property: Id(0)] DossierParty Party,
    [property: Id(1)] bool OnPaper = false,
    [property: Id(2)] string? Document = null) : DossierCommand
{
    /// <summary><see cref="DossierTerms.TextVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(3)]
    public long? BasedOn { get; init; }
}

/// <summary>The pole allows that EPN and partner are one legal person (invariant 2); it is listed in its report.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.grant-derogation"), Step("grant-derogation")]
public sealed record GrantDerogation(
    [property: Id(0)] string Reason) : DossierCommand;

/// <summary>The dossier is filed, for the first time or after it was completed.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.submit"), Step("submit")]
public sealed record SubmitDossier : DossierCommand;

/// <summary>Something is missing: back to the EPN.</summary>
/// <param name="Missing">What.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.mark-incomplete"), Step("mark-incomplete")]
public sealed record MarkIncomplete(
    [property: Id(0)] string Missing) : DossierCommand;

/// <summary>Nothing was missing after all, or it was brought: the dossier counts as filed.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.mark-complete"), Step("mark-complete")]
public sealed record MarkComplete : DossierCommand;

/// <summary>The dossier fits the rules.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.find-eligible"), Step("find-eligible")]
public sealed record FindEligible : DossierCommand;

/// <summary>The dossier does not fit the rules.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.find-ineligible"), Step("find-ineligible")]
public sealed record FindIneligible(
    [property: Id(0)] string Reason) : DossierCommand;

/// <summary>
/// The points of one who judges. Where the call has criteria they follow from the marks: the mean, weighted, out of 100. The
/// dossier has the mean of all who judged.
/// </summary>
/// <param name="Points">0 to 100; not looked at where there are marks.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.score"), Step("score")]
public sealed record ScoreDossier(
    [property: Id(0)] int Points = 0) : DossierCommand
{
    /// <summary>One mark for each criterion of the call.</summary>
    [Id(1)]
    public ImmutableArray<CriterionMark> Marks { get; init; } = [];
}

/// <summary>A member of the jury is linked to the dossier and does not judge it.</summary>
/// <param name="Person">Who.</param>
/// <param name="Reason">How.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.recuse-juror"), Step("recuse-juror")]
public sealed record RecuseJuror(
    [property: Id(0)] PersonId Person,
    [property: Id(1)] string Reason) : DossierCommand;

/// <summary>Another EPN takes the relay of the project over (the first one closes); the machines are amended one loan at a time.</summary>
/// <param name="Epn">The new EPN: another organisation and another legal person than the partner.</param>
/// <param name="Document">Number of the amendment (avenant).</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.change-epn"), Step("change-epn")]
public sealed record ChangeEpn(
    [property: Id(0)] OrganisationId Epn,
    [property: Id(1)] string Document) : DossierCommand;

/// <summary>The dossier is accepted, with a quantity for each line.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.accept"), Step("accept")]
public sealed record AcceptDossier : DossierCommand
{
    /// <summary>One quantity for each line of the needs, in their order, at most what was asked for.</summary>
    [Id(0)]
    public ImmutableArray<int> Quantities { get; init; } = [];
}

/// <summary>
/// Bookkeeping of a decision to accept: machines are about to be taken out of the call's pledge. Until the dossier is accepted they
/// are to be put back, also by whoever comes after a crash.
/// </summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.ask-for-pledge"), Step("ask-for-pledge")]
public sealed record AskForPledge : DossierCommand;

/// <summary>Bookkeeping of a dossier: its call knows where it stands. Asked of an older version it changes nothing.</summary>
/// <param name="Told">Version of the dossier that the call was told of.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.note-call-told"), Step("note-call-told")]
public sealed record NoteCallTold(
    [property: Id(0)] long Told) : DossierCommand;

/// <summary>The dossier is good, but there are not enough machines now.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.waitlist"), Step("waitlist")]
public sealed record WaitlistDossier : DossierCommand;

/// <summary>The dossier is not accepted.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.reject"), Step("reject")]
public sealed record RejectDossier(
    [property: Id(0)] string Reason) : DossierCommand;

/// <summary>The project begins.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.start"), Step("start")]
public sealed record StartDossier : DossierCommand;

/// <summary>The project came to its end.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.complete"), Step("complete")]
public sealed record CompleteDossier : DossierCommand;

/// <summary>The project is given up.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.abandon"), Step("abandon")]
public sealed record AbandonDossier(
    [property: Id(0)] string Reason) : DossierCommand;

/// <summary>The pole's verdict on what became of the project.</summary>
/// <param name="Reservations">What was not as agreed, if anything.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.evaluate"), Step("evaluate")]
public sealed record EvaluateDossier(
    [property: Id(0)] string? Reservations = null) : DossierCommand;

/// <summary>Bookkeeping of an allocation: this machine now counts on this line. Asking again for the same machine changes nothing.</summary>
/// <param name="Line">Line of the needs, from 0.</param>
/// <param name="Machine">The machine.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.reserve-line"), Step("reserve-line")]
public sealed record ReserveLine(
    [property: Id(0)] int Line,
    [property: Id(1)] MachineId Machine) : DossierCommand;

/// <summary>Bookkeeping of an allocation: this machine no longer counts. Asking for one that does not count changes nothing.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.release-line"), Step("release-line")]
public sealed record ReleaseLine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Reason) : DossierCommand;

/// <summary>Bookkeeping of an exchange: a machine takes the place of another on this line, or the place that it left. Asking again changes nothing.</summary>
/// <param name="Line">Line of the needs, from 0.</param>
/// <param name="Old">The machine that had the place.</param>
/// <param name="New">The machine that has it from now on.</param>
[GenerateSerializer, Immutable, Alias("ordi2.dossier.exchange-place"), Step("exchange-place")]
public sealed record ExchangePlace(
    [property: Id(0)] int Line,
    [property: Id(1)] MachineId Old,
    [property: Id(2)] MachineId New) : DossierCommand;
