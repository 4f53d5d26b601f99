using System.Net;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Tests;

public class ApiTests
{
    private static readonly Account Someone = new("Atelier", new OrganisationId("workshop-1"), Role.Operator, "secret");

    [Fact]
    public async Task A_batch_whose_answer_was_lost_is_sent_again_with_the_same_ids()
    {
        var scan = Planner.Make(Given.ATerritory(), ReportShelf.Open(null), 1, 1).Stages.SelectMany(stage => stage.Waves).First()[0];
        var server = new FakeServer(
            () => throw new HttpRequestException("the cable is out"),
            () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            () => Json($$"""{"results":[{"scanId":"{{scan.Id}}","outcome":"accepted","status":"DECLARED","version":1}]}"""));
        using var api = new Api(new HttpClient(server) { BaseAddress = new("http://127.0.0.1:1") });

        var answer = Assert.Single(await api.ScanAsync(Someone, "device", [scan], _ => Given.Now, CancellationToken.None));

        Assert.Equal((scan.Id, "accepted"), (answer.ScanId, answer.Outcome));
        Assert.Equal(3, server.Bodies.Count);
        Assert.Single(server.Bodies.Distinct(StringComparer.Ordinal));
        Assert.Contains("\"occurredAt\":\"2026-03-02T12:00:00Z\"", server.Bodies[0], StringComparison.Ordinal);
        Assert.Equal(2, api.Retries);
    }

    [Fact]
    public async Task A_refused_act_says_why_and_is_not_repeated()
    {
        var act = Planner.Make(Given.ATerritory(), ReportShelf.Open(null), 1, 1).Stages[0].Acts[0][0];
        var server = new FakeServer(() => Json("""{"code":"role-may-not","detail":"Ask the pole."}""", HttpStatusCode.Forbidden));
        using var api = new Api(new HttpClient(server) { BaseAddress = new("http://127.0.0.1:1") });

        Assert.Contains("403 role-may-not Ask the pole.", await api.DoAsync(act, CancellationToken.None), StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{act.Id}\"", Assert.Single(server.Bodies), StringComparison.Ordinal);
    }

    private static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };

    private sealed class FakeServer(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            Assert.Equal("Bearer secret", request.Headers.Authorization?.ToString().Replace(request.Headers.Authorization.Parameter!, "secret", StringComparison.Ordinal));
            return answers[Bodies.Count - 1]();
        }
    }
}
