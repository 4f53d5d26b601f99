using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Dossiers.DossierEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Dossiers;

/// <summary>
/// What the pole and the jury say of a dossier. Whoever is linked to it says nothing; where the EPN is the pole itself, its own
/// people say nothing at all, and the rest of the jury or another pole judges (domain.md 5).
/// </summary>
internal static class DossierJudging
{
    private const int MostPoints = 100;
    private const int BestMark = 20;

    public static bool Is(DossierCommand command) => command is MarkIncomplete or MarkComplete or FindEligible or FindIneligible
        or ScoreDossier or AcceptDossier or WaitlistDossier or RejectDossier or GrantDerogation or EvaluateDossier;

    public static IEnumerable<Relation> Relations(DossierTerms known, Caller caller, Facts facts)
    {
        var juror = JurorOf(facts.Call, caller);

        if (juror is not null)
        {
            yield return Relation.ItsJury;
        }

        if (IsOfThePole(known, facts) && (IsAnotherPole(known, caller, facts) || (juror is not null && Link(known, juror, facts) is null)))
        {
            yield return Relation.ItsJudge;
        }
    }

    public static Decision<DossierEvent> Decide(
        Dossier dossier,
        DossierTerms known,
        DossierCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => MayJudge(known, command, caller, facts) is { } reason ? No(reason) : command switch
        {
            GrantDerogation c => WriteUnless(Demand.Words(c.Reason, "reason"), new DerogationGranted(c.Reason)),
            MarkComplete => WriteUnless(DossierDecisions.MayBeFiled(known, facts, now), new DossierFoundComplete()),
            MarkIncomplete c => WriteUnless(Demand.Words(c.Missing, "missing"), new DossierFoundIncomplete(c.Missing)),
            FindEligible => CallFiling.StopsJudging(facts.Call, decides: false) is { } early ? No(early) : Write([.. Eligible(dossier, known, facts)]),
            FindIneligible c => WriteUnless(
                CallFiling.StopsJudging(facts.Call, decides: false) ?? Demand.Words(c.Reason, "reason"),
                new DossierFoundIneligible(c.Reason)),
            ScoreDossier c => Score(known, c, caller, facts),
            AcceptDossier c => WriteUnless(
                CallFiling.StopsJudging(facts.Call, decides: true) ?? DossierDecisions.MayBeAccepted(known, c, facts, now),
                new DossierAccepted(c.Quantities) { CriteriaVersion = facts.Call?.CriteriaVersion }),
            WaitlistDossier => WriteUnless(CallFiling.StopsJudging(facts.Call, decides: true), new DossierWaitlisted { CriteriaVersion = facts.Call?.CriteriaVersion }),
            RejectDossier c => WriteUnless(
                CallFiling.StopsJudging(facts.Call, decides: true) ?? Demand.Words(c.Reason, "reason"),
                new DossierRejected(c.Reason) { CriteriaVersion = facts.Call?.CriteriaVersion }),
            EvaluateDossier c => WriteUnless(
                c.Reservations is { } words ? Demand.Words(words, "reservations") : null,
                new DossierEvaluated(c.Reservations)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    /// <summary>A member of the jury is recused by the pole or by itself.</summary>
    public static Decision<DossierEvent> Recuse(DossierTerms known, RecuseJuror command, Caller caller, Facts facts)
    {
        if (facts.Call?.Jury.FirstOrDefault(one => one.Person == command.Person) is not { } juror)
        {
            return No(Refusal.NotFound("juror-not-known", command.Person.Text ?? string.Empty, known.Call?.Text ?? "-"));
        }

        if (known.Recusals.Any(one => one.Person == command.Person))
        {
            return AlreadySo();
        }

        return WriteUnless(
            (caller.Organisation != known.Pole && caller.Person != juror.Person ? Refusal.Forbidden("recuses-itself-only", juror.Role.Code()) : null)
                ?? Demand.Words(command.Reason, "reason"),
            new JurorRecused(juror.Person, juror.Organisation, juror.Role, command.Reason));
    }

    /// <summary>The jury sees it from its filing on; whoever is seated later, from the moment at which it is found eligible.</summary>
    public static IEnumerable<DossierEvent> ShownToJury(Dossier dossier, CallTerms? call)
    {
        ImmutableArray<OrganisationId> jury = [.. (call?.Jury ?? []).Select(juror => juror.Organisation).Distinct()];

        if (!jury.IsEmpty && !jury.SequenceEqual(dossier.Jury))
        {
            yield return new DossierShownToJury(jury);
        }
    }

    private static IEnumerable<DossierEvent> Eligible(Dossier dossier, DossierTerms known, Facts facts)
    {
        yield return new DossierFoundEligible();

        foreach (var shown in ShownToJury(dossier, facts.Call))
        {
            yield return shown;
        }

        foreach (var juror in facts.Call?.Jury ?? [])
        {
            if (Link(known, juror, facts) is { } link && known.Recusals.All(one => one.Person != juror.Person))
            {
                yield return new JurorRecused(juror.Person, juror.Organisation, juror.Role, link);
            }
        }
    }

    private static Decision<DossierEvent> Score(DossierTerms known, ScoreDossier command, Caller caller, Facts facts)
    {
        if (CallFiling.StopsJudging(facts.Call, decides: true) is { } early)
        {
            return No(early);
        }

        if (facts.Call is { Jury.IsEmpty: false })
        {
            if (JurorOf(facts.Call, caller) is not { } juror)
            {
                return No(Refusal.Forbidden("not-on-the-jury", known.Call!.Value.Text));
            }

            if (Link(known, juror, facts) is not null || known.Recusals.Any(one => one.Person == juror.Person))
            {
                return No(Refusal.Forbidden("juror-recused", juror.Role.Code(), known.Id.Text));
            }
        }

        var criteria = facts.Call?.Plan.Criteria ?? [];

        if (criteria.IsEmpty)
        {
            return command.Marks.IsEmpty
                ? WriteUnless(Demand.Between(command.Points, 0, MostPoints, "points"), new DossierScored(command.Points, caller.Person))
                : No(Refusal.Invalid("marks-do-not-match", "-"));
        }

        return Marked(criteria, command.Marks) is { } points
            ? Write(new DossierScored(points, caller.Person) { Marks = command.Marks, CriteriaVersion = facts.Call!.CriteriaVersion })
            : No(Refusal.Invalid("marks-do-not-match", string.Join(" · ", criteria.Select(one => one.Name))));
    }

    /// <summary>The weighted mean out of 100, or nothing where a criterion has no mark, or a mark no criterion.</summary>
    private static int? Marked(ImmutableArray<Criterion> criteria, ImmutableArray<CriterionMark> marks)
    {
        if (marks.Length != criteria.Length
            || marks.Any(mark => mark.Mark is < 0 or > BestMark)
            || criteria.Any(one => marks.Count(mark => mark.Criterion == one.Name) != 1))
        {
            return null;
        }

        var weighted = criteria.Sum(one => one.Weight * marks.First(mark => mark.Criterion == one.Name).Mark);
        return (int)Math.Round((decimal)weighted * MostPoints / (BestMark * criteria.Sum(one => one.Weight)), MidpointRounding.AwayFromZero);
    }

    private static Refusal? MayJudge(DossierTerms known, DossierCommand command, Caller caller, Facts facts)
    {
        if (!IsOfThePole(known, facts) || caller.Role is Role.System || Relations(known, caller, facts).Contains(Relation.ItsJudge))
        {
            return null;
        }

        return command is GrantDerogation
            ? Refusal.Forbidden("derogation-to-itself", known.Pole!.Value.Text)
            : command is ScoreDossier && JurorOf(facts.Call, caller) is not null
                ? null
                : Refusal.Forbidden("judged-without-the-pole", known.Id.Text);
    }

    /// <summary>Whether the EPN of the dossier is the pole that decides on it.</summary>
    private static bool IsOfThePole(DossierTerms known, Facts facts) =>
        facts.Profile(known.Epn) is { } epn && facts.Profile(known.Pole) is { } pole && Accreditations.SameLegalPerson(epn, pole);

    private static bool IsAnotherPole(DossierTerms known, Caller caller, Facts facts) => caller.Role is Role.Coordinator
        && facts.Profile(caller.Organisation) is { Status: OrganisationStatus.Active } other
        && other.Activities.Contains(Activity.Pole)
        && !Accreditations.SameLegalPerson(other, facts.Profile(known.Pole)!);

    private static Juror? JurorOf(CallTerms? call, Caller caller) =>
        call?.Jury.FirstOrDefault(juror => juror.Person == caller.Person && juror.Organisation == caller.Organisation && juror.Role == caller.Role);

    /// <summary>How a member of the jury is linked to the dossier, if it is.</summary>
    private static string? Link(DossierTerms known, Juror juror, Facts facts)
    {
        if (facts.Profile(juror.Organisation) is not { } own)
        {
            return null;
        }

        if (IsOfThePole(known, facts) && Accreditations.SameLegalPerson(own, facts.Profile(known.Pole)!))
        {
            return "of-the-pole";
        }

        return facts.Profile(known.Epn) is { } epn && Accreditations.SameLegalPerson(own, epn) ? "linked-to-epn"
            : facts.Profile(known.Partner) is { } partner && Accreditations.SameLegalPerson(own, partner) ? "linked-to-partner"
            : null;
    }
}
