using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>
/// Some faces of a page are seen only after a form was sent: what was just made and is shown once, the second step of a list, the mistakes beside their fields. They
/// are looked at as every page is.
/// </summary>
[Collection(PageRoomTests.Name)]
[Trait("Category", "Accessibility")]
public class FaceTests(PageRoom room)
{
    private static readonly int[] NarrowWidths = [320, 640];

    /// <summary>Each face: the page that it begins on, what is filled in and sent, and what shows that it came.</summary>
    private static readonly Dictionary<string, Face> Faces = new(StringComparer.Ordinal)
    {
        ["a list of machines that is read"] = new(
            new("/donations/import", "/donations/import", Role.Donor),
            "form[action*='handler=Read']",
            [("textarea[name=text]", "Type;Marque;Nombre\nPortable;Dell;12\nÉcran;HP;beaucoup\nGrille-pain;Moulinex;2")],
            "select[name=quantity]"),
        ["a gift that says nothing"] = new(new("/donations/new", "/donations/new", Role.Donor), "main form", [("input[name=year]", "hier")], ".complaint"),
        ["an organisation without a number"] = new(
            new("/organisations/new", "/organisations/new", Role.Coordinator), "main form", [("input[name=siret]", "123"), ("input[name=operators]", "-4")], ".complaint"),
        ["a way in with a wrong password"] = new(new("/sign-in", "/sign-in"), "main form", [("input[type=email]", "personne@val.example"), ("input[type=password]", "faux")], "main [role=alert]"),
        ["a token that was just made"] = new(new("/tokens", "/tokens", Role.Coordinator), "form[action*='handler=Make']", [("input[name=person]", "passerelle")], ".alert code"),
        ["an invitation that was just made"] = new(
            new("/people", "/people", Role.Coordinator), "form[action*='handler=Invite']", [("input[name=email]", "quelqu-un@val.example")], ".alert"),
        ["a station that was just announced"] = new(
            new("/stations", "/stations", Role.Supervisor), "form[action*='handler=Announce']", [("input[name=name]", "Tri 9")], "#station-code"),
        ["a badge that was just given"] = new(
            new("/badges", "/badges", Role.Supervisor), "form[action*='handler=Welcome']", [("input[name=name]", "Tesfaye"), ("input[name=welcomePin]", "7193")], ".alert"),
    };

    public static TheoryData<string> Names { get; } = [.. Faces.Keys];

    [ChromiumTheory]
    [MemberData(nameof(Names))]
    public async Task What_appears_only_after_a_form_was_sent_can_be_read_and_used_by_everybody(string name)
    {
        var face = Faces[name];
        await using var look = await Look.OpenAsync(room, face.Page);
        await look.Page.EvaluateAsync("() => document.querySelectorAll('details:not([open])').forEach(e => { e.open = true; })");
        var form = look.Page.Locator(face.Form).First;

        foreach (var (field, text) in face.Fields)
        {
            await form.Locator(field).FillAsync(text);
        }

        foreach (var select in await form.Locator("select[required], select").AllAsync())
        {
            if (string.IsNullOrEmpty(await select.InputValueAsync()))
            {
                await select.SelectOptionAsync(new SelectOptionValue { Index = 1 });
            }
        }

        await form.Locator("button[type=submit]").First.ClickAsync();
        await Assertions.Expect(look.Page.Locator(face.Shows).First).ToBeVisibleAsync();
        await look.Page.SetViewportSizeAsync(390, 844);
        List<string> flaws = [];

        foreach (var theme in new[] { "light", "dark" })
        {
            await look.DressAsync(theme);
            flaws.AddRange(await look.AxeAsync($"390 px, {theme}", coloursOnly: theme is "dark"));
            await look.PictureAsync($"{name.Replace(' ', '-')}-{theme}");
        }

        foreach (var width in NarrowWidths)
        {
            flaws.AddRange(await look.OverflowAsync(width));
        }

        await look.Page.SetViewportSizeAsync(1440, 900);
        flaws.AddRange(await look.AxeAsync("1440 px, light", coloursOnly: true));
        flaws.AddRange(await look.KeyboardAsync());
        flaws.AddRange(look.Complaints);
        Assert.True(flaws.Count == 0, string.Join(Environment.NewLine, flaws));
    }

    /// <param name="Page">Where it begins.</param>
    /// <param name="Form">The form that is sent.</param>
    /// <param name="Fields">What is filled in; of a list that says nothing yet the first line is chosen.</param>
    /// <param name="Shows">What is there once it came.</param>
    private sealed record Face(PageEntry Page, string Form, (string Field, string Text)[] Fields, string Shows);
}
