using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Organisations.OrganisationEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Organisations;

/// <summary>May this be done to an organisation?</summary>
public static class OrganisationDecisions
{
    private const int MostOperators = 10_000;
    private const int MostSites = 200;
    private const int MostZones = 50;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Organisation organisation, OrganisationCommand command, Caller caller) => command switch
    {
        RegisterOrganisation register => Inquiry.About(register.Pole, register.Parent),
        // All that it holds is counted for whoever may close it, and for nobody else.
        CloseOrganisation when Stops(organisation, command, caller, Facts.None, repeated: false) is null => new() { AttachedTo = organisation.Id },
        GrantAccreditation or SuspendAccreditation or WithdrawAccreditation or ReviewAccreditation or DeclineAccreditation => Inquiry.About(caller.Organisation),
        _ => Inquiry.None,
    };

    public static Decision<OrganisationEvent> Decide(
        Organisation organisation,
        OrganisationCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var repeated = organisation.Commands.Contains(commandId);

        return Stops(organisation, command, caller, facts, repeated) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : organisation.Terms is { } known ? Change(organisation, known, command, caller, facts, now) : Register(organisation.Id, (RegisterOrganisation)command, facts);
    }

    private static Refusal? Stops(Organisation organisation, OrganisationCommand command, Caller caller, Facts facts, bool repeated) => OrganisationLife.Table.Stops(
        organisation.Id.Text,
        CommandCatalog<OrganisationCommand>.StepOf(command),
        organisation.Terms?.Status,
        caller,
        repeated,
        Relations(organisation, command, caller, facts));

    private static Relation[] Relations(Organisation organisation, OrganisationCommand command, Caller caller, Facts facts)
    {
        if (organisation.Terms is not { } known)
        {
            return command is RegisterOrganisation { Pole: { } pole } && pole == caller.Organisation ? [Relation.ItsPole] : [];
        }

        var relations = new List<Relation>(3);

        if (caller.Organisation == known.Id)
        {
            relations.Add(Relation.Itself);
        }

        if (caller.Organisation == known.Pole)
        {
            relations.Add(Relation.ItsPole);
        }

        if (caller.Organisation != known.Id
            && known.Activities.Contains(Activity.Pole)
            && facts.Profile(caller.Organisation) is { Status: OrganisationStatus.Active } other
            && other.Activities.Contains(Activity.Pole))
        {
            relations.Add(Relation.AnotherPole);
        }

        return [.. relations];
    }

    private static Decision<OrganisationEvent> Register(OrganisationId id, RegisterOrganisation command, Facts facts)
    {
        string? siret = null;

        if (!string.IsNullOrWhiteSpace(command.Siret) && !Siret.TryParse(command.Siret, out siret))
        {
            return No(Refusal.Invalid("siret-wrong", command.Siret));
        }

        var reason = Demand.Number(id.Text, "id")
            ?? Demand.Words(command.Name, "name")
            ?? SomeActivity(command.Activities)
            ?? Identity.Wrong(command, siret)
            ?? Demand.Between(command.Operators, 0, MostOperators, "operators")
            ?? Coordinated(command, facts)
            ?? (command.Parent is { } parent ? AnotherOne(id, parent) ?? Demand.Known(facts, parent) : null)
            ?? command.Sites.Select(site => Usable(site, siret is null ? string.Empty : Siret.SirenOf(siret))).FirstOrDefault(refusal => refusal is not null)
            ?? Demand.Between(command.Sites.DistinctBy(site => site.Id).Count(), command.Sites.Length, MostSites, "sites");

        return reason is not null ? No(reason) : Write(new OrganisationRegistered
        {
            Name = command.Name.Trim(),
            Form = command.Form,
            Status = command.AsProspect ? OrganisationStatus.Prospect : OrganisationStatus.Active,
            Activities = [.. command.Activities.Distinct()],
            Siret = siret,
            Rna = command.Rna,
            OtherNumber = command.OtherNumber is { } other ? other with { Number = Identity.Plain(other.Number) } : null,
            NoNumberReason = command.NoNumberReason?.Trim(),
            Pole = command.Pole,
            Parent = command.Parent,
            Category = command.Category,
            DataDestruction = command.DataDestruction,
            Operators = command.Operators,
            Sites = [.. command.Sites.Select(Written)],
        });
    }

    private static Decision<OrganisationEvent> Change(
        Organisation organisation,
        OrganisationProfile known,
        OrganisationCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => command switch
        {
            ActivateOrganisation => Write(new OrganisationActivated()),
            SuspendOrganisation c => WriteUnless(Demand.Words(c.Reason, "reason"), new OrganisationSuspended(c.Reason)),
            ReactivateOrganisation => Write(new OrganisationReactivated()),
            StartClosing c => WriteUnless(Demand.Words(c.Reason, "reason"), new OrganisationClosingStarted(c.Reason)),
            CloseOrganisation => WriteUnless(NothingAttached(known, facts.Attached), new OrganisationClosed()),
            ChangeActivities c => WriteUnless(Demand.Unchanged(known.ActivitiesVersion, c.BasedOn) ?? SomeActivity(c.Activities) ?? StaysCoordinated(known, c) ?? StaysPartner(known, c), new ActivitiesChanged([.. c.Activities.Distinct()])),
            PutSite c => (Usable(c.Site, known.Siren) ?? Demand.Between(known.Sites.Length, 0, MostSites, "sites")) is { } reason ? No(reason) : Write(new SitePut(Written(c.Site))),
            RemoveSite c when known.Sites.All(site => site.Id != c.Site) => No(Refusal.NotFound("site-not-known", c.Site.Text, known.Id.Text)),
            RemoveSite c => Write(new SiteRemoved(c.Site)),
            GrantAccreditation c => WriteUnless(
                CharterDecisions.MayGrant(known, c, caller, facts),
                new AccreditationGranted(c.Activity, c.ValidFrom.ToUniversalTime(), c.ValidTo.ToUniversalTime(), caller.Organisation, c.Document, c.CharterVersion)),
            SuspendAccreditation c => WriteUnless(
                CharterDecisions.MayStop(known, c.Activity, caller, facts, now) ?? Demand.Words(c.Reason, "reason"),
                new AccreditationSuspended(c.Activity, c.Reason, now)),
            WithdrawAccreditation c => WriteUnless(
                CharterDecisions.MayStop(known, c.Activity, caller, facts, now) ?? Demand.Words(c.Reason, "reason"),
                new AccreditationWithdrawn(c.Activity, c.Reason, now)),
            RequestAccreditation or ReviewAccreditation or DeclineAccreditation or AnnounceExpiry or ExpireAccreditation
                => CharterDecisions.Decide(known, command, caller, facts, now),
            PublishCard c => WriteUnless(Demand.Unchanged(known.CardVersion, c.BasedOn) ?? DirectoryCards.Usable(known, c.Card), new CardPublished(DirectoryCards.Tidy(c.Card))),
            WithdrawCard => known.Card is null ? AlreadySo() : Write(new CardWithdrawn()),
            SetOperators c => WriteUnless(Demand.Between(c.Operators, 0, MostOperators, "operators"), new OperatorsSet(c.Operators)),
            SetDataDestruction c => WriteUnless(
                c.Certified ? Demand.Number(c.Document, "document") : null,
                new DataDestructionSet(c.Certified, c.Document)),
            SetNumbers c => Identity.Given(organisation, known, c),
            SetCategory c => WriteUnless(Identity.WithoutNumber(c.Category, known.NoNumberReason), new CategorySet(c.Category)),
            SetTaxReceiptStatus c => WriteUnless(
                c.Status is TaxReceiptStatus.None && c.Proof is null ? null : Demand.Number(c.Proof, "proof"),
                new TaxReceiptStatusSet(c.Status, c.Proof)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Refusal? SomeActivity(ImmutableArray<Activity> activities) =>
        activities.IsDefaultOrEmpty ? Refusal.Invalid("activity-missing") : null;

    private static Refusal? Coordinated(RegisterOrganisation command, Facts facts)
    {
        if (command.Activities.Contains(Activity.Pole))
        {
            return null;
        }

        return command.Pole is { } pole ? Demand.Does(facts, pole, Activity.Pole) : Refusal.Invalid("pole-missing");
    }

    private static Refusal? StaysCoordinated(OrganisationProfile known, ChangeActivities command) =>
        known.Activities.Contains(Activity.Pole) && !command.Activities.Contains(Activity.Pole) ? Refusal.Conflict("pole-stays-pole", known.Id.Text) : null;

    /// <summary>Who has neither SIRET nor RNA number takes part as a partner only.</summary>
    private static Refusal? StaysPartner(OrganisationProfile known, ChangeActivities command) =>
        !Identity.IsNumbered(known) && (known.OtherNumber is not null || known.NoNumberReason is not null) ? Identity.PartnerOnly(command.Activities) : null;

    private static Refusal? AnotherOne(OrganisationId id, OrganisationId parent) =>
        id == parent ? Refusal.Invalid("part-of-itself", id.Text) : null;

    private static Refusal? Usable(Site site, string siren) => site is null
        ? Refusal.Invalid("words-missing", "site", "1")
        : Demand.Number(site.Id.Text, "site.id")
            ?? Demand.Words(site.Name, "site.name")
            ?? (site.Address is { } address ? Demand.Words(address, "site.address") : null)
            ?? (site.Siret is { } number ? OfTheSame(number, siren) : null)
            ?? Neighbourhood.Wrong(site.Qpv)
            ?? Zones(site.Zones);

    private static Refusal? Zones(ImmutableArray<string> zones) => zones.IsDefaultOrEmpty
        ? null
        : Demand.Between(zones.Length, 0, MostZones, "site.zones")
            ?? zones.Select(zone => Demand.Number(zone, "site.zones")).FirstOrDefault(refusal => refusal is not null)
            ?? (zones.Distinct(StringComparer.OrdinalIgnoreCase).Count() < zones.Length ? Refusal.Invalid("zone-twice") : null);

    /// <summary>An establishment bears the number of its legal person, and 5 digits more.</summary>
    internal static Refusal? OfTheSame(string number, string siren) => !Siret.TryParse(number, out var siret) ? Refusal.Invalid("siret-wrong", number)
        : siren.Length > 0 && Siret.SirenOf(siret) != siren ? Refusal.Conflict("siret-of-another", siret, siren)
        : null;

    private static Site Written(Site site) => site with
    {
        Siret = site.Siret is { } number && Siret.TryParse(number, out var siret) ? siret : site.Siret,
        Zones = site.Zones.IsDefault ? [] : site.Zones,
    };

    /// <summary>All that hangs on it, said at once: who closes has to know the whole of it.</summary>
    private static Refusal? NothingAttached(OrganisationProfile known, Attachments attached) => attached == Attachments.None
        ? null
        : Refusal.Conflict(
            "still-attached",
            known.Name,
            Number(attached.Held),
            Number(attached.Owned),
            Number(attached.OpenLines),
            Number(attached.Deliveries),
            Number(attached.Dossiers),
            Number(attached.Sessions));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
