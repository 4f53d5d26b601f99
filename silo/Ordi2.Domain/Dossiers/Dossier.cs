using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Dossiers;

/// <summary>What is known of a dossier from its history.</summary>
public sealed record Dossier(DossierId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public DossierTerms? Terms { get; init; }

    /// <summary>The machines that hold an allocation, each with its line.</summary>
    public ImmutableSortedDictionary<string, int> Reserved { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The points of each who judged.</summary>
    public ImmutableSortedDictionary<string, int> Scores { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The organisations of those who judge it.</summary>
    public ImmutableArray<OrganisationId> Jury { get; init; } = [];

    /// <summary>
    /// Since when its call does not know where it stands, or may have taken machines out of the pledge for a decision that was not
    /// made: whoever looks at it tells the call.
    /// </summary>
    public DateTimeOffset? OwesCallSince { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private DossierTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Dossier Evolve(DossierEvent @event, Provenance from)
    {
        var next = Change(@event, from);
        var version = (Terms?.Version ?? 0) + 1;

        return next with
        {
            OwesCallSince = @event is CallTold ? null : OwesCallSince ?? (@event is PledgeAskedFor || !CallFiling.SaysTheSame(Terms, next.Terms!) ? from.RecordedAt : null),
            Terms = next.Terms! with { Version = version, TextVersion = @event is DossierCreated or DossierRevised ? version : next.Terms.TextVersion },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Dossier Change(DossierEvent @event, Provenance from) => @event switch
    {
        DossierCreated e => this with { Terms = Begin(e) },
        DossierRevised e => this with
        {
            Terms = Known with { Needs = e.Needs, Sessions = e.Sessions, ExitPlan = e.ExitPlan ?? Known.ExitPlan, Plan = e.Plan ?? Known.Plan, SignedBy = [] },
        },
        DossierSigned e => this with { Terms = Known with { SignedBy = [.. Known.SignedBy.Append(e.Party).Distinct().Order()] } },
        DerogationGranted e => this with { Terms = Known with { PartnerIsEpnDerogation = true, DerogationReason = e.Reason } },
        DossierSubmitted => With(DossierStatus.Submitted, Known with { FiledAt = Known.FiledAt ?? from.RecordedAt, Reason = null }),
        DossierFoundComplete => With(DossierStatus.Submitted, Known with { Reason = null }),
        DossierFoundIncomplete e => With(DossierStatus.Incomplete, Known with { Reason = e.Missing }),
        DossierFoundEligible => With(DossierStatus.Eligible),
        DossierShownToJury e => this with { Jury = e.Organisations },
        DossierFoundIneligible e => With(DossierStatus.Ineligible, Known with { Reason = e.Reason }),
        DossierScored e => Score(e, from),
        JurorRecused e => Recuse(e, from),
        EpnChanged e => this with { Terms = Known with { Epn = e.Epn } },
        DossierAccepted e => this with { Terms = Known with { Status = DossierStatus.Accepted, Needs = Accepted(e.Quantities), CriteriaVersion = e.CriteriaVersion } },
        DossierWaitlisted e => With(DossierStatus.Waitlisted, Known with { CriteriaVersion = e.CriteriaVersion }),
        DossierRejected e => With(DossierStatus.Rejected, Known with { Reason = e.Reason, CriteriaVersion = e.CriteriaVersion }),
        DossierStarted => With(DossierStatus.InProgress),
        DossierCompleted => With(DossierStatus.Completed),
        DossierAbandoned e => With(DossierStatus.Abandoned, Known with { Reason = e.Reason }),
        DossierEvaluated e => With(DossierStatus.Evaluated, Known with { Reservations = e.Reservations }),
        PledgeAskedFor or CallTold => this,
        LineReserved e => Count(e.Line, 1) with { Reserved = Reserved.Add(e.Machine.Text, e.Line) },
        LineReleased e => Release(e.Machine),
        LineExchanged e => this with { Reserved = Reserved.Remove(e.Old.Text).Add(e.New.Text, Reserved[e.Old.Text]) },
        _ => throw new UnreachableException($"A dossier does not know {@event.GetType().Name}."),
    };

    private Dossier With(DossierStatus status, DossierTerms? terms = null) => this with { Terms = (terms ?? Known) with { Status = status } };

    /// <summary>Who judges again replaces what he said before.</summary>
    private Dossier Score(DossierScored e, Provenance from)
    {
        var scores = Scores.SetItem((e.By ?? from.Person).Text, e.Points);
        return With(DossierStatus.Scored, Known with { Points = Mean(scores), CriteriaVersion = e.CriteriaVersion }) with { Scores = scores };
    }

    /// <summary>What a recused member said does not count; a dossier of which nobody else has said anything is still to be judged.</summary>
    private Dossier Recuse(JurorRecused e, Provenance from)
    {
        var scores = Scores.Remove(e.Person.Text);
        var status = Known.Status is DossierStatus.Scored && scores.IsEmpty ? DossierStatus.Eligible : Known.Status;

        var recusals = Known.Recusals.Add(new(e.Person, e.Organisation, e.Role, e.Reason, from.RecordedAt));

        return With(status, Known with { Recusals = recusals, Points = Mean(scores) }) with { Scores = scores };
    }

    private static int? Mean(ImmutableSortedDictionary<string, int> scores) =>
        scores.IsEmpty ? null : (int)Math.Round(scores.Values.Average(), MidpointRounding.AwayFromZero);

    private DossierTerms Begin(DossierCreated e) => new()
    {
        Id = Id,
        Epn = e.Epn,
        Partner = e.Partner,
        Pole = e.Pole,
        Mode = e.Mode,
        Needs = e.Needs,
        Sessions = e.Sessions,
        Call = e.Call,
        Project = e.Project,
        Plan = e.Plan ?? new(),
        ExitPlan = e.ExitPlan,
        Accompaniment = e.Accompaniment,
    };

    private ImmutableArray<NeedLine> Accepted(ImmutableArray<int> quantities) =>
        [.. Known.Needs.Select((line, index) => line with { Accepted = quantities[index] })];

    private Dossier Release(MachineId machine) =>
        Count(Reserved[machine.Text], -1) with { Reserved = Reserved.Remove(machine.Text) };

    private Dossier Count(int line, int more)
    {
        var need = Known.Needs[line];
        return this with { Terms = Known with { Needs = Known.Needs.SetItem(line, need with { Allocated = need.Allocated + more }) } };
    }
}
