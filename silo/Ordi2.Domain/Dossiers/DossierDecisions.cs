using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
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
    private const int MostPoints = 100;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Dossier dossier, DossierCommand command) => command switch
    {
        CreateDossier create => Inquiry.About(create.Epn, create.Partner, create.Pole),
        SubmitDossier or MarkComplete or AcceptDossier => Inquiry.About(dossier.Terms?.Epn, dossier.Terms?.Partner),
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
        var relations = Relations(dossier.Terms, command, caller);
        var repeated = dossier.Commands.Contains(commandId);

        return DossierLife.Table.Stops(dossier.Id.Text, step, dossier.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : dossier.Terms is { } known ? Change(dossier, known, command, caller, facts, now) : Create(dossier.Id, (CreateDossier)command, caller, facts);
    }

    private static Relation[] Relations(DossierTerms? known, DossierCommand command, Caller caller)
    {
        var create = command as CreateDossier;
        var relations = new List<Relation>(3);

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
            ?? Derogation(command, caller)
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
            ReviseDossier c => (Needs(c.Needs) ?? Sessions(c.Sessions)) is { } reason ? No(reason) : Write(new DossierRevised(c.Needs, Sorted(c.Sessions))),
            SignDossier c => WriteUnless(
                MaySignFor(known, c, caller)
                    ?? ((c.Party is DossierParty.Epn ? dossier.SignedByEpn : dossier.SignedByPartner)
                        ? Refusal.Conflict("document-already-signed", known.Id.Text)
                        : null),
                new DossierSigned(c.Party, c.OnPaper, c.Document)),
            GrantDerogation c => WriteUnless(Demand.Words(c.Reason, "reason"), new DerogationGranted(c.Reason)),
            SubmitDossier => WriteUnless(MayBeFiled(dossier, known, facts, now), new DossierSubmitted()),
            MarkComplete => WriteUnless(MayBeFiled(dossier, known, facts, now), new DossierFoundComplete()),
            MarkIncomplete c => WriteUnless(Demand.Words(c.Missing, "missing"), new DossierFoundIncomplete(c.Missing)),
            FindEligible => Write(new DossierFoundEligible()),
            FindIneligible c => WriteUnless(Demand.Words(c.Reason, "reason"), new DossierFoundIneligible(c.Reason)),
            ScoreDossier c => WriteUnless(Demand.Between(c.Points, 0, MostPoints, "points"), new DossierScored(c.Points)),
            AcceptDossier c => WriteUnless(MayBeAccepted(known, c, facts, now), new DossierAccepted(c.Quantities)),
            WaitlistDossier => Write(new DossierWaitlisted()),
            RejectDossier c => WriteUnless(Demand.Words(c.Reason, "reason"), new DossierRejected(c.Reason)),
            StartDossier => Write(new DossierStarted()),
            CompleteDossier => Write(new DossierCompleted()),
            AbandonDossier c => WriteUnless(Demand.Words(c.Reason, "reason"), new DossierAbandoned(c.Reason)),
            EvaluateDossier c => WriteUnless(
                c.Reservations is { } words ? Demand.Words(words, "reservations") : null,
                new DossierEvaluated(c.Reservations)),
            ReserveLine c => Reserve(dossier, known, c),
            ReleaseLine c when !dossier.Reserved.ContainsKey(c.Machine.Text) => AlreadySo(),
            ReleaseLine c => WriteUnless(Demand.Words(c.Reason, "reason"), new LineReleased(c.Machine, c.Reason)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

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

    private static Refusal? MayBeFiled(Dossier dossier, DossierTerms known, Facts facts, DateTimeOffset now) =>
        (dossier.SignedByEpn ? null : Refusal.Conflict("side-has-not-signed", DossierParty.Epn.Code()))
        ?? (dossier.SignedByPartner ? null : Refusal.Conflict("side-has-not-signed", DossierParty.Partner.Code()))
        ?? (known.Sessions.IsEmpty ? Refusal.Conflict("session-missing", known.Id.Text) : null)
        ?? Demand.Accredited(facts, known.Epn, now, Activity.Epn)
        ?? Demand.Working(facts, known.Partner)
        ?? AnotherLegalPerson(known.Epn, known.Partner, known.PartnerIsEpnDerogation, facts);

    private static Refusal? MayBeAccepted(DossierTerms known, AcceptDossier command, Facts facts, DateTimeOffset now)
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

    private static Refusal? Derogation(CreateDossier command, Caller caller) => command.DerogationReason switch
    {
        null => null,
        _ when caller.Role is not Role.Coordinator || caller.Organisation != command.Pole => Refusal.Forbidden("derogation-is-the-poles", command.Pole.Text),
        var reason => Demand.Words(reason, "derogationReason"),
    };

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
