using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

/// <summary>A machine changes owner by a deed: it is made, both sides sign it, and only then the pole enters it (invariant 5).</summary>
[Collection(DemoServerTests.Name)]
public class TransferDeedTests(DemoServer server)
{
    [Fact]
    public async Task The_pole_has_the_deed_made_on_the_page_of_the_step_and_enters_it_once_both_have_signed()
    {
        var day = new Workday(server);
        var (dossier, machines) = await day.ArrivedAsync(1);
        await day.PlaceAsync(await day.LoanAsync(dossier), machines);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var step = $"/machines/{machines[0]}/transfer-ownership";

        // Any text used to do.
        var invented = await EnterAsync("AC-2026-1");
        Assert.Contains("Il n'y a pas d'acte de cession", invented.Text, StringComparison.Ordinal);

        var made = await SendAsync("form[action$='handler=Deed']");
        var number = made.Path.Split('/')[^1].Split('?')[0];
        Assert.StartsWith("AC-", number, StringComparison.Ordinal);

        var early = await EnterAsync(number);
        Assert.Contains("n'est pas signé par", early.Text, StringComparison.Ordinal);

        // The deed that both have signed.
        var signed = await day.DeedAsync(machines[0]);
        await EnterAsync(signed);
        Assert.Equal(day.Partner, (await day.GetAsync(server.Token(Role.Coordinator), $"/api/machines/{machines[0]}")).GetProperty("owner").GetString());

        Task<OpenedPage> EnterAsync(string document) => SendAsync("form:has(input[name=document])", ("newOwner", day.Partner), ("document", document));

        async Task<OpenedPage> SendAsync(string form, params (string Name, string Value)[] fields)
        {
            var page = await browser.OpenAsync(step);
            return await browser.SendFormAsync(page, (IHtmlFormElement)page.Document.QuerySelector(form)!, fields);
        }
    }
}
