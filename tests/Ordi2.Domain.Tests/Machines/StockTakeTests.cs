using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Offices;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>What the books say of a place against what was scanned there, and the report of it (transition 40).</summary>
public sealed class StockTakeTests
{
    private static readonly DateTimeOffset Began = Now.AddHours(-3);

    private static readonly SiteId Shop = new("shop");
    private static readonly SiteId Cellar = new("cellar");

    private static readonly OrganisationProfile House = Workshop with { Sites = [new Site(Shop, "Atelier rue Haute", false, []), new Site(Cellar, "Cave", false, [])] };

    [Fact]
    public void What_is_on_the_books_is_found_or_missing_and_what_is_not_is_extra()
    {
        var count = Count(
            null,
            [Booked("A"), Booked("B"), Booked("C", MachineStatus.Missing), Booked("D", holder: Epn), Booked("E", MachineStatus.Recycled)],
            [Saw("A", "rack-1"), Saw("C", expected: false), Saw("D", expected: false)]);

        Assert.Equal(2, count.Expected);
        Assert.Equal("A", Assert.Single(count.Found).Label);
        Assert.Equal("B", Assert.Single(count.Missing).Label);
        Assert.Equal([("C", "not-in-stock"), ("D", "held-by-another")], count.Extra.Select(one => (one.Seen.Label, one.Why)));
    }

    [Fact]
    public void What_was_seen_and_left_before_the_end_is_not_anothers()
    {
        var extra = Assert.Single(Count(null, [Booked("A", MachineStatus.InTransit, Carrier)], [Saw("A")]).Extra);

        Assert.Equal("left-since", extra.Why);
    }

    [Fact]
    public void A_place_is_counted_by_itself()
    {
        BookedMachine[] books = [Booked("A", site: Shop), Booked("B", site: Cellar), Booked("C", site: Cellar), Booked("D", site: Shop)];
        SeenMachine[] seen = [Saw("A", site: Shop), Saw("B", site: Shop), Saw("C", site: Cellar), Saw("D")];
        var shop = Count(Shop, books, seen);

        // D was scanned by a device that does not say where it stands: the books have it here.
        Assert.Equal(["A", "D"], shop.Found.Select(one => one.Label));
        Assert.Equal(("B", "at-another-site"), (Assert.Single(shop.Extra).Seen.Label, Assert.Single(shop.Extra).Why));
        Assert.Empty(shop.Missing);

        var cellar = Count(Cellar, books, seen);
        Assert.Equal(("C", "B"), (Assert.Single(cellar.Found).Label, Assert.Single(cellar.Missing).Label));
        Assert.Empty(cellar.Extra);
    }

    [Fact]
    public void A_machine_that_was_scanned_twice_is_one_machine_where_it_was_seen_last()
    {
        var found = Assert.Single(Count(null, [Booked("A")], [Saw("A", "rack-1", at: Began.AddHours(1)), Saw("A", "rack-2", at: Began.AddHours(2))]).Found);

        Assert.Equal("rack-2", found.Fact.Zone);
    }

    [Fact]
    public void A_machine_that_was_scanned_at_two_places_is_where_it_was_seen_last_in_the_report_of_either()
    {
        BookedMachine[] books = [Booked("A", site: Cellar), Booked("B", site: Shop)];
        SeenMachine[] seen =
        [
            Saw("A", site: Shop, at: Began.AddHours(1)), Saw("A", site: Cellar, at: Began.AddHours(2)),
            Saw("B", site: Shop, at: Began.AddHours(1)), Saw("B", site: Cellar, at: Began.AddHours(2)),
        ];

        var shop = Count(Shop, books, seen);
        Assert.Equal((0, 0, "B"), (shop.Extra.Length, shop.Found.Length, Assert.Single(shop.Missing).Label));

        var cellar = Count(Cellar, books, seen);
        Assert.Equal(("A", "B"), (Assert.Single(cellar.Found).Label, Assert.Single(cellar.Extra).Seen.Label));

        // A scan that does not say its site moves nothing.
        Assert.Equal("A", Assert.Single(Count(Shop, books, [Saw("A", site: Shop, at: Began.AddHours(1)), Saw("A", at: Began.AddHours(2))]).Extra).Seen.Label);
    }

    [Fact]
    public void The_report_says_the_place_the_sums_and_each_machine_that_lacks_or_is_too_many()
    {
        var report = InventoryPapers.Of(House, Count(Shop, [Booked("A", site: Shop), Booked("B", site: Shop), Booked("D", holder: Epn)], [Saw("A", "rack-1", Shop), Saw("D", site: Shop, expected: false)]), Now, Role.Storekeeper);
        var content = JsonDocument.Parse(report.Content).RootElement;

        Assert.Equal((DocumentKind.InventoryReport, House.Id, "inventory-report", "1"), (report.Kind, report.Issuer, report.Template, report.TemplateVersion));
        Assert.Equal(("shop", "Atelier rue Haute", 2, 1, 1, 1), (
            content.GetProperty("site").GetString(), content.GetProperty("siteName").GetString(), content.GetProperty("expected").GetInt32(),
            content.GetProperty("found").GetInt32(), content.GetProperty("missing").GetInt32(), content.GetProperty("extra").GetInt32()));
        Assert.Equal((Began, Now), (content.GetProperty("since").GetDateTimeOffset(), content.GetProperty("until").GetDateTimeOffset()));
        Assert.Equal(("rack-1", "A"), (content.GetProperty("zones")[0].GetProperty("zone").GetString(), content.GetProperty("zones")[0].GetProperty("machines")[0].GetString()));
        Assert.Equal(("B", "READY"), (content.GetProperty("missingMachines")[0].GetProperty("label").GetString(), content.GetProperty("missingMachines")[0].GetProperty("status").GetString()));
        Assert.Equal(("D", "epn", "held-by-another"), (
            content.GetProperty("extraMachines")[0].GetProperty("label").GetString(), content.GetProperty("extraMachines")[0].GetProperty("holder").GetString(),
            content.GetProperty("extraMachines")[0].GetProperty("reason").GetString()));
        Assert.Equal([Pole.Id], report.Readers.AsEnumerable());
    }

    [Theory]
    [InlineData(Role.Storekeeper, "STOREKEEPER SUPERVISOR")]
    [InlineData(Role.Supervisor, "SUPERVISOR")]
    [InlineData(Role.Animator, "ANIMATOR")]
    [InlineData(Role.Coordinator, "COORDINATOR")]
    public void Who_counted_signs_and_a_storekeeper_is_countersigned(Role role, string signs)
    {
        var report = InventoryPapers.Of(House, Count(null, [Booked("A")], [Saw("A")]), Now, role);

        Assert.Equal(signs, string.Join(' ', report.Signatories.Select(one => one.Role.Code())));
        Assert.All(report.Signatories, one => Assert.Equal(House.Id, one.Organisation));
    }

    [Fact]
    public void A_counting_has_a_beginning_a_place_of_its_own_and_at_least_one_scan()
    {
        var request = new ReportRequest(DocumentKind.InventoryReport) { Since = Began, Site = Shop };
        Assert.Null(ReportRules.Stops(request, Storekeeper, House, null, []));
        Assert.Null(ReportRules.Uncountable(request, House, Now));
        Assert.Null(ReportRules.Uncountable(request with { Site = null, Since = Now.AddDays(-31) }, House, Now));

        Assert.Equal("not-your-report", ReportRules.Stops(request, As(Role.Operator, House), House, null, [])?.Code);
        Assert.Equal("number-missing", ReportRules.Stops(request with { Since = null }, Storekeeper, House, null, [])?.Code);
        Assert.Equal("date-out-of-range", ReportRules.Uncountable(request with { Since = Now.AddMinutes(1) }, House, Now)?.Code);
        Assert.Equal("date-out-of-range", ReportRules.Uncountable(request with { Since = Now.AddDays(-32) }, House, Now)?.Code);
        Assert.Equal("site-not-known", ReportRules.Uncountable(request with { Site = new("elsewhere") }, House, Now)?.Code);
        Assert.Equal("nothing-counted", ReportRules.NothingCounted(Count(null, [Booked("A")], []))?.Code);
        Assert.Null(ReportRules.NothingCounted(Count(null, [], [Saw("D", expected: false)])));
    }

    private static StockTake Count(SiteId? site, BookedMachine[] books, SeenMachine[] seen) => StockTake.Of(House.Id, site, Began, books, seen);

    private static BookedMachine Booked(string label, MachineStatus status = MachineStatus.Ready, OrganisationProfile? holder = null, SiteId? site = null) =>
        new(label, DeviceType.Laptop, status, Now.AddDays(-9), (holder ?? House).Id.Text, site?.Text);

    private static SeenMachine Saw(string label, string? zone = null, SiteId? site = null, bool expected = true, DateTimeOffset? at = null) =>
        new(label, new Inventoried(zone, expected) { Site = site }, at ?? Now.AddHours(-1));
}
