using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Access;

/// <summary>What a list answers to a filter tells no more than the fields that it shows. On a server of its own: it writes rows itself.</summary>
public sealed class FilterTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const string Pole = "pole-val-d-ombre";
    private const string Applicant = "epn-le-phare";
    private const string Rival = "epn-vallon";

    [Fact]
    public async Task Who_applied_to_a_call_is_found_by_nobody_who_may_not_read_it()
    {
        var call = await WriteAsync("call", (Pole, Relation.ItsPole), ("*", Relation.Anybody), (Applicant, Relation.ItsEpn), (Rival, Relation.ItsEpn));
        var (pole, epn, rival, driver) = (server.Token(Role.Coordinator), server.Token(Role.Animator, Applicant), server.Token(Role.Animator, Rival), server.Token(Role.Driver));

        foreach (var reader in (string[])[pole, epn, rival, driver])
        {
            Assert.True(await ListsAsync("calls", call, "", reader));

            // Whose call it is may be read by all of them.
            Assert.True(await ListsAsync("calls", call, $"organisation={Pole}", reader));
        }

        Assert.True(await ListsAsync("calls", call, $"organisation={Applicant}", pole));
        Assert.False(await ListsAsync("calls", call, $"organisation={Applicant}", rival));
        Assert.False(await ListsAsync("calls", call, $"organisation={Applicant}", driver));
        Assert.False(await ListsAsync("calls", call, $"about={Applicant}", rival));
        Assert.False(await ListsAsync("calls", call, $"about={Applicant}", pole));
    }

    [Fact]
    public async Task A_recall_is_found_by_its_machines_and_its_deadline_by_the_pole_alone()
    {
        var machine = $"machine/M{Guid.NewGuid():N}";
        var recall = await WriteAsync("recall", (Pole, Relation.ItsPole), (Applicant, Relation.ItsHolder), (Rival, Relation.ItsHolder), (machine, null));
        var (pole, epn) = (server.Token(Role.Coordinator), server.Token(Role.Animator, Applicant));

        foreach (var filter in (string[])[$"about={machine}", "due=2100-01-01", $"organisation={Rival}", $"organisation={Rival}&due=2100-01-01&about={machine}"])
        {
            Assert.True(await ListsAsync("recalls", recall, filter, pole));
            Assert.False(await ListsAsync("recalls", recall, filter, epn));
        }

        Assert.True(await ListsAsync("recalls", recall, "status=DRAFT", epn));
        Assert.False(await ListsAsync("recalls", recall, "due=2020-01-01", pole));
    }

    [Fact]
    public async Task A_paper_is_found_by_what_it_is_about_by_whoever_may_read_that_line_of_it()
    {
        var about = $"machine/M{Guid.NewGuid():N}";
        var operatorOf = server.Account(Role.Operator).OrganisationId;
        var document = await WriteAsync("document", (operatorOf, Relation.ItsIssuer), (Rival, Relation.ItsReader), (about, null));

        Assert.True(await ListsAsync("documents", document, $"about={about}", server.Token(Role.Operator)));
        Assert.True(await ListsAsync("documents", document, $"organisation={operatorOf}", server.Token(Role.Operator)));
        Assert.False(await ListsAsync("documents", document, $"organisation={Rival}", server.Token(Role.Operator)));
        Assert.True(await ListsAsync("documents", document, $"organisation={Rival}", server.Token(Role.Supervisor, operatorOf)));
    }

    [Fact]
    public async Task What_hangs_on_an_organisation_is_told_by_the_table_of_rights()
    {
        const string asked = "/api/organisations/atelier-du-canal/attached";

        Assert.Equal(200, (await server.Client.GetAsync(asked, server.Token(Role.Coordinator))).Status);
        Assert.Equal(200, (await server.Client.GetAsync(asked, server.Token(Role.Supervisor, "atelier-du-canal"))).Status);
        Assert.Equal(404, (await server.Client.GetAsync(asked, server.Token(Role.Driver, "atelier-du-canal"))).Status);
        Assert.Equal(404, (await server.Client.GetAsync(asked, server.Token(Role.Operator, "atelier-du-canal"))).Status);
        Assert.Equal(404, (await server.Client.GetAsync(asked, server.Token(Role.Supervisor, "etabli-du-coteau"))).Status);
        Assert.Equal(404, (await server.Client.GetAsync("/api/organisations/none/attached", server.Token(Role.Coordinator))).Status);
    }

    private async Task<bool> ListsAsync(string plural, string id, string filter, string token)
    {
        var page = await server.Client.GetAsync($"/api/{plural}?limit=500&{filter}", token);
        Assert.True(page.Status == 200, page.Text);
        return page.Text.Contains($"\"{id}\"", StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string kind, params (string Name, Relation? As)[] parties)
    {
        var id = $"f-{Guid.NewGuid():N}";
        await server.Services.GetRequiredService<ILedger>().AppendAsync(new Append
        {
            Stream = $"{kind}/{id}",
            Expected = StreamEnd.Empty,
            Events = [new NewEvent("test.v1", Encoding.UTF8.GetBytes("{}"), DateTimeOffset.UtcNow, null)],
            RecordedAt = DateTimeOffset.UtcNow,
            Actor = "test",
            Organisation = "test",
            Device = "test",
            Aggregate = new AggregateRow(kind, id, "DRAFT", [.. parties.Select(party => new AggregateParty(party.Name, party.As is { } relation ? RelationSet.Of(relation).Bits : 0))], $$"""{"id":"{{id}}"}""", 1)
            {
                DueAt = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
        });
        return id;
    }
}
