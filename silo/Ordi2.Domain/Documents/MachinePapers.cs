using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Documents;

/// <summary>
/// The documents that a fact in the life of a machine makes due in the series of an issuer: certificates, records, notes that leave
/// the workshop or bind somebody. What only describes a step of the workshop is a <see cref="WorkSheets">sheet</see>.
/// </summary>
public static class MachinePapers
{
    private const string Version = "1";

    /// <summary>Whether a fact makes a document: asked of every fact, before anything is looked up.</summary>
    public static bool Makes(MachineEvent @event) => @event is WipeDidFail failed ? failed.Results.Any(IsErased) : @event
        is MediaWiped or MediumDestroyed or RecyclingConfirmed { Destruction: not null } or DeviceRefused or DeviceHandedBack or Dismantled or WentMissing or WasStolen or Recovered
        or GivenBackUnplaced or ReturnRequested or ReturnReceived or PlacedWithPartner or OwnershipPassed
        or MachineAllocated { Allocation: null } or AuditRecorded { NoMediaConfirmedBy.IsEmpty: false };

    /// <param name="id">Which machine.</param>
    /// <param name="after">The machine after the fact.</param>
    /// <param name="recorded">The fact.</param>
    /// <param name="donation">The gift that it came with.</param>
    /// <param name="issuer">The organisation that did it.</param>
    public static ImmutableArray<DocumentOrder> Of(MachineId id, Machine after, Recorded<MachineEvent> recorded, DonationTerms? donation, OrganisationProfile? issuer)
    {
        var from = recorded.From;
        var host = new { label = id.Text, maker = after.Maker, model = after.Model, serial = after.Serial, type = after.Type };
        var done = new { organisation = new { id = from.Organisation.Text, name = issuer?.Name }, by = from.Person.Text, occurredAt = from.OccurredAt, recordedAt = from.RecordedAt };
        ImmutableArray<OrganisationId> givers = [.. new[] { donation?.Donor, donation?.Pole ?? after.Pole }.OfType<OrganisationId>().Distinct()];

        // Where it came from, for whoever has several projects and reads the paper alone.
        var (dossier, allocation) = (after.Allocation?.Dossier.Text, after.Allocation?.Id?.Text);

        return recorded.Event switch
        {
            MediaWiped e => Certificates(e.Results),

            // One medium failed and the machine with it; what was proven of its neighbours stays proven.
            WipeDidFail e => Certificates(e.Results),
            AuditRecorded { NoMediaConfirmedBy: { IsEmpty: false } two } when after.Type.IsExpectedToHoldMedia() => [Order(
                $"{recorded.Seq}",
                DocumentKind.ErasureCertificate,
                new { host, performed = done, customer = donation?.Donor.Text, medium = (object?)null, result = "ABSENT_DECLARED", declaredBy = two },
                givers,
                new Signatory(from.Organisation, Role.Supervisor))],
            MediumDestroyed e => [Order(
                $"{recorded.Seq}",
                DocumentKind.DestructionRecord,
                new { host, performed = done, customer = donation?.Donor.Text, medium = Medium(e.Serial, after.MediumOf(e.Serial)), category = "DESTROY", method = e.Method, witness = e.Witness, photo = e.Photo },
                givers,
                new Signatory(from.Organisation, Role.Supervisor))],
            // It left with its data: what the recycler states of it is the donor's proof (domain.md 4.4).
            RecyclingConfirmed { Destruction: { } stated } e => [Order(
                $"{recorded.Seq}",
                DocumentKind.DestructionRecord,
                new
                {
                    host,
                    confirmed = done,
                    customer = donation?.Donor.Text,
                    media = after.Media.Where(medium => !medium.Safe).Select(medium => Medium(medium.Serial, medium)).ToArray() is { Length: > 0 } media ? media : null,
                    mediaKnown = after.Audited,
                    category = "DESTROY",
                    method = stated.Method,
                    securityClass = stated.SecurityClass,
                    doneOn = stated.DoneOn,
                    doneBy = stated.By,
                    batch = e.Batch.Text,
                    treatmentCertificate = e.Proof,
                    reference = stated.Reference,
                    sha256 = stated.Sha256,
                },
                givers)],
            DeviceRefused e => [Order(
                $"{recorded.Seq}",
                DocumentKind.RefusalNotice,
                new { host, performed = done, donation = donation?.Id.Text, reason = e.Reason, photo = e.Photo, goesBack = e.GoesBack },
                givers)],
            // Whoever takes it back at its door signs with a pen before whoever brings it.
            DeviceHandedBack e => [Second(Order(
                $"{recorded.Seq}",
                DocumentKind.RestitutionNote,
                new
                {
                    host,
                    performed = done,
                    donation = donation?.Id.Text,
                    wipedByUs = false,
                    statement = "Non effacé par nous",
                    statementEn = "not wiped by us",
                    signedBy = e.SignedBy,
                    note = e.Document,
                    signatures = donation is null ? default(ImmutableArray<PaperSignature>?) : [PaperSignature.Attested(donation.Donor, from)],
                },
                givers))],
            Dismantled e => [Order($"{recorded.Seq}", DocumentKind.DismantlingSheet, new { host, performed = done, parts = after.Taken, noMediaConfirmedBy = e.NoMediaConfirmedBy }, [])],
            WentMissing e => [Order($"{recorded.Seq}", DocumentKind.LossNotice, new { host, performed = done, kind = "MISSING", circumstances = e.Circumstances }, givers)],
            WasStolen e => [Order($"{recorded.Seq}", DocumentKind.LossNotice, new { host, performed = done, kind = "STOLEN", policeNumber = e.PoliceNumber }, givers)],
            Recovered e => [Order($"{recorded.Seq}", DocumentKind.RecoveryRecord, new { host, performed = done, circumstances = e.Circumstances }, givers)],
            // One machine that a coordinator takes by scanning it; several at once are decided by their allocation.
            MachineAllocated { Allocation: null } e => [Order(
                $"{recorded.Seq}",
                DocumentKind.AllocationDecision,
                new { host, performed = done, dossier = e.Dossier.Text, line = e.Line + 1, epn = e.Epn.Text, partner = e.Partner.Text, grade = after.Grade, profile = after.Profile },
                [e.Epn, e.Partner])],
            GivenBackUnplaced e => [Second(Order($"{recorded.Seq}", DocumentKind.ReturnNote, new { host, performed = done, kind = "UNPLACED", reason = e.Reason, dossier, allocation }, Pole(after)))],
            ReturnRequested e => [Second(Order($"{recorded.Seq}", DocumentKind.ReturnNote, new { host, performed = done, kind = e.Kind, loan = after.Loan?.Text, dossier, allocation, holder = after.Custody?.Holder.Text }, Holding(after)))],
            // Where the deed was there before, it is not made again.
            OwnershipPassed { Deed: null } e when after.Status is MachineStatus.Placed && e.Document != donation?.ReceptionNote => [Order(
                $"{recorded.Seq}",
                DocumentKind.TransferDeed,
                new { host, performed = done, from = e.From?.Text, to = e.To.Text, deed = e.Document, priceCents = e.PriceCents, publicGift = e.Counted, restrictions = after.Restrictions },
                [.. new[] { e.From, e.To, after.Pole }.OfType<OrganisationId>().Distinct()])],
            // Whoever takes it back has signed by saying what it saw; whoever gives it back signs on its own device, or on paper.
            ReturnReceived e => [Second(Order(
                $"{recorded.Seq}",
                DocumentKind.ReturnInspection,
                new
                {
                    host,
                    performed = done,
                    condition = e.Condition,
                    chargerPresent = e.ChargerPresent,
                    photo = e.Photo,
                    mediaDirty = e.MediaDirty,
                    signatures = (ImmutableArray<PaperSignature>)[PaperSignature.Of(from.Organisation, from, onPaper: false)],
                },
                [.. Pole(after), .. e.GivenBackBy is { } reader ? [reader] : ImmutableArray<OrganisationId>.Empty],
                e.GivenBackBy is { } giver ? [new Signatory(giver, Role.Partner)] : []))],
            PlacedWithPartner e => [HandedOver(id, Order(
                $"{recorded.Seq}",
                DocumentKind.HandoverRecord,
                new
                {
                    epn = e.Epn.Text,
                    partner = e.Partner.Text,
                    loan = e.Loan.Text,
                    dossier,
                    allocation,
                    performed = done,
                    coSignedBy = e.CoSignedBy == PlaceWithPartner.ReferentOf(e.Partner) ? null : e.CoSignedBy,
                    signatures = (ImmutableArray<PaperSignature>)
                    [
                        PaperSignature.Of(e.Epn, from, onPaper: false),
                        e.CodeSignedAt is { } at ? PaperSignature.OfCode(e.Partner, new(e.CoSignedBy), at) : PaperSignature.Attested(e.Partner, from),
                    ],
                },
                [.. new[] { e.Partner, e.Epn }.Concat(Pole(after)).Distinct()]))],
            _ => [],
        };

        ImmutableArray<DocumentOrder> Certificates(ImmutableArray<WipeResult> results) => [.. results.Where(IsErased).Select((result, index) => Order(
            $"{recorded.Seq}/{index}",
            DocumentKind.ErasureCertificate,
            Erased(host, done, after.MediumOf(result.Serial), result, donation),
            givers,
            new Signatory(from.Organisation, Role.Supervisor)))];

        DocumentOrder Order(string fact, DocumentKind kind, object content, ImmutableArray<OrganisationId> readers, params ReadOnlySpan<Signatory> signatories) => new()
        {
            Purpose = $"machine/{id}/{fact}",
            At = from.RecordedAt,
            Render = new(kind, from.Organisation, kind.Code().ToLowerInvariant().Replace('_', '-'), Version, DonationPapers.Json(content))
            {
                About = donation is null ? [$"machine/{id}"] : [$"machine/{id}", $"donation/{donation.Id}"],
                Readers = [.. readers.Where(reader => reader != from.Organisation)],
                Signatories = [.. signatories],
            },
        };
    }

    /// <summary>What is handed over is named with its charger, as the one who takes it sees it.</summary>
    private static DocumentOrder HandedOver(MachineId id, DocumentOrder order) => order with { Machines = [id], Render = order.Render with { TemplateVersion = "4" } };

    private static DocumentOrder Second(DocumentOrder order) => order with { Render = order.Render with { TemplateVersion = "2" } };

    /// <summary>A report of the tool proves it for this medium.</summary>
    private static bool IsErased(WipeResult result) => result is { Report: not null, State: MediumState.Cleared or MediumState.Purged };

    private static ImmutableArray<OrganisationId> Pole(Machine machine) => machine.Pole is { } pole ? [pole] : [];

    private static ImmutableArray<OrganisationId> Holding(Machine machine) => machine.Custody is { Holder: var holder } ? [.. Pole(machine).Add(holder).Distinct()] : Pole(machine);

    /// <summary>Everything that the tool said and the audit saw; what neither knows is left out and not invented.</summary>
    private static object Erased(object host, object done, StorageMedium? medium, WipeResult result, DonationTerms? donation)
    {
        var report = result.Report!;

        return new
        {
            host,
            performed = done,
            customer = donation?.Donor.Text,
            medium = new
            {
                serial = result.Serial,
                kind = medium?.Kind,
                sizeBytes = Known(medium?.SizeBytes ?? 0),
                soldered = medium?.Soldered,
                seenByAudit = medium?.SeenByAudit,
                model = report.Model,
                bus = report.Bus,
                hiddenAreas = report.Hidden,
            },
            category = result.State is MediumState.Purged ? "PURGE" : "CLEAR",
            method = report.Method,
            tool = report.Tool,
            startedAt = report.StartedAt,
            endedAt = report.EndedAt,
            durationSeconds = report is { StartedAt: { } start, EndedAt: { } end } ? (long?)(end - start).TotalSeconds : null,
            roundsRequested = Known(report.RoundsRequested),
            roundsCompleted = Known(report.RoundsCompleted),
            prng = report.Prng,
            verifyPass = report.VerifyPass,
            verified = report.Verified,
            errors = report.Errors,
            errorsBy = report.ErrorsBy,
            steps = report.Steps,
            bytesErased = Known(report.BytesErased),
            sizeSeenByTool = Known(report.SizeBytes),
            result = "ERASED",
            evidence = new { format = report.Evidence.Format, sha256 = report.Evidence.Sha256.Length == 0 ? null : report.Evidence.Sha256 },
        };
    }

    // The tool says 0 of what it does not know.
    private static long? Known(long said) => said == 0 ? null : said;

    private static object Medium(string serial, StorageMedium? medium) =>
        new { serial, kind = medium?.Kind, sizeBytes = medium?.SizeBytes, soldered = medium?.Soldered, seenByAudit = medium?.SeenByAudit };
}
