using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Organisations;

/// <summary>What is known of an organisation from its history.</summary>
public sealed record Organisation(OrganisationId Id)
{
    /// <summary>What others may know; nothing before it was registered.</summary>
    public OrganisationProfile? Terms { get; init; }

    public string? Siret { get; init; }

    public string? Rna { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private OrganisationProfile Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its registration.");

    public Organisation Evolve(OrganisationEvent @event, Provenance from)
    {
        var next = @event switch
        {
            OrganisationRegistered registered => this with { Terms = Begin(registered), Siret = registered.Siret, Rna = registered.Rna },
            NumbersSet numbers => this with { Terms = Change(Known, @event), Siret = numbers.Siret ?? Siret, Rna = numbers.Rna ?? Rna },
            _ => this with { Terms = Change(Known, @event) },
        };

        var version = (Terms?.Version ?? 0) + 1;

        return next with
        {
            Terms = next.Terms! with
            {
                Version = version,
                CardVersion = @event is CardPublished or CardWithdrawn ? version : next.Terms.CardVersion,
                ActivitiesVersion = @event is OrganisationRegistered or ActivitiesChanged ? version : next.Terms.ActivitiesVersion,
            },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private OrganisationProfile Begin(OrganisationRegistered e) => new()
    {
        Id = Id,
        Name = e.Name,
        Form = e.Form,
        Status = e.Status,
        Siren = e.Siret is { } siret ? Organisations.Siret.SirenOf(siret) : string.Empty,
        Siret = e.Siret ?? string.Empty,
        Activities = e.Activities,
        Sites = e.Sites,
        Pole = e.Activities.Contains(Activity.Pole) ? Id : e.Pole,
        Category = e.Category,
        DataDestruction = e.DataDestruction,
        Operators = e.Operators,
        Parent = e.Parent,
        Rna = e.Rna ?? string.Empty,
        OtherNumber = e.OtherNumber,
        NoNumberReason = e.NoNumberReason,
    };

    private static OrganisationProfile Change(OrganisationProfile known, OrganisationEvent @event) => @event switch
    {
        NumbersSet e => known with
        {
            Siren = e.Siret is { } siret ? Organisations.Siret.SirenOf(siret) : known.Siren,
            Siret = e.Siret ?? known.Siret,
            Rna = e.Rna ?? known.Rna,
            NoNumberReason = null,
        },
        OrganisationActivated or OrganisationReactivated => known with { Status = OrganisationStatus.Active },
        OrganisationSuspended => known with { Status = OrganisationStatus.Suspended },
        OrganisationClosingStarted => known with { Status = OrganisationStatus.Closing },
        OrganisationClosed => known with { Status = OrganisationStatus.Closed },
        ActivitiesChanged e => known with
        {
            Activities = e.Activities,
            Pole = e.Activities.Contains(Activity.Pole) ? known.Id : known.Pole,
        },
        SitePut e => known with { Sites = Put(known.Sites, e.Site) },
        SiteRemoved e => known with { Sites = known.Sites.RemoveAll(site => site.Id == e.Site) },
        AccreditationGranted e => known with
        {
            Accreditations = known.Accreditations.Add(new(e.Activity, e.ValidFrom, e.ValidTo, e.GrantedBy) { Document = e.Document, CharterVersion = e.CharterVersion }),
            Requests = known.Requests.RemoveAll(one => one.Activity == e.Activity),
        },
        AccreditationRequested e => known with { Requests = known.Requests.Add(new(e.Activity, e.CharterVersion, e.At)) },
        AccreditationUnderReview e => known with
        {
            Requests = [.. known.Requests.Select(one => one.Activity == e.Activity ? one with { Status = AccreditationStatus.UnderReview } : one)],
        },
        AccreditationDeclined e => known with { Requests = known.Requests.RemoveAll(one => one.Activity == e.Activity) },
        AccreditationExpiring e => known with { Accreditations = Mark(known.Accreditations, e.Activity, e.ValidTo, AccreditationStatus.Expiring) },
        AccreditationExpired e => known with { Accreditations = Mark(known.Accreditations, e.Activity, e.ValidTo, AccreditationStatus.Expired) },
        AccreditationSuspended e => known with { Accreditations = Stop(known.Accreditations, e.Activity, AccreditationStatus.Suspended, e.At) },
        AccreditationWithdrawn e => known with { Accreditations = Stop(known.Accreditations, e.Activity, AccreditationStatus.Withdrawn, e.At) },
        CardPublished e => known with { Card = e.Card },
        CardWithdrawn => known with { Card = null },
        OperatorsSet e => known with { Operators = e.Operators },
        DataDestructionSet e => known with { DataDestruction = e.Certified },
        CategorySet e => known with { Category = e.Category },
        TaxReceiptStatusSet e => known with { TaxReceipts = e.Status, TaxReceiptProof = e.Proof },
        _ => throw new UnreachableException($"An organisation does not know {@event.GetType().Name}."),
    };

    private static ImmutableArray<Site> Put(ImmutableArray<Site> sites, Site site)
    {
        var index = sites.ToList().FindIndex(known => known.Id == site.Id);
        return index < 0 ? sites.Add(site) : sites.SetItem(index, site);
    }

    private static ImmutableArray<Accreditation> Mark(
        ImmutableArray<Accreditation> all,
        Activity activity,
        DateTimeOffset validTo,
        AccreditationStatus status) =>
        [.. all.Select(one => one.Activity == activity && one.ValidTo == validTo ? one with { Status = status } : one)];

    /// <summary>Everything that would still hold after this moment ends with it; what is over stays as it was.</summary>
    private static ImmutableArray<Accreditation> Stop(
        ImmutableArray<Accreditation> all,
        Activity activity,
        AccreditationStatus status,
        DateTimeOffset at) =>
    [
        .. all.Select(one => one.Activity == activity && one.Status is not AccreditationStatus.Withdrawn && one.ValidTo > at
            ? one with { Status = status, SuspendedAt = one.SuspendedAt is { } earlier && earlier < at ? earlier : at }
            : one),
    ];
}
