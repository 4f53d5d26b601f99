using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Dossiers;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Calls.CallEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Calls;

/// <summary>May this be done to a call for projects?</summary>
public static class CallDecisions
{
    private const int MostMachines = 100_000;
    private const int MostOfADossier = 1_000;
    private const int MostThemes = 50;
    private const int MostCriteria = 30;
    private const int MostJurors = 50;
    private const int LongestRules = 20_000;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(CallForProjects call, CallCommand command) => command switch
    {
        CreateCall create => Inquiry.About(create.Pole) with { RulesOf = create.Pole },
        ReviseCall => new() { RulesOf = call.Terms?.Pole },
        SeatJuror seat => Inquiry.About(seat.Juror?.Organisation),
        _ => Inquiry.None,
    };

    public static Decision<CallEvent> Decide(
        CallForProjects call,
        CallCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<CallCommand>.StepOf(command);
        var relations = caller.Organisation == (call.Terms?.Pole ?? (command as CreateCall)?.Pole) ? [Relation.ItsPole] : Array.Empty<Relation>();
        var repeated = call.Commands.Contains(commandId);

        return CallLife.Table.Stops(call.Id.Text, step, call.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : call.Terms is { } known ? Change(call, known, command, caller, facts, now) : Create(call.Id, (CreateCall)command, facts);
    }

    private static Decision<CallEvent> Create(CallId id, CreateCall command, Facts facts) =>
        (Demand.Number(id.Text, "id") ?? Demand.Does(facts, command.Pole, Activity.Pole) ?? Usable(command.Plan, command.Mode)) is { } reason
            ? No(reason)
            : Write(new CallCreated(command.Pole, command.Mode, Judged(command.Plan, facts.Rules)) { CriteriaVersion = VersionOf(command.Plan, facts.Rules) });

    /// <summary>The plan with the criteria of the pole's rules, where it names none.</summary>
    private static CallPlan Judged(CallPlan plan, PoleRules rules) => plan.Criteria.IsEmpty ? plan with { Criteria = rules.JuryCriteria } : plan;

    /// <summary>The version of the rules that its criteria are of; nothing where they are its own.</summary>
    private static int? VersionOf(CallPlan plan, PoleRules rules) =>
        !rules.JuryCriteria.IsEmpty && (plan.Criteria.IsEmpty || plan.Criteria.SequenceEqual(rules.JuryCriteria)) ? rules.Cited() : null;

    private static Decision<CallEvent> Change(
        CallForProjects call,
        CallTerms known,
        CallCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => command switch
        {
            ReviseCall c when (Demand.Unchanged(known.PlanVersion, c.BasedOn) ?? Usable(c.Plan, known.Mode)) is { } reason => No(reason),

            // What stays as it was written stays of the version that it was written by.
            ReviseCall c => Write(new CallRevised(Judged(c.Plan, facts.Rules))
            {
                CriteriaVersion = !c.Plan.Criteria.IsEmpty && c.Plan.Criteria.SequenceEqual(known.Plan.Criteria) ? known.CriteriaVersion : VersionOf(c.Plan, facts.Rules),
            }),
            PublishCall => WriteUnless(
                known.Plan.ClosesAt <= now ? Refusal.Conflict("call-already-over", known.Id.Text, Refusal.Moment(known.Plan.ClosesAt.Value)) : null,
                new CallPublished()),
            OpenCall => WriteUnless(
                caller.Role is not Role.System && known.Plan.OpensAt > now
                    ? Refusal.Conflict("call-opens-by-itself", known.Id.Text, Refusal.Moment(known.Plan.OpensAt.Value))
                    : null,
                new CallOpened()),
            PutOffClosing c => WriteUnless(
                Demand.Words(c.Reason, "reason")
                    ?? (known.Plan.ClosesAt is { } old && c.ClosesAt > old && old > now ? null : Refusal.Conflict("closing-only-later", known.Id.Text)),
                new ClosingPutOff(c.ClosesAt.ToUniversalTime(), c.Reason)),
            CloseCall => WriteUnless(
                known.Plan.ClosesAt > now ? Refusal.Conflict("call-closes-by-itself", known.Id.Text, Refusal.Moment(known.Plan.ClosesAt.Value)) : null,
                new CallClosed()),
            EnlargePledge c => WriteUnless(
                (c.Type is DeviceType.Unknown ? Refusal.Invalid("type-missing", "type") : null) ?? Demand.Between(c.More, 1, MostMachines, "more"),
                new PledgeEnlarged(c.Type, c.More)),
            SeatJuror c => WriteUnless(MaySit(known, c, facts), new JurorSeated(c.Juror)),
            UnseatJuror c => WriteUnless(
                (known.Jury.Any(juror => juror.Person == c.Person) ? null : Refusal.NotFound("juror-not-known", c.Person.Text ?? string.Empty, known.Id.Text))
                    ?? Demand.Words(c.Reason, "reason"),
                new JurorUnseated(c.Person, c.Reason)),
            StartReview => WriteUnless(
                known.Jury.IsEmpty ? Refusal.Conflict("jury-missing", known.Id.Text) : null,
                new CallReviewStarted()),
            DecideCall => WriteUnless(
                known.Applications.Count(IsUndecided) is > 0 and var open ? Refusal.Conflict("dossiers-undecided", known.Id.Text, Number(open)) : null,
                new CallDecided()),
            RunCall => Write(new CallRun()),
            EvaluateCall c => WriteUnless(Demand.Words(c.Report, "report"), new CallEvaluated(c.Report)),
            ArchiveCall => Write(new CallArchived()),
            NoteDossier c => IsKnown(call, known, c.Application) ? AlreadySo() : Write(new DossierNoted(c.Application)),
            TakeFromPledge c => Take(call, known, c),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<CallEvent> Take(CallForProjects call, CallTerms known, TakeFromPledge command)
    {
        if (call.Taken.TryGetValue(command.Dossier.Text, out var before) && before.SequenceEqual(command.Quantities))
        {
            return AlreadySo();
        }

        if (command.Quantities.IsEmpty)
        {
            return Write(new PledgeTaken(command.Dossier, []));
        }

        var left = call.LeftOf(call.Taken.Remove(command.Dossier.Text));

        if (!Waiting.Fits(command.Quantities, left))
        {
            return No(Refusal.Conflict(
                "pledge-used-up",
                known.Id.Text,
                Number(command.Quantities.Sum(one => one.Quantity)),
                Number(left.Where(pledge => command.Quantities.Any(one => one.Type == pledge.Type)).Sum(pledge => pledge.Quantity))));
        }

        var waits = known.WaitingList.Any(place => place.Dossier == command.Dossier);

        return (waits || known.Mode is CallMode.Continuous) && Waiting.Ahead(known, command.Dossier, left) is { } ahead
            ? No(Refusal.Conflict("others-wait-before", command.Dossier.Text, ahead.Dossier.Text, Number(ahead.Asked)))
            : Write(new PledgeTaken(command.Dossier, command.Quantities));
    }

    /// <summary>Most changes of a dossier leave no trace here; machines that it took and may not keep are a change.</summary>
    private static bool IsKnown(CallForProjects call, CallTerms known, Application application) => known.Applications.Any(one => one.Dossier == application.Dossier
        && (one.Version >= application.Version
            || (CallFiling.SaysTheSame(one, application) && call.TakenBy(application.Dossier).SequenceEqual(application.Accepted))));

    private static bool IsUndecided(Application application) =>
        application.Status is DossierStatus.Submitted or DossierStatus.Incomplete or DossierStatus.Eligible or DossierStatus.Scored;

    private static Refusal? MaySit(CallTerms known, SeatJuror command, Facts facts) => command.Juror is not { } juror
        ? Refusal.Invalid("words-missing", "juror", "1")
        : Demand.Number(juror.Person.Text, "juror.person")
            ?? Demand.Known(facts, juror.Organisation)
            ?? (juror.Role is Role.None or Role.System ? Refusal.Invalid("juror-without-role", juror.Person.Text) : null)
            ?? (known.Jury.Any(one => one.Person == juror.Person) ? Refusal.Conflict("juror-seated-already", juror.Person.Text, known.Id.Text) : null)
            ?? Demand.Between(known.Jury.Length + 1, 1, MostJurors, "jury");

    private static Refusal? Usable(CallPlan? plan, CallMode mode) => plan is null
        ? Refusal.Invalid("words-missing", "plan", "1")
        : Demand.Words(plan.Title, "plan.title")
            ?? RulesOf(plan.Rules)
            ?? (plan.Funder is { } funder ? Demand.Words(funder, "plan.funder") : null)
            ?? (plan.Territory is { } territory ? Demand.Words(territory, "plan.territory") : null)
            ?? Demand.Between(plan.PerDossierMax, 1, MostOfADossier, "plan.perDossierMax")
            ?? Pledges(plan.Pledges)
            ?? Criteria(plan.Criteria, "plan.criteria")
            ?? Demand.Between(plan.Themes.Length, 0, MostThemes, "plan.themes")
            ?? plan.Themes.Select(theme => Demand.Words(theme, "plan.themes")).FirstOrDefault(refusal => refusal is not null)
            ?? Dates(plan, mode);

    private static Refusal? RulesOf(string? rules) => string.IsNullOrWhiteSpace(rules) || rules.Length > LongestRules
        ? Refusal.Invalid("words-missing", "plan.rules", Number(LongestRules))
        : null;

    private static Refusal? Pledges(ImmutableArray<Pledge> pledges) =>
        Demand.Between(pledges.Length, 1, Enum.GetValues<DeviceType>().Length, "plan.pledges")
        ?? Demand.Between(pledges.DistinctBy(pledge => pledge.Type).Count(), pledges.Length, pledges.Length, "plan.pledges")
        ?? pledges.Select(pledge => pledge.Type is DeviceType.Unknown
                ? Refusal.Invalid("type-missing", "plan.pledges")
                : Demand.Between(pledge.Quantity, 0, MostMachines, "plan.pledges"))
            .FirstOrDefault(refusal => refusal is not null);

    /// <summary>Each name once, each with a weight from 1 to 100: of a call, and of the rules that calls follow.</summary>
    internal static Refusal? Criteria(ImmutableArray<Criterion> criteria, string field) =>
        Demand.Between(criteria.Length, 0, MostCriteria, field)
        ?? Demand.Between(criteria.DistinctBy(one => one.Name, StringComparer.Ordinal).Count(), criteria.Length, criteria.Length, field)
        ?? criteria.Select(one => Demand.Words(one.Name, field) ?? Demand.Between(one.Weight, 1, 100, field))
            .FirstOrDefault(refusal => refusal is not null);

    private static Refusal? Dates(CallPlan plan, CallMode mode) => (mode, plan.ClosesAt) switch
    {
        (CallMode.Dated, null) => Refusal.Invalid("call-without-end"),
        (CallMode.Continuous, not null) => Refusal.Invalid("continuous-call-with-end"),
        (_, { } end) when plan.OpensAt >= end => Refusal.Invalid("dates-reversed", Refusal.Moment(plan.OpensAt.Value), Refusal.Moment(end)),
        _ => null,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
