using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

[Collection(DemoServerTests.Name)]
public class MachineTests(DemoServer server)
{
    [Fact]
    public async Task A_machine_is_seen_by_who_holds_it_and_by_its_pole_and_is_not_there_for_others()
    {
        var label = await server.ReceivedAsync();

        Assert.Equal(200, (await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Operator))).Status);
        Assert.Equal(200, (await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Coordinator))).Status);

        foreach (var stranger in (string[])[server.Token(Role.Operator, "etabli-du-coteau"), server.Token(Role.Donor), server.Token(Role.Animator)])
        {
            Assert.Equal(404, (await server.Client.GetAsync($"/api/machines/{label}", stranger)).Status);
            Assert.Equal(404, (await server.Client.GetAsync($"/api/machines/{label}/history", stranger)).Status);
        }

        Assert.Equal(404, (await server.Client.GetAsync($"/api/machines/{DemoServer.NewLabel()}", server.Token(Role.Operator))).Status);
    }

    [Fact]
    public async Task Pages_of_a_list_show_every_machine_once()
    {
        var token = server.Token(Role.Operator, "etabli-du-coteau");
        var labels = Enumerable.Range(0, 7).Select(_ => DemoServer.NewLabel()).ToArray();
        await server.Client.ScanAsync(token, [.. labels.Select(label => new OneScan(label, "receive-device", new { type = "DESKTOP" }))]);

        List<string> seen = [];
        string? cursor = null;

        do
        {
            var page = await server.Client.GetAsync($"/api/machines?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}", token);
            seen.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("machine").GetString()!));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(seen.ToHashSet(StringComparer.Ordinal), labels.ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("status=READY", 0)]
    [InlineData("status=RECEIVED", 1)]
    [InlineData("site=quai", 1)]
    [InlineData("site=cave", 0)]
    [InlineData("holder=atelier-du-canal", 1)]
    [InlineData("holder=etabli-du-coteau", 0)]
    [InlineData("donation=don-none", 0)]
    [InlineData("owner=nobody", 0)]
    [InlineData("delivery=none", 0)]
    [InlineData("loan=none", 0)]
    [InlineData("batch=none", 0)]
    [InlineData("since=2020-01-01", 1)]
    [InlineData("since=2100-01-01", 0)]
    [InlineData("until=2100-01-01", 1)]
    [InlineData("until=2020-01-01", 0)]
    [InlineData("due=2100-01-01", 0)]
    public async Task A_list_is_filtered(string filter, int found)
    {
        var label = await server.ReceivedAsync();

        var page = await server.Client.GetAsync($"/api/machines?q={label.ToLowerInvariant()}&{filter}", server.Token(Role.Operator));

        Assert.Equal(found, page.Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Nobody_lists_the_machines_of_another_organisation()
    {
        await server.ReceivedAsync();

        var page = await server.Client.GetAsync("/api/machines?holder=atelier-du-canal", server.Token(Role.Donor));

        Assert.Equal(0, page.Body.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("status=LOST", "status")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("site=%00", "site")]
    [InlineData("since=yesterday", "since")]
    [InlineData("due=soon", "due")]
    public async Task A_list_that_makes_no_sense_names_the_field(string query, string field)
    {
        var reply = await server.Client.GetAsync($"/api/machines?{query}", server.Token(Role.Operator));

        Assert.Equal(400, reply.Status);
        Assert.True(reply.Body.GetProperty("errors").TryGetProperty(field, out _), reply.Text);
    }

    [Fact]
    public async Task The_inbox_is_for_those_who_settle_what_waits()
    {
        // Another workshop says that it has the machine: that waits for a person.
        var label = await server.ReceivedAsync();
        var result = (await server.Client.ScanAsync(server.Token(Role.Operator, "etabli-du-coteau"), new OneScan(label, "triage", new { route = "REUSE" })))[0];

        var inbox = await server.Client.GetAsync("/api/inbox?limit=500", server.Token(Role.Coordinator));

        Assert.Equal("held", result.GetProperty("outcome").GetString());
        Assert.Equal(200, inbox.Status);

        var held = inbox.Body.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("machine").GetString() == label).GetProperty("waiting")[0];
        Assert.Equal(
            ("triage", "etabli-du-coteau", "drop-held-scan", result.GetProperty("reason").GetProperty("code").GetString()),
            (held.GetProperty("step").GetString(), held.GetProperty("organisation").GetString(), held.GetProperty("settle").GetString(), held.GetProperty("reason").GetProperty("code").GetString()));
        Assert.NotEqual(string.Empty, held.GetProperty("reason").GetProperty("next").GetString());
        Assert.Equal(result.GetProperty("scanId").GetString(), held.GetProperty("scanId").GetString());

        // Who it was, as an opaque id, is for the supervisor of that person alone.
        Assert.False(held.TryGetProperty("person", out _));

        var dropped = (await server.Client.ScanAsync(
            server.Token(Role.Coordinator), new OneScan(label, "drop-held-scan", new { scanId = held.GetProperty("scanId").GetString(), reason = "une erreur" })))[0];
        Assert.Equal("accepted", dropped.GetProperty("outcome").GetString());
        var after = await server.Client.GetAsync("/api/inbox?limit=500", server.Token(Role.Coordinator));
        Assert.DoesNotContain(after.Body.GetProperty("items").EnumerateArray(), item => item.GetProperty("machine").GetString() == label
            && item.GetProperty("waiting").GetArrayLength() > 0);
        Assert.Equal(200, (await server.Client.GetAsync("/api/inbox", server.Token(Role.Supervisor))).Status);
        Assert.Equal(403, (await server.Client.GetAsync("/api/inbox", server.Token(Role.Operator))).Status);
    }
}
