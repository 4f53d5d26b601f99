using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Domain.Photos;
using Ordi2.Domain.Tests.Photos;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Photos;

/// <summary>Photos that come with forms: none is lost with a mistake, and none is kept without what it came with.</summary>
[Collection(DemoServerTests.Name)]
public class PhotoFormTests(DemoServer server)
{
    private string Supervisor => server.Token(Role.Supervisor);

    [Fact]
    public async Task A_report_that_is_refused_keeps_no_photo_and_its_form_keeps_it_through_every_mistake()
    {
        var label = await server.ReceivedAsync();
        using var finder = new Browser(server.Address);
        var action = $"/m/{label}?handler=Found";

        // A character that no report takes: the page does not look for it, the incident does.
        var refused = await finder.SendFileAsync(await finder.OpenAsync($"/m/{label}"), action, SentPhotos.File(), ("how", "left"), ("where", "Gare\u0001"));
        Assert.Equal(200, refused.Status);
        Assert.Empty(await server.PhotosOfAsync(label));
        Assert.Empty(await IncidentsAsync(label));
        Assert.NotEmpty(KeptIn(refused));

        var mistake = await finder.SendAsync(refused, action, ("where", ""));
        Assert.NotNull(mistake.ErrorOf("where"));
        Assert.Equal(KeptIn(refused), KeptIn(mistake));
        var unusable = await finder.SendFileAsync(mistake, action, SentPhotos.File(PhotoFiles.Svg), ("where", "Gare"));
        Assert.NotNull(unusable.ErrorOf(PhotoDesk.FileField));
        Assert.Equal(KeptIn(refused), KeptIn(unusable));

        Assert.Equal(302, (await finder.SendAsync(unusable, action, ("where", "Gare"))).Status);
        Assert.Equal([KeptIn(refused)], await server.PhotosOfAsync(label));
        Assert.Equal(KeptIn(refused), Assert.Single(await IncidentsAsync(label)).GetProperty("notes")[0].GetProperty("photo").GetString());
    }

    [Fact]
    public async Task Reports_that_are_refused_take_no_room_from_the_next()
    {
        var label = await server.ReceivedAsync();
        using var finder = new Browser(server.Address);
        var action = $"/m/{label}?handler=Found";

        for (var i = 1; i < PhotoLimits.MostOfThePublic; i++)
        {
            Assert.Equal(200, (await finder.SendFileAsync(await finder.OpenAsync($"/m/{label}"), action, SentPhotos.File(), ("how", "left"), ("where", "Gare\u0001"))).Status);
        }

        for (var i = 0; i < PhotoLimits.MostOfThePublic; i++)
        {
            Assert.Equal(302, (await finder.SendFileAsync(await finder.OpenAsync($"/m/{label}"), action, SentPhotos.File(), ("how", "left"), ("where", $"Gare {i}"))).Status);
        }

        var tooMany = await finder.SendFileAsync(await finder.OpenAsync($"/m/{label}"), action, SentPhotos.File(), ("how", "left"), ("where", "Gare 9"));
        Assert.Contains("Envoyez sans photo", tooMany.ErrorOf(PhotoDesk.FileField), StringComparison.Ordinal);
        Assert.Equal(302, (await finder.SendAsync(tooMany, action)).Status);
        Assert.Equal(PhotoLimits.MostOfThePublic, (await server.PhotosOfAsync(label)).Length);
    }

    [Fact]
    public async Task The_photo_of_a_damage_stays_when_the_words_are_missing()
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(1);
        var delivery = await day.SentAsync(await day.DossierAsync(1), machines);
        var address = $"/deliveries/{delivery}?handler=Damage";
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);

        var mistake = await animator.SendFileAsync(await animator.OpenAsync($"/deliveries/{delivery}"), address, SentPhotos.File(), ("machine", machines[0]), ("damage", ""));
        Assert.NotNull(mistake.ErrorOf("damage"));
        var again = await animator.SendAsync(mistake, address, ("damage", " "));
        Assert.NotNull(again.ErrorOf("damage"));
        Assert.Equal(302, (await animator.SendAsync(again, address, ("damage", "écran fendu"))).Status);

        var damaged = (await day.GetAsync(Supervisor, $"/api/deliveries/{delivery}")).GetProperty("difference").GetProperty("damaged")[0];
        Assert.Equal(Assert.Single(await server.PhotosOfAsync(machines[0])), damaged.GetProperty("photo").GetString());
    }

    [Fact]
    public async Task A_photo_that_came_with_the_form_for_another_machine_is_not_left_out_without_a_word()
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(2);
        var delivery = await day.SentAsync(await day.DossierAsync(2), machines);
        var address = $"/deliveries/{delivery}?handler=Damage";
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);
        var mistake = await animator.SendFileAsync(await animator.OpenAsync($"/deliveries/{delivery}"), address, SentPhotos.File(), ("machine", machines[0]), ("damage", ""));

        var other = await animator.SendAsync(mistake, address, ("machine", machines[1]), ("damage", "écran fendu"));
        Assert.Contains("n'est plus jointe", other.ErrorOf(PhotoDesk.FileField)!.Replace('’', '\''), StringComparison.Ordinal);
        Assert.Equal(302, (await animator.SendAsync(other, address)).Status);
    }

    [Fact]
    public async Task Who_may_report_no_damage_leaves_no_photo_by_trying()
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(1);
        var delivery = await day.SentAsync(await day.DossierAsync(1), machines);
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);
        var form = (await animator.OpenAsync($"/deliveries/{delivery}")).Document.QuerySelector<IHtmlFormElement>("form[action*=Damage]")!;
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper);
        var page = await storekeeper.OpenAsync($"/deliveries/{delivery}");
        page.Document.QuerySelector("main")!.Append(form);
        var token = page.Document.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;

        await storekeeper.SendFileAsync(page, form.GetAttribute("action"), SentPhotos.File(), ("machine", machines[0]), ("damage", "rayure"), ("__RequestVerificationToken", token));
        Assert.Empty(await server.PhotosOfAsync(machines[0]));
    }

    [Fact]
    public async Task A_step_that_is_stopped_takes_no_photo_and_one_that_is_sent_twice_is_done_once()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Storekeeper);
        var form = await browser.OpenAsync($"/machines/{label}/refuse-device");
        var photo = SentPhotos.File();
        Assert.Equal(302, (await browser.SendFileAsync(form, null, photo, ("reason", "crt"))).Status);
        Assert.Equal(302, (await browser.SendFileAsync(form, null, photo, ("reason", "crt"))).Status);
        Assert.Single(await server.PhotosOfAsync(label));

        var stopped = await browser.SendFileAsync(form, null, SentPhotos.File(), ("reason", "broken"));
        Assert.Equal(200, stopped.Status);
        Assert.Contains("Ce n'est pas possible maintenant", stopped.Text.Replace('’', '\''), StringComparison.Ordinal);
        Assert.Single(await server.PhotosOfAsync(label));
    }

    [Fact]
    public async Task Who_sees_little_of_a_machine_leaves_no_photo_with_a_step()
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(1);
        await day.SentAsync(await day.DossierAsync(1), machines);
        await day.DoAsync(server.Token(Role.Animator, day.Epn), machines[0], "receive-at-epn");
        using var browser = await server.BrowserAsync(Role.Operator);
        var address = $"/machines/{machines[0]}/receive-return";
        var page = await browser.OpenAsync(address);
        Assert.Equal(200, page.Status);
        Assert.Null(page.Document.GetElementById(PhotoDesk.FileField));

        var form = page.Document.CreateElement("form");
        form.SetAttribute("action", address);
        page.Document.QuerySelector("main")!.Append(form);
        var token = page.Document.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!.Value;
        var answer = await browser.SendFileAsync(page, address, SentPhotos.File(), ("condition", "bon"), ("__RequestVerificationToken", token));
        Assert.Equal(200, answer.Status);
        Assert.Empty(await server.PhotosOfAsync(machines[0]));
    }

    [Fact]
    public async Task Who_has_sent_many_photos_chooses_among_them_and_closes_the_way_for_nobody_else()
    {
        var label = await server.ReceivedAsync();

        for (var i = 0; i < PhotoLimits.MostOfAnOrganisation; i++)
        {
            await server.PhotoOfAsync(label, Supervisor);
        }

        var tooMany = await server.SendPhotoAsync(label, Supervisor);
        Assert.Equal((409, "photos-too-many-choose"), (tooMany.Status, tooMany.Code));
        Assert.Equal(201, (await server.SendPhotoAsync(label, server.Token(Role.Coordinator))).Status);

        using var browser = await server.BrowserAsync(Role.Storekeeper);
        var form = await browser.OpenAsync($"/machines/{label}/refuse-device");
        var refused = await browser.SendFileAsync(form, null, SentPhotos.File(), ("reason", "crt"));
        Assert.Contains("Choisissez une des photos récentes", refused.ErrorOf(PhotoDesk.FileField), StringComparison.Ordinal);
        string[] offered = [.. refused.Document.QuerySelectorAll<IHtmlInputElement>($"input[type=radio][name={PhotoDesk.KeptField}]").Select(input => input.Value).Where(value => value.Length > 0)];
        Assert.Equal((await server.PhotosOfAsync(label)).Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));

        Assert.Equal(302, (await browser.SendAsync(refused, null, ("reason", "crt"), (PhotoDesk.KeptField, offered[3]))).Status);
        var events = (await server.Client.GetAsync($"/api/machines/{label}/history", Supervisor)).Body.GetProperty("events").EnumerateArray();
        Assert.Equal(offered[3], events.Single(one => one.GetProperty("type").GetString() == "machine.refused.v1").GetProperty("data").GetProperty("photo").GetString());
    }

    private static string KeptIn(OpenedPage page) => page.Document.QuerySelector<IHtmlInputElement>($"input[name={PhotoDesk.KeptField}]")?.Value ?? string.Empty;

    private async Task<JsonElement[]> IncidentsAsync(string label) =>
        [.. (await server.Client.GetAsync($"/api/incidents?about=machine/{label}", server.Token(Role.Coordinator))).Body.GetProperty("items").EnumerateArray()];
}
