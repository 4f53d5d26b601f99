using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Rounds;

namespace Ordi2.Domain.Documents;

/// <summary>A machine as a list of a document names it.</summary>
public sealed record ListedMachine(string Label, DeviceType Type, MachineStatus Status, string? Serial, CountedImpact? Impact = null, OrganisationId? Owner = null);

/// <summary>The donor's signature under a count.</summary>
/// <param name="Donor">For which organisation.</param>
/// <param name="By">Who, opaque.</param>
/// <param name="At">When.</param>
public sealed record PickupSignature(OrganisationId? Donor, PersonId? By, DateTimeOffset At);

/// <summary>What the documents of a donation say (domain.md 8.2).</summary>
public static class DonationPapers
{
    private const string Version = "2";
    private const string NextVersion = "3";

    /// <summary>The document that an errand of a donation is about; nothing for one that sees to something else.</summary>
    /// <param name="donation">The donation as it stands.</param>
    /// <param name="errand">What it owes.</param>
    /// <param name="donor">Who gives.</param>
    /// <param name="receiver">Who takes.</param>
    /// <param name="machines">What came of it, for those that list it: <see cref="ListsMachines"/>.</param>
    public static DocumentOrder? Of(
        DonationTerms donation, DonationErrand errand, OrganisationProfile? donor, OrganisationProfile? receiver, ImmutableArray<ListedMachine> machines)
    {
        var render = errand.Kind switch
        {
            DonationErrandKind.Convention => Convention(donation, donor, receiver, errand.Signatures),
            DonationErrandKind.Commitment => Commitment(donation, donor, receiver, errand.Signatures),
            DonationErrandKind.ReceptionNote => ReceptionNote(donation, donor, receiver, machines, errand.Signatures),
            DonationErrandKind.Takeover => Takeover(donation, donor, receiver, machines, errand.Signatures),
            _ => null,
        };

        return render is null ? null : new() { Purpose = $"donation/{donation.Id}/{errand.Name}", At = errand.Since, Render = render };
    }

    /// <summary>Whether the document of an errand lists machines: they are looked up for no other.</summary>
    public static bool ListsMachines(DonationErrandKind kind) => kind is DonationErrandKind.ReceptionNote or DonationErrandKind.Takeover;

    /// <summary>The pickup note that an errand of a round is about; nothing for one that sees to something else.</summary>
    public static DocumentOrder? Of(CollectionRound round, RoundErrand errand)
    {
        var note = errand.After ?? errand.Name;

        if (!note.StartsWith(RoundErrand.NoteOf, StringComparison.Ordinal) || round.Terms is not { } terms)
        {
            return null;
        }

        var (stop, trip) = terms.Stops.SelectMany(stop => stop.Trips.Select(trip => (stop, trip)))
            .First(pair => note == $"{RoundErrand.NoteOf}{pair.stop.Plan.Id}/{pair.trip.Id}");
        var readers = new[] { round.Donor, round.Receiver, round.Pole }.OfType<OrganisationId>().Distinct();
        var signature = errand.After is null ? null : new PickupSignature(round.Donor, errand.By, trip.SignedAt ?? errand.Since);

        return new()
        {
            Purpose = $"round/{round.Id}/{errand.Name}",
            At = errand.Since,
            Render = Pickup(terms, terms.Carrier, stop, trip, [.. readers], signature, round.Drivers.TryGetValue($"{stop.Plan.Id}/{trip.Id}", out var driver) ? driver : null),
            InPlaceOf = errand.After is null ? null : new($"round/{round.Id}/{note}", DocumentKind.PickupNote, terms.Carrier, trip.RecordedAt),
            InPlaceWhy = "signé par le donateur",
        };
    }

    /// <summary>Convention de don.</summary>
    public static RenderDocument Convention(DonationTerms donation, OrganisationProfile? donor, OrganisationProfile? receiver, ImmutableArray<PaperSignature> signatures) =>
        Of(DocumentKind.GiftConvention, donation, new
        {
            donation = donation.Id.Text,
            convention = StepNumbers.Written(DocumentKind.GiftConvention, donation.Id.Text, donation.Convention),
            donor = Party(donation.Donor, donor),
            receiver = Party(donation.Receiver!.Value, receiver),
            legalBasis = donation.LegalBasis,
            lines = donation.Announced.Select(Line),
            outsideReen = donation.OutsideReen,
            placeOfDeposit = donation.Clauses.PlaceOfDeposit,
            fetchBefore = donation.Clauses.FetchBefore,
            ownership = donation.Ownership,
            ownershipPassesAt = donation.Clauses.Moment,
            riskPassesAt = OwnershipMoment.Pickup,
            refusalDefault = donation.RefusalDefault,
            erasure = new { by = donation.Clauses.ErasedBy, method = donation.Clauses.EraseMethod, withinDays = donation.Clauses.EraseWithinDays, proof = "erasure-certificate" },
            dataProcessing = new { article = "RGPD art. 28", clause = donation.Clauses.DataClause },
            restrictions = donation.Restrictions,
            reuseCommitment = donation.Clauses.ReuseCommitment || donation.Restrictions.ReuseProofDue,
            donorUndertakes = Undertakings(donation, DonationParty.Donor),
            receiverUndertakes = Undertakings(donation, DonationParty.Receiver),
            signedAt = donation.SignedAt,
            signatures,
        });

    /// <summary>Engagement de réemploi, dated before collection (décret 2023-266).</summary>
    public static RenderDocument Commitment(DonationTerms donation, OrganisationProfile? donor, OrganisationProfile? receiver, ImmutableArray<PaperSignature> signatures) =>
        Of(DocumentKind.ReuseCommitment, donation, new
        {
            donation = donation.Id.Text,
            donor = Party(donation.Donor, donor),
            taker = Party(donation.Receiver!.Value, receiver),
            quantities = donation.Announced.GroupBy(line => line.Type).Select(kind => new { type = kind.Key, quantity = kind.Sum(line => line.Quantity) }),
            commitment = "reuse-or-prepare-for-reuse",
            proof = "reuse-attestation",
            convention = StepNumbers.Written(DocumentKind.GiftConvention, donation.Id.Text, donation.Convention),
            committedAt = donation.SignedAt,
            signatures,
        });

    /// <summary>Bon de réception et état des écarts.</summary>
    public static RenderDocument ReceptionNote(
        DonationTerms donation, OrganisationProfile? donor, OrganisationProfile? receiver, ImmutableArray<ListedMachine> machines, ImmutableArray<PaperSignature> signatures) =>
        Of(DocumentKind.ReceptionNote, donation, new
        {
            donation = donation.Id.Text,
            note = StepNumbers.Written(DocumentKind.ReceptionNote, donation.Id.Text, donation.ReceptionNote),
            donor = Party(donation.Donor, donor),
            receiver = Party(donation.Receiver!.Value, receiver),
            countedAt = donation.CountedAt,
            sheet = donation.Sheet,
            refused = machines.Where(machine => machine.Status is MachineStatus.Refused or MachineStatus.HandedBack).Select(machine => machine.Label),
            machines = machines.Select(machine => new { label = machine.Label, type = machine.Type, serial = machine.Serial }),
            signatures,
        });

    /// <summary>Certificat de prise en charge: what was taken over, with a balance that closes.</summary>
    public static RenderDocument Takeover(
        DonationTerms donation, OrganisationProfile? donor, OrganisationProfile? receiver, ImmutableArray<ListedMachine> machines, ImmutableArray<PaperSignature> signatures) =>
        Of(DocumentKind.TakeoverCertificate, donation, new
        {
            donation = donation.Id.Text,
            donor = Party(donation.Donor, donor),
            receiver = Party(donation.Receiver!.Value, receiver),
            legalBasis = donation.LegalBasis,
            reconciledAt = donation.ReconciledAt,
            settledBy = donation.SettledBy,
            sheet = donation.Sheet,
            contests = ContestsOf(donation),
            balance = BalanceOf((donation, machines)),
            machines = machines.Where(machine => machine.Status is not MachineStatus.Declared)
                .Select(machine => new { label = machine.Label, type = machine.Type, taken = machine.Status is not (MachineStatus.Refused or MachineStatus.HandedBack) }),
            signatures,
        }) with
        { TemplateVersion = NextVersion };

    /// <summary>Bon d'enlèvement of one trip; what nobody counted is left empty and is not 0.</summary>
    public static RenderDocument Pickup(RoundTerms round, OrganisationId issuer, RoundStop stop, RoundTrip trip, ImmutableArray<OrganisationId> readers, PickupSignature? signature = null, PersonId? driver = null) =>
        new(DocumentKind.PickupNote, issuer, "pickup-note", NextVersion, Json(new
        {
            round = round.Id.Text,
            donation = round.Donation.Text,
            donor = round.Donor?.Text,
            carrier = round.Carrier.Text,
            vehicle = round.Vehicle,
            stop = stop.Plan,
            trip = trip.Id,
            note = StepNumbers.WrittenAtStop(round.Id.Text, stop.Plan.Id, trip.Note),
            donorAbsent = trip.Ended is StopEnd.Absent,
            countedAt = trip.CountedAt,
            recordedAt = trip.RecordedAt,
            counts = trip.Counts.Select(count => new { type = count.Type, count = count.Count, counted = count.Count is not null }),
            driver = driver is { } by ? new PaperSignature(round.Carrier, by, trip.RecordedAt, PaperSignature.ByAccount) : null,
            signature = SignatureOf(round, trip, signature),
        }))
        {
            About = [$"round/{round.Id}", $"donation/{round.Donation}"],
            Readers = readers,
        };

    /// <summary>How the donor signed a count: with the code that it made itself, or with a finger on the driver's device.</summary>
    private static object? SignatureOf(RoundTerms round, RoundTrip trip, PickupSignature? byCode) =>
        byCode is not null ? new { how = "by-code", organisation = byCode.Donor?.Text, signedBy = byCode.By?.Text, signedAt = byCode.At }
        : trip.Signature is { } drawn
            ? new { how = "by-finger", organisation = round.Donor?.Text, signer = drawn.Name, signerCapacity = drawn.Capacity, signedAt = trip.SignedAt, drawing = drawn.Drawing }
            : (object?)null;

    /// <summary>What a side undertakes, as codes in the order in which it is read: it follows from what was agreed (domain.md 8.2, convention de don).</summary>
    private static IEnumerable<string> Undertakings(DonationTerms donation, DonationParty side)
    {
        var erases = donation.Clauses.ErasedBy == side;

        return side is DonationParty.Donor
            ? [
                "gives-for-nothing", "owns-what-it-gives", "keeps-them-until-fetched", .. erases ? ["erases-before-they-leave"] : (string[])[],
                .. donation.RefusalDefault is RefusalDefault.ReturnToDonor ? ["takes-back-what-is-refused"] : (string[])[],
            ]
            : [
                "fetches-and-counts-them", .. erases ? ["erases-and-proves-it", "handles-data-for-the-donor"] : (string[])[],
                donation.RefusalDefault is RefusalDefault.ReturnToDonor ? "gives-back-what-it-refuses" : "recycles-what-it-refuses",
                .. donation.Restrictions.ResaleForbidden ? ["does-not-resell"] : (string[])[],
                .. donation.Restrictions.StatutoryPurposeOnly ? ["uses-for-its-purpose-only"] : (string[])[],
                .. donation.Ownership switch
                {
                    OwnershipPattern.PoleOrWorkshop => (string[])[],
                    OwnershipPattern.Epn => ["passes-them-to-the-epn"],
                    OwnershipPattern.Partner => ["gives-them-to-the-partner"],
                    _ => throw new UnreachableException(),
                },
                .. donation.Clauses.ReuseCommitment || donation.Restrictions.ReuseProofDue ? ["reuses-and-proves-it"] : (string[])[],
                "tells-what-became-of-them",
            ];
    }

    /// <summary>A line as the convention says it: a kind of machine that holds no data says nothing of media.</summary>
    private static object Line(AnnouncedLine line) => new
    {
        type = line.Type,
        quantity = line.Quantity,
        acquiredOn = line.AcquiredOn,
        reformedOn = line.ReformedOn,
        unitValueCents = line.UnitValueCents,
        withMedia = line.Type.HoldsMedia() ? line.WithMedia : (bool?)null,
        @protected = line.Protected,
    };

    /// <summary>What became of the machines of some gifts, beside what their donors announced: a machine has a record here only from the moment that it is seen.</summary>
    internal static Balance BalanceOf(params IReadOnlyCollection<(DonationTerms Gift, ImmutableArray<ListedMachine> Machines)> gifts) =>
        BalanceOf(
            Balance.Of(gifts.SelectMany(one => one.Machines).Select(machine => machine.Status))
                .Beside(gifts.Where(one => one.Gift.CountedAt is not null)
                    .Select(one => (one.Gift.Sheet.Sum(line => line.Received), one.Machines.Count(machine => ArrivedCount.HasCome(machine.Status))))),
            [.. gifts.Select(one => one.Gift)]);

    /// <summary>The same beside what was announced, picked up and lost on the way.</summary>
    public static Balance BalanceOf(Balance balance, ImmutableArray<DonationTerms> donations)
    {
        var counted = donations.SelectMany(donation => donation.Sheet).Where(line => line.PickedUp is not null || line.Announced > 0).ToArray();

        return balance with
        {
            PickedUp = counted.Length > 0 && counted.All(line => line.PickedUp is not null) ? counted.Sum(line => line.PickedUp) : null,
            LostOnTheWay = donations.Any(donation => !donation.Sheet.IsEmpty) ? donations.Sum(donation => donation.Sheet.Sum(line => Math.Max(0, line.LostOnTheWay))) : null,
            Announced = donations.Where(donation => donation.Status is not (DonationStatus.Draft or DonationStatus.Declined or DonationStatus.Cancelled))
                .Sum(donation => donation.Announced.Sum(line => line.Quantity)),
        };
    }

    /// <summary>What the donor contested, and what was answered: nothing, where nothing was contested.</summary>
    internal static IEnumerable<object>? ContestsOf(DonationTerms donation) => donation.Contests.IsEmpty ? null : donation.Contests.Select(one => (object)new
    {
        words = one.Words,
        given = one.Given.Select(line => new { type = line.Type, count = line.Count }),
        contestedAt = one.At,
        answer = one.Answer,
        organisation = one.AnsweredFor?.Text,
        answeredAs = one.AnsweredAs,
        answeredAt = one.AnsweredAt,
    });

    /// <summary>An organisation as a document names it.</summary>
    internal static object Party(OrganisationId id, OrganisationProfile? profile) =>
        new { id = id.Text, name = profile?.Name, form = profile?.Form, siren = profile?.Siren };

    internal static string Json(object content) => CanonicalJson.Write(JsonSerializer.SerializeToElement(content, WireJson.Options));

    private static RenderDocument Of(DocumentKind kind, DonationTerms donation, object content) =>
        new(kind, donation.Receiver!.Value, Contracts.Codes.Code(kind).ToLowerInvariant().Replace('_', '-'), Version, Json(content))
        {
            About = [$"donation/{donation.Id}"],
            Readers = donation.Pole is { } pole ? [donation.Donor, pole] : [donation.Donor],
        };
}
