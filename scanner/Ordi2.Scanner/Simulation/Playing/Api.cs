using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Scanner.Simulation.Planning;

namespace Ordi2.Scanner.Simulation.Playing;

/// <summary>What the server answered to one scan.</summary>
internal sealed record ScanAnswer(Guid ScanId, string Outcome, string Status, AnswerReason? Reason = null, AnswerReason? Finding = null);

/// <summary>Why, with its stable code.</summary>
internal sealed record AnswerReason(string Code, string Message);

/// <summary>One machine as the server lists it.</summary>
internal sealed record ListedMachine(string Machine, string Status, int HeldScans, string? Holder = null, string? Donation = null);

/// <summary>Speaks to the server. What did not arrive is sent again with the same ids: it counts once.</summary>
internal sealed class Api(HttpClient http) : IDisposable
{
    // Three seconds for one that has never answered: nobody started it. Half a minute for one that has: it is being started again.
    private const int AttemptsAtFirst = 6;
    private const int AttemptsLater = 15;
    private const int PageSize = 500;

    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web);

    private int _retries;
    private volatile bool _hasAnswered;

    /// <summary>Requests that had to be sent again.</summary>
    public int Retries => _retries;

    private int Attempts => _hasAnswered ? AttemptsLater : AttemptsAtFirst;

    public Task<OrganisationProfile> OrganisationAsync(Account account, CancellationToken cancellation) =>
        GetAsync<OrganisationProfile>(account, $"/api/organisations/{account.OrganisationId}", WireJson.Options, cancellation);

    /// <summary>Carries out an act.</summary>
    /// <returns>Nothing, or why it was refused.</returns>
    public async Task<string?> DoAsync(PlannedAct act, CancellationToken cancellation)
    {
        var fields = JsonObject.Create(act.Fields)!;
        if (act.IsCreation)
        {
            fields["id"] = act.Id;
        }

        var body = fields.ToJsonString(WireJson.Options);
        using var response = await SendAsync(
            () =>
            {
                var request = Request(act.By, HttpMethod.Post, act.IsCreation ? $"/api/{act.Plural}" : $"/api/{act.Plural}/{act.Id}/{act.Step}");
                request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
                request.Headers.Add("Idempotency-Key", act.CommandId.ToString());
                return request;
            },
            cancellation);

        return response.IsSuccessStatusCode ? null : $"{act.Step} of {act.Plural}/{act.Id} by {act.By.Role}: {await ProblemOf(response, cancellation)}";
    }

    /// <summary>A token for a role of an organisation of the coordinator's pole.</summary>
    public async Task<Account> TokenAsync(Account coordinator, string name, string organisation, Contracts.Role role, CancellationToken cancellation)
    {
        var person = $"{organisation}.{role.ToString().ToLowerInvariant()}";
        using var response = await SendAsync(
            () =>
            {
                var request = Request(coordinator, HttpMethod.Post, "/api/tokens");
                request.Content = JsonContent.Create(new { organisation, role = Contracts.Codes.Code(role), person, days = 30 });
                return request;
            },
            cancellation);

        if (!response.IsSuccessStatusCode)
        {
            throw new SimulationException($"The server makes no token for {organisation}: {await ProblemOf(response, cancellation)}");
        }

        var made = await response.Content.ReadFromJsonAsync<MadeToken>(Lenient, cancellation) ?? throw new SimulationException("The server answered nothing to a token.");
        return new(name, new(organisation), role, made.Token, made.Person);
    }

    /// <summary>How many of a kind the list of an account holds that begin with a prefix.</summary>
    public async Task<List<JsonElement>> ListAsync(Account account, string plural, CancellationToken cancellation)
    {
        List<JsonElement> items = [];
        string? cursor = null;

        do
        {
            var page = await GetAsync<JsonElement>(account, $"/api/{plural}?limit=500{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}", Lenient, cancellation);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        return items;
    }

    /// <summary>The history of a machine.</summary>
    public Task<JsonElement> HistoryAsync(Account account, string machine, CancellationToken cancellation) =>
        GetAsync<JsonElement>(account, $"/api/machines/{machine}/history", Lenient, cancellation);

    /// <summary>Sends a batch of scans of one device.</summary>
    public async Task<IReadOnlyList<ScanAnswer>> ScanAsync(
        Account by,
        string device,
        IReadOnlyList<PlannedScan> scans,
        Func<PlannedScan, DateTimeOffset> occurredAt,
        CancellationToken cancellation)
    {
        var body = BodyOf(device, scans, occurredAt);
        using var response = await SendAsync(
            () =>
            {
                var request = Request(by, HttpMethod.Post, "/api/scans");
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
                return request;
            },
            cancellation);

        if (!response.IsSuccessStatusCode)
        {
            throw new SimulationException($"The server refused a whole batch of scans: {await ProblemOf(response, cancellation)}");
        }

        var answer = await response.Content.ReadFromJsonAsync<BatchAnswer>(Lenient, cancellation)
            ?? throw new SimulationException("The server answered nothing to a batch of scans.");
        return answer.Results;
    }

    /// <summary>Every machine of a donation.</summary>
    public async Task<List<ListedMachine>> MachinesAsync(Account account, string donation, CancellationToken cancellation)
    {
        List<ListedMachine> machines = [];
        string? cursor = null;

        do
        {
            var page = await GetAsync<MachinePage>(
                account,
                $"/api/machines?donation={Uri.EscapeDataString(donation)}&limit={PageSize.ToString(CultureInfo.InvariantCulture)}{(cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}")}",
                Lenient,
                cancellation);
            machines.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return machines;
    }

    /// <summary>The counters of a board.</summary>
    public async Task<Dictionary<string, long>> BoardAsync(Account account, string scope, CancellationToken cancellation)
    {
        var board = await GetAsync<BoardAnswer>(account, $"/api/boards/{scope}", Lenient, cancellation);
        return board.Counters.ToDictionary(counter => counter.Counter, counter => counter.Value, StringComparer.Ordinal);
    }

    public void Dispose() => http.Dispose();

    private static byte[] BodyOf(string device, IReadOnlyList<PlannedScan> scans, Func<PlannedScan, DateTimeOffset> occurredAt)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("deviceId"u8, device);
            writer.WriteStartArray("scans"u8);

            foreach (var scan in scans)
            {
                writer.WriteStartObject();
                writer.WriteString("scanId"u8, scan.Id);
                writer.WriteString("code"u8, scan.Label.Text);
                writer.WriteString("step"u8, CommandCatalog<Contracts.Machines.MachineCommand>.StepOf(scan.Command));
                writer.WriteString("occurredAt"u8, occurredAt(scan).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                writer.WritePropertyName("data"u8);
                JsonSerializer.Serialize(writer, scan.Command, scan.Command.GetType(), WireJson.Options);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static HttpRequestMessage Request(Account account, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", account.Token);
        return request;
    }

    private async Task<T> GetAsync<T>(Account account, string path, JsonSerializerOptions options, CancellationToken cancellation)
    {
        using var response = await SendAsync(() => Request(account, HttpMethod.Get, path), cancellation);

        if (!response.IsSuccessStatusCode)
        {
            throw new SimulationException($"The server does not show {path} to {account.Organisation} ({account.Role}): {await ProblemOf(response, cancellation)}");
        }

        return await response.Content.ReadFromJsonAsync<T>(options, cancellation) ?? throw new SimulationException($"The server answered nothing to {path}.");
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var request = make();
                var response = await http.SendAsync(request, cancellation);
                _hasAnswered = true;

                if (attempt >= Attempts || !IsPassing(response.StatusCode))
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException exception) when (attempt >= Attempts)
            {
                throw new SimulationException($"The server at {http.BaseAddress} does not answer ({exception.Message}). Start it, then run the same command again: nothing counts twice.");
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested && attempt < Attempts))
            {
                // Whether the server has it or not: the ids are the same, so sending it again is harmless.
            }

            Interlocked.Increment(ref _retries);
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(3000, 100 * Math.Pow(2, attempt - 1))), cancellation);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    private static async Task<string> ProblemOf(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            using var problem = JsonDocument.Parse(text);
            var root = problem.RootElement;
            var code = root.TryGetProperty("code", out var given) ? given.ToString() : null;
            var detail = root.TryGetProperty("detail", out var words) ? words.ToString() : null;
            return $"{(int)response.StatusCode} {code} {detail}{(code is null ? text : string.Empty)}".Trim();
        }
        catch (JsonException)
        {
            return $"{(int)response.StatusCode} {text[..Math.Min(200, text.Length)]}".Trim();
        }
    }

    private sealed record MadeToken(string Token, string Person);

    private sealed record BatchAnswer(List<ScanAnswer> Results);

    private sealed record MachinePage(List<ListedMachine> Items, string? Cursor);

    private sealed record BoardAnswer(List<BoardCounter> Counters);

    private sealed record BoardCounter(string Counter, long Value);
}
