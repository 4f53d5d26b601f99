using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Dossiers.DossierEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Dossiers;

/// <summary>May this be done to a dossier?</summary>
public static class DossierDecisions
{
    private const int MostLines = 50;
    private const int MostOfALine = 1_000;
    private const int MostSessions = 200;
    private const int MostMonths = 60;
    private const int MostHours = 10_000;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Dossier dossier, DossierCommand command, Caller caller) => command switch
    {
        CreateDossier create => Inquiry.About(create.Epn, create.Partner, create.Pole) with { Call = create.Call },
        ChangeEpn change => Inquiry.About(change.Epn, dossier.Terms?.Partner),
        SubmitDossier or RecuseJuror => Inquiry.About(dossier.Terms?.Epn, dossier.Terms?.Partner, dossier.Terms?.Pole) with { Call = dossier.Terms?.Call },
        _ when DossierJudging.Is(command) =>
            Inquiry.About(dossier.Terms?.Epn, dossier.Terms?.Partner, dossier.Terms?.Pole, caller.Organisation) with { Call = dossier.Terms?.Call },
        _ => Inquiry.None,
    };

    public static Decision<DossierEvent> Decide(
        Dossier dossier,
        DossierCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<DossierCommand>.StepOf(command);
        var relations = Relations(dossier.Terms, command, caller, facts);
        var repeated = dossier.Commands.Contains(commandId);

        return DossierLife.Table.Stops(dossier.Id.Text, step, dossier.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : dossier.Terms is { } known ? Change(dossier, known, command, caller, facts, now) : Create(dossier.Id, (CreateDossier)command, caller, facts);
    }

    private static Relation[] Relations(DossierTerms? known, DossierCommand command, Caller caller, Facts facts)
    {
        var create = command as CreateDossier;
        var relations = new List<Relation>(5);

        if (caller.Organisation == (known?.Epn ?? create?.Epn))
        {
            relations.Add(Relation.ItsEpn);
        }

        if (caller.Organisation == (known?.Partner ?? create?.Partner))
        {
            relations.Add(Relation.ItsPartner);
        }

        if (caller.Organisation == (known?.Pole ?? create?.Pole))
        {
            relations.Add(Relation.ItsPole);
        }

        if (known is not null)
        {
            relations.AddRange(DossierJudging.Relations(known, caller, facts));
        }

        return [.. relations];
    }

    private static Decision<DossierEvent> Create(DossierId id, CreateDossier command, Caller caller, Facts facts)
    {
        var reason = Demand.Number(id.Text, "id")
            ?? Demand.Words(command.Project, "project")
            ?? (command.ExitPlan is { } plan ? Demand.Words(plan, "exitPlan") : null)
            ?? (command.Epn == command.Partner ? Refusal.Conflict("partner-not-another-person", command.Partner.Text) : null)
            ?? Demand.Does(facts, command.Epn, Activity.Epn)
            ?? Demand.Does(facts, command.Partner, Activity.Partner)
            ?? Demand.Does(facts, command.Pole, Activity.Pole)
            ?? Derogation(command, caller, facts)
            ?? Plan(command.Plan)
            ?? (command.Call is { } call ? OfTheCall(call, command.Pole, facts.Call) : null)
            ?? Needs(command.Needs)
            ?? Sessions(command.Sessions);

        var derogates = command.DerogationReason is not null;
        reason ??= AnotherLegalPerson(command.Epn, command.Partner, derogates, facts);

        if (reason is not null)
        {
            return No(reason);
        }

        var created = new DossierCreated
        {
            Epn = command.Epn,
            Partner = command.Partner,
            Pole = command.Pole,
            Project = command.Project,
            Needs = command.Needs,
            Mode = command.Mode,
            Sessions = Sorted(command.Sessions),
            Accompaniment = command.Accompaniment,
            ExitPlan = command.ExitPlan,
            Call = command.Call,
            Plan = command.Plan,
        };

        return derogates ? Write(created, new DerogationGranted(command.DerogationReason!)) : Write(created);
    }

    private static Decision<DossierEvent> Change(
        Dossier dossier,
        DossierTerms known,
        DossierCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => command switch
        {
            _ when DossierJudging.Is(command) => DossierJudging.Decide(dossier, known, command, caller, facts, now),
            ReviseDossier c => WriteUnless(
                Demand.Unchanged(known.TextVersion, c.BasedOn) ?? Needs(c.Needs) ?? Sessions(c.Sessions) ?? Plan(c.Plan) ?? (c.ExitPlan is { } plan ? Demand.Words(plan, "exitPlan") : null),
                new DossierRevised(c.Needs, Sorted(c.Sessions), c.ExitPlan, c.Plan)),
            SignDossier c => WriteUnless(
                MaySignFor(known, c, caller)
                    ?? Demand.Unchanged(known.TextVersion, c.BasedOn)
                    ?? (known.SignedBy.Contains(c.Party) ? Refusal.Conflict("document-already-signed", known.Id.Text) : null),
                new DossierSigned(c.Party, c.OnPaper, c.Document)),
            SubmitDossier => (MayBeFiled(known, facts, now) ?? CallFiling.Stops(known, facts.Call, now)) is { } reason
                ? No(reason)
                : Write([new DossierSubmitted(), .. DossierJudging.ShownToJury(dossier, facts.Call)]),
            RecuseJuror c => DossierJudging.Recuse(known, c, caller, facts),
            ChangeEpn c when c.Epn == known.Epn => AlreadySo(),
            ChangeEpn c => WriteUnless(
                Demand.Number(c.Document, "document")
                    ?? Demand.Accredited(facts, c.Epn, now, Activity.Epn)
                    ?? AnotherLegalPerson(c.Epn, known.Partner, known.PartnerIsEpnDerogation, facts),
                new EpnChanged(c.Epn, c.Document)),
            StartDossier => Write(new DossierStarted()),
            CompleteDossier => Write(new DossierCompleted()),
            AbandonDossier c => WriteUnless(Demand.Words(c.Reason, "reason"), new DossierAbandoned(c.Reason)),
            AskForPledge => Write(new PledgeAskedFor()),
            NoteCallTold c => dossier.OwesCallSince is null || c.Told != known.Version ? AlreadySo() : Write(new CallTold()),
            ReserveLine c => Reserve(dossier, known, c),
            ReleaseLine c when !dossier.Reserved.ContainsKey(c.Machine.Text) => AlreadySo(),
            ReleaseLine c => WriteUnless(Demand.Words(c.Reason, "reason"), new LineReleased(c.Machine, c.Reason)),
            ExchangePlace c => Exchange(dossier, known, c),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    /// <summary>
    /// A place that the old one has left meanwhile is taken as any other. A machine that has a place here already, perhaps from the first time that it was lent, takes
    /// no second one: the old one would keep its own, and nobody would be in it.
    /// </summary>
    private static Decision<DossierEvent> Exchange(Dossier dossier, DossierTerms known, ExchangePlace command) =>
        (Demand.Number(command.Old.Text, "old") ?? Demand.Number(command.New.Text, "new")) is { } reason ? No(reason)
        : dossier.Reserved.TryGetValue(command.New.Text, out var own) && dossier.Reserved.ContainsKey(command.Old.Text)
            ? No(Refusal.Conflict("machine-on-another-line", command.New.Text, Number(own)))
        : dossier.Reserved.ContainsKey(command.New.Text) || !dossier.Reserved.TryGetValue(command.Old.Text, out var line) ? Reserve(dossier, known, new(command.Line, command.New))
        : line == command.Line ? Write(new LineExchanged(command.Old, command.New))
        : No(Refusal.Conflict("machine-on-another-line", command.Old.Text, Number(line)));

    private static Decision<DossierEvent> Reserve(Dossier dossier, DossierTerms known, ReserveLine command)
    {
        if (Demand.Number(command.Machine.Text, "machine") is { } reason)
        {
            return No(reason);
        }

        if (dossier.Reserved.TryGetValue(command.Machine.Text, out var line))
        {
            return line == command.Line
                ? AlreadySo()
                : No(Refusal.Conflict("machine-on-another-line", command.Machine.Text, Number(line)));
        }

        if (command.Line < 0 || command.Line >= known.Needs.Length)
        {
            return No(Refusal.NotFound("line-not-known", known.Id.Text, Number(command.Line)));
        }

        var need = known.Needs[command.Line];

        return need.Allocated < need.Accepted
            ? Write(new LineReserved(command.Line, command.Machine))
            : No(Refusal.Conflict("line-is-full", known.Id.Text, Number(command.Line), Number(need.Accepted)));
    }

    internal static Refusal? MayBeFiled(DossierTerms known, Facts facts, DateTimeOffset now) =>
        (known.SignedBy.Contains(DossierParty.Epn) ? null : Refusal.Conflict("side-has-not-signed", DossierParty.Epn.Code()))
        ?? (known.SignedBy.Contains(DossierParty.Partner) ? null : Refusal.Conflict("side-has-not-signed", DossierParty.Partner.Code()))
        ?? (known.Sessions.IsEmpty ? Refusal.Conflict("session-missing", known.Id.Text) : null)
        ?? Demand.Accredited(facts, known.Epn, now, Activity.Epn)
        ?? Demand.Working(facts, known.Partner)
        ?? AnotherLegalPerson(known.Epn, known.Partner, known.PartnerIsEpnDerogation, facts);

    internal static Refusal? MayBeAccepted(DossierTerms known, AcceptDossier command, Facts facts, DateTimeOffset now)
    {
        if (command.Quantities.IsDefault || command.Quantities.Length != known.Needs.Length)
        {
            return Refusal.Invalid("quantities-do-not-match", known.Id.Text, Number(known.Needs.Length));
        }

        return command.Quantities
                .Select((quantity, index) => Demand.Between(quantity, 0, known.Needs[index].Requested, $"quantities[{Number(index)}]"))
                .FirstOrDefault(refusal => refusal is not null)
            ?? Demand.Between(command.Quantities.Sum(), 1, int.MaxValue, "quantities")
            ?? Demand.Accredited(facts, known.Epn, now, Activity.Epn)
            ?? Demand.Working(facts, known.Partner)
            ?? AnotherLegalPerson(known.Epn, known.Partner, known.PartnerIsEpnDerogation, facts);
    }

    /// <summary>The machines are for a partner, never for the EPN itself (invariant 2).</summary>
    private static Refusal? AnotherLegalPerson(OrganisationId epn, OrganisationId partner, bool derogation, Facts facts) =>
        !derogation && Accreditations.SameLegalPerson(facts.Profile(epn)!, facts.Profile(partner)!)
            ? Refusal.Conflict("partner-not-another-person", partner.Text)
            : null;

    private static Refusal? Derogation(CreateDossier command, Caller caller, Facts facts) => command.DerogationReason switch
    {
        null => null,
        _ when caller.Role is not Role.Coordinator || caller.Organisation != command.Pole => Refusal.Forbidden("derogation-is-the-poles", command.Pole.Text),
        _ when Accreditations.SameLegalPerson(facts.Profile(command.Epn)!, facts.Profile(command.Pole)!) => Refusal.Forbidden("derogation-to-itself", command.Pole.Text),
        var reason => Demand.Words(reason, "derogationReason"),
    };

    private static Refusal? OfTheCall(CallId id, OrganisationId pole, CallTerms? call) =>
        call is null or { Status: CallStatus.Draft } ? Refusal.NotFound("call-unknown", id.Text ?? string.Empty)
            : call.Pole != pole ? Refusal.Conflict("call-of-another-pole", id.Text, call.Pole.Text)
            : null;

    private static Refusal? Plan(ProjectPlan? plan) => plan is null ? null : Words(plan.Public, "plan.public")
        ?? Words(plan.Place, "plan.place")
        ?? Words(plan.Objectives, "plan.objectives")
        ?? Words(plan.Theme, "plan.theme")
        ?? (plan.Months is { } months ? Demand.Between(months, 1, MostMonths, "plan.months") : null)
        ?? (plan.AccompanimentHours is { } hours ? Demand.Between(hours, 1, MostHours, "plan.accompanimentHours") : null)
        ?? Neighbourhood.Wrong(plan.Qpv);

    private static Refusal? Words(string? text, string field) => text is null ? null : Demand.Words(text, field);

    /// <summary>Each side signs for itself; what was signed on paper may be recorded by the EPN or the pole, with its number.</summary>
    private static Refusal? MaySignFor(DossierTerms known, SignDossier command, Caller caller)
    {
        var signsForItself = command.Party switch
        {
            DossierParty.Epn => caller.Role is Role.Animator && caller.Organisation == known.Epn,
            DossierParty.Partner => caller.Role is Role.Partner && caller.Organisation == known.Partner,
            _ => throw new UnreachableException(),
        };

        if (command.OnPaper)
        {
            return signsForItself || caller.Role is Role.Animator or Role.Coordinator
                ? Demand.Number(command.Document, "document")
                : Refusal.Forbidden("signs-for-another", command.Party.Code());
        }

        return signsForItself ? null : Refusal.Forbidden("signs-for-another", command.Party.Code());
    }

    private static Refusal? Needs(ImmutableArray<NeedLine> needs) => needs.IsDefault
        ? Demand.Between(0, 1, MostLines, "needs")
        : Demand.Between(needs.Length, 1, MostLines, "needs")
            ?? needs.Select((line, index) => line.Type is DeviceType.Unknown
                    ? Refusal.Invalid("type-missing", $"needs[{Number(index)}].type")
                    : Demand.Between(line.Requested, 1, MostOfALine, $"needs[{Number(index)}].requested")
                        ?? Demand.Between(line.Accepted, 0, 0, $"needs[{Number(index)}].accepted")
                        ?? Demand.Between(line.Allocated, 0, 0, $"needs[{Number(index)}].allocated"))
                .FirstOrDefault(refusal => refusal is not null);

    private static Refusal? Sessions(ImmutableArray<DateOnly> sessions) =>
        Demand.Between(sessions.IsDefault ? -1 : sessions.Length, 0, MostSessions, "sessions");

    private static ImmutableArray<DateOnly> Sorted(ImmutableArray<DateOnly> sessions) => [.. sessions.Distinct().Order()];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
