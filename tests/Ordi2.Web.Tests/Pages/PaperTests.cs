using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
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
