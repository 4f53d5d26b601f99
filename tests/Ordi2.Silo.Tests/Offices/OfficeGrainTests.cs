using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Silo.Tests.Aggregates;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Offices;

public sealed class OfficeGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_report_about_a_donor_counts_what_it_gave_to_the_pole_that_reports()
    {
        var territory = await AtAsync(silo);
        OrganisationId other = new(territory.NewId("pole-other"));
        await territory.RegisterAsync(other, Activity.Pole);
        await GiveAsync(territory, "DA", Cast.Pole);
        await GiveAsync(territory, "DB", other);
        var request = new ReportRequest(DocumentKind.DonorReport) { Donor = territory.Donor };

        Assert.Equal([territory.NewId("DA")], Donations(await ReportAsync(request, Coordinator)));
        Assert.Equal([territory.NewId("DB")], Donations(await ReportAsync(request, Cast.As(other, Role.Coordinator, "c2"))));

        // What the donor itself is given comes from its pole.
        Assert.Equal([territory.NewId("DA")], Donations(await ReportAsync(new(DocumentKind.DonorReport), territory.DonorContact)));

        OrganisationId third = new(territory.NewId("pole-third"));
        await territory.RegisterAsync(third, Activity.Pole);
        Assert.Equal("not-your-report", await RefusedAsync(Office(third).ReportAsync(request, Cast.As(third, Role.Coordinator, "c3"), Guid.CreateVersion7())));
    }

    [Fact]
    public async Task The_report_of_a_pole_names_the_hours_of_its_workshops_and_of_that_year()
    {
        var territory = await AtAsync(silo);
        OrganisationId other = new(territory.NewId("pole-other"));
        await territory.RegisterAsync(other, Activity.Pole);
        var year = silo.Clock.GetUtcNow().Year;
        var hours = await ReportAsync(new(DocumentKind.InsertionHours) { Year = year, Hours = new(12_040) }, Cast.Supervisor);

        Assert.Equal([hours.Id.Text], Hours(await ReportAsync(new(DocumentKind.PoleReport) { Year = year }, Coordinator)));
        Assert.Empty(Hours(await ReportAsync(new(DocumentKind.PoleReport) { Year = year - 1 }, Coordinator)));
        Assert.Empty(Hours(await ReportAsync(new(DocumentKind.PoleReport) { Year = year }, Cast.As(other, Role.Coordinator, "c2"))));
    }

    [Fact]
    public async Task The_report_of_an_inventory_compares_the_books_with_what_was_scanned_since_it_began()
    {
        var territory = await AtAsync(silo);
        OrganisationId workshop = new(territory.NewId("workshop"));
        await territory.RegisterAsync(workshop, Activity.Workshop);
        var (storekeeper, bench) = (Cast.As(workshop, Role.Storekeeper, "m7"), Cast.As(workshop, Role.Operator, "o7"));
        var (found, early, unseen, foreign) = (SiloFixture.NewMachine(), SiloFixture.NewMachine(), SiloFixture.NewMachine(), SiloFixture.NewMachine());

        foreach (var (machine, caller) in new[] { (found, bench), (early, bench), (unseen, bench), (foreign, Cast.Stranger) })
        {
            Assert.Equal(Outcome.AcceptedWithFinding, (await silo.ScanAsync(machine, new ReceiveDevice(null, DeviceType.Laptop), caller)).Outcome);
        }

        await silo.ScanAsync(early, new InventoryCheck("rack-0"), storekeeper);
        silo.Clock.Advance(TimeSpan.FromHours(1));
        var since = silo.Clock.GetUtcNow();
        Assert.Equal("nothing-counted", await RefusedAsync(Office(workshop).ReportAsync(new(DocumentKind.InventoryReport) { Since = since }, storekeeper, Guid.CreateVersion7())));

        await silo.ScanAsync(found, new InventoryCheck("rack-1"), storekeeper);
        Assert.Equal("unexpected-in-inventory", (await silo.ScanAsync(foreign, new InventoryCheck("rack-1"), storekeeper)).Finding?.Code);
        silo.Clock.Advance(TimeSpan.FromMinutes(20));

        var (request, id) = (new ReportRequest(DocumentKind.InventoryReport) { Since = since }, Guid.CreateVersion7());
        var report = await DoneAsync(Office(workshop).ReportAsync(request, storekeeper, id));
        var content = JsonDocument.Parse(report.Content).RootElement;

        Assert.Equal((3, 1, 2, 1), (Count("expected"), Count("found"), Count("missing"), Count("extra")));
        Assert.Equal(found.Text, content.GetProperty("zones")[0].GetProperty("machines")[0].GetString());
        Assert.Equal(new[] { early.Text, unseen.Text }.Order(StringComparer.Ordinal), Labels("missingMachines"));
        Assert.Equal([foreign.Text], Labels("extraMachines"));
        Assert.StartsWith("RI-", report.Id.Text, StringComparison.Ordinal);
        Assert.Equal(DocumentStatus.Rendered, report.Status);

        // Asked again it is the same paper, whatever was scanned since.
        await silo.ScanAsync(unseen, new InventoryCheck("rack-2"), storekeeper);
        Assert.Equal((report.Id, report.Sha256), await SameAsync());

        int Count(string name) => content.GetProperty(name).GetInt32();

        IEnumerable<string?> Labels(string name) => content.GetProperty(name).EnumerateArray().Select(machine => machine.GetProperty("label").GetString());

        async Task<(DocumentId Id, string Sha256)> SameAsync()
        {
            var again = await DoneAsync(Office(workshop).ReportAsync(request, storekeeper, id));
            return (again.Id, again.Sha256);
        }
    }

    private static IEnumerable<string?> Donations(DocumentTerms report) =>
        JsonDocument.Parse(report.Content).RootElement.GetProperty("donations").EnumerateArray().Select(donation => donation.GetProperty("donation").GetString());

    private static IEnumerable<string?> Hours(DocumentTerms report) =>
        JsonDocument.Parse(report.Content).RootElement.GetProperty("insertionHours").EnumerateArray().Select(number => number.GetString());

    private IOfficeGrain Office(OrganisationId id) => silo.Grains.GetGrain<IOfficeGrain>($"office/{id}");

    private Task<DocumentTerms> ReportAsync(ReportRequest request, Caller caller) => DoneAsync(Office(caller.Organisation).ReportAsync(request, caller, Guid.CreateVersion7()));

    private static async Task GiveAsync(Territory territory, string id, OrganisationId pole)
    {
        var gift = new CreateDonation(territory.Donor, LegalBasis.Mecenat238Bis) { Announced = [new(DeviceType.Laptop, 2)], Pole = pole };
        await DoneAsync(territory.Donation(territory.NewId(id)).DoAsync(gift, territory.DonorContact, Guid.CreateVersion7()));
    }
}
