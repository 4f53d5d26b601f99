using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>Documents as a printer gets them.</summary>
[Collection(PageRoomTests.Name)]
public class PaperTests(PageRoom room)
{
    private static readonly PageEntry Sheet = Array.Find(Inventory.Pages, page => page.Route == "/documents/{number}")!;

    [ChromiumFact]
    public async Task A_document_is_printed_on_A4_with_what_it_says_and_nothing_of_the_site()
    {
        await using var look = await Look.OpenAsync(room, Sheet);

        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await look.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = theme });
            var furniture = await look.Page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('nav, header, button, form, .button, .skip')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))");
            var paper = await look.Page.EvaluateAsync<string[]>("() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]");
            Assert.Empty(furniture);
            Assert.Equal("rgb(255, 255, 255)", paper[0]);
            Assert.True(Regex.Matches(paper[1], "[0-9]+", RegexOptions.None, TimeSpan.FromSeconds(1)).All(part => int.Parse(part.Value, System.Globalization.CultureInfo.InvariantCulture) < 100), $"The ink is {paper[1]}.");
        }

        await look.Page.EmulateMediaAsync(new() { Media = Media.Null, ColorScheme = ColorScheme.Light });
        var pdf = await look.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        var kept = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "screenshots"));
        await File.WriteAllBytesAsync(Path.Combine(kept.FullName, "document.pdf"), pdf);
        Assert.Matches(@"/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]", Encoding.Latin1.GetString(pdf));
    }

    [ChromiumTheory]
    [InlineData(Role.Animator, "epn-le-phare", "Votre signature est attendue")]
    [InlineData(Role.Supervisor, "atelier-du-canal", "Annuler le document")]
    public async Task A_document_that_still_awaits_somebody_is_printed_without_what_they_may_do(Role role, string organisation, string words)
    {
        var number = await WaitingAsync();
        await using var look = await Look.OpenAsync(room, new("/documents/{number}", $"/documents/{number}", role) { Organisation = organisation });
        Assert.Contains(words, await look.Page.InnerTextAsync("main"), StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(await look.Page.QuerySelectorAllAsync("main form"));

        await look.Page.EmulateMediaAsync(new() { Media = Media.Print });

        var furniture = await look.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('form, input, select, textarea, button, summary')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))");
        Assert.Empty(furniture);
        var printed = await look.Page.InnerTextAsync("main");
        Assert.DoesNotContain(words, printed, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(number, printed, StringComparison.Ordinal);
    }

    /// <summary>What is really printed beside documents: a driver's round, what a storekeeper picks, a table of the jury, a delivery.</summary>
    [ChromiumTheory]
    [InlineData("/rounds/{id}")]
    [InlineData("/picking/{dossier}")]
    [InlineData("/calls/{id}/jury")]
    [InlineData("/deliveries/{id}")]
    public async Task A_page_that_is_taken_along_is_printed_without_fields_and_fits_its_sheet(string route)
    {
        await using var look = await Look.OpenAsync(room, Array.Find(Inventory.Pages, page => page.Route == route)!);
        await look.Page.SetViewportSizeAsync(680, 960);
        await look.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Empty(await look.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('input, select, textarea, button')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))"));
        Assert.Empty(await look.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && !e.closest('svg') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"));
        Assert.DoesNotContain("(/", await look.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    /// <summary>A delivery note that the EPN has not signed.</summary>
    private async Task<string> WaitingAsync()
    {
        var delivery = (await room.AddressAsync(new("/deliveries/{id}", "{delivery}"))).Segments[^1];
        var papers = await room.Server.Client.GetAsync($"/api/documents?about=delivery/{delivery}", room.Server.Token(Role.Animator, "epn-le-phare"));
        return papers.Body.GetProperty("items").EnumerateArray().Single(paper => paper.GetProperty("status").GetString() is "RENDERED").GetProperty("id").GetString()!;
    }

    [ChromiumFact]
    public async Task A_document_has_a_button_that_prints_where_scripts_run()
    {
        await using var look = await Look.OpenAsync(room, Sheet);
        await look.Page.EvaluateAsync("() => { window.printed = 0; window.print = () => { window.printed++; }; }");

        await look.Page.ClickAsync("button[data-print]");

        Assert.Equal(1, await look.Page.EvaluateAsync<int>("() => window.printed"));
        Assert.Empty(look.Complaints);
    }
}
