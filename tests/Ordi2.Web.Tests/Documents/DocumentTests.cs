using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Documents;

[Collection(DemoServerTests.Name)]
public class DocumentTests(DemoServer server)
{
    private string Operator => server.Token(Role.Operator);

    private string Supervisor => server.Token(Role.Supervisor);

    [Fact]
    public async Task The_sheets_of_a_machine_are_among_its_documents_and_are_read_by_their_number()
    {
        var label = await server.ReceivedAsync();
        var triaged = await server.Client.ScanAsync(Operator, new OneScan(label, "triage", new { route = "REUSE", powersOn = true }));
        var number = Assert.Single(triaged[0].GetProperty("documents").EnumerateArray()).GetString();
        Assert.Equal($"DT-{label}-001", number);

        await server.Client.ScanAsync(Supervisor, new OneScan(label, "report-missing", new { circumstances = "inventaire" }));
        var listed = await server.Client.GetAsync($"/api/documents?about=machine/{label}", Supervisor);
        Assert.Equal(["LOSS_NOTICE", "TRIAGE_DECISION"], Kinds(listed.Body));

        // A page ends where it should, whatever it is made of.
        var first = await server.Client.GetAsync($"/api/documents?about=machine/{label}&limit=1", Supervisor);
        var next = await server.Client.GetAsync($"/api/documents?about=machine/{label}&limit=1&cursor={first.Body.GetProperty("cursor").GetString()}", Supervisor);
        Assert.Equal(["LOSS_NOTICE", "TRIAGE_DECISION"], Kinds(first.Body).Concat(Kinds(next.Body)));

        var sheet = await server.Client.GetAsync($"/api/documents/{number}", Supervisor);
        Assert.Equal("REUSE", sheet.Body.GetProperty("content").GetProperty("sheet").GetProperty("route").GetString());
        Assert.Equal(404, (await server.Client.GetAsync($"/api/documents/{number}", server.Token(Role.Operator, "etabli-du-coteau"))).Status);
        Assert.Empty(Kinds((await server.Client.GetAsync($"/api/documents?about=machine/{label}", server.Token(Role.Operator, "etabli-du-coteau"))).Body));
    }

    [Fact]
    public async Task Anybody_may_ask_whether_a_document_is_genuine_and_learns_nothing_of_what_it_says()
    {
        var label = await server.ReceivedAsync();
        await server.Client.ScanAsync(Operator, new OneScan(label, "triage", new { route = "REUSE", powersOn = true }));
        var lost = await server.Client.ScanAsync(Supervisor, new OneScan(label, "report-missing", new { circumstances = "armoire du fond" }));
        var number = Assert.Single(lost[0].GetProperty("documents").EnumerateArray()).GetString()!;
        var hash = (await server.Client.GetAsync($"/api/documents/{number}", Supervisor)).Body.GetProperty("sha256").GetString();

        var answer = (await server.Client.GetAsync($"/api/documents/{number}/verification?sha256={hash!.ToUpperInvariant()}")).Body;
        Assert.Equal((number, "LOSS_NOTICE", "SEALED"), (Text(answer, "number"), Text(answer, "kind"), Text(answer, "status")));
        Assert.Equal((true, true, true), (answer.GetProperty("genuine").GetBoolean(), answer.GetProperty("holds").GetBoolean(), answer.GetProperty("sameContent").GetBoolean()));
        Assert.False((await server.Client.GetAsync($"/api/documents/{number}/verification?sha256={new string('0', 64)}")).Body.GetProperty("sameContent").GetBoolean());
        Assert.DoesNotContain("armoire", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hash, answer.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(label, answer.ToString(), StringComparison.Ordinal);

        Assert.Equal("TRIAGE_DECISION", Text((await server.Client.GetAsync($"/api/documents/DT-{label}-001/verification")).Body, "kind"));
    }

    [Fact]
    public async Task A_number_is_found_as_it_stands_on_the_paper_and_as_somebody_types_it()
    {
        // An identifier may hold large letters: they are part of every number of its papers.
        var house = $"ATELIER-{DemoServer.NewLabel()}";
        var made = await server.Client.PostAsync("/api/organisations", server.Token(Role.Coordinator), new { id = house, name = "Atelier sept", form = "ASSOCIATION", rna = "W000000977", activities = new[] { "WORKSHOP" }, pole = Workday.Pole });
        Assert.True(made.Status == 201, made.Text);
        var report = await server.Client.PostAsync("/api/reports", await server.TokenForAsync("encadrante-7", house, Role.Supervisor), new { kind = "INSERTION_HOURS", year = 2026, hours = new { hours = 12 } });
        var number = Text(report.Body, "id");
        Assert.EndsWith($"-{house}", number, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Client.GetAsync($"/api/documents/{number}/verification")).Status);

        var label = await server.ReceivedAsync();
        await server.Client.ScanAsync(Operator, new OneScan(label, "triage", new { route = "REUSE", powersOn = true }));
        var lost = await server.Client.ScanAsync(Supervisor, new OneScan(label, "report-missing", new { circumstances = "inventaire" }));
        var notice = Assert.Single(lost[0].GetProperty("documents").EnumerateArray()).GetString()!;

        foreach (var (printed, typed) in new[] { (notice, notice.ToUpperInvariant()), (notice, notice.ToLowerInvariant()), ($"DT-{label}-001", $"dt-{label.ToLowerInvariant()}-001") })
        {
            Assert.Equal(printed, Text((await server.Client.GetAsync($"/api/documents/{typed}/verification")).Body, "number"));
        }
    }

    [Fact]
    public async Task A_document_that_was_cancelled_is_genuine_and_holds_no_longer()
    {
        var label = await server.ReceivedAsync();
        var lost = await server.Client.ScanAsync(Supervisor, new OneScan(label, "report-missing", new { circumstances = "inventaire" }));
        var number = Assert.Single(lost[0].GetProperty("documents").EnumerateArray()).GetString();
        Assert.Equal(200, (await server.Client.PostAsync($"/api/documents/{number}/cancel", Supervisor, new { reason = "retrouvée par M. Untel" })).Status);

        var answer = (await server.Client.GetAsync($"/api/documents/{number}/verification")).Body;
        Assert.Equal((true, false, "CANCELLED"), (answer.GetProperty("genuine").GetBoolean(), answer.GetProperty("holds").GetBoolean(), Text(answer, "status")));
        Assert.DoesNotContain("Untel", answer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CE-2026-999999-atelier")]
    [InlineData("DT-H4T9CXB-001")]
    [InlineData("rien")]
    [InlineData("..%2F..%2Fetc")]
    public async Task A_number_that_no_document_ever_had_is_told_so(string number)
    {
        var answer = await server.Client.GetAsync($"/api/documents/{number}/verification");
        Assert.Equal((404, "document-unknown"), (answer.Status, answer.Code));
    }

    private static IEnumerable<string?> Kinds(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => Text(item, "kind"));

    private static string? Text(JsonElement element, string field) => element.GetProperty(field).GetString();
}
