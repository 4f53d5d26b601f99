using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Tests.Photos;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Incidents;

/// <summary>Everything that may be done with an incident, by the pages of who told it, who has it in hand and the pole.</summary>
[Collection(DemoServerTests.Name)]
public class IncidentPageTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-gare-nord", "asso-les-ateliers-de-lea");

    private string Coordinator => server.Token(Role.Coordinator);

    [Fact]
    public async Task A_danger_with_a_photo_goes_from_the_EPN_by_the_pole_to_a_workshop_and_back()
    {
        var (_, machines) = await _day.ArrivedAsync(1);
        var machine = machines[0];
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        Assert.NotNull((await epn.OpenAsync($"/machines/{machine}")).Document.QuerySelector($"a[href='/incidents/new?machine={machine}']"));
        var form = await epn.OpenAsync($"/incidents/new?machine={machine}");
        var empty = await epn.SendAsync(form, "/incidents/new", ("what", ""), ("machines", "pas une étiquette"), ("happenedOn", "2099-01-01"));
        Assert.NotNull(empty.ErrorOf("kind"));
        Assert.NotNull(empty.ErrorOf("what"));
        Assert.NotNull(empty.ErrorOf("machines"));
        Assert.NotNull(empty.ErrorOf("happenedOn"));
        Assert.NotNull((await epn.SendFileAsync(form, "/incidents/new", SentPhotos.File(), ("kind", "SAFETY"), ("what", "Elle gonfle."), ("machines", ""))).ErrorOf(PhotoDesk.FileField));

        (string, string)[] fields = [("kind", "SAFETY"), ("what", "La batterie soulève le clavier."), ("machines", machine)];
        var photo = SentPhotos.File();
        var told = await epn.SendFileAsync(form, "/incidents/new", photo, fields);
        Assert.True(told.Status == 302, told.Text);
        var address = told.Location!;
        Assert.Equal(address, (await epn.SendFileAsync(form, "/incidents/new", photo, fields)).Location);
        Assert.NotNull((await epn.OpenAsync("/incidents")).Document.QuerySelector($"a[href='{address}']"));
        var mine = await epn.OpenAsync(address);
        Assert.Null(mine.Document.QuerySelector("form[action*='handler=Solve']"));
        Assert.Contains("C'est à la structure qui s'en occupe, ou au pôle.", mine.Text.Replace('\u2019', '\''), StringComparison.Ordinal);

        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.NotNull((await pole.OpenAsync("/alerts")).Document.QuerySelector($"a[href='{address}']"));
        Assert.Equal(302, (await pole.SendAsync(await pole.OpenAsync(address), $"{address}?handler=Assign", ("to", Workday.Workshop))).Status);

        using var workshop = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        Assert.NotNull((await workshop.OpenAsync("/")).Document.QuerySelector($".todo a[href='{address}']"));
        var page = await workshop.OpenAsync(address);
        var picture = page.Document.QuerySelector("img.photo")!.GetAttribute("src")!;
        Assert.Equal(200, (await workshop.OpenAsync(picture)).Status);
        Assert.Equal(404, (await workshop.OpenAsync($"{address}?handler=Photo&photo={new string('0', 64)}")).Status);
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Close']"));
        Assert.Equal(302, (await workshop.SendAsync(page, $"{address}?handler=Wait", ("waitsFor", "le bac de sable"))).Status);
        Assert.Equal(302, (await workshop.SendAsync(await workshop.OpenAsync(address), $"{address}?handler=Resume")).Status);
        Assert.Equal(302, (await workshop.SendAsync(await workshop.OpenAsync(address), $"{address}?handler=Solve", ("outcome", "batterie isolée et remplacée"))).Status);
        Assert.Null((await workshop.OpenAsync("/")).Document.QuerySelector($".todo a[href='{address}']"));

        Assert.NotNull((await epn.OpenAsync("/")).Document.QuerySelector($".todo a[href='{address}']"));
        Assert.NotNull((await epn.SendAsync(await epn.OpenAsync(address), $"{address}?handler=Reopen")).ErrorOf("reason"));
        Assert.Equal(302, (await epn.SendAsync(await epn.OpenAsync(address), $"{address}?handler=Close")).Status);
        Assert.Null((await epn.OpenAsync("/")).Document.QuerySelector($".todo a[href='{address}']"));
        Assert.Equal("CLOSED", (await TermsAsync(address)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Whoever_has_an_incident_without_a_machine_in_hand_finds_it_takes_it_and_gives_it_on()
    {
        var id = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "DISCREPANCY", what = "Deux cartons en trop.", handler = Workday.Workshop });
        var address = $"/incidents/{id}";
        using var workshop = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        Assert.NotNull((await workshop.OpenAsync("/")).Document.QuerySelector($".todo a[href='{address}']"));
        var page = await workshop.OpenAsync(address);
        Assert.Null(page.Document.QuerySelector("[type=file]"));
        Assert.Equal(302, (await workshop.SendAsync(page, $"{address}?handler=Take")).Status);
        Assert.Equal("ASSIGNED", (await TermsAsync(address)).GetProperty("status").GetString());
        Assert.NotNull((await workshop.SendAsync(page, $"{address}?handler=Assign", ("to", "nobody"))).ErrorOf("to"));
        Assert.Equal(302, (await workshop.SendAsync(page, $"{address}?handler=Assign", ("to", _day.Epn))).Status);
        Assert.Equal(_day.Epn, (await TermsAsync(address)).GetProperty("handler").GetString());
    }

    [Fact]
    public async Task An_operator_notes_and_a_stranger_finds_no_such_page()
    {
        var id = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "SUPPORT", what = "Clavier muet.", handler = Workday.Workshop });
        using var someone = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var page = await someone.OpenAsync($"/incidents/{id}");
        Assert.NotNull(page.Document.QuerySelector("form[action*='handler=Note']"));
        Assert.Null(page.Document.QuerySelector("form[action*='handler=Take']"));
        Assert.Equal(302, (await someone.SendAsync(page, $"/incidents/{id}?handler=Note", ("text", "nappe débranchée"))).Status);

        using var stranger = await server.BrowserAsync(Role.Animator, "epn-le-phare");
        Assert.Equal(404, (await stranger.OpenAsync($"/incidents/{id}")).Status);
        Assert.Equal(404, (await stranger.OpenAsync("/incidents/nothing-such")).Status);
        Assert.DoesNotContain(id, (await stranger.OpenAsync("/incidents")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theft_that_happened_earlier_than_it_was_told_makes_the_complaint_late()
    {
        var id = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "incidents", new { kind = "THEFT", what = "Porte forcée." });
        using var epn = await server.BrowserAsync(Role.Animator, _day.Epn);
        var page = await epn.OpenAsync($"/incidents/{id}");
        Assert.NotNull((await epn.SendAsync(page, $"/incidents/{id}?handler=Complaint", ("complaintNumber", "PV-9"), ("filedOn", Workday.Day(0)), ("happenedOn", "2099-01-01"))).ErrorOf("happenedOn"));
        Assert.Equal(302, (await epn.SendAsync(page, $"/incidents/{id}?handler=Complaint", ("complaintNumber", "PV-9"), ("filedOn", Workday.Day(0)), ("happenedOn", Workday.Day(-20)))).Status);
        Assert.True((await TermsAsync($"/incidents/{id}")).GetProperty("complaint").GetProperty("filedLate").GetBoolean());
    }

    private Task<JsonElement> TermsAsync(string address) => _day.GetAsync(Coordinator, $"/api{address}");
}
