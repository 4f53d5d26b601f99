using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;
using Ordi2.Domain;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Tests.Support;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Tests.Machines;

[Collection(DemoServerTests.Name)]
public class MachinePageTests(DemoServer server)
{
    [Fact]
    public async Task The_page_tells_what_happened_with_who_where_when_and_the_proof()
    {
        var label = await server.WipedAsync();
        using var browser = await server.BrowserAsync(Role.Supervisor);

        var page = await browser.OpenAsync($"/machines/{label}");

        Assert.Equal(200, page.Status);
        Assert.Equal($"Machine {label[..3]} {label[3..]}", page.Of("h1"));
        var story = page.Of(".story")!;
        Assert.Contains("Données effacées et vérifiées", story, StringComparison.Ordinal);
        Assert.Contains("Atelier du Canal", story, StringComparison.Ordinal);
        Assert.Contains("nwipe 0.33 · fichier nwipe, empreinte aaaaaaaaaaaa", story, StringComparison.Ordinal);
        Assert.Contains("Pas fait\u00a0: installer", story, StringComparison.Ordinal);
        Assert.Contains(Words.Say("CLEARED"), page.Of("[aria-labelledby=media]")!, StringComparison.Ordinal);
        Assert.Contains($"DT-{label}-001", page.Of("[aria-labelledby=papers]")!, StringComparison.Ordinal);

        // The wipe and what followed from it are one line: the newest first.
        Assert.StartsWith("Données effacées et vérifiées", page.Of(".story > li .story-title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_may_be_done_now_and_why_not_the_rest()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Operator);

        var page = await browser.OpenAsync($"/machines/{label}");

        Assert.Contains(page.Document.QuerySelectorAll(".next-steps a"), link => link.GetAttribute("href") == $"/machines/{label}/triage");
        Assert.DoesNotContain(page.Document.QuerySelectorAll(".next-steps a"), link => link.GetAttribute("href") == $"/machines/{label}/pass-qc");
        Assert.Contains("effacer", page.Of("details .why-not")!, StringComparison.Ordinal);
        Assert.Contains("Reçue", page.Of("details .why-not")!, StringComparison.Ordinal);

        // Another role is offered other steps.
        using var coordinator = await server.BrowserAsync(Role.Coordinator);
        var seen = await coordinator.OpenAsync($"/machines/{label}");
        Assert.DoesNotContain(seen.Document.QuerySelectorAll(".next-steps a"), link => link.GetAttribute("href") == $"/machines/{label}/triage");
    }

    [Fact]
    public async Task A_step_is_done_at_a_desk_and_sent_twice_it_is_done_once()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Operator);
        var form = await browser.OpenAsync($"/machines/{label}/triage");

        var wrong = await browser.SendAsync(form, null);
        Assert.Equal((200, true), (wrong.Status, wrong.ErrorOf("route") is not null));

        var done = await browser.SendAsync(form, null, ("route", "REUSE"), ("powersOn", "true"));
        var again = await browser.SendAsync(form, null, ("route", "REUSE"), ("powersOn", "true"));
        var page = await browser.OpenAsync(done.Location!);

        Assert.Equal((302, 302), (done.Status, again.Status));
        Assert.Equal($"/machines/{label}", done.Location);
        Assert.Contains("La machine est maintenant\u00a0: Triée", page.Text, StringComparison.Ordinal);
        var events = (await server.Client.GetAsync($"/api/machines/{label}/history", server.Token(Role.Supervisor))).Body.GetProperty("events").EnumerateArray();
        Assert.Single(events, one => one.GetProperty("type").GetString() == "machine.triaged.v1");
    }

    [Fact]
    public async Task What_the_machine_refuses_is_said_on_the_form_and_nothing_typed_is_lost()
    {
        var label = await server.WipedAsync();
        using var browser = await server.BrowserAsync(Role.Operator);

        var refused = await browser.SendAsync(await browser.OpenAsync($"/machines/{label}/install-os"), null, ("plan", "WIN11"), ("image", "win11-24h2"));

        Assert.Equal(200, refused.Status);
        Assert.NotNull(refused.Alert);
        Assert.Equal("win11-24h2", refused.Document.GetElementById("image")!.GetAttribute("value"));
        Assert.NotNull(refused.Document.QuerySelector("input[name=plan][value=WIN11][checked]"));
    }

    [Fact]
    public async Task What_was_refused_once_is_asked_anew_when_it_is_sent_again()
    {
        var label = await server.ReceivedAsync();
        var supervisor = server.Token(Role.Supervisor);
        await server.Client.ScanAsync(server.Token(Role.Operator), [new OneScan(label, "place-hold", new { hold = "SAFETY_BATTERY", reason = "gonflée" })]);
        using var browser = await server.BrowserAsync(Role.Supervisor);
        var form = await browser.OpenAsync($"/machines/{label}/lift-hold");

        // No recall stands behind it: a number of one is wrong, and is taken out again.
        var refused = await browser.SendAsync(form, null, ("hold", "SAFETY_BATTERY"), ("reason", "batterie changée"), ("recall", "no-such-recall"));
        Assert.Equal(200, refused.Status);
        Assert.NotNull(refused.Alert);
        var mended = await browser.SendAsync(refused, null, ("recall", ""));

        Assert.True(mended.Status == 302, mended.Text);
        Assert.Equal(0, (await server.Client.GetAsync($"/api/machines/{label}", supervisor)).Body.GetProperty("holds").GetArrayLength());
    }

    [Fact]
    public async Task The_same_form_with_other_words_is_another_step()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Operator);
        var form = await browser.OpenAsync($"/machines/{label}/inventory-check");

        Assert.Equal(302, (await browser.SendAsync(form, null, ("zone", "A-12"))).Status);
        Assert.Equal(302, (await browser.SendAsync(form, null, ("zone", "A-12"))).Status);
        Assert.Equal(302, (await browser.SendAsync(form, null, ("zone", "B-03"))).Status);

        var events = (await server.Client.GetAsync($"/api/machines/{label}/history", server.Token(Role.Supervisor))).Body.GetProperty("events").EnumerateArray();
        Assert.Equal(2, events.Count(one => one.GetProperty("type").GetString()!.Contains("inventor", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_laptop_without_a_camera_passes_its_check_without_a_lie()
    {
        var machine = await server.WipedAsync();
        await server.DoAsync(machine, "install-os", new { plan = "LINUX" });
        using var browser = await server.BrowserAsync(Role.Supervisor);
        var page = await browser.OpenAsync($"/machines/{machine}/pass-qc");
        var form = (IHtmlFormElement)page.Document.QuerySelector("input[name=lines]")!.Closest("form")!;

        foreach (var line in form.QuerySelectorAll<IHtmlInputElement>("input[name=lines]").Where(line => line.Value is not "camera"))
        {
            line.IsChecked = true;
        }

        var grade = ("grade", "B");
        Assert.Equal(200, (await browser.SendEachAsync(page, form, grade, ("chargerPresent", "charger-here"))).Status);
        Assert.DoesNotContain(form.QuerySelectorAll<IHtmlInputElement>("input[name=without]"), line => line.Value is "screen" or "battery");
        Assert.NotNull((await browser.SendEachAsync(page, form, grade, ("chargerPresent", "charger-here"), ("without", "screen"))).ErrorOf("without"));
        var passed = await browser.SendEachAsync(page, form, grade, ("chargerPresent", "charger-here"), ("without", "camera"));

        Assert.True(passed.Status == 302, passed.Text);
        Assert.Equal("READY", (await server.Client.GetAsync($"/api/machines/{machine}", server.Token(Role.Supervisor))).Body.GetProperty("status").GetString());

        // Its sheet does not say that a camera works.
        var sheet = await server.Client.GetAsync($"/api/documents/{WorkSheets.Number(DocumentKind.ControlSheet, new(machine), 1)}", server.Token(Role.Supervisor));
        var camera = sheet.Body.GetProperty("content").GetProperty("sheet").GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("name").GetString() == "camera");
        Assert.Equal("""{"name":"camera","notApplicable":true}""", camera.GetRawText());
        Assert.Contains("Sans objet", (await browser.OpenAsync($"/documents/{WorkSheets.Number(DocumentKind.ControlSheet, new(machine), 1)}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_may_not_see_is_not_there()
    {
        var label = await server.ReceivedAsync();
        using var stranger = await server.BrowserAsync(Role.Operator, "etabli-du-coteau");

        Assert.Equal(404, (await stranger.OpenAsync($"/machines/{label}")).Status);
        Assert.Equal(404, (await stranger.OpenAsync($"/machines/{label}/triage")).Status);
        Assert.Equal(404, (await stranger.OpenAsync($"/machines/{DemoServer.NewLabel()}")).Status);

        // A step that is not for the role is no page either.
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper);
        Assert.Equal(200, (await storekeeper.OpenAsync($"/machines/{label}")).Status);
        Assert.Equal(404, (await storekeeper.OpenAsync($"/machines/{label}/triage")).Status);
        Assert.Equal(404, (await storekeeper.OpenAsync($"/machines/{label}/no-such-step")).Status);
    }

    [Fact]
    public async Task Which_person_it_was_is_for_the_supervisor_of_that_organisation_alone()
    {
        var label = await server.ReceivedAsync();
        var person = (await server.Client.GetAsync($"/api/machines/{label}/history", server.Token(Role.Supervisor))).Body.GetProperty("events")[0].GetProperty("person").GetString()!;

        foreach (var (role, sees) in new[] { (Role.Supervisor, true), (Role.Coordinator, false), (Role.Storekeeper, false) })
        {
            using var browser = await server.BrowserAsync(role);
            Assert.Equal(sees, (await browser.OpenAsync($"/machines/{label}")).Of(".story")!.Contains(person, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_fact_is_told_and_every_form_is_of_a_step_that_fits_it()
    {
        Assert.All(EventCatalog<MachineEvent>.StoredNames, name => Assert.True(PageTexts.Has(Story.KeyOf(name)), name));
        Assert.All(StepForms.Steps, step =>
        {
            Assert.True(CommandCatalog<MachineCommand>.TryGetType(step, out var type), step);
            Assert.Contains(step, Words.Codes);
            var names = type.GetProperties().Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).ToList();
            Assert.All(StepForms.Of(step)!.Value, field =>
            {
                Assert.Contains(field.Name, names);
                Assert.True(PageTexts.Has($"field-{field.Name}"), field.Name);
            });
        });
    }
}
