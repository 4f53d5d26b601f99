using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Http;

[Collection(DemoServerTests.Name)]
public class ChoiceTests(DemoServer server)
{
    [Fact]
    public async Task A_language_chosen_once_is_remembered_whatever_the_browser_asks_for()
    {
        using var client = new HttpClient { BaseAddress = server.Address };

        var first = await client.GetStringAsync(new Uri("/boards?lang=en", UriKind.Relative));
        var second = await client.GetStringAsync(new Uri("/boards", UriKind.Relative));

        Assert.Contains("<html lang=\"en\"", first, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", second, StringComparison.Ordinal);
        Assert.Contains("href=\"/boards?lang=fr\"", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_chosen_once_is_remembered_and_nonsense_changes_nothing()
    {
        using var client = new HttpClient { BaseAddress = server.Address };

        var before = await client.GetStringAsync(new Uri("/boards?theme=pink&lang=xx", UriKind.Relative));
        await client.GetStringAsync(new Uri("/boards?theme=dark", UriKind.Relative));
        var after = await client.GetStringAsync(new Uri("/boards", UriKind.Relative));

        Assert.Contains("<html lang=\"fr\">", before, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\" class=\"theme-dark\">", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_ours_that_were_turned_off_stay_off_and_no_page_brings_their_script()
    {
        using var client = new HttpClient { BaseAddress = server.Address };

        Assert.Contains("islands/shortcuts", await client.GetStringAsync(new Uri("/boards", UriKind.Relative)), StringComparison.Ordinal);
        await client.GetStringAsync(new Uri("/help/shortcuts?keys=off", UriKind.Relative));
        Assert.DoesNotContain("islands/shortcuts", await client.GetStringAsync(new Uri("/boards", UriKind.Relative)), StringComparison.Ordinal);
        await client.GetStringAsync(new Uri("/help/shortcuts?keys=sometimes", UriKind.Relative));
        Assert.DoesNotContain("islands/shortcuts", await client.GetStringAsync(new Uri("/boards", UriKind.Relative)), StringComparison.Ordinal);
        await client.GetStringAsync(new Uri("/help/shortcuts?keys=on", UriKind.Relative));
        Assert.Contains("islands/shortcuts", await client.GetStringAsync(new Uri("/boards", UriKind.Relative)), StringComparison.Ordinal);
    }
}
