using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Photos;

/// <summary>Photos that are taken away: the picture goes, the fact stays.</summary>
[Collection(DemoServerTests.Name)]
public class PhotoWithdrawalTests(DemoServer server)
{
    private static readonly string[] Reasons = ["PERSONAL_DATA", "NOT_THIS_MACHINE", "SHOWS_NOTHING"];

    private string Supervisor => server.Token(Role.Supervisor);

    private string Pole => server.Token(Role.Coordinator);

    [Fact]
    public async Task A_photo_is_taken_away_by_who_has_the_machine_and_that_it_was_there_stays()
    {
        var label = await server.ReceivedAsync();
        var content = SentPhotos.New();
        var id = await server.PhotoOfAsync(label, Supervisor, content);
        var other = await server.PhotoOfAsync(label, Supervisor);

        var first = await server.WithdrawAsync(label, id, Supervisor, "NOT_THIS_MACHINE");
        var second = await server.WithdrawAsync(label, id, Pole, "SHOWS_NOTHING");

        Assert.True((first.Status, second.Status) == (200, 200), first.Text + second.Text);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal([other], await server.PhotosOfAsync(label));
        var fact = Assert.Single(await server.WithdrawnOfAsync(label));
        Assert.Equal((id, "NOT_THIS_MACHINE", Workday.Workshop), (fact.GetProperty("id").GetString(), fact.GetProperty("reason").GetString(), fact.GetProperty("organisation").GetString()));

        var gone = await server.Client.GetAsync($"/api/machines/{label}/photos/{id}", Supervisor);
        Assert.Equal((410, "photo-withdrawn"), (gone.Status, gone.Code));
        Assert.Contains("elle ne montre pas cette machine", gone.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var again = await server.SendPhotoAsync(label, Supervisor, content);
        Assert.Equal((409, "photo-was-withdrawn"), (again.Status, again.Code));

        var log = (await server.Client.GetAsync("/api/audit?what=photo-withdrawn&limit=500", Pole)).Body.GetProperty("items").EnumerateArray();
        var line = Assert.Single(log, one => one.GetProperty("about").GetString() == $"machine/{label} photo/{id}");
        Assert.Equal(("NOT_THIS_MACHINE", "SUPERVISOR", Workday.Workshop), (line.GetProperty("code").GetString(), line.GetProperty("role").GetString(), line.GetProperty("organisation").GetString()));
        Assert.NotEmpty(line.GetProperty("person").GetString()!);
    }

    [Fact]
    public async Task Nobody_else_takes_a_photo_away_and_what_makes_no_sense_is_refused()
    {
        var label = await server.ReceivedAsync();
        var id = await server.PhotoOfAsync(label, Supervisor);

        foreach (var role in (Role[])[Role.Operator, Role.Storekeeper])
        {
            var refused = await server.WithdrawAsync(label, id, server.Token(role), "PERSONAL_DATA");
            Assert.Equal((403, "role-may-not"), (refused.Status, refused.Code));
        }

        foreach (var (role, organisation) in new[] { (Role.Supervisor, "fabrique-des-tilleuls"), (Role.Recycler, "recyclage-du-val"), (Role.Animator, "epn-le-phare") })
        {
            Assert.Equal(404, (await server.WithdrawAsync(label, id, server.Token(role, organisation), "PERSONAL_DATA")).Status);
        }

        var path = $"/api/machines/{label}/photos/{id}/withdraw";
        Assert.Equal(401, (await server.Client.PostAsync(path, null, new { reason = "PERSONAL_DATA" })).Status);
        Assert.Equal(400, (await server.Client.PostAsync(path, Supervisor, new { reason = "BECAUSE" })).Status);
        Assert.Equal(400, (await server.Client.PostAsync(path, Supervisor, new { reason = 1 })).Status);
        Assert.Equal(400, (await server.Client.PostAsync(path, Supervisor, "{}")).Status);
        Assert.Equal(404, (await server.WithdrawAsync(label, new string('0', 64), Supervisor, "PERSONAL_DATA")).Status);
        Assert.Equal(404, (await server.WithdrawAsync(await server.ReceivedAsync(), id, Supervisor, "PERSONAL_DATA")).Status);
        Assert.Equal([id], await server.PhotosOfAsync(label));
    }

    [Fact]
    public async Task A_photo_that_a_step_names_stays_unless_the_pole_says_that_it_shows_a_person_and_then_the_step_says_so()
    {
        var label = await server.ReceivedAsync();
        var id = await server.PhotoOfAsync(label, Supervisor);
        var results = await server.Client.ScanAsync(server.Token(Role.Storekeeper), new OneScan(label, "refuse-device", new { reason = "crt", photo = id }));
        Assert.Equal("REFUSED", results[0].GetProperty("status").GetString());

        foreach (var (token, reason) in Reasons.Select(reason => (Supervisor, reason)).Concat([(Pole, "NOT_THIS_MACHINE"), (Pole, "SHOWS_NOTHING")]))
        {
            var refused = await server.WithdrawAsync(label, id, token, reason);
            Assert.Equal((409, "photo-is-proof"), (refused.Status, refused.Code));
            Assert.Contains("coordination du pôle", refused.Body.GetProperty("next").GetString(), StringComparison.Ordinal);
        }

        using var supervisor = await server.BrowserAsync(Role.Supervisor);
        var stopped = await supervisor.OpenAsync($"/machines/{label}/photos/{id}/withdraw");
        Assert.Contains("la photo reste", Plain(stopped.Text), StringComparison.Ordinal);
        Assert.Empty(stopped.Document.QuerySelectorAll("main input[name=reason]"));

        using var coordinator = await server.BrowserAsync(Role.Coordinator);
        var form = await coordinator.OpenAsync($"/machines/{label}/photos/{id}/withdraw");
        Assert.Equal(["PERSONAL_DATA"], form.Document.QuerySelectorAll<IHtmlInputElement>("main input[name=reason]").Select(input => input.Value));
        Assert.Equal(302, (await coordinator.SendAsync(form, null, ("reason", "PERSONAL_DATA"))).Status);

        Assert.Empty(await server.PhotosOfAsync(label));
        var page = await supervisor.OpenAsync($"/machines/{label}");
        Assert.Contains($"photo {id[..12]} : photo retirée le ", Plain(page.Of(".story")!), StringComparison.Ordinal);
        Assert.Contains("motif : elle montre une personne", Plain(page.Of(".story")!), StringComparison.Ordinal);
        Assert.Contains("Photo retirée le ", Plain(page.Of("[aria-labelledby=photos]")!), StringComparison.Ordinal);
        var events = (await server.Client.GetAsync($"/api/machines/{label}/history", Supervisor)).Body.GetProperty("events").EnumerateArray();
        Assert.Equal(id, events.Single(one => one.GetProperty("type").GetString() == "machine.refused.v1").GetProperty("data").GetProperty("photo").GetString());
    }

    [Fact]
    public async Task A_photo_that_a_report_or_a_delivery_names_is_a_proof_as_well()
    {
        var label = await server.ReceivedAsync();
        using var finder = new Browser(server.Address);
        var sent = await finder.SendFileAsync(await finder.OpenAsync($"/m/{label}"), $"/m/{label}?handler=Found", SentPhotos.File(), ("how", "left"), ("where", "Gare"));
        Assert.Equal(302, sent.Status);
        var found = Assert.Single(await server.PhotosOfAsync(label));
        Assert.Equal("photo-is-proof", (await server.WithdrawAsync(label, found, Supervisor, "SHOWS_NOTHING")).Code);
        Assert.Equal(200, (await server.WithdrawAsync(label, found, Pole, "PERSONAL_DATA")).Status);
        Assert.Empty(await server.PhotosOfAsync(label));

        var day = new Workday(server);
        var machines = await day.ReadyAsync(1);
        var delivery = await day.SentAsync(await day.DossierAsync(1), machines);
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);
        var damage = await animator.SendFileAsync(
            await animator.OpenAsync($"/deliveries/{delivery}"), $"/deliveries/{delivery}?handler=Damage", SentPhotos.File(), ("machine", machines[0]), ("damage", "écran fendu"));
        Assert.Equal(302, damage.Status);
        var named = Assert.Single(await server.PhotosOfAsync(machines[0]));
        Assert.Equal("photo-is-proof", (await server.WithdrawAsync(machines[0], named, Pole, "SHOWS_NOTHING")).Code);
    }

    [Fact]
    public async Task The_page_asks_why_and_is_there_for_nobody_else_and_does_nothing_for_another_site()
    {
        var label = await server.ReceivedAsync();
        var id = await server.PhotoOfAsync(label, Supervisor);
        var address = $"/machines/{label}/photos/{id}/withdraw";
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper);
        Assert.Equal(404, (await storekeeper.OpenAsync(address)).Status);
        Assert.Null((await storekeeper.OpenAsync($"/machines/{label}")).Document.QuerySelector($"a[href='{address}']"));
        using var nobody = new Browser(server.Address);
        Assert.StartsWith("/sign-in", (await nobody.OpenAsync(address, ("Accept", "text/html"))).Location, StringComparison.Ordinal);

        using var supervisor = await server.BrowserAsync(Role.Supervisor);
        Assert.NotNull((await supervisor.OpenAsync($"/machines/{label}")).Document.QuerySelector($"a[href='{address}']"));
        var form = await supervisor.OpenAsync(address);
        Assert.Equal(400, (await supervisor.SendAsync(form, null, ("reason", "SHOWS_NOTHING"), ("__RequestVerificationToken", "forged"))).Status);
        Assert.NotNull((await supervisor.SendAsync(form, null)).ErrorOf("reason"));
        Assert.Equal([id], await server.PhotosOfAsync(label));

        var done = await supervisor.SendAsync(form, null, ("reason", "SHOWS_NOTHING"));
        var twice = await supervisor.SendAsync(form, null, ("reason", "SHOWS_NOTHING"));
        Assert.Equal((302, 302, $"/machines/{label}"), (done.Status, twice.Status, twice.Location));
        Assert.Empty(await server.PhotosOfAsync(label));
        Assert.Equal(410, (await supervisor.OpenAsync($"/machines/{label}/photos/{id}")).Status);
    }

    [Fact]
    public async Task A_picture_is_drawn_and_nothing_else_and_no_browser_keeps_it()
    {
        var label = await server.ReceivedAsync();
        var id = await server.PhotoOfAsync(label, Supervisor);
        using var supervisor = await server.BrowserAsync(Role.Supervisor);

        foreach (var answer in new[] { (await server.Client.GetAsync($"/api/machines/{label}/photos/{id}", Supervisor)).Response, (await supervisor.OpenAsync($"/machines/{label}/photos/{id}")).Response })
        {
            Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("inline", answer.Content.Headers.ContentDisposition!.ToString());
            Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });
        }

        // The session of a page is none for the API: another site cannot send or take away with it.
        Assert.Equal(401, (await supervisor.OpenAsync($"/api/machines/{label}/photos/{id}")).Status);
    }

    private static string Plain(string text) => text.Replace('’', '\'').Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
