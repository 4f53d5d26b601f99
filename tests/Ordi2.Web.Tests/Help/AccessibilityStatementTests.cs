using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Help;

public class AccessibilityStatementTests
{
    [Fact]
    public async Task It_names_who_makes_it_and_the_address_of_the_settings()
    {
        await using var server = await FaultyServer.StartAsync(("Accessibility:Entity", "Pôle des Saules"), ("Accessibility:Contact", "acces@saules.example"));
        using var browser = new Browser(server.Address);
        var page = await browser.OpenAsync("/accessibility");

        Assert.Contains("Pôle des Saules", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main a[href='mailto:acces@saules.example']"));
    }

    [Fact]
    public async Task It_says_that_there_is_none_where_nobody_set_one()
    {
        await using var server = await FaultyServer.StartAsync();
        using var browser = new Browser(server.Address);
        var page = await browser.OpenAsync("/accessibility");

        Assert.Contains("Aucune adresse n'est encore écrite", page.Text.Replace('\u2019', '\''), StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("main a[href^='mailto:']"));
    }
}
