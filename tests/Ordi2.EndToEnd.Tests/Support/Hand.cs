using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Ordi2.Barcodes;

namespace Ordi2.EndToEnd.Tests.Support;

/// <summary>One person with one device: scans, asks, reads. What comes back is what the API said.</summary>
public sealed class Hand(HttpClient client, string token, string device, TimeProvider clock)
{
    public static string NewLabel() => LabelCode.Make(Random.Shared.Next).Text;

    /// <summary>One scan, one answer.</summary>
    public async Task<Result> ScanAsync(string code, string step, object? data = null, Guid? scanId = null, DateTimeOffset? occurredAt = null)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/scans", HttpStatusCode.OK, new
        {
            deviceId = device,
            scans = new[]
            {
                new { scanId = scanId ?? Guid.CreateVersion7(), code, step, occurredAt = occurredAt ?? clock.GetUtcNow(), data = data ?? new { } },
            },
        });
        return new Result(answer.GetProperty("results")[0]);
    }

    /// <summary>A scan that has to be carried out.</summary>
    public async Task<Result> DoAsync(string code, string step, object? data = null)
    {
        var result = await ScanAsync(code, step, data);
        Assert.True(result.Outcome is "accepted" or "accepted-with-finding", $"{step} on {code}: {result}");
        return result;
    }

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path, HttpStatusCode.OK);

    /// <summary>What is downloaded, and as what.</summary>
    public async Task<(string? Type, byte[] Content)> DownloadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode}");
        return (response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>The answer to a question, whatever it is.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> TryGetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    /// <summary>The answer to a command, whatever it is. With a key it may be sent twice and counts once.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object? body = null, Guid? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        if (key is { } once)
        {
            request.Headers.Add("Idempotency-Key", once.ToString());
        }

        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public Task<JsonElement> CreateAsync(string plural, object body) => SendAsync(HttpMethod.Post, $"/api/{plural}", HttpStatusCode.Created, body);

    public Task<JsonElement> ActAsync(string plural, string id, string action, object? body = null) =>
        SendAsync(HttpMethod.Post, $"/api/{plural}/{id}/{action}", HttpStatusCode.OK, body ?? new { });

    /// <summary>An action that has to be refused; gives the code.</summary>
    public async Task<string> RefusedAsync(string plural, string id, string action, object? body = null)
    {
        using var response = await RawAsync(HttpMethod.Post, $"/api/{plural}/{id}/{action}", body ?? new { });
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode is >= 400 and < 500, $"{action} of {id} was not refused: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!;
    }

    private async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request);
    }

    /// <summary>A command that has to be refused for this reason.</summary>
    /// <returns>What the person reads: what is the matter, and what to do next.</returns>
    public async Task<string> MayNotAsync(string code, string plural, string id, string action, object? body = null) =>
        Refused(code, await TryAsync($"/api/{plural}/{id}/{action}", body));

    /// <summary>A creation that has to be refused for this reason.</summary>
    public async Task<string> NotCreatedAsync(string code, string plural, object body) => Refused(code, await TryAsync($"/api/{plural}", body));

    /// <summary>The answer, whatever it is.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> TryAsync(string path, object? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private static string Refused(string code, (HttpStatusCode Status, JsonElement Body) answer)
    {
        Assert.True((int)answer.Status is >= 400 and < 500, $"{(int)answer.Status} {answer.Body}");
        Assert.Equal(code, answer.Body.GetProperty("code").GetString());
        return answer.Body.ToString();
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}

/// <summary>The answer to one scan.</summary>
public sealed record Result(JsonElement Json)
{
    public string Outcome => Json.GetProperty("outcome").GetString()!;

    public string Status => Json.GetProperty("status").GetString()!;

    public long Version => Json.GetProperty("version").GetInt64();

    /// <summary>Code of the reason, or of the finding.</summary>
    public string? Why => Json.TryGetProperty("reason", out var reason) || Json.TryGetProperty("finding", out reason) ? reason.GetProperty("code").GetString() : null;

    /// <summary>The sentence that the person reads.</summary>
    public string? Message => Json.TryGetProperty("reason", out var reason) || Json.TryGetProperty("finding", out reason) ? reason.GetProperty("message").GetString() : null;

    public bool KeyboardLayoutWrong => Json.TryGetProperty("keyboardLayoutWrong", out var wrong) && wrong.GetBoolean();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Outcome} {Status} {Version} {Why}: {Message}");
}
