using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Hostility;

public sealed class HostilityOnSqlite(SqliteTown town) : HostileRequestTests(town), IClassFixture<SqliteTown>;

public sealed class HostilityOnPostgres(PostgresTown town) : HostileRequestTests(town), IClassFixture<PostgresTown>;

public abstract class HostileRequestTests(Town town)
{
    private const int Requests = 1_000;
    private const int Seed = 20261121;

    [Fact]
    public async Task A_thousand_hostile_requests_are_refused_in_words_and_leave_nothing_half_done()
    {
        var workshop = town.As("atelier-du-canal", "OPERATOR");
        var stranger = town.As("asso-radio-ombre", "PARTNER");
        var victim = Hand.NewLabel();
        await workshop.DoAsync(victim, "receive-device", new { type = "LAPTOP" });
        await workshop.DoAsync(victim, "triage", new { route = "REUSE" });
        var before = await town.EventsAsync();
        var written = 0L;
        var failures = new List<string>();

        foreach (var hostile in new HostileRequests(Seed, victim, workshop.Token, stranger.Token).Take(Requests))
        {
            using var request = new HttpRequestMessage(hostile.Method, hostile.Path);

            if (hostile.Method == HttpMethod.Post)
            {
                request.Content = new ByteArrayContent(hostile.Body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(hostile.ContentType);
            }

            if (hostile.Token is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {hostile.Token}");
            }

            using var response = await town.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();

            if ((int)response.StatusCode >= 500)
            {
                failures.Add($"{hostile.Kind} {hostile.Method} {hostile.Path}: {(int)response.StatusCode} {text}");
            }
            else if (response.StatusCode == HttpStatusCode.OK && hostile.Path == "/api/scans")
            {
                // A scan that is right by chance is carried out or held, and then it says so.
                written += JsonDocument.Parse(text).RootElement.GetProperty("results").EnumerateArray()
                    .Count(result => result.GetProperty("outcome").GetString() is "accepted" or "accepted-with-finding" or "held");
            }
            else if (!response.IsSuccessStatusCode && !IsTurnedAwayByTheWebServerItself(hostile, response))
            {
                Explains(hostile, response, text, failures);
            }
        }

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));

        // Nothing was written that was not answered as written; a step may write several events, so this bounds both ways.
        var after = await town.EventsAsync();
        Assert.InRange(after - before, written, written * 5);
        await town.AssertSoundAsync();
        await workshop.DoAsync(victim, "inventory-check");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_it_is_read()
    {
        var workshop = town.As("atelier-du-canal", "OPERATOR");
        using var content = new ByteArrayContent(new byte[40 * 1024 * 1024]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scans") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", workshop.Token);

        // The server answers before the body is sent, as a client that asks first wants to know.
        request.Headers.ExpectContinue = true;

        using var response = await town.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    // An address with a NUL is no address: it is turned away before any program of ours sees it.
    private static bool IsTurnedAwayByTheWebServerItself(HostileRequest hostile, HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.BadRequest && hostile.Path.Contains("%00", StringComparison.Ordinal);

    private static void Explains(HostileRequest hostile, HttpResponseMessage response, string text, List<string> failures)
    {
        try
        {
            var problem = JsonDocument.Parse(text).RootElement;

            if (!problem.TryGetProperty("code", out _) || string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()))
            {
                failures.Add($"{hostile.Kind} {hostile.Path}: no code or no sentence in {text}");
            }
        }
        catch (JsonException)
        {
            failures.Add($"{hostile.Kind} {hostile.Method} {hostile.Path}: {(int)response.StatusCode} without a problem document: '{text}'");
        }
    }
}
