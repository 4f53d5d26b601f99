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
