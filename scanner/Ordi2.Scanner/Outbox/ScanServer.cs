using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ordi2.Scanner.Outbox;

/// <summary>What came of sending some scans.</summary>
internal abstract record Sent;

/// <summary>The server answered for each of them.</summary>
/// <param name="Receipts">Its answers.</param>
/// <param name="ClockAhead">How far the clock of this device is ahead of the server's; nothing where it did not say.</param>
internal sealed record Answered(ImmutableArray<Receipt> Receipts, TimeSpan? ClockAhead) : Sent;

/// <summary>It is there and asks to be left in peace for a while.</summary>
internal sealed record ComeBackLater(TimeSpan? After) : Sent;

/// <summary>It is not there, or something else is.</summary>
/// <param name="Why">In words.</param>
/// <param name="Reached">Something may have got what was sent; not where nobody could be reached.</param>
internal sealed record Away(string Why, bool Reached = true) : Sent;

/// <summary>It fell over these scans, or over something else of its own.</summary>
internal sealed record Stumbled(string Why) : Sent;

/// <summary>It does not take these scans together; fewer of them it may.</summary>
/// <param name="Why">What it said.</param>
/// <param name="OfAScan">One of the scans is to blame, and not how this program is set up.</param>
internal sealed record NotTogether(Sentence Why, bool OfAScan) : Sent;

/// <summary>The token is over.</summary>
internal sealed record SignedOut(Sentence Why) : Sent;

/// <summary>Sends scans to <c>POST /api/scans</c> and understands what comes back, whatever it is.</summary>
internal sealed class ScanServer(HttpClient http, TimeProvider time)
{
    /// <summary>Says when the request left, by our clock: the server measures by it how far our clock is off.</summary>
    public const string SentAtHeader = "Ordi2-Sent-At";

    /// <summary>Says that a scan came in the symbols of another keyboard and was repaired here: the server tells the supervisor.</summary>
    public const string LayoutHeader = "Ordi2-Layout";

    private const int LongestProblem = 300;

    /// <summary>A scan since the last answer came in the symbols of another keyboard.</summary>
    public bool LayoutWrong { get; set; }

    /// <param name="scans">At least one, all of one device.</param>
    /// <param name="token">In whose name.</param>
    /// <param name="cancellation">Whether the answer is known or not, the scans may be sent again.</param>
    public async Task<Sent> SendAsync(ImmutableArray<KeptScan> scans, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(scans[0].Origin.Server), "/api/scans"))
        {
            Content = new ByteArrayContent(BodyOf(scans)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.ParseAdd("fr");
        request.Headers.Add(SentAtHeader, time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        var layoutWrong = LayoutWrong;

        if (layoutWrong)
        {
            request.Headers.Add(LayoutHeader, "wrong");
        }

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            var sent = await UnderstandAsync(response, scans, cancellation);

            if (layoutWrong && sent is Answered)
            {
                LayoutWrong = false;
            }

            return sent;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Whether the server has them or not: the ids are the same, so sending them again is harmless.
            return new Away(
                problem is OperationCanceledException ? "il ne répond pas à temps" : problem.Message,
                problem is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError });
        }
    }

    private async Task<Sent> UnderstandAsync(HttpResponseMessage response, ImmutableArray<KeptScan> scans, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);

        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return Receipts(text, scans) is { } receipts ? new Answered(receipts, Ahead(response.Headers.Date)) : new Away("ce qui répond n'est pas Ordi 2.0");
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                return new ComeBackLater(RetryAfter(response.Headers.RetryAfter));
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new SignedOut(Problem(text, response.StatusCode).Why);
            case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity:
                var (why, fields) = Problem(text, response.StatusCode);
                return new NotTogether(why, !fields.Contains("deviceId", StringComparer.Ordinal));
            case HttpStatusCode.InternalServerError:
                return new Stumbled(Problem(text, response.StatusCode).Why.ToString());
            default:
                return new Away(string.Create(CultureInfo.InvariantCulture, $"ce qui répond n'est pas Ordi 2.0, ou pas encore ({(int)response.StatusCode})"));
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    /// <summary>The header says whole seconds: half of one is the best guess.</summary>
    private TimeSpan? Ahead(DateTimeOffset? server) => server is { } theirs ? time.GetUtcNow() - theirs.AddSeconds(0.5) : null;

    private static ImmutableArray<Receipt>? Receipts(string text, ImmutableArray<KeptScan> scans)
    {
        try
        {
            // Only answers to what was asked.
            var asked = scans.Select(scan => scan.Scan.Id).ToHashSet();
            return JsonSerializer.Deserialize<BatchAnswer>(text, Wire.Options) is { Results: { } results }
                ? [.. results.Where(result => asked.Contains(result.ScanId))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a problem document says; a server that is none of ours says something else.</summary>
    internal static (Sentence Why, ImmutableArray<string> Fields) Problem(string text, HttpStatusCode status)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            var root = problem.RootElement;
            ImmutableArray<string> fields = root.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Object
                ? [.. errors.EnumerateObject().Select(error => error.Name)]
                : [];
            var message = TextOf(root, "detail") ?? TextOf(root, "title") ?? string.Empty;
            var details = fields.Length == 0 ? string.Empty : $" ({string.Join(", ", fields)})";
            return (new(TextOf(root, "code") ?? CodeOf(status), $"{message}{details}", TextOf(root, "next") ?? string.Empty), fields);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return (new(CodeOf(status), text.Length == 0 ? CodeOf(status) : text[..Math.Min(LongestProblem, text.Length)], string.Empty), []);
        }
    }

    private static string CodeOf(HttpStatusCode status) => string.Create(CultureInfo.InvariantCulture, $"http-{(int)status}");

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[] BodyOf(ImmutableArray<KeptScan> scans)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("deviceId"u8, scans[0].Origin.Device);
            writer.WriteStartArray("scans"u8);

            foreach (var kept in scans)
            {
                writer.WriteStartObject();
                writer.WriteString("scanId"u8, kept.Scan.Id);
                writer.WriteString("code"u8, kept.Scan.Code);
                writer.WriteString("step"u8, kept.Scan.Step);
                writer.WriteString("occurredAt"u8, kept.Scan.OccurredAt.UtcDateTime);

                if (kept.Scan.Data is { } data)
                {
                    writer.WritePropertyName("data"u8);
                    writer.WriteRawValue(data);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private sealed record BatchAnswer(List<Receipt>? Results);
}
