using Microsoft.Playwright;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>Whoever asked their device for stillness gets it.</summary>
[Collection(PageRoomTests.Name)]
[Trait("Category", "Accessibility")]
public class MotionTests(PageRoom room)
{
    /// <summary>What goes from one look to another in more than the blink of an eye, or scrolls by itself.</summary>
    private const string Moving =
        """
        () => {
          const longest = list => Math.max(...list.split(',').map(one => parseFloat(one) * (one.trim().endsWith('ms') ? 0.001 : 1)));
          return [...document.querySelectorAll('*')].filter(e => {
            const style = getComputedStyle(e);
            return longest(style.transitionDuration) > 0.01 || (style.animationName !== 'none' && longest(style.animationDuration) > 0.01) || style.scrollBehavior === 'smooth';
          }).length;
        }
        """;

    [ChromiumTheory]
    [InlineData("/?role=donor")]
    [InlineData("/donations/new")]
    [InlineData("/bench")]
    [InlineData("/boards?wall=true")]
    [InlineData("/help?role=operator")]
    [InlineData("/design")]
    public async Task Nothing_moves_where_somebody_asked_for_stillness(string address)
    {
        await using var look = await Look.OpenAsync(room, Array.Find(Inventory.Pages, page => page.Address == address)!);

        await look.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        Assert.NotEqual(0, await look.Page.EvaluateAsync<int>(Moving));
        await look.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal(0, await look.Page.EvaluateAsync<int>(Moving));
    }
}
