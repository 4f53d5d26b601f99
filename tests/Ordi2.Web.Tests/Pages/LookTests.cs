using Ordi2.Web.Tests.Support;
using Xunit.Abstractions;

namespace Ordi2.Web.Tests.Pages;

/// <summary>Looks at every page in both themes as people with different eyes, hands and screens do, and keeps pictures of it.</summary>
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

    public static TheoryData<string> Pages => [.. Inventory.Pages.Select(page => page.Address)];

    [ChromiumTheory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_read_and_used_by_everybody_in_both_themes(string address)
    {
        var entry = Array.Find(Inventory.Pages, page => page.Address == address)!;
        await using var look = await Look.OpenAsync(room, entry);
        List<string> flaws = [];

        foreach (var theme in Themes)
        {
            await look.DressAsync(theme);

            foreach (var (width, height) in Screens)
            {
                await look.Page.SetViewportSizeAsync(width, height);
                flaws.AddRange(await look.AxeAsync($"{width} px, {theme}"));
                await look.PictureAsync($"{theme}-{width}x{height}");
            }

            foreach (var width in NarrowWidths)
            {
                flaws.AddRange(await look.OverflowAsync(width));
            }

            await look.Page.SetViewportSizeAsync(1440, 900);
            flaws.AddRange(await (theme == Themes[0] ? look.KeyboardAsync() : look.RingsAsync(theme)));
        }

        flaws.AddRange(look.Complaints);

        var weight = await look.WeighAsync();
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
}
