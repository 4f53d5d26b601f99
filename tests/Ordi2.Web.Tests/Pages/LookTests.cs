using Ordi2.Web.Tests.Support;
using Xunit.Abstractions;

namespace Ordi2.Web.Tests.Pages;

/// <summary>
/// Looks at every page in both themes as people with different eyes, hands and screens do, and keeps pictures of it. Some pages at a time: a browser that loads one
/// leaves the processors to another.
/// </summary>
[Collection(PageRoomTests.Name)]
[Trait("Category", "Accessibility")]
public class LookTests(PageRoom room, ITestOutputHelper output)
{
    private const int MostScript = 150_000;
    private const int MostRequests = 20;
    private const int MostTransferred = 400_000;

    private static readonly (int Width, int Height)[] Screens = [(1440, 900), (390, 844)];

    // The narrowest phone that the rules ask for, and a screen of 1280 at 200 %.
    private static readonly int[] NarrowWidths = [320, 640];

    private static readonly string[] Themes = ["light", "dark"];

    /// <summary>Every page in every theme.</summary>
    public static TheoryData<string, string> Views
    {
        get
        {
            var views = new TheoryData<string, string>();

            foreach (var (page, theme) in Inventory.Pages.SelectMany(page => Themes, (page, theme) => (page, theme)))
            {
                views.Add(page.Address, theme);
            }

            return views;
        }
    }

    [ChromiumTheory]
    [MemberData(nameof(Views))]
    public async Task A_page_can_be_read_and_used_by_everybody_in_a_theme(string address, string theme)
    {
        var (found, weight) = await room.Seen.OfAsync(address);
        List<string> flaws = [.. found[theme]];
        output.WriteLine($"{address}: {weight.Requests} requests, {weight.Transferred} bytes, {weight.Script} of script.");

        if (weight.Script > MostScript)
        {
            flaws.Add($"{weight.Script} bytes of script; {MostScript} are enough.");
        }

        if (weight.Requests > MostRequests)
        {
            flaws.Add($"{weight.Requests} requests; {MostRequests} are enough.");
        }

        if (weight.Transferred > MostTransferred)
        {
            flaws.Add($"{weight.Transferred} bytes came over the wire; {MostTransferred} are enough.");
        }

        Assert.True(flaws.Count == 0, string.Join(Environment.NewLine, flaws));
    }

    /// <summary>All that is said of one page, by theme: it is opened once for both.</summary>
    internal static async Task<(Dictionary<string, List<string>> Flaws, Weight Weight)> LookAsync(PageRoom room, string address)
    {
        await using var look = await Look.OpenAsync(room, Array.Find(Inventory.Pages, page => page.Address == address)!);
        var found = Themes.ToDictionary(theme => theme, _ => new List<string>(), StringComparer.Ordinal);
        var told = 0;

        foreach (var theme in Themes)
        {
            var flaws = found[theme];
            await look.DressAsync(theme);

            foreach (var (width, height) in Screens)
            {
                await look.Page.SetViewportSizeAsync(width, height);

                // A theme is nothing but other colours: what else there is to say of a page was said in the first one.
                flaws.AddRange(await look.AxeAsync($"{width} px, {theme}", coloursOnly: theme != Themes[0]));
                await look.PictureAsync($"{theme}-{width}x{height}");
            }

            foreach (var width in NarrowWidths)
            {
                flaws.AddRange(await look.OverflowAsync(width));
            }

            await look.Page.SetViewportSizeAsync(1440, 900);
            flaws.AddRange(await (theme == Themes[0] ? look.KeyboardAsync() : look.RingsAsync(theme)));
            flaws.AddRange(look.Complaints.Skip(told));
            told = look.Complaints.Count;
        }

        return (found, await look.WeighAsync());
    }
}
