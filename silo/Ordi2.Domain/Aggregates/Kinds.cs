using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Access;
using Ordi2.Domain.Allocations;
using Ordi2.Domain.Calls;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Deliveries;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Parts;
using Ordi2.Domain.Recycling;
using Ordi2.Domain.Rounds;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Aggregates;

/// <summary>Every kind of aggregate that is not a machine.</summary>
public static partial class Kinds
{
    public static readonly Kind<Organisation, OrganisationCommand, OrganisationEvent, OrganisationProfile> Organisation = new()
    {
        Name = "organisation",
        Papers = AgreementPapers.Of,
        Blank = id => new(new OrganisationId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = OrganisationDecisions.Asks,
        Decide = OrganisationDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((Itself, state.Id), (ItsPole, state.Terms?.Pole), (ItsParent, state.Terms?.Parent), (Anybody, Party.Everybody)),
        About = state => DirectoryCards.Shelves(state.Terms),
        IsAdministrative = true,
        Names = state => state.Terms is { } terms
            ? [terms.Name, terms.Siren, state.Siret ?? string.Empty, state.Rna ?? string.Empty, terms.OtherNumber?.Number ?? string.Empty, .. DirectoryCards.Communes(terms)]
            : [],
        DueAt = state => Accreditations.DueAt(state.Terms),
        WhenDue = (state, now) => Accreditations.WhenDue(state.Terms, now),
    };

    public static readonly Kind<Donation, DonationCommand, DonationEvent, DonationTerms> Donation = new()
    {
        Name = "donation",
        Blank = id => new(new DonationId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => DonationDecisions.Asks(state, command),
        Decide = DonationDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.LegalBasis.Code(),
        Parties = state => Party.Each((ItsDonor, state.Terms?.Donor), (ItsPole, state.Terms?.Pole), (ItsReceiver, state.Terms?.Receiver)),
        Names = state => state.Terms is { } known ? [known.Convention ?? string.Empty, known.ReceptionNote ?? string.Empty] : [],
        DueAt = DonationDeadlines.DueAt,
        WhenDue = DonationDeadlines.WhenDue,
    };

    public static readonly Kind<CollectionRound, RoundCommand, RoundEvent, RoundTerms> Round = new()
    {
        Name = "round",
        Blank = id => new(new RoundId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => RoundDecisions.Asks(state, command),
        Decide = RoundDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((ItsCarrier, state.Terms?.Carrier), (ItsDonor, state.Donor), (ItsReceiver, state.Receiver), (ItsPole, state.Pole)),
        About = state => state.Terms is { } known ? [$"donation/{known.Donation}"] : [],
        DueAt = state => state.Errands is [var first, ..] ? first.Since : null,
    };

    public static readonly Kind<MachineAllocation, AllocationCommand, AllocationEvent, AllocationTerms> Allocation = new()
    {
        Name = "allocation",
        Papers = AgreementPapers.Of,
        Blank = id => new(new AllocationId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => AllocationDecisions.Asks(state, command),
        Decide = AllocationDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((ItsPole, state.Terms?.Pole), (ItsEpn, state.Terms?.Epn), (ItsPartner, state.Terms?.Partner)),
        About = state => state.Terms is { } known ? [$"dossier/{known.Dossier}"] : [],
        DueAt = state => state.DueAt,
        WhenDue = (state, now) => state.WhenDue(now),
    };

    public static readonly Kind<Configuration, ConfigurationCommand, ConfigurationEvent, ConfigurationTerms> Configuration = new()
    {
        Name = "configuration",
        Blank = id => new(new ConfigurationId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, _, _) => ConfigurationDecisions.Asks(state),
        Decide = (state, command, caller, commandId, facts, _) => ConfigurationDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((ItsPole, state.Terms?.Pole), (Anybody, Party.Everybody)),
        IsAdministrative = true,
    };

    public static readonly Kind<CallForProjects, CallCommand, CallEvent, CallTerms> Call = new()
    {
        Name = "call",
        Papers = AgreementPapers.Of,
        Blank = id => new(new CallId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (call, command, _) => CallDecisions.Asks(call, command),
        Decide = CallDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Mode.Code(),
        Parties = state => Party.Each(
        [
            (ItsPole, state.Terms?.Pole),
            .. state.Terms?.Jury.Select(juror => (ItsJury, (OrganisationId?)juror.Organisation)) ?? [],
            .. state.Terms?.Applications.SelectMany(one => new[] { (ItsEpn, (OrganisationId?)one.Epn), (ItsPartner, one.Partner) }) ?? [],
            (Anybody, state.Terms?.Status is null or CallStatus.Draft or CallStatus.Archived ? null : Party.Everybody),
        ]),
        Names = state => state.Terms is { } known ? [known.Plan.Title] : [],
        DueAt = state => state.DueAt,
        WhenDue = (state, now) => state.WhenDue(now),
    };

    public static readonly Kind<Dossier, DossierCommand, DossierEvent, DossierTerms> Dossier = new()
    {
        Name = "dossier",
        Papers = AgreementPapers.Of,
        Blank = id => new(new DossierId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = DossierDecisions.Asks,
        Decide = DossierDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Mode.Code(),
        Parties = state => Party.Each(
        [
            (ItsEpn, state.Terms?.Epn),
            (ItsPartner, state.Terms?.Partner),
            (ItsPole, state.Terms?.Pole),
            .. state.Jury.Select(organisation => (ItsJury, (OrganisationId?)organisation)),
        ]),
        About = state => state.Terms?.Call is { } call ? [$"call/{call}"] : [],
        Names = state => state.Terms is { } known ? [known.Project] : [],

        TakenFor = one => one is LineReserved reserved ? reserved.Machine : null,

        // The grain itself tells its call.
        DueAt = state => state.OwesCallSince,
    };

    public static readonly Kind<Delivery, DeliveryCommand, DeliveryEvent, DeliveryTerms> Delivery = new()
    {
        Name = "delivery",
        Papers = AgreementPapers.Of,
        Blank = id => new(new DeliveryId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => DeliveryDecisions.Asks(state, command),
        Decide = DeliveryDecisions.Decide,
        DueAt = state => state.ShortSince,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Mode.Code(),
        Parties = state => Party.Each((ItsSender, state.Terms?.From), (ItsConsignee, state.Terms?.Consignee), (ItsCarrier, state.Terms?.Carrier), (ItsPole, state.Pole)),
        About = state => state.Terms is { } known ? [$"dossier/{known.Dossier}", .. known.Machines.Concat(known.Arrived).Distinct().Select(machine => $"machine/{machine}")] : [],
        Names = state => state.Terms is { } known ? [.. known.Boxes.Select(box => box.Box), .. known.Notes.Select(note => note.Number)] : [],
    };

    public static readonly Kind<LoanConvention, LoanCommand, LoanEvent, LoanTerms> Loan = new()
    {
        Name = "loan",
        Papers = AgreementPapers.Of,
        Blank = id => new(new LoanId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => LoanDecisions.Asks(state, command),
        Decide = LoanDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((ItsLender, state.Terms?.Lender), (ItsRelay, state.Terms?.Relay), (ItsBorrower, state.Terms?.Borrower), (ItsPole, state.Pole)),
        About = state => state.Terms is { } known ? [$"dossier/{known.Dossier}", .. state.Machines.Select(machine => $"machine/{machine}")] : [],
        Names = state => state.Terms is { Document: { } number } ? [number] : [],
        DueAt = state => LoanReminders.Next(state)?.At,
        WhenDue = LoanReminders.WhenDue,
    };

    public static readonly Kind<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms> Batch = new()
    {
        Name = "batch",
        Papers = AgreementPapers.Of,
        Blank = id => new(new BatchId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => BatchDecisions.Asks(state, command),
        Decide = BatchDecisions.Decide,
        DueAt = state => state.ProofDueAt,
        WhenDue = (state, now) => state.ProofDueAt <= now ? new MarkProofOverdue() : null,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Flow.Code(),
        Parties = state => Party.Each((ItsHolder, state.Terms?.Holder), (ItsRecycler, state.Terms?.Recycler), (ItsPole, state.Pole)),
        About = state => state.Terms is { } known ? [.. known.Machines.Concat(known.RefusedMachines).Distinct().Select(machine => $"machine/{machine}")] : [],
        Names = state => state.Terms is { } known ? [known.Container, known.Register?.SlipNumber ?? string.Empty, known.Proof ?? string.Empty] : [],
    };

    public static readonly Kind<Part, PartCommand, PartEvent, PartTerms> Part = new()
    {
        Name = "part",
        Papers = AgreementPapers.Of,
        Blank = id => new(new PartId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => PartDecisions.Asks(state, command),
        Decide = (state, command, caller, commandId, facts, _) => PartDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Type,
        TakenFor = one => one is PartFitted { AlreadyFitted: true } fitted ? fitted.Machine : null,
        Parties = state => Party.Each((ItsHolder, state.Terms?.Holder)),
        About = state => state.Terms is { } part ? [.. new[] { part.From, part.In }.Where(machine => machine is not null).Select(machine => $"machine/{machine}").Distinct(StringComparer.Ordinal)] : [],
    };

    public static readonly Kind<Document, DocumentCommand, DocumentEvent, DocumentTerms> Document = new()
    {
        Name = "document",
        Blank = id => new(new DocumentId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => DocumentDecisions.Asks(state, command),
        Decide = (state, command, caller, commandId, facts, _) => DocumentDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Kind.Code(),
        Parties = state => state.Terms is not { } terms ? [] : Party.Each(
        [
            (ItsIssuer, terms.Issuer),
            .. terms.Signatories.Select(signatory => (ItsSignatory, (OrganisationId?)signatory.Organisation)),
            .. DocumentDecisions.Owing(terms).Select(signatory => (OwesSignature, (OrganisationId?)signatory.Organisation)),
            .. terms.Readers.Select(reader => (ItsReader, (OrganisationId?)reader)),
        ]),
        About = state => state.Terms?.About ?? [],
        DueAt = state => state.ReplacementSince,
    };

    public static readonly Kind<Series, SeriesCommand, SeriesEvent, SeriesTerms> Series = new()
    {
        Name = "series",
        Blank = id => new(new SeriesId(id)),
        Evolve = (state, @event, _) => state.Evolve(@event),
        Asks = (state, command, _) => SeriesDecisions.Asks(state, command),
        Decide = (state, command, caller, _, facts, _) => SeriesDecisions.Decide(state, command, caller, facts),
        Restore = terms => new(terms.Id) { Terms = terms },
        Numbers = @event => @event is NumberTaken taken ? (taken.Purpose, taken.Number) : null,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Kind.Code(),
        Parties = state => Party.Each((ItsIssuer, state.Terms?.Issuer)),
    };
}
