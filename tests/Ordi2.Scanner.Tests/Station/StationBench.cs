using System.Net;
using System.Text.Json;
using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Tests.Outbox;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>A station with a person before it: what goes in are lines, what comes out are lines.</summary>
internal sealed class StationBench : IDisposable
{
    private readonly HttpClient _http;
    private readonly StringWriter _said = new();
    private readonly HastyClock _clock = new();

    public StationBench(bool signedIn = true, bool json = false, Func<string, JsonElement, HttpResponseMessage>? server = null, string? role = null)
    {
        File = new StationFile(TestFolder.Make("station").FullName);
        File.Write(new()
        {
            Server = new("http://127.0.0.1:1"),
            Device = "station-1",
            Name = "Poste 3",
            Token = "station-secret",
            Current = signedIn ? "awa" : null,
            Operators = signedIn ? new(StringComparer.Ordinal) { ["awa"] = new("awa-secret", "Awa", role) } : [],
        });
        Store = OutboxStore.Open(File.OutboxPath, _clock);
        Server = new TalkingServer(server ?? ((_, batch) => OutboxBench.Accepted(batch)));
        _http = new(Server);
        var screen = new Screen(_said, json);

        // Nobody waits for an answer here: who wants one sends by itself.
        Teller = new(File, screen, _clock, () => false);
        var undo = new Undo(Store, screen, Teller, _clock, Guid.NewGuid, () => { });
        var scans = new ScanServer(_http, _clock);
        Sender = new(Store, scans, File, "http://127.0.0.1:1", _clock, news =>
        {
            Teller.Hear(news);
            undo.Hear(news);
        });
        Dialogue = new(File, Store, new StationServer(_http), screen, Teller, undo, _clock, Guid.NewGuid, () => { }, () => scans.LayoutWrong = true);
    }

    public StationFile File { get; }

    public HastyClock Clock => _clock;

    public OutboxStore Store { get; }

    public TalkingServer Server { get; }

    public OutboxSender Sender { get; }

    public Teller Teller { get; }

    public Dialogue Dialogue { get; }

    /// <summary>What was said since the last time.</summary>
    public string Said
    {
        get
        {
            var said = _said.ToString();
            _said.GetStringBuilder().Clear();
            return said;
        }
    }

    /// <summary>Starts it as its command line says.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> BeginAsync(string? mode = null, string? gift = null, string? type = null)
    {
        var start = StationCommand.StartOf(StationCommand.ModeOf(mode, null, null), gift, type);
        await Dialogue.BeginAsync(start.Mode, start.Gift, start.Kind, CancellationToken.None);
        return _said.ToString();
    }

    /// <summary>Says lines to the station.</summary>
    /// <returns>What it answered to all of them.</returns>
    public async Task<string> HearsAsync(params string[] lines)
    {
        _ = Said;

        foreach (var line in lines)
        {
            await Dialogue.TakeAsync(line, CancellationToken.None);
        }

        return Said;
    }

    public void Dispose()
    {
        _http.Dispose();
        Store.Dispose();
        _said.Dispose();
    }
}

/// <summary>A server that answers as it is told, by path.</summary>
internal sealed class TalkingServer(Func<string, JsonElement, HttpResponseMessage> answer) : HttpMessageHandler
{
    public Func<string, JsonElement, HttpResponseMessage> Answer { get; set; } = answer;

    /// <summary>How many requests said that the scanner is set up for another keyboard.</summary>
    public int Mangled { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Mangled += request.Headers.Contains(ScanServer.LayoutHeader) ? 1 : 0;
        return Answer(request.RequestUri!.AbsolutePath, request.Content is { } body ? JsonDocument.Parse(await body.ReadAsStringAsync(cancellationToken)).RootElement : default);
    }

    public static HttpResponseMessage Json(HttpStatusCode status, string body) => OutboxBench.Json(status, body);
}
