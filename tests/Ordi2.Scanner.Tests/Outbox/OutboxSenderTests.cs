using System.Net;
using Ordi2.Scanner.Outbox;
using static Ordi2.Scanner.Tests.Outbox.OutboxBench;

namespace Ordi2.Scanner.Tests.Outbox;

public class OutboxSenderTests
{
    [Fact]
    public async Task A_scan_that_the_server_cannot_read_stands_aside_and_the_others_are_sent()
    {
        var bad = Guid.Empty;
        using var bench = new OutboxBench(batch => batch.GetProperty("scans").EnumerateArray().Any(scan => IdOf(scan) == bad)
            ? Json(HttpStatusCode.BadRequest, """{"code":"malformed-request","detail":"Mal formé.","next":"Corrigez.","errors":{"scans[0].scanId":["?"]}}""")
            : Accepted(batch));
        var scans = bench.Put(1200);
        bad = scans[700].Id;

        Assert.True(await bench.DrainAsync());

        Assert.Equal(States.Unsendable, bench.StateOf(scans[700]));
        Assert.Equal("malformed-request", bench.Store.Find(bad)!.Answer!.Reason!.Code);
        Assert.Equal(1199, bench.Store.Counts()[States.Accepted]);
        Assert.All(bench.Server.Sizes, size => Assert.InRange(size, 1, OutboxSender.MostInARequest));
        Assert.InRange(bench.Server.Batches.Count, 3, 40);
        Assert.Equal(bad, Assert.Single(bench.News.OfType<ScanSetAside>()).Scan.Scan.Id);
    }

    [Fact]
    public async Task When_this_device_itself_is_refused_no_scan_is_blamed_for_it()
    {
        using var bench = new OutboxBench(_ => Json(HttpStatusCode.BadRequest, """{"code":"malformed-request","errors":{"deviceId":["?"]}}"""));
        bench.Put(5);

        Assert.False(await bench.DrainAsync(60));

        Assert.Equal(5, bench.Store.Waiting);
    }

    [Fact]
    public async Task A_scan_over_which_the_server_falls_again_and_again_lets_the_others_go_first()
    {
        var bad = Guid.Empty;
        using var bench = new OutboxBench(batch => batch.GetProperty("scans").EnumerateArray().Any(scan => IdOf(scan) == bad)
            ? Json(HttpStatusCode.InternalServerError, """{"code":"our-mistake"}""")
            : Accepted(batch));
        var scans = bench.Put(20);
        bad = scans[0].Id;

        await bench.DrainAsync(600);

        Assert.Equal(19, bench.Store.Counts()[States.Accepted]);
        Assert.Equal(States.Waiting, bench.StateOf(scans[0]));
    }

    [Fact]
    public async Task A_machine_that_could_not_be_asked_is_asked_again_and_does_not_hold_up_the_others()
    {
        using var bench = new OutboxBench();
        var scans = bench.Put(3);
        var failures = 2;
        bench.Server.Answer = batch => Results(batch, scan => IdOf(scan) == scans[1].Id && failures-- > 0
            ? $$"""{"scanId":"{{IdOf(scan)}}","outcome":"refused","status":"NONE","version":0,"reason":{"code":"try-again","message":"?","next":"?"} }"""
            : $$"""{"scanId":"{{IdOf(scan)}}","outcome":"accepted","status":"READY","version":1}""");

        Assert.True(await bench.DrainAsync());

        Assert.Equal([3, 1, 1], bench.Server.Sizes);
        Assert.All(scans, scan => Assert.Equal(States.Accepted, bench.StateOf(scan)));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "7", 7)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "90", 90)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "Mon, 02 Mar 2026 12:00:30 GMT", 30)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "9999999", 900)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, 1)]
    public async Task A_server_that_asks_for_a_pause_gets_it(HttpStatusCode status, string? header, int seconds)
    {
        var asked = false;
        using var bench = new OutboxBench();
        bench.Server.Answer = batch =>
        {
            if (asked)
            {
                return Accepted(batch);
            }

            asked = true;
            var response = Json(status, """{"code":"too-many-requests"}""");
            response.Headers.TryAddWithoutValidation("Retry-After", header);
            return response;
        };
        bench.Put(2);

        Assert.True(await bench.DrainAsync());

        Assert.Equal([TimeSpan.FromSeconds(seconds)], bench.Clock.Pauses);
        Assert.True(Assert.Single(bench.News.OfType<SendingPaused>()).Asked);
        Assert.Single(bench.News.OfType<SendingResumed>());
    }

    [Fact]
    public async Task While_the_server_is_away_the_pauses_grow_to_a_minute_and_somebody_is_told_each_time()
    {
        var failures = 9;
        using var bench = new OutboxBench(batch => failures-- > 0 ? throw new HttpRequestException("the cable is out") : Accepted(batch));
        bench.Put(1);

        Assert.True(await bench.DrainAsync());

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], bench.Clock.Pauses.Select(pause => (int)pause.TotalSeconds));
        Assert.All(bench.News.OfType<SendingPaused>(), news => Assert.Contains("the cable is out", news.Why, StringComparison.Ordinal));
        Assert.Single(bench.Server.Batches.Select(batch => IdOf(batch.GetProperty("scans")[0])).Distinct());
    }

    [Fact]
    public async Task Something_else_that_answers_at_the_address_of_the_server_takes_nothing()
    {
        using var bench = new OutboxBench(_ => new(HttpStatusCode.OK) { Content = new StringContent("<html>Welcome to the router</html>") });
        bench.Put(1);

        Assert.False(await bench.DrainAsync(30));

        Assert.Equal(1, bench.Store.Waiting);
    }

    [Fact]
    public async Task An_answer_to_what_was_not_asked_changes_nothing()
    {
        using var bench = new OutboxBench(_ => Json(HttpStatusCode.OK, $$"""{"results":[{"scanId":"{{Guid.NewGuid()}}","outcome":"accepted","status":"READY","version":1}]}"""));
        bench.Put(1);

        Assert.False(await bench.DrainAsync(30));

        Assert.Equal(1, bench.Store.Waiting);
    }

    [Fact]
    public async Task The_scans_of_whoever_is_signed_out_wait_and_those_of_the_others_go()
    {
        using var bench = new OutboxBench();
        bench.Server.Answer = batch => bench.Server.Tokens[^1] == "secret-1" ? Json(HttpStatusCode.Unauthorized, """{"code":"not-signed-in","detail":"Connectez-vous."}""") : Accepted(batch);
        var mine = bench.Put(2);
        var theirs = bench.Put(2, Mine with { Person = "person-2" });

        Assert.False(await bench.DrainAsync());
        Assert.All(mine, scan => Assert.Equal(States.Waiting, bench.StateOf(scan)));
        Assert.All(theirs, scan => Assert.Equal(States.Accepted, bench.StateOf(scan)));
        Assert.Equal("person-1", Assert.Single(bench.News.OfType<SignInNeeded>()).Person);

        bench.Tokens["person-1"] = "secret-3";
        Assert.True(await bench.DrainAsync());
        Assert.Equal("secret-3", bench.Server.Tokens[^1]);
    }

    [Fact]
    public async Task A_lost_answer_is_the_first_answer_when_it_comes_again()
    {
        using var bench = new OutboxBench();
        var first = true;
        bench.Server.Answer = batch => first && !(first = false)
            ? throw new HttpRequestException("cut off while answering")
            : Results(batch, scan => $$"""{"scanId":"{{IdOf(scan)}}","outcome":"duplicate","firstOutcome":"held","status":"READY","version":1,"reason":{"code":"wrong-custody","message":"Pas ici.","next":"Appelez."} }""");
        var scan = bench.Put(1)[0];

        Assert.True(await bench.DrainAsync());

        Assert.Equal(States.Held, bench.StateOf(scan));
        Assert.Equal("Pas ici. Appelez.", bench.Store.Find(scan.Id)!.Answer!.Reason!.ToString());
    }

    [Fact]
    public async Task A_clock_that_is_off_is_told_once()
    {
        using var bench = new OutboxBench(batch =>
        {
            var response = Accepted(batch);
            response.Headers.Date = Given.Now.AddMinutes(-7);
            return response;
        });
        bench.Put(1);
        await bench.DrainAsync();
        bench.Put(1);
        await bench.DrainAsync();

        Assert.InRange(Assert.Single(bench.News.OfType<ClockIsOff>()).Ahead, TimeSpan.FromMinutes(6.9), TimeSpan.FromMinutes(7.1));
    }
}
