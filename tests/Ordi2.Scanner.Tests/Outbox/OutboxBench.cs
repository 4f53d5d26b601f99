using System.Net;
using System.Text.Json;
using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Tests.Outbox;

/// <summary>An outbox on a real file, with a server that answers as it is told.</summary>
internal sealed class OutboxBench : ITokens, IDisposable
{
    public static readonly Origin Mine = new("http://127.0.0.1:1", "station-1", "person-1");

    private readonly HttpClient _http;

    public OutboxBench(Func<JsonElement, HttpResponseMessage>? answer = null)
    {
        FilePath = Path.Combine(TestFolder.Make("outbox").FullName, "outbox.db");
        Store = OutboxStore.Open(FilePath, Clock);
        Server = new ScriptedServer(answer ?? Accepted);
        _http = new(Server);
        Sender = new(Store, new ScanServer(_http, Clock), this, Mine.Server, Clock, News.Add);
    }

    public HastyClock Clock { get; } = new();

    public string FilePath { get; }

    public OutboxStore Store { get; private set; }

    public ScriptedServer Server { get; }

    public OutboxSender Sender { get; }

    public List<OutboxNews> News { get; } = [];

    public Dictionary<string, string> Tokens { get; } = new(StringComparer.Ordinal) { ["person-1"] = "secret-1", ["person-2"] = "secret-2" };

    public NewScan Scan(string code = "H4T9CXB", string? data = null) => new(Guid.NewGuid(), code, "inventory-check", Clock.GetUtcNow(), data);

    public List<NewScan> Put(int count, Origin? origin = null)
    {
        List<NewScan> scans = [.. Enumerable.Range(0, count).Select(_ => Scan())];
        Assert.Equal(count, Store.Put(origin ?? Mine, scans));
        return scans;
    }

    public async Task<bool> DrainAsync(int seconds = 3600) => await Sender.DrainAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None);

    public string StateOf(NewScan scan) => Store.Find(scan.Id)!.State;

    /// <summary>Everything is accepted.</summary>
    public static HttpResponseMessage Accepted(JsonElement batch) => Results(batch, scan => $$"""{"scanId":"{{IdOf(scan)}}","outcome":"accepted","status":"READY","version":7}""");

    public static HttpResponseMessage Results(JsonElement batch, Func<JsonElement, string> result) =>
        Json(HttpStatusCode.OK, $$"""{"results":[{{string.Join(',', batch.GetProperty("scans").EnumerateArray().Select(result))}}]}""");

    public static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };

    public static Guid IdOf(JsonElement scan) => scan.GetProperty("scanId").GetGuid();

    public string? Of(Origin origin) => Tokens.GetValueOrDefault(origin.Person);

    public void Dispose()
    {
        _http.Dispose();
        Store.Dispose();
    }
}

/// <summary>A server that answers to each request as it is told, and remembers what came.</summary>
internal sealed class ScriptedServer(Func<JsonElement, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<JsonElement> Batches { get; } = [];

    public List<string> Tokens { get; } = [];

    public IEnumerable<int> Sizes => Batches.Select(batch => batch.GetProperty("scans").GetArrayLength());

    public Func<JsonElement, HttpResponseMessage> Answer { get; set; } = answer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var batch = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).RootElement;
        Batches.Add(batch);
        Tokens.Add(request.Headers.Authorization!.Parameter!);
        Assert.True(request.Headers.Contains(ScanServer.SentAtHeader));
        return Answer(batch);
    }
}
