using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>Domain.md 8.1: some papers are made once a year; whoever has one still to make reads it on the home in the first half of the next year.</summary>
[Collection(DemoServerTests.Name)]
public class YearlyTaskTests(DemoServer server)
{
    private const string PublicDonor = "don-mairie-de-valombre";

    private readonly Workday _day = new(server);

    private static int Year => FrenchCalendar.YearOf(DateTimeOffset.UtcNow);

    private static DateOnly NextFebruary => new(Year + 1, 2, 10);

    [Fact]
    public async Task A_pole_that_worked_makes_its_report_of_the_year_before_and_is_reminded_until_it_has()
    {
        await CountedAsync("don-cartonnerie-lemoine");
        var pole = new Caller(new PersonId("p-1"), new(Workday.Pole), Role.Coordinator, new DeviceId("d-1"));
        Assert.Contains(await OwedAsync(pole, NextFebruary), paper => paper.Kind is DocumentKind.PoleReport && paper.Year == Year);
        Assert.DoesNotContain(await OwedAsync(pole, new(Year + 1, 7, 1)), paper => paper.Kind is DocumentKind.PoleReport);
        Assert.DoesNotContain(await OwedAsync(pole, new(Year + 2, 2, 10)), paper => paper.Kind is DocumentKind.PoleReport);

        await _day.CreateAsync(server.Token(Role.Coordinator), "reports", new { kind = "POLE_REPORT", year = Year });
        Assert.DoesNotContain(await OwedAsync(pole, NextFebruary), paper => paper.Kind is DocumentKind.PoleReport);
    }

    [Fact]
    public async Task A_public_donor_asks_for_its_attestation_and_a_company_for_none()
    {
        await CountedAsync(PublicDonor, "CGPPP_L3212_2_3");
        await CountedAsync("don-cartonnerie-lemoine");
        Assert.Contains(await OwedAsync(Donor(PublicDonor), NextFebruary), paper => paper is { Kind: DocumentKind.ReuseAttestation, Last: null });
        Assert.Empty(await OwedAsync(Donor("don-cartonnerie-lemoine"), NextFebruary));
        Assert.Empty(await OwedAsync(Donor(PublicDonor), new(Year, 11, 1)));
    }

    private static Caller Donor(string organisation) => new(new PersonId("p-2"), new(organisation), Role.Donor, new DeviceId("d-2"));

    private Task<System.Collections.Immutable.ImmutableArray<YearlyPaper>> OwedAsync(Caller caller, DateOnly today) =>
        server.Services.GetRequiredService<YearlyTasks>().OwedAsync(caller, today, CancellationToken.None);

    private async Task CountedAsync(string donor, string basis = "MECENAT_238BIS")
    {
        var donation = await _day.ReceivedDonationAsync(donor, 1, basis: basis);
        await _day.DoAsync(server.Token(Role.Operator, Workday.Workshop), DemoServer.NewLabel(), "receive-device", new { type = "LAPTOP", donation });
        await _day.ActAsync(server.Token(Role.Storekeeper, Workday.Workshop), "donations", donation, "mark-received");
    }
}
