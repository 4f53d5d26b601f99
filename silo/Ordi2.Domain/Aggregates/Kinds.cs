using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Deliveries;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Parts;
using Ordi2.Domain.Recycling;
using Ordi2.Domain.Rounds;

namespace Ordi2.Domain.Aggregates;

/// <summary>Every kind of aggregate that is not a machine.</summary>
public static class Kinds
{
    public static readonly Kind<Organisation, OrganisationCommand, OrganisationEvent, OrganisationProfile> Organisation = new()
    {
        Name = "organisation",
        Blank = id => new(new OrganisationId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = OrganisationDecisions.Asks,
        Decide = OrganisationDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Id, state.Terms?.Pole, state.Terms?.Parent),
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
        Parties = state => Each(state.Terms?.Donor, state.Terms?.Pole, state.Terms?.Receiver),
    };

    public static readonly Kind<CollectionRound, RoundCommand, RoundEvent, RoundTerms> Round = new()
    {
        Name = "round",
        Blank = id => new(new RoundId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => RoundDecisions.Asks(state, command),
        Decide = (state, command, caller, commandId, facts, _) => RoundDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.Carrier, state.Donor, state.Receiver, state.Pole),
    };

    public static readonly Kind<Dossier, DossierCommand, DossierEvent, DossierTerms> Dossier = new()
    {
        Name = "dossier",
        Blank = id => new(new DossierId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => DossierDecisions.Asks(state, command),
        Decide = DossierDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.Epn, state.Terms?.Partner, state.Terms?.Pole),
    };

    public static readonly Kind<Delivery, DeliveryCommand, DeliveryEvent, DeliveryTerms> Delivery = new()
    {
        Name = "delivery",
        Blank = id => new(new DeliveryId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => DeliveryDecisions.Asks(state, command),
        Decide = DeliveryDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.From, state.Terms?.Consignee, state.Terms?.Carrier, state.Pole),
    };

    public static readonly Kind<LoanConvention, LoanCommand, LoanEvent, LoanTerms> Loan = new()
    {
        Name = "loan",
        Blank = id => new(new LoanId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => LoanDecisions.Asks(state, command),
        Decide = LoanDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.Lender, state.Terms?.Relay, state.Terms?.Borrower, state.Pole),
    };

    public static readonly Kind<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms> Batch = new()
    {
        Name = "batch",
        Blank = id => new(new BatchId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => BatchDecisions.Asks(state, command),
        Decide = (state, command, caller, commandId, facts, _) => BatchDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.Holder, state.Terms?.Recycler, state.Pole),
    };

    public static readonly Kind<Part, PartCommand, PartEvent, PartTerms> Part = new()
    {
        Name = "part",
        Blank = id => new(new PartId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => PartDecisions.Asks(state, command),
        Decide = (state, command, caller, commandId, facts, _) => PartDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.Holder),
    };

    public static readonly Kind<Incident, IncidentCommand, IncidentEvent, IncidentTerms> Incident = new()
    {
        Name = "incident",
        Blank = id => new(new IncidentId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (_, command, caller) => IncidentDecisions.Asks(command, caller),
        Decide = IncidentDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.OpenedBy, state.Terms?.Handler, state.Terms?.Pole),
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
        Parties = state => Each([state.Terms?.Issuer, .. state.Terms?.Readers.Cast<OrganisationId?>() ?? []]),
        About = state => state.Terms?.About ?? [],
    };

    public static readonly Kind<Series, SeriesCommand, SeriesEvent, SeriesTerms> Series = new()
    {
        Name = "series",
        Blank = id => new(new SeriesId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (_, _, _) => Inquiry.None,
        Decide = (state, command, caller, commandId, _, _) => SeriesDecisions.Decide(state, command, caller, commandId),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Each(state.Terms?.Issuer),
    };

    private static ImmutableArray<OrganisationId> Each(params ReadOnlySpan<OrganisationId?> organisations) => Inquiry.About(organisations).Organisations;
}
