using System.Net;
using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Http;

public class ProblemTests
{
    [Theory]
    [InlineData("GET", "/api/nothing", HttpStatusCode.NotFound, "not-found")]
    [InlineData("DELETE", "/api/scans", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("GET", "/api/machines", HttpStatusCode.Unauthorized, "not-signed-in")]
    [InlineData("GET", "/api/boards/moon", HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/boards/pole/p-1", HttpStatusCode.Unauthorized, "not-signed-in")]
    [InlineData("POST", "/api/scans", HttpStatusCode.Unauthorized, "not-signed-in")]
    public async Task What_goes_wrong_before_any_endpoint_is_a_problem_document_too(string method, string path, HttpStatusCode status, string code)
    {
        await using var server = await FaultyServer.StartAsync();

        var (response, body) = await server.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.Equal((int)status, body.GetProperty("status").GetInt32());
        Assert.NotEqual(string.Empty, body.GetProperty("next").GetString());
    }

    [Fact]
    public async Task A_problem_is_said_in_the_readers_language()
    {
        await using var server = await FaultyServer.StartAsync();

        var (_, french) = await server.SendAsync(HttpMethod.Get, "/api/nothing", null);
        var (response, english) = await server.SendAsync(HttpMethod.Get, "/api/nothing", null, language: "en-GB, fr;q=0.5");

        Assert.StartsWith("Il n'y a rien à cette adresse", french.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("There is nothing at this address", english.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("en", response.Content.Headers.ContentLanguage.Single());
    }

    [Fact]
    public async Task A_malformed_batch_names_its_field_in_the_errors()
    {
        await using var server = await FaultyServer.StartAsync();

        var (response, body) = await server.SendAsync(HttpMethod.Post, "/api/scans", await server.TokenAsync(), """{"deviceId":"d","scans":[{"scanId":"7"}]}""", "en");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("malformed-request", body.GetProperty("code").GetString());
        Assert.StartsWith("The field 'scans[0].scanId' is a UUID", body.GetProperty("errors").GetProperty("scans[0].scanId")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("ord2_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_good_token_nothing_is_taken(string? token)
    {
        await using var server = await FaultyServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scans") { Content = new StringContent("{}", null, "application/json") };

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(server.Grains.Asked);
    }

    [Fact]
    public async Task An_expired_token_is_refused_and_one_without_a_role_may_do_nothing()
    {
        await using var server = await FaultyServer.StartAsync();
        var expired = await server.TokenAsync(life: TimeSpan.Zero);
        var none = await server.TokenAsync(Role.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.SendAsync(HttpMethod.Post, "/api/scans", expired, "{}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(HttpMethod.Post, "/api/scans", none, "{}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.SendAsync(HttpMethod.Get, "/api/machines", none)).Response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused_by_its_type()
    {
        await using var server = await FaultyServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/scans") { Content = new StringContent("<scans/>", null, "text/xml") };
        request.Headers.Authorization = new("Bearer", await server.TokenAsync());

        using var response = await server.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task An_exception_is_answered_with_a_number_and_without_its_words()
    {
        await using var server = await FaultyServer.StartAsync();
        server.Grains.Failure = new InvalidOperationException("secret words");

        var (response, body) = await server.SendAsync(HttpMethod.Post, "/api/donations", await server.TokenAsync(), """{"donor":"d","legalBasis":"PURCHASE"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("our-mistake", body.GetProperty("code").GetString());
        Assert.NotEqual(string.Empty, body.GetProperty("traceId").GetString());
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("/api/donations", body.GetProperty("instance").GetString());
    }

    public static TheoryData<Exception> Unanswered => [new TimeoutException("secret words"), new LedgerUnavailableException("secret words")];

    /// <summary>Nobody made a mistake, and nobody knows whether it was written: a program sends it again.</summary>
    [Theory]
    [MemberData(nameof(Unanswered))]
    public async Task Who_gets_no_answer_in_time_is_told_when_to_send_it_again(Exception failure)
    {
        await using var server = await FaultyServer.StartAsync();
        server.Grains.Failure = failure;

        var (response, body) = await server.SendAsync(HttpMethod.Post, "/api/donations", await server.TokenAsync(), """{"donor":"d","legalBasis":"PURCHASE"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no-answer-in-time"), (response.StatusCode, body.GetProperty("code").GetString()));
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_asks_the_api_gets_a_problem_document_and_no_page()
    {
        await using var server = await FaultyServer.StartAsync();
        server.Grains.Failure = new InvalidOperationException("secret words");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/donations") { Content = new StringContent("{\"donor\":\"d\",\"legalBasis\":\"PURCHASE\"}", null, "application/json") };
        request.Headers.Authorization = new("Bearer", await server.TokenAsync());
        request.Headers.Accept.ParseAdd("text/html");

        using var response = await server.Client.SendAsync(request);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("nonsense", "body")]
    [InlineData("[]", "body")]
    [InlineData("{\"legalBasis\":\"MOON\",\"donor\":\"d\"}", "legalBasis")]
    [InlineData("{\"legalBasis\":\"PURCHASE\",\"donor\":7}", "donor")]
    [InlineData("{\"legalBasis\":\"PURCHASE\",\"donor\":\"d\",\"sauce\":1}", "sauce")]
    [InlineData("{\"legalBasis\":\"PURCHASE\",\"donor\":\"d\",\"id\":\"../x\"}", "id")]
    [InlineData("{\"legalBasis\":\"PURCHASE\",\"donor\":\"d\",\"donor\":\"e\"}", "body")]
    public async Task A_command_that_cannot_be_read_names_its_field(string body, string field)
    {
        await using var server = await FaultyServer.StartAsync();

        var (response, answer) = await server.SendAsync(HttpMethod.Post, "/api/donations", await server.TokenAsync(), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(answer.GetProperty("errors").TryGetProperty(field, out _), answer.GetRawText());
    }
}
