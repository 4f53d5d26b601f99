using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Access;

/// <summary>What one may not know of is answered over HTTP exactly like what is not there. On a server of its own: it writes rows of every kind.</summary>
public sealed partial class SightTests : IAsyncLifetime
{
    private readonly DemoServer _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_thing_of_others_answers_as_a_thing_that_is_not_there_whatever_its_kind_and_whoever_asks()
    {
        foreach (var (kind, plural) in await KindsAsync())
        {
            await WriteAsync(kind, "there", new AggregateParty("some-other-pole", RelationSet.Of(Relation.ItsPole).Bits));

            foreach (var role in Enum.GetValues<Role>().Where(role => role is not (Role.None or Role.System)))
            {
                var token = _server.Token(role);
                var hidden = await _server.Client.GetAsync($"/api/{plural}/there", token);
                var none = await _server.Client.GetAsync($"/api/{plural}/where", token);

                Assert.Equal(404, hidden.Status);
                Assert.Equal(none.Status, hidden.Status);
                Assert.Equal(WithoutNames(none), WithoutNames(hidden));
                Assert.Equal(none.Response.Headers.Select(header => header.Key).Order(), hidden.Response.Headers.Select(header => header.Key).Order());

                var listed = await _server.Client.GetAsync($"/api/{plural}?limit=500", token);
                Assert.DoesNotContain("\"there\"", listed.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Each_role_gets_the_fields_that_the_table_gives_it_in_each_relation()
    {
        foreach (var (kind, plural) in await KindsAsync())
        {
            foreach (var relation in Enum.GetValues<Relation>().Where(relation => relation is not Relation.Anybody))
            {
                var id = $"x-{kind}-{relation}".ToLowerInvariant();
                await WriteAsync(kind, id, [.. _server.Accounts.Select(account => account.OrganisationId).Distinct().Select(one => new AggregateParty(one, RelationSet.Of(relation).Bits))]);

                foreach (var role in Enum.GetValues<Role>().Where(role => role is not (Role.None or Role.System)))
                {
                    var seen = Sights.Of(kind, role, RelationSet.Of(relation));
                    var reply = await _server.Client.GetAsync($"/api/{plural}/{id}", _server.Token(role));

                    Assert.True(seen.IsNothing == (reply.Status == 404), $"{kind} {role} {relation}: {reply.Status}");

                    if (!seen.IsNothing)
                    {
                        Assert.Equal(
                            seen.IsAll ? ["id", "secret"] : seen.Fields.Where(field => field is "id"),
                            reply.Body.EnumerateObject().Select(field => field.Name));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task A_step_on_a_thing_of_others_is_answered_as_one_on_a_thing_that_is_not_there()
    {
        var id = $"don-{Guid.NewGuid():N}";
        var created = await _server.Client.PostAsync("/api/donations", _server.Token(Role.Donor, "don-cabinet-ferrand"), new
        {
            id,
            donor = "don-cabinet-ferrand",
            legalBasis = "MECENAT_238BIS",
            pole = "pole-val-d-ombre",
            announced = new[] { new { type = "LAPTOP", quantity = 3 } },
        });
        Assert.Equal(201, created.Status);

        foreach (var (plural, there, step, body) in ((string, string, string, object)[])
        [
            ("donations", id, "propose", new { pole = "pole-val-d-ombre" }),
            ("organisations", "atelier-du-canal", "suspend", new { reason = "essai" }),
        ])
        {
            foreach (var stranger in (string[])[_server.Token(Role.Partner), _server.Token(Role.Recycler), _server.Token(Role.Donor, "don-mairie-de-valombre")])
            {
                var hidden = await _server.Client.PostAsync($"/api/{plural}/{there}/{step}", stranger, body);
                var none = await _server.Client.PostAsync($"/api/{plural}/zz-{there}/{step}", stranger, body);

                Assert.Equal(404, hidden.Status);
                Assert.Equal(WithoutNames(none).Replace("zz-", string.Empty, StringComparison.Ordinal), WithoutNames(hidden));
            }
        }

        // Who is named in it, and may not, is told so.
        Assert.Equal(403, (await _server.Client.PostAsync($"/api/donations/{id}/accept", _server.Token(Role.Donor, "don-cabinet-ferrand"), new { receiver = "atelier-du-canal" })).Status);
    }

    [Fact]
    public async Task Nobody_gets_the_answer_to_somebody_elses_command_by_guessing_its_id()
    {
        var (id, key) = ($"don-{Guid.NewGuid():N}", Guid.NewGuid());
        var donation = new { id, donor = "don-cabinet-ferrand", legalBasis = "MECENAT_238BIS", pole = "pole-val-d-ombre", announced = new[] { new { type = "LAPTOP", quantity = 3 } } };
        var owner = _server.Token(Role.Donor, "don-cabinet-ferrand");
        Assert.Equal(201, (await _server.Client.PostAsync("/api/donations", owner, donation, key: key)).Status);

        var stranger = await _server.Client.PostAsync("/api/donations", _server.Token(Role.Donor, "don-mairie-de-valombre"), donation, key: key);

        // As to somebody who may create nothing; and what is wrong with the rest of it is told as if the id were free.
        var wrong = await _server.Client.PostAsync("/api/donations", _server.Token(Role.Donor, "don-mairie-de-valombre"), donation with { donor = "nobody" }, key: Guid.NewGuid());
        var free = await _server.Client.PostAsync("/api/donations", _server.Token(Role.Donor, "don-mairie-de-valombre"), donation with { id = "free", donor = "nobody" }, key: Guid.NewGuid());
        Assert.Equal((403, "role-may-not"), (stranger.Status, stranger.Code));
        Assert.Equal((free.Status, free.Code), (wrong.Status, wrong.Code));
        Assert.DoesNotContain(id, stranger.Text + wrong.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("MECENAT", stranger.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await _server.Client.PostAsync($"/api/donations/{id}/propose", _server.Token(Role.Partner), new { pole = "pole-val-d-ombre" }, key: key)).Status);
        Assert.Equal(201, (await _server.Client.PostAsync("/api/donations", owner, donation, key: key)).Status);
    }

    [Fact]
    public async Task A_machine_of_others_cannot_be_told_from_one_that_is_not_there_by_label_or_by_serial()
    {
        var serial = $"SN-{Guid.NewGuid():N}"[..20].ToUpperInvariant();
        var label = await _server.ReceivedAsync(serial);
        var unused = DemoServer.NewLabel();

        foreach (var role in (Role[])[Role.Donor, Role.Partner, Role.Animator, Role.Recycler])
        {
            foreach (var (there, where) in ((string, string)[])[(label, unused), (serial, "SN-0000-0000-0000-00"), ($"{label}/history", $"{unused}/history")])
            {
                var hidden = await _server.Client.GetAsync($"/api/machines/{there}", _server.Token(role));
                var none = await _server.Client.GetAsync($"/api/machines/{where}", _server.Token(role));

                Assert.Equal(404, hidden.Status);
                Assert.Equal(
                    WithoutNames(none).Replace(where, "?", StringComparison.Ordinal),
                    WithoutNames(hidden).Replace(there, "?", StringComparison.Ordinal));
            }
        }

        Assert.Equal(200, (await _server.Client.GetAsync($"/api/machines/{serial}", _server.Token(Role.Operator))).Status);
    }

    [Fact]
    public async Task Who_did_it_is_told_to_the_supervisor_of_the_same_workshop_only()
    {
        var label = await _server.ReceivedAsync();

        Assert.Contains("\"person\"", (await _server.Client.GetAsync($"/api/machines/{label}/history", _server.Token(Role.Supervisor))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"person\"", (await _server.Client.GetAsync($"/api/machines/{label}/history", _server.Token(Role.Operator))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"person\"", (await _server.Client.GetAsync($"/api/machines/{label}/history", _server.Token(Role.Coordinator))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_in_two_organisations_acts_as_the_one_whose_token_is_shown()
    {
        const string person = "camille";
        var label = await _server.ReceivedAsync();
        var here = await _server.TokenForAsync(person, "atelier-du-canal", Role.Supervisor);
        var elsewhere = await _server.TokenForAsync(person, "etabli-du-coteau", Role.Supervisor);

        Assert.Equal(200, (await _server.Client.GetAsync($"/api/machines/{label}", here)).Status);
        Assert.Equal(404, (await _server.Client.GetAsync($"/api/machines/{label}", elsewhere)).Status);
    }

    [Fact]
    public void The_fields_that_a_summary_of_a_machine_shows_are_fields_of_a_machine()
    {
        var fields = typeof(MachineView).GetProperties().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name));
        Assert.Empty(SightTable.Rows.Where(row => row.Kind is "machine").SelectMany(row => row.Shows).Except(fields));
    }

    /// <summary>Every kind that the API describes, so that one which comes later is tested as well.</summary>
    private async Task<IReadOnlyList<(string Kind, string Plural)>> KindsAsync()
    {
        var described = await _server.Client.GetAsync("/openapi/v1.json");
        (string, string)[] kinds =
        [
            .. from path in described.Body.GetProperty("paths").EnumerateObject()
               where path.Value.TryGetProperty("get", out _)
               let name = path.Value.GetProperty("get").TryGetProperty("operationId", out var id) ? id.GetString()! : string.Empty
               where name.EndsWith("-get", StringComparison.Ordinal)
               select (name[..^4], path.Name.Split('/')[2]),
        ];
        Assert.True(kinds.Length >= 8, described.Text);
        return kinds;
    }

    private Task<StreamEnd> WriteAsync(string kind, string id, params AggregateParty[] parties) => _server.Services.GetRequiredService<ILedger>().AppendAsync(new Append
    {
        Stream = $"{kind}/{id}",
        Expected = StreamEnd.Empty,
        Events = [new NewEvent("test.v1", Encoding.UTF8.GetBytes("{}"), DateTimeOffset.UtcNow, null)],
        RecordedAt = DateTimeOffset.UtcNow,
        Actor = "test",
        Organisation = "test",
        Device = "test",
        Aggregate = new AggregateRow(kind, id, "DRAFT", [.. parties], $$"""{"id":"{{id}}","secret":1}""", 1),
    });

    private static string WithoutNames(Reply reply) => Names().Replace(reply.Text, string.Empty);

    [GeneratedRegex("\"(instance|traceId)\":\"[^\"]*\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Names();
}
