using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Ordi2.Web.Tests.Support;

/// <summary>An answer with its body already read.</summary>
internal sealed record Reply(HttpResponseMessage Response, string Text)
{
    public int Status => (int)Response.StatusCode;

    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    public string? Code => Body.GetProperty("code").GetString();
}

/// <summary>What a device or a program does with our API.</summary>
internal sealed class WebClient(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, string? token = null, string? body = null, string? language = null, Guid? key = null, DateTimeOffset? sentAt = null)
    {
        using var request = new HttpRequestMessage(method, path);

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (language is not null)
        {
            request.Headers.AcceptLanguage.ParseAdd(language);
        }

        if (key is { } id)
        {
            request.Headers.Add("Idempotency-Key", id.ToString());
        }

        if (sentAt is { } left)
        {
            request.Headers.Add("Ordi2-Sent-At", left.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        var response = await _client.SendAsync(request);
        return new(response, await response.Content.ReadAsStringAsync());
    }

    public Task<Reply> GetAsync(string path, string? token = null, string? language = null) => SendAsync(HttpMethod.Get, path, token, language: language);

    public Task<Reply> PostAsync(string path, string? token, object body, string? language = null, Guid? key = null) =>
        SendAsync(HttpMethod.Post, path, token, body as string ?? JsonSerializer.Serialize(body), language, key);

    /// <summary>Sends scans and gives the results.</summary>
    public async Task<List<JsonElement>> ScanAsync(string token, params OneScan[] scans)
    {
        var reply = await PostAsync("/api/scans", token, new
        {
            deviceId = "poste-1",
            scans = scans.Select(scan => new { scanId = scan.Id, code = scan.Code, step = scan.Step, occurredAt = scan.At, siteId = scan.Site, data = scan.Data }),
        });

        Assert.True(reply.Status == 200, reply.Text);
        return [.. reply.Body.GetProperty("results").EnumerateArray()];
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>One scan to send.</summary>
internal sealed record OneScan(string Code, string Step, object? Data = null)
{
    public Guid Id { get; init; } = Guid.NewGuid();

    public DateTimeOffset At { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Every house of the demonstration has a quay.</summary>
    public string Site { get; init; } = "quai";
}
