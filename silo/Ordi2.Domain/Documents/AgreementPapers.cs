using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Allocations;
using Ordi2.Domain.Calls;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Parts;
using Ordi2.Domain.Recalls;
using Ordi2.Domain.Recycling;
using Ordi2.Domain.Sessions;

namespace Ordi2.Domain.Documents;

/// <summary>The documents that a fact in the life of an agreement makes due (domain.md 8.1): the terms as they stand, under a number.</summary>
public static partial class AgreementPapers
{
    private const string Version = "1";

    /// <summary>Charte d'adhésion: a label was granted.</summary>
    public static ImmutableArray<DocumentOrder> Of(Organisation organisation, Recorded<OrganisationEvent> recorded) => recorded.Event is AccreditationGranted e
        ? [Order(
            $"organisation/{organisation.Id}",
            DocumentKind.MembershipCharter,
            e.GrantedBy,
            recorded.From,
            recorded.Seq,
            new { organisation = DonationPapers.Party(organisation.Id, organisation.Terms), activity = e.Activity, charter = e.CharterVersion, signed = e.Document, validFrom = e.ValidFrom, validTo = e.ValidTo, grantedBy = e.GrantedBy.Text },
            [organisation.Id, organisation.Terms?.Pole])]
        : [];

    /// <summary>Avis d'appel à projets: the call is published.</summary>
    public static ImmutableArray<DocumentOrder> Of(CallForProjects call, Recorded<CallEvent> recorded) => recorded.Event is CallPublished
        ? [Order($"call/{call.Id}", DocumentKind.CallNotice, recorded.From.Organisation, recorded.From, recorded.Seq, new { call = call.Terms }, [])]
        : [];

    /// <summary>Accusé de réception, notification, fiche projet.</summary>
    public static ImmutableArray<DocumentOrder> Of(Dossier dossier, Recorded<DossierEvent> recorded)
    {
        DocumentKind? kind = recorded.Event switch
        {
            DossierSubmitted => DocumentKind.DossierReceipt,
            DossierAccepted or DossierWaitlisted or DossierRejected => DocumentKind.DossierDecision,
            DossierEvaluated => DocumentKind.ProjectSheet,
            _ => null,
        };

        return kind is { } made && dossier.Terms is { } terms
            ? [Order(
                $"dossier/{dossier.Id}",
                made,
                terms.Pole ?? recorded.From.Organisation,
                recorded.From,
                recorded.Seq,
                new { dossier = terms, reason = (recorded.Event as DossierRejected)?.Reason, reservations = (recorded.Event as DossierEvaluated)?.Reservations },
                [terms.Epn, terms.Partner])]
            : [];
    }

    /// <summary>Bordereau or bon d'enlèvement at the hand-over; attestation de traitement at the proof.</summary>
    public static ImmutableArray<DocumentOrder> Of(RecyclingBatch batch, Recorded<BatchEvent> recorded) => (recorded.Event, batch.Terms) switch
    {
        (BatchHandedOver e, { } terms) =>
            [Order($"batch/{batch.Id}", DocumentKind.WasteSlip, terms.Holder, recorded.From, recorded.Seq, new { batch = terms, handedOver = e }, [terms.Recycler])],
        (BatchProven e, { } terms) =>
            [Order($"batch/{batch.Id}", DocumentKind.TreatmentCertificate, terms.Recycler, recorded.From, recorded.Seq, new { batch = terms, proof = e.Document, treatmentCode = e.TreatmentCode }, [terms.Holder])],
        _ => [],
    };

    /// <summary>Feuille d'accompagnement: counts, no names. Counts that were corrected make another one in the place of the wrong one.</summary>
    public static ImmutableArray<DocumentOrder> Of(AccompanimentSession session, Recorded<SessionEvent> recorded)
    {
        if (recorded.Event is not (SessionHeld or CountsCorrected) || session.Terms is not { } terms)
        {
            return [];
        }

        var subject = $"session/{session.Id}";
        var order = Order(
            subject,
            DocumentKind.SessionSheet,
            terms.Epn,
            recorded.From,
            recorded.Seq,
            new { session = terms, corrected = (recorded.Event as CountsCorrected)?.Reason },
            [terms.Partner, terms.Pole]);

        return [session.Sheets is [.., var before, _] ? order with { InPlaceOf = order.Trace with { Purpose = Purpose(subject, before.Seq), At = before.At } } : order];
    }

    /// <summary>A medium that was wiped on the bench has a certificate of its own; its serial was seen by an audit (invariant 11).</summary>
    public static ImmutableArray<DocumentOrder> Of(Part part, Recorded<PartEvent> recorded) => recorded.Event is PartWiped e && part.Terms is { Medium: { } medium } terms
        ? [Order(
            $"part/{part.Id}",
            DocumentKind.ErasureCertificate,
            terms.Holder,
            recorded.From,
            recorded.Seq,
            new
            {
                part = part.Id.Text,
                takenFrom = terms.From?.Text,
                medium = new { serial = medium.Serial, kind = medium.Kind, sizeBytes = medium.SizeBytes, model = medium.Model, seenByAudit = terms.SerialSeenByAudit },
                category = e.State is MediumState.Purged ? "PURGE" : "CLEAR",
                report = e.Report,
                performed = new { organisation = recorded.From.Organisation.Text, by = recorded.From.Person.Text, recordedAt = recorded.From.RecordedAt },
                result = "ERASED",
            },
            [],
            new Signatory(terms.Holder, Role.Supervisor))]
        : [];

    /// <summary>Décision d'attribution: every machine of the allocation is reserved, and why it is that one.</summary>
    public static ImmutableArray<DocumentOrder> Of(MachineAllocation allocation, Recorded<AllocationEvent> recorded) =>
        recorded.Event is MachineNoted { State: AllocatedState.Secured }
        && allocation.Terms is { Status: AllocationStatus.Confirmed } terms
        && terms.Machines.All(machine => machine.State is not AllocatedState.Named)
            ? [Order(
                $"allocation/{allocation.Id}",
                DocumentKind.AllocationDecision,
                terms.Pole,
                recorded.From,
                recorded.Seq,
                new { allocation = Decided(terms), decidedBy = allocation.ConfirmedBy?.Text },
                [terms.Epn, terms.Partner])]
            : [];

    /// <summary>People count lines from 1. Of the need a decision knows what was asked for and what it gives: what was accepted stands in the notification of the dossier.</summary>
    private static object Decided(AllocationTerms terms) => new
    {
        id = terms.Id,
        status = terms.Status,
        dossier = terms.Dossier,
        line = terms.Line + 1,
        pole = terms.Pole,
        epn = terms.Epn,
        partner = terms.Partner,
        need = new
        {
            type = terms.Need.Type,
            profile = terms.Need.Profile,
            lowestGrade = terms.Need.LowestGrade,
            requested = terms.Need.Requested,
            allocated = terms.Machines.Count(machine => machine.State is AllocatedState.Secured),
        },
        quantity = terms.Quantity,
        machines = terms.Machines,
        deadline = terms.Deadline,
    };

    /// <summary>Avis de rappel, one for each organisation that has machines outside; and the list of all, for the pole.</summary>
    public static ImmutableArray<DocumentOrder> Of(Recall recall, Recorded<RecallEvent> recorded)
    {
        if (recorded.Event is not MachinesRecalled { Machines: { IsEmpty: false } found } || recall.Terms is not { } terms)
        {
            return [];
        }

        var letters = found.Where(machine => !machine.InStock)
            .SelectMany(machine => new[] { machine.Holder, machine.Relay }.OfType<OrganisationId>().Distinct().Select(to => (To: to, machine.Machine)))
            .GroupBy(pair => pair.To, pair => pair.Machine)
            .OrderBy(letter => letter.Key.Text, StringComparer.Ordinal);

        return
        [
            Notice(0, "recall-list", found.Select(machine => new { label = machine.Machine.Text, inStock = machine.InStock, holder = machine.Holder?.Text, relay = machine.Relay?.Text }), null),
            .. letters.Select((letter, index) => Notice(index + 1, "recall-notice", letter.Select(machine => machine.Text), letter.Key)),
        ];

        DocumentOrder Notice(int index, string template, object machines, OrganisationId? to)
        {
            var order = Order(
                $"recall/{recall.Id}",
                DocumentKind.RecallNotice,
                terms.Pole,
                recorded.From,
                recorded.Seq,
                new { recall = recall.Id.Text, to = to?.Text, reason = terms.Reason, instruction = terms.Instruction, guidance = terms.Guidance, answerBefore = terms.AnswerBefore, machines },
                [to]);

            return order with { Purpose = $"{order.Purpose}/{index}", Render = order.Render with { Template = template } };
        }
    }

    private static string Purpose(string subject, long seq) => $"{subject}/{seq}";

    private static DocumentOrder Order(
        string subject,
        DocumentKind kind,
        OrganisationId issuer,
        Provenance from,
        long seq,
        object content,
        ImmutableArray<OrganisationId?> readers,
        params ReadOnlySpan<Signatory> signatories) => new()
        {
            Purpose = Purpose(subject, seq),
            At = from.RecordedAt,
            Render = new(kind, issuer, kind.Code().ToLowerInvariant().Replace('_', '-'), Version, DonationPapers.Json(content))
            {
                About = [subject],
                Readers = [.. readers.OfType<OrganisationId>().Where(reader => reader != issuer).Distinct()],
                Signatories = [.. signatories],
            },
        };
}
