using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Forms;

/// <summary>What a register, a ratio or a convention needs and only whoever fills in the form knows.</summary>
[Collection(DemoServerTests.Name)]
public class LawfulFieldTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task A_public_donor_says_when_the_machines_were_taken_out_of_use_and_what_the_convention_will_say()
    {
        const string donor = "don-mairie-de-valombre";
        using var browser = await server.BrowserAsync(Role.Donor, donor);
        var form = await browser.OpenAsync("/donations/new");
        var wrong = await browser.SendAsync(form, null, ("count-LAPTOP", "4"), ("value", "50"), ("reformed", Workday.Day(2)), ("eraseWithin", "900"));
        Assert.All(["reformed", "eraseWithin"], field => Assert.NotNull(wrong.ErrorOf(field)));

        var made = await browser.SendAsync(
            form, null, ("count-LAPTOP", "4"), ("value", "50"), ("reformed", Workday.Day(-20)), ("protected", "true"),
            ("erasedBy", "DONOR"), ("eraseMethod", "NIST SP 800-88"), ("eraseWithin", "30"), ("passes", "PICKUP"));
        Assert.True(made.Status == 302, made.Text);
        var terms = await _day.GetAsync(server.Token(Role.Donor, donor), $"/api{made.Location}");
        var (line, clauses) = (terms.GetProperty("announced")[0], terms.GetProperty("clauses"));
        Assert.Equal((Workday.Day(-20), true), (line.GetProperty("reformedOn").GetString(), line.GetProperty("protected").GetBoolean()));
        Assert.Equal(("DONOR", 30, "PICKUP"), (clauses.GetProperty("erasedBy").GetString(), clauses.GetProperty("eraseWithinDays").GetInt32(), clauses.GetProperty("moment").GetString()));
    }

    [Fact]
    public async Task A_cage_has_what_the_register_of_waste_needs_and_leaves_with_its_scheme()
    {
        const string recycler = "recyclage-du-val";
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        var form = await browser.OpenAsync("/batches/new");
        (string, string)[] cage = [("flow", "SMALL_IT"), ("wasteCode", "16 02 14"), ("recycler", "other"), ("otherRecycler", recycler), ("container", "CAGE-7"), ("usualName", "Unités centrales")];
        Assert.NotNull((await browser.SendAsync(form, null, [.. cage, ("baselCode", "12")])).ErrorOf("baselCode"));
        var made = await browser.SendAsync(form, null, [.. cage, ("baselCode", "A1181"), ("pollutants", "no")]);
        Assert.True(made.Status == 302, made.Text);
        var token = server.Token(Role.Storekeeper, Workday.Workshop);
        var terms = await _day.GetAsync(token, $"/api{made.Location}");
        Assert.Equal(("Unités centrales", false, "A1181"), (terms.GetProperty("usualName").GetString(), terms.GetProperty("persistentPollutants").GetBoolean(), terms.GetProperty("baselCode").GetString()));

        var batch = made.Location!.Split('/')[^1];
        await _day.DoAsync(server.Token(Role.Supervisor, Workday.Workshop), await _day.InStockAsync("LAPTOP"), "scrap", new { reason = "cassée", batch, confirmed = true });
        await _day.ActAsync(token, "batches", batch, "seal");
        await _day.ActAsync(token, "batches", batch, "weigh", new { netGrams = 2000, confirmed = true });
        var page = await browser.OpenAsync(made.Location);
        var leave = $"{made.Location}?handler=HandOver";
        (string, string)[] typed = [("carrier", recycler), ("traceability", "ECO_ORGANISME_SLIP"), ("slip", "BE-1")];
        var wrong = await browser.SendAsync(page, leave, [.. typed, ("ecoOrganism", "123"), ("broker", "personne")]);
        Assert.All(["ecoOrganism", "broker"], field => Assert.NotNull(wrong.ErrorOf(field)));
        var left = await browser.SendAsync(page, leave, [.. typed, ("ecoOrganism", "552 100 554")]);
        Assert.True(left.Status == 302, left.Text);
        Assert.Contains("552100554", (await browser.OpenAsync(made.Location)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_of_an_allocation_are_kept_until_the_day_that_the_pole_chose()
    {
        await _day.ReadyAsync(1);
        var dossier = await _day.DossierAsync(1);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var address = $"/dossiers/{dossier}/allocate";
        var form = await browser.OpenAsync(address);
        Assert.NotNull((await browser.SendAsync(form, address, ("deadline-0", Workday.Day(-1)))).ErrorOf("deadline-0"));
        var made = await browser.SendAsync(form, address, ("deadline-0", Workday.Day(9)));
        Assert.True(made.Status == 302, made.Text);
        var deadline = (await _day.GetAsync(server.Token(Role.Coordinator), $"/api{made.Location}")).GetProperty("deadline").GetDateTimeOffset();
        Assert.Equal(Workday.Day(9), FrenchCalendar.Iso(deadline));
    }
}
