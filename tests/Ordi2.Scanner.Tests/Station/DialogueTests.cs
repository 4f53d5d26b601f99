using System.Net;
using Ordi2.Scanner.Tests.Outbox;

namespace Ordi2.Scanner.Tests.Station;

public class DialogueTests
{
    [Theory]
    [InlineData("H4T9CXX", "Mal lu. Scannez de nouveau")]
    [InlineData("H4T9CXBB7N2KDR", "Deux étiquettes à la suite")]
    [InlineData("https://example.org/page", "Cette adresse n'est pas une étiquette")]
    [InlineData("HTTPS://O2.EXAMPLE/C/H4T9CXB", "est un carton")]
    [InlineData("HTTPS://O2.EXAMPLE/P/H4T9CXB", "est une palette ou une cage")]
    [InlineData("??", "Ce n'est pas un code")]
    [InlineData("=", "Rien n'a été lu")]
    public async Task What_cannot_be_read_is_not_kept_and_the_line_says_what_to_do(string line, string said)
    {
        using var bench = new StationBench();

        var answer = await bench.HearsAsync("triage-reuse", line);

        Assert.Contains(said, answer, StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
        Assert.True(bench.Teller.SomethingWentWrong);
    }

    [Fact]
    public async Task A_line_without_end_is_cut_and_refused()
    {
        using var bench = new StationBench();
        using var endless = new StringReader(new string('H', 5_000_000));

        var line = Ordi2.Scanner.Station.Lines.Read(endless);

        Assert.Contains("Trop long", await bench.HearsAsync("triage-reuse", line!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_step_nothing_is_kept()
    {
        using var bench = new StationBench();

        Assert.Contains("Scannez d'abord la carte de votre étape", await bench.HearsAsync("H4T9CXB"), StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
    }

    [Theory]
    [InlineData("O2-TRIAGE-REUSE")]
    [InlineData("o2-triage-reuse\r")]
    [InlineData("Oé)TRIQGE)REUSE")]
    [InlineData("oé)triqge)reuse")]
    [InlineData("triage-reuse")]
    public async Task A_mode_card_chooses_the_step_whatever_the_keyboard_made_of_it(string card)
    {
        using var bench = new StationBench();

        Assert.Contains("tri : réemploi", await bench.HearsAsync(card), StringComparison.Ordinal);
        await bench.HearsAsync("H4T9CXB");

        var scan = Assert.Single(bench.Store.List()).Scan;
        Assert.Equal(("H4T9CXB", "triage"), (scan.Code, scan.Step));
        Assert.Contains("\"REUSE\"", scan.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mangled_label_is_repaired_and_the_set_up_sheet_is_suggested_to_the_supervisor_alone()
    {
        foreach (var (role, told) in new[] { ("SUPERVISOR", true), ("OPERATOR", false) })
        {
            using var bench = new StationBench(role: role);

            Assert.Equal(told, (await bench.HearsAsync("inventory", "H'TçCXB")).Contains("Réglez le lecteur avec la fiche", StringComparison.Ordinal));

            Assert.Equal("H4T9CXB", Assert.Single(bench.Store.List()).Scan.Code);
        }
    }

    /// <summary>The server learns it with the next batch, once: it is the supervisor's page that says it.</summary>
    [Fact]
    public async Task That_a_scanner_is_set_up_for_another_keyboard_goes_with_what_is_sent()
    {
        using var bench = new StationBench(role: "OPERATOR");
        await bench.HearsAsync("inventory", "H4T9CXB");
        await bench.Sender.DrainAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(0, bench.Server.Mangled);

        await bench.HearsAsync("H'TçCXB");
        await bench.Sender.DrainAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        await bench.HearsAsync("H4T9CXB");
        await bench.Sender.DrainAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        Assert.Equal(1, bench.Server.Mangled);
    }

    [Fact]
    public async Task A_serial_that_looks_like_a_misread_label_can_be_given_on_purpose()
    {
        using var bench = new StationBench();

        await bench.HearsAsync("inventory", "=H4T9CXX", "5CG7431ABC");

        Assert.Equal(["5CG7431ABC", "H4T9CXX"], bench.Store.List().Select(scan => scan.Scan.Code));
    }

    [Fact]
    public async Task Each_scan_gets_one_line_that_says_what_became_of_it_and_what_to_do_next()
    {
        using var bench = new StationBench(server: (_, batch) => OutboxBench.Results(batch, scan => scan.GetProperty("code").GetString() switch
        {
            "H4T9CXB" => $$"""{"scanId":"{{OutboxBench.IdOf(scan)}}","outcome":"accepted","machine":"H4T9CXB","status":"TRIAGED","version":2}""",
            "B7N2KDR" => $$"""{"scanId":"{{OutboxBench.IdOf(scan)}}","outcome":"held","status":"RECEIVED","version":2,"reason":{"code":"wrong-custody","message":"Elle est ailleurs.","next":"Appelez."} }""",
            _ => $$"""{"scanId":"{{OutboxBench.IdOf(scan)}}","outcome":"refused","status":"NONE","version":0,"reason":{"code":"unknown-serial","message":"Numéro inconnu.","next":"Scannez notre étiquette."} }""",
        }));
        await bench.HearsAsync("triage-reuse", "H4T9CXB", "B7N2KDR", "5CG7431ABC");

        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal(
            [
                "✓ H4T 9CXB : Triée. Réemploi : elle va à l'audit. Sinon : pièces ou recyclage.",
                "! B7N 2KDR : gardé par le serveur, à voir avec l'encadrant. Elle est ailleurs. Appelez.",
                "✗ 5CG7431ABC : refusé. Numéro inconnu. Scannez notre étiquette.",
            ],
            bench.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(bench.Teller.SomethingWentWrong);
    }

    [Fact]
    public async Task While_the_server_is_away_each_scan_is_kept_and_somebody_says_so()
    {
        using var bench = new StationBench(server: (_, _) => throw new HttpRequestException("the cable is out"));

        Assert.Contains("H4T 9CXB : gardé, sera envoyé plus tard", await bench.HearsAsync("inventory", "H4T9CXB"), StringComparison.Ordinal);
        await bench.Sender.SendAsync(CancellationToken.None);

        Assert.Contains("1 scan gardé ici ; nouvel essai dans 1 s", bench.Said, StringComparison.Ordinal);
        Assert.Equal(1, bench.Store.Waiting);
    }

    [Fact]
    public async Task A_wrong_pin_is_said_and_the_right_one_lets_the_operator_in()
    {
        using var bench = new StationBench(signedIn: false, server: (path, body) =>
            path is "/api/stations/sign-in" && body.GetProperty("pin").GetString() is "4071" && body.GetProperty("badge").GetString() is "B7N2KDR"
                ? TalkingServer.Json(HttpStatusCode.OK, """{"token":"lea-secret","expiresAt":"2026-03-03T12:00:00Z","person":"lea","called":"Léa","role":"OPERATOR","inTraining":false}""")
                : TalkingServer.Json(HttpStatusCode.Forbidden, """{"code":"wrong-pin","detail":"Ce ne sont pas ces chiffres.","next":"Recommencez."}"""));
        await bench.BeginAsync();
        Assert.Contains("Scannez votre badge", bench.Said, StringComparison.Ordinal);

        Assert.Contains("Ce n'est pas un badge", await bench.HearsAsync("5CG7431ABC"), StringComparison.Ordinal);
        Assert.Contains("Ce ne sont pas ces chiffres. Recommencez. Scannez votre badge.", await bench.HearsAsync("B7N2KDR", "1111"), StringComparison.Ordinal);
        Assert.Contains("Bonjour Léa", await bench.HearsAsync("B7N2KDR", "4071"), StringComparison.Ordinal);

        await bench.HearsAsync("inventory", "H4T9CXB");
        Assert.Equal("lea", Assert.Single(bench.Store.List()).Origin.Person);
    }

    [Fact]
    public async Task What_somebody_scanned_stays_theirs_when_somebody_else_takes_the_station()
    {
        using var bench = new StationBench(server: (path, _) => path is "/api/stations/sign-in"
            ? TalkingServer.Json(HttpStatusCode.OK, """{"token":"lea-secret","expiresAt":"2026-03-03T12:00:00Z","person":"lea","called":"Léa","role":"OPERATOR","inTraining":false}""")
            : throw new HttpRequestException("away"));

        await bench.HearsAsync("inventory", "H4T9CXB", "O2-BADGE", "B7N2KDR", "4071", "R5J8FPK");

        Assert.Equal([("R5J8FPK", "lea"), ("H4T9CXB", "awa")], bench.Store.List().Select(scan => (scan.Scan.Code, scan.Origin.Person)));
        Assert.Equal(("awa-secret", "lea-secret"), (bench.File.Read()!.Operators["awa"].Token, bench.File.Read()!.Operators["lea"].Token));
    }

    [Fact]
    public async Task A_machine_on_the_bench_is_remembered_for_its_reports_with_what_was_said_of_its_locks()
    {
        using var bench = new StationBench();

        await bench.HearsAsync("bench-unlocked", "H4T9CXB");
        Assert.Equal(("H4T9CXB", true), (bench.Store.Bench()!.Code, bench.Store.Bench()!.LocksTested));
        Assert.Empty(bench.Store.List());

        await bench.HearsAsync("inventory", "B7N2KDR");
        Assert.Equal(("B7N2KDR", false), (bench.Store.Bench()!.Code, bench.Store.Bench()!.LocksTested));
    }
}
