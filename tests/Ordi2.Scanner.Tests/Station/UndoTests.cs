using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Tests.Outbox;

namespace Ordi2.Scanner.Tests.Station;

public class UndoTests
{
    [Theory]
    [InlineData("annuler")]
    [InlineData("O2-ANNULER")]
    [InlineData("oé)qnnuler")]
    public async Task What_never_left_the_station_is_taken_back_and_never_sent(string card)
    {
        using var bench = new StationBench();
        await bench.HearsAsync("triage-recycle", "H4T9CXB");

        Assert.Contains("H4T 9CXB : annulé. Rien n'est parti.", await bench.HearsAsync(card), StringComparison.Ordinal);

        Assert.Null(await bench.Sender.SendAsync(CancellationToken.None));
        Assert.Equal(States.Undone, Assert.Single(bench.Store.List()).State);
        Assert.Contains("Il n'y a rien à annuler", await bench.HearsAsync(card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_no_server_can_be_reached_a_scan_is_still_only_here()
    {
        using var bench = new StationBench(server: (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "the cable is out"));
        await bench.HearsAsync("inventory", "H4T9CXB");
        await bench.Sender.SendAsync(CancellationToken.None);

        Assert.Contains("Rien n'est parti", await bench.HearsAsync("annuler"), StringComparison.Ordinal);
        Assert.Equal(0, bench.Store.Waiting);
    }

    [Fact]
    public async Task What_the_server_has_is_corrected_there_by_the_same_person()
    {
        var sent = new List<JsonElement>();
        using var bench = Accepting(sent);
        await bench.HearsAsync("triage-recycle", "H4T9CXB");
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Contains("annulation envoyée", await bench.HearsAsync("annuler"), StringComparison.Ordinal);
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Contains("✓ H4T 9CXB : annulé.", bench.Said, StringComparison.Ordinal);
        Assert.Equal(["triage", "correct-event"], sent.Select(scan => scan.GetProperty("step").GetString()));
        var data = sent[1].GetProperty("data");
        Assert.Equal((sent[0].GetProperty("scanId").GetGuid(), "did-not-occur"), (data.GetProperty("scan").GetGuid(), data.GetProperty("reason").GetString()));
        Assert.All(bench.Store.List(), scan => Assert.Equal("awa", scan.Origin.Person));
    }

    [Fact]
    public async Task A_scan_whose_answer_was_lost_is_corrected_once_the_answer_is_here_and_not_before()
    {
        var sent = new List<JsonElement>();
        var lost = true;
        using var bench = Accepting(sent, () => lost);
        await bench.HearsAsync("triage-recycle", "H4T9CXB");
        await bench.Sender.SendAsync(CancellationToken.None);

        Assert.Contains("sera annulé dès que le serveur a répondu", await bench.HearsAsync("annuler"), StringComparison.Ordinal);
        Assert.Equal(1, bench.Store.Waiting);

        lost = false;
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Equal(["triage", "triage", "correct-event"], sent.Select(scan => scan.GetProperty("step").GetString()));
        Assert.Equal(0, bench.Store.Waiting);
    }

    /// <summary>Somebody closes the program, or the power goes: what they took back is taken back by whatever sends next, and was said when it was said.</summary>
    [Fact]
    public async Task A_wish_outlives_the_program_and_is_sent_once_with_its_own_moment()
    {
        var sent = new List<JsonElement>();
        var lost = true;
        using var bench = Accepting(sent, () => lost);
        await bench.HearsAsync("triage-recycle", "H4T9CXB");
        await bench.Sender.SendAsync(CancellationToken.None);
        bench.Clock.Advance(TimeSpan.FromSeconds(9));
        await bench.HearsAsync("annuler");
        bench.Store.Dispose();

        bench.Clock.Advance(TimeSpan.FromMinutes(40));
        lost = false;
        using var next = OutboxStore.Open(bench.File.OutboxPath, bench.Clock);
        using var http = new HttpClient(bench.Server);
        await new OutboxSender(next, new ScanServer(http, bench.Clock), bench.File, "http://127.0.0.1:1", bench.Clock, _ => { }).DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal(["triage", "triage", "correct-event"], sent.Select(scan => scan.GetProperty("step").GetString()));
        var (step, correction) = (sent[1], sent[2]);
        Assert.Equal(step.GetProperty("scanId").GetGuid(), correction.GetProperty("data").GetProperty("scan").GetGuid());
        Assert.InRange(correction.GetProperty("occurredAt").GetDateTimeOffset() - step.GetProperty("occurredAt").GetDateTimeOffset(), TimeSpan.FromSeconds(9), Undo.Window);
        Assert.Equal(0, next.Waiting);
    }

    [Fact]
    public async Task What_the_server_cannot_read_needs_no_correction_and_that_is_said()
    {
        var lost = true;
        using var bench = new StationBench(server: (_, batch) => lost
            ? throw new HttpRequestException("the answer is lost")
            : TalkingServer.Json(System.Net.HttpStatusCode.BadRequest, """{"code":"bad-request","detail":"Non.","errors":{"scans[0].scanId":["Non."]} }"""));
        await bench.HearsAsync("triage-recycle", "H4T9CXB");
        await bench.Sender.SendAsync(CancellationToken.None);
        await bench.HearsAsync("annuler");

        lost = false;
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Contains("le serveur n'a rien enregistré", bench.Said, StringComparison.Ordinal);
        Assert.Equal(States.Unsendable, Assert.Single(bench.Store.List()).State);
    }

    /// <summary>A remark makes no step: the server would refuse each correction of it.</summary>
    [Theory]
    [InlineData("inventory", false)]
    [InlineData("clean", true)]
    public async Task That_a_machine_was_seen_is_not_taken_back_once_it_left_and_no_correction_is_promised(string mode, bool lost)
    {
        var sent = new List<JsonElement>();
        using var bench = Accepting(sent, () => lost);
        await bench.HearsAsync(mode, "H4T9CXB");
        await bench.Sender.SendAsync(CancellationToken.None);

        var said = await bench.HearsAsync("annuler");
        Assert.Contains("! H4T 9CXB : le scan est parti, il ne s'annule plus.", said, StringComparison.Ordinal);
        lost = false;
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.All(sent, scan => Assert.Equal("inventory-check", scan.GetProperty("step").GetString()));
        Assert.Single(bench.Store.List());
    }

    [Fact]
    public async Task After_ten_seconds_it_is_the_supervisors()
    {
        using var bench = new StationBench();
        await bench.HearsAsync("inventory", "H4T9CXB");
        bench.Clock.Advance(Undo.Window + TimeSpan.FromMilliseconds(1));

        Assert.Contains("trop tard pour annuler. Appelez l'encadrant", await bench.HearsAsync("annuler"), StringComparison.Ordinal);
        Assert.Equal(1, bench.Store.Waiting);
    }

    [Fact]
    public async Task What_the_server_refused_needs_no_correction()
    {
        using var bench = new StationBench(server: (_, batch) => OutboxBench.Results(batch, scan =>
            $$"""{"scanId":"{{OutboxBench.IdOf(scan)}}","outcome":"refused","status":"NONE","version":0,"reason":{"code":"wrong-status","message":"Non.","next":"Appelez."} }"""));
        await bench.HearsAsync("triage-recycle", "H4T9CXB");
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Contains("le serveur n'a rien enregistré", await bench.HearsAsync("annuler"), StringComparison.Ordinal);
        Assert.Single(bench.Store.List());
    }

    [Fact]
    public void Every_card_that_is_printed_is_understood_on_every_keyboard() => Assert.All(StationCard.All, card =>
    {
        Assert.NotNull(Card.Read(card.Code));
        Assert.NotNull(Card.Read(Mangled(card.Code)));
        Assert.Equal(Card.Read(card.Key), Card.Read(Mangled(card.Code)));
    });

    [Fact]
    public async Task The_real_program_takes_a_scan_back_on_the_real_server()
    {
        await using var town = await StationTown.StartAsync();
        await using var station = StationProcess.Start(town.Folder, "station", "--json", "--mode", "inventory");
        var label = StationTown.NewLabel();
        await station.Input.WriteLineAsync("O2-RECEIVE");
        await station.Input.WriteLineAsync(label);
        await station.Input.FlushAsync();
        await station.HearAsync("answered");
        await station.Input.WriteLineAsync("O2-TRIAGE-REUSE");
        await station.Input.WriteLineAsync(label);
        await station.Input.FlushAsync();
        Assert.Equal("accepted", (await station.HearAsync("answered"))!.Value.GetProperty("outcome").GetString());

        await station.Input.WriteLineAsync("O2-ANNULER");
        await station.Input.FlushAsync();
        var corrected = (await station.HearAsync("answered"))!.Value;

        Assert.Equal(("correct-event", "accepted", "RECEIVED"), (Text("step"), Text("outcome"), Text("status")));
        station.Input.Close();
        await station.EndAsync();
        Assert.Contains((await town.EventsAsync(label)).Select(one => one.Type), type => type.Contains("corrected", StringComparison.Ordinal));

        string? Text(string name) => corrected.GetProperty(name).GetString();
    }

    // A French PC under a scanner that believes in an American one.
    private static string Mangled(string code) => string.Concat(code.ToLowerInvariant().Select(sign => sign switch
    {
        'a' => 'q',
        'q' => 'a',
        'w' => 'z',
        'z' => 'w',
        'm' => ',',
        '2' => 'é',
        '-' => ')',
        _ => sign,
    }));

    private static StationBench Accepting(List<JsonElement> sent, Func<bool>? lost = null) => new(server: (_, batch) =>
    {
        sent.AddRange(batch.GetProperty("scans").EnumerateArray());
        return lost?.Invoke() is true
            ? throw new HttpRequestException("the answer is lost")
            : OutboxBench.Results(batch, scan => $$"""{"scanId":"{{OutboxBench.IdOf(scan)}}","outcome":"accepted","machine":"H4T9CXB","status":"TRIAGED","version":2}""");
    });
}
