using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Offices;

/// <summary>Rapport d'inventaire (transition 40): what should be at a place, what was seen there, what lacks and what is too many.</summary>
public static class InventoryPapers
{
    private const string Version = "1";

    /// <param name="office">Who counted: the series is its own.</param>
    /// <param name="count">What came of it.</param>
    /// <param name="until">When the counting ended.</param>
    /// <param name="closedBy">The role of who ended it. Whoever counted signs, and the one who answers for the stock.</param>
    public static RenderDocument Of(OrganisationProfile office, StockTake count, DateTimeOffset until, Role closedBy) =>
        new(DocumentKind.InventoryReport, office.Id, "inventory-report", Version, DonationPapers.Json(new
        {
            holder = office.Id.Text,
            organisation = DonationPapers.Party(office.Id, office),
            site = count.Site?.Text,
            siteName = office.Sites.FirstOrDefault(site => site.Id == count.Site)?.Name,
            since = count.Since,
            until,
            expected = count.Expected,
            found = count.Found.Length,
            missing = count.Missing.Length,
            extra = count.Extra.Length,
            zones = count.Found.GroupBy(one => one.Fact.Zone ?? string.Empty, StringComparer.Ordinal).OrderBy(zone => zone.Key, StringComparer.Ordinal)
                .Select(zone => new { zone = zone.Key, machines = zone.Select(one => one.Label) }),
            missingMachines = count.Missing.Select(one => new { label = one.Label, type = one.Type, status = one.Status, statusSince = one.StatusSince, site = one.Site }),
            extraMachines = count.Extra.Select(one => new
            {
                label = one.Seen.Label,
                zone = one.Seen.Fact.Zone,
                seenAt = one.Seen.At,
                type = one.Booked?.Type,
                status = one.Booked?.Status,
                holder = one.Booked?.Holder,
                site = one.Booked?.Site,
                reason = one.Why,
            }),
        }))
        {
            Readers = office.Pole is { } pole && pole != office.Id ? [pole] : [],
            Signatories = Signatories(office, closedBy),
        };

    /// <summary>A storekeeper who counts what it keeps itself is countersigned.</summary>
    private static ImmutableArray<Signatory> Signatories(OrganisationProfile office, Role closedBy) => closedBy is Role.Storekeeper
        ? [new(office.Id, Role.Storekeeper), new(office.Id, Role.Supervisor)]
        : [new(office.Id, closedBy)];
}
