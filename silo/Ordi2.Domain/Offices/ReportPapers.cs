using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Receipts;
using Ordi2.Domain.Sessions;

namespace Ordi2.Domain.Offices;

/// <summary>A donation with what came of it and the papers about it.</summary>
public sealed record ReportedDonation(DonationTerms Terms, ImmutableArray<ListedMachine> Machines, ImmutableArray<DocumentTerms> Papers);

/// <summary>What the yearly reports say. They name machines and counts, never a partner's people nor an operator (domain.md 2.11).</summary>
public static class ReportPapers
{
    private const string Version = "1";

    // A page of a donor shows these; what other parties signed among themselves is not its business.
    private static readonly DocumentKind[] OfTheDonor =
    [
        DocumentKind.GiftConvention, DocumentKind.ReuseCommitment, DocumentKind.PickupNote, DocumentKind.ReceptionNote, DocumentKind.RefusalNotice,
        DocumentKind.RestitutionNote, DocumentKind.TakeoverCertificate, DocumentKind.TaxReceipt, DocumentKind.ErasureCertificate, DocumentKind.DestructionRecord,
    ];

    /// <summary>What became of one machine, in the words of the balance (invariant 12).</summary>
    public static string Fate(MachineStatus status) => status switch
    {
        MachineStatus.Declared => "announced",
        MachineStatus.Ready => "ready",
        MachineStatus.Placed => "placed",
        MachineStatus.Recycled => "recycled",
        MachineStatus.Refused or MachineStatus.HandedBack => "refused",
        MachineStatus.Missing or MachineStatus.Stolen => "missing",
        _ => "in-process",
    };

    /// <summary>Rapport donateur: the fate of each machine, a balance that closes, restrictions, documents, CO₂e as a range.</summary>
    public static RenderDocument Donor(OrganisationId issuer, OrganisationProfile donor, int? year, ImmutableArray<ReportedDonation> donations, PoleRules rules)
    {
        var machines = donations.SelectMany(one => one.Machines).ToArray();

        return new(DocumentKind.DonorReport, issuer, "donor-report", "4", DonationPapers.Json(new
        {
            donor = DonationPapers.Party(donor.Id, donor),
            year,
            donations = donations.Select(one => new
            {
                donation = one.Terms.Id.Text,
                status = one.Terms.Status,
                legalBasis = one.Terms.LegalBasis,
                restrictions = one.Terms.Restrictions,
                sheet = one.Terms.Sheet,
                contests = DonationPapers.ContestsOf(one.Terms),
                machines = one.Machines.Select(machine => new { label = machine.Label, type = machine.Type, fate = Fate(machine.Status) }),
                balance = DonationPapers.BalanceOf((one.Terms, one.Machines)),
                ownership = one.Terms.Ownership,
                owners = OwnersOf(one),
                documents = one.Papers.Where(paper => OfTheDonor.Contains(paper.Kind))
                    .Select(paper => new { number = paper.Id.Text, kind = paper.Kind, status = paper.Status, replaces = paper.Replaces?.Text, replacedBy = paper.ReplacedBy?.Text, sha256 = paper.Sha256 }),
            }),
            balance = DonationPapers.BalanceOf([.. donations.Select(one => (one.Terms, one.Machines))]),
            impact = Impact.Of(machines.Select(machine => machine.Impact), rules.Impact),
            rulesVersion = rules.Cited(),
        }))
        {
            About = [.. donations.Select(one => $"donation/{one.Terms.Id}")],
            Readers = [donor.Id],
        };
    }

    /// <summary>Whose the machines are that came and were not refused, beside the pattern of the convention; no later owner is named to the donor.</summary>
    private static IEnumerable<object> OwnersOf(ReportedDonation one) => one.Machines
        .Where(machine => machine.Status is not (MachineStatus.None or MachineStatus.Declared or MachineStatus.Refused or MachineStatus.HandedBack))
        .GroupBy(machine => machine.Owner is not { } owner || owner == one.Terms.Donor ? "owned-by-the-donor" : owner == one.Terms.Receiver ? "owned-by-the-receiver" : "passed-on", StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new { whose = group.Key, count = group.Count() });

    /// <summary>Attestation de réemploi effectif (décret 2023-266): count A of the ratio; B is the donor's own figure.</summary>
    public static RenderDocument Attestation(OrganisationId issuer, OrganisationProfile donor, int year, ImmutableArray<ReportedDonation> donations, PoleRules rules)
    {
        var machines = donations.SelectMany(one => one.Machines).ToArray();

        return new(DocumentKind.ReuseAttestation, issuer, "reuse-attestation", "3", DonationPapers.Json(new
        {
            donor = DonationPapers.Party(donor.Id, donor),
            year,
            commitments = donations.SelectMany(one => one.Papers.Where(paper => paper.Kind is DocumentKind.ReuseCommitment)
                .Select(paper => new { donation = one.Terms.Id.Text, number = paper.Id.Text, date = one.Terms.SignedAt })),
            donations = donations.Select(one => one.Terms.Id.Text),
            machines = machines.Select(machine => new { label = machine.Label, type = machine.Type, fate = Fate(machine.Status) }),
            perFate = machines.GroupBy(machine => Fate(machine.Status), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new { fate = group.Key, count = group.Count() }),
            perType = machines.GroupBy(machine => machine.Type).OrderBy(group => group.Key).Select(group => new { type = group.Key, count = group.Count() }),
            balance = DonationPapers.BalanceOf([.. donations.Select(one => (one.Terms, one.Machines))]),
            reuseSharePercent = rules.ReuseShareOf(year),
            rulesVersion = rules.Cited(),
            countA = machines.Count(machine => machine.Status is MachineStatus.Placed),
            excluded = donations.SelectMany(one => one.Terms.OutsideReen.Select(line => new { donation = one.Terms.Id.Text, line, type = one.Terms.Announced[line - 1].Type, quantity = one.Terms.Announced[line - 1].Quantity })),
            restrictions = donations.Select(one => new { donation = one.Terms.Id.Text, restrictions = one.Terms.Restrictions }),
        }))
        {
            About = [.. donations.Select(one => $"donation/{one.Terms.Id}")],
            Readers = [donor.Id],
        };
    }

    /// <summary>Bilan annuel du pôle: sessions as counts with the QPV share, machines by place in the chain, hours as the workshops entered them, how the EPN rule was kept, how many machines came back under warranty.</summary>
    public static RenderDocument Pole(OrganisationId pole, int year, IEnumerable<SessionTerms> sessions, IEnumerable<MachineStatus> machines, IEnumerable<DocumentTerms> hours, EpnRule epnRule, NonConformity nonConformity)
    {
        var held = sessions.Where(session => session.Date.Year == year).ToArray();
        var sums = SessionReport.Of(held);

        return new(DocumentKind.PoleReport, pole, "pole-report", "2", DonationPapers.Json(new
        {
            pole = pole.Text,
            year,
            sessions = sums.Sessions,
            hours = sums.Hours,
            counts = sums.Counts,
            qpvPercent = sums.QpvPercent,
            byEpn = SessionReport.By(held, session => session.Epn.Text).Select(one => new { epn = one.Key, sessions = one.Value.Sessions, hours = one.Value.Hours, counts = one.Value.Counts, qpvPercent = one.Value.QpvPercent }),
            balance = Balance.Of(machines),
            insertionHours = hours.Select(paper => paper.Id.Text),
            epnRule,
            nonConformity,
        }));
    }

    /// <summary>Déclaration 222 bis: number of receipts and euros of the year; what was replaced or cancelled does not count.</summary>
    public static RenderDocument Declaration(OrganisationId issuer, int year, IEnumerable<ReceiptTerms> receipts)
    {
        var counted = receipts
            .Where(receipt => receipt is { Status: ReceiptStatus.Issued, IssuedAt: { } at } && receipt.Issuer == issuer && FrenchCalendar.YearOf(at) == year)
            .ToArray();
        var cents = counted.Sum(receipt => receipt.ValueCents ?? 0);

        return new(DocumentKind.ReceiptDeclaration, issuer, "receipt-declaration", Version, DonationPapers.Json(new
        {
            article = "222 bis CGI",
            issuer = issuer.Text,
            year,
            receipts = counted.Length,
            totalCents = cents,
            totalInFigures = FrenchNumbers.Figures(cents),
            numbers = counted.Select(receipt => receipt.Document?.Text),
        }));
    }

    /// <summary>Heures d'insertion: what the workshop entered, and nothing computed.</summary>
    public static RenderDocument Hours(OrganisationProfile workshop, int year, InsertionHours hours) =>
        new(DocumentKind.InsertionHours, workshop.Id, "insertion-hours", Version, DonationPapers.Json(new
        {
            workshop = DonationPapers.Party(workshop.Id, workshop),
            year,
            hours = hours.Hours,
            trainingHours = hours.TrainingHours,
            exits = hours.Exits,
            source = "entered-by-the-workshop",
        }))
        {
            Readers = workshop.Pole is { } pole && pole != workshop.Id ? [pole] : [],
        };

    /// <summary>The batches of a holder that left in a year, in the order in which they left.</summary>
    public static ImmutableArray<BatchTerms> Departed(OrganisationId holder, int year, IEnumerable<BatchTerms> batches) =>
    [
        .. batches.Where(batch => batch.Register is { } line && line.Producer == holder && FrenchCalendar.YearOf(line.DepartedAt) == year)
            .OrderBy(batch => batch.Register!.DepartedAt)
            .ThenBy(batch => batch.Id.Text, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Registre des déchets sortants, with all columns of the arrêté of 31 May 2021: what nobody entered is left empty and not invented.
    /// </summary>
    /// <param name="holder">Whose register it is.</param>
    /// <param name="year">Of which year.</param>
    /// <param name="departed">The batches that left in it.</param>
    /// <param name="named">Whom their lines name.</param>
    public static RenderDocument Register(OrganisationProfile holder, int year, ImmutableArray<BatchTerms> departed, ImmutableArray<OrganisationProfile> named)
    {
        return new(DocumentKind.WasteRegister, holder.Id, "waste-register", "2", DonationPapers.Json(new
        {
            holder = DonationPapers.Party(holder.Id, holder),
            year,
            lines = departed.Select((batch, index) => new
            {
                number = index + 1,
                batch = batch.Id.Text,
                departedAt = batch.Register!.DepartedAt,
                usualName = batch.Register.UsualName ?? batch.Flow.Code(),
                wasteCode = batch.Register.WasteCode,
                dangerous = batch.Register.WasteCode.EndsWith('*'),
                persistentPollutants = batch.Register.PersistentPollutants is { } pollutants ? (object)pollutants : string.Empty,
                baselCode = batch.Register.BaselCode ?? string.Empty,
                traceability = batch.Register.Traceability,
                slipNumber = batch.Register.SlipNumber ?? string.Empty,
                netGrams = batch.Register.NetGrams,
                tonnes = decimal.Round(batch.Register.NetGrams / 1_000_000m, 3),
                producer = Of(batch.Register.Producer),
                shipper = Of(batch.Register.Producer),
                carrier = Of(batch.Register.Carrier),
                carrierReceipt = batch.Register.CarrierReceipt ?? string.Empty,
                broker = batch.Register.Broker is { } broker ? Of(broker) : string.Empty,
                ecoOrganism = batch.Register.EcoOrganism ?? string.Empty,
                destination = Of(batch.Register.Destination),
                treatmentCode = batch.Register.TreatmentCode ?? string.Empty,
                proof = batch.Proof,
            }),
            totalNetGrams = departed.Sum(batch => batch.Register!.NetGrams),
        }))
        {
            About = [.. departed.Select(batch => $"batch/{batch.Id}")],
            Readers = holder.Pole is { } pole && pole != holder.Id ? [pole] : [],
        };

        object Of(OrganisationId id)
        {
            var profile = named.FirstOrDefault(one => one.Id == id);
            var there = Establishment.Of(profile);
            return new { id = id.Text, name = profile?.Name, form = profile?.Form, siren = profile?.Siren, siret = there.Siret ?? string.Empty, address = there.Address ?? string.Empty };
        }
    }
}
