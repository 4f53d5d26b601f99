using System.Net;
using System.Text.Json;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Tests.Outbox;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>What arrives at the dock is of a gift: the station asks which, each scan says it, and nobody waits because nobody knows.</summary>
public class DockTests
{
    private const string Bank = """{"id":"don-Banque","donor":"Banque Ombrienne","day":"2026-03-03","received":2,"expected":40,"round":"tournee-1"}""";
    private const string Town = """{"id":"4dm8xrd3","donor":"Mairie de Valombre","received":0,"expected":5}""";

    [Fact]
    public async Task Several_gifts_are_listed_with_numbers_and_the_chosen_one_goes_with_each_scan_until_it_is_changed()
    {
        using var bench = new StationBench(server: Gifts(Bank, Town));

        var asked = await bench.HearsAsync("O2-RECEIVE");
        Assert.Contains("Quel don arrive ? don 1 : Banque Ombrienne, 03/03/2026, 2 sur 40 ; don 2 : Mairie de Valombre, 0 sur 5 ; don aucun : sans don.", asked, StringComparison.Ordinal);
        Assert.Contains("Don : pas encore dit.", asked, StringComparison.Ordinal);
        Assert.Contains("Don : Banque Ombrienne, 03/03/2026, 2 sur 40.", await bench.HearsAsync("don 1"), StringComparison.Ordinal);
        Assert.Contains("Sorte : portable.", await bench.HearsAsync("sorte portable"), StringComparison.Ordinal);
        Assert.DoesNotContain("sans don", await bench.HearsAsync("H4T9CXB"), StringComparison.Ordinal);
        Assert.Contains("Don : Mairie de Valombre", await bench.HearsAsync("O2-D-4DM8XRD3"), StringComparison.Ordinal);
        await bench.HearsAsync("B7N2KDR");

        Assert.Equal(("don-Banque", "tournee-1", "LAPTOP"), Said(bench, "H4T9CXB"));
        Assert.Equal(("4dm8xrd3", null, "LAPTOP"), Said(bench, "B7N2KDR"));
    }

    [Fact]
    public async Task The_only_gift_is_chosen_by_itself_and_the_cards_of_the_dock_keep_it()
    {
        using var bench = new StationBench(server: Gifts(Bank));

        Assert.Contains("Don : Banque Ombrienne", await bench.HearsAsync("receive"), StringComparison.Ordinal);
        Assert.Contains("Sorte : écran.", await bench.HearsAsync("O2-RECEIVE-MONITOR", "H4T9CXB"), StringComparison.Ordinal);
        await bench.HearsAsync("réception", "B7N2KDR");

        Assert.Equal(("don-Banque", "tournee-1", "MONITOR"), Said(bench, "H4T9CXB"));
        Assert.Equal(("don-Banque", "tournee-1", null), Said(bench, "B7N2KDR"));
    }

    [Fact]
    public async Task The_only_gift_of_an_old_list_is_asked_for_again_once_there_are_several()
    {
        string[] known = [Bank];
        using var bench = new StationBench(server: (path, body) => Gifts(known)(path, body));
        await bench.HearsAsync("receive", "H4T9CXB");
        known = [Bank, Town];
        bench.Clock.Advance(Dock.TakenAsTheOnlyOne);

        var said = await bench.HearsAsync("B7N2KDR");
        Assert.Contains("Quel don arrive ? don 1 : Banque Ombrienne", said, StringComparison.Ordinal);
        Assert.Contains("! B7N 2KDR : sans don", said, StringComparison.Ordinal);
        await bench.HearsAsync("don 2", "R5J8FPK");

        Assert.Equal(("don-Banque", "tournee-1", null), Said(bench, "H4T9CXB"));
        Assert.Equal((null, null, null), Said(bench, "B7N2KDR"));
        Assert.Equal(("4dm8xrd3", null, null), Said(bench, "R5J8FPK"));
    }

    [Fact]
    public async Task A_gift_that_somebody_chose_stays_whatever_is_expected_besides()
    {
        string[] known = [Bank];
        using var bench = new StationBench(server: (path, body) => Gifts(known)(path, body));
        await bench.HearsAsync("receive", "don 1", "don", "don 1");
        known = [Bank, Town];
        bench.Clock.Advance(Dock.TakenAsTheOnlyOne);

        Assert.DoesNotContain("Quel don arrive", await bench.HearsAsync("H4T9CXB"), StringComparison.Ordinal);
        Assert.Equal(("don-Banque", "tournee-1", null), Said(bench, "H4T9CXB"));
    }

    [Fact]
    public async Task Without_a_gift_a_machine_is_received_all_the_same_and_a_line_says_how_to_name_one()
    {
        using var bench = new StationBench(server: Gifts(Bank, Town));

        var said = await bench.HearsAsync("receive", "H4T9CXB");
        Assert.Contains("! H4T 9CXB : sans don, l'encadrant la rattachera. Pour dire le don : tapez don, puis don et son numéro.", said, StringComparison.Ordinal);

        // Whoever said that nobody knows is not told again.
        Assert.Contains("Sans don", await bench.HearsAsync("don aucun"), StringComparison.Ordinal);
        Assert.DoesNotContain("sans don", await bench.HearsAsync("B7N2KDR"), StringComparison.Ordinal);
        Assert.Equal((null, null, null), Said(bench, "H4T9CXB"));
        Assert.Equal(["B7N2KDR", "H4T9CXB"], bench.Store.List().Select(scan => scan.Scan.Code));
        Assert.False(bench.Teller.SomethingWentWrong);
    }

    [Fact]
    public async Task Who_does_something_else_in_between_is_asked_anew()
    {
        using var bench = new StationBench(server: Gifts(Bank, Town));
        await bench.HearsAsync("receive", "don 2", "sorte 1", "inventory");

        Assert.Contains("Don : pas encore dit. Sorte : tapez sorte.", await bench.HearsAsync("receive"), StringComparison.Ordinal);
        await bench.HearsAsync("H4T9CXB");

        Assert.Equal((null, null, null), Said(bench, "H4T9CXB"));
    }

    [Fact]
    public async Task What_is_no_gift_and_no_kind_is_said_and_changes_nothing()
    {
        using var bench = new StationBench(server: Gifts(Bank));
        await bench.HearsAsync("receive", "sorte 1");

        Assert.Contains("Le don « 7 » n'est pas attendu ici. Tapez don", await bench.HearsAsync("don 7"), StringComparison.Ordinal);
        Assert.Contains("La sorte « toboggan » n'existe pas. Tapez sorte et l'une de : 1 portable", await bench.HearsAsync("sorte toboggan"), StringComparison.Ordinal);
        await bench.HearsAsync("H4T9CXB");

        Assert.Equal(("don-Banque", "tournee-1", "LAPTOP"), Said(bench, "H4T9CXB"));
    }

    [Fact]
    public async Task While_the_server_is_away_the_gifts_of_before_are_there()
    {
        var away = false;
        using var bench = new StationBench(server: (path, body) => away ? throw new HttpRequestException("the cable is out") : Gifts(Bank, Town)(path, body));
        await bench.HearsAsync("receive", "inventory");
        away = true;

        await bench.HearsAsync("receive", "don 2", "H4T9CXB");

        Assert.Equal(("4dm8xrd3", null, null), Said(bench, "H4T9CXB"));
    }

    [Fact]
    public async Task A_script_names_the_gift_and_the_kind_on_the_command_line()
    {
        using var bench = new StationBench(server: (_, _) => throw new HttpRequestException("away"));

        Assert.Contains("Don : n° D7", await bench.BeginAsync(gift: "D7", type: "LAPTOP"), StringComparison.Ordinal);
        await bench.HearsAsync("H4T9CXB");

        Assert.Equal(("D7", null, "LAPTOP"), Said(bench, "H4T9CXB"));
        Assert.Throws<StationException>(() => StationCommand.StartOf(Mode.Find("inventory"), "D7", null));
        Assert.Throws<StationException>(() => StationCommand.StartOf(null, null, "toboggan"));
    }

    [Fact]
    public async Task Scripts_are_told_the_gift_of_each_scan()
    {
        using var bench = new StationBench(json: true, server: Gifts(Bank));

        var lines = (await bench.HearsAsync("receive", "H4T9CXB")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        Assert.Equal("don-Banque", lines.Single(line => line.GetProperty("event").GetString() == "mode").GetProperty("gift").GetString());
        Assert.Equal("don-Banque", lines.Single(line => line.GetProperty("event").GetString() == "kept").GetProperty("gift").GetString());
    }

    [Theory]
    [InlineData("O2-CLEAN")]
    [InlineData("nettoyage")]
    [InlineData("Oé)CLEQN")]
    public async Task A_machine_that_is_cleaned_is_seen_at_the_cleaning_table(string card)
    {
        using var bench = new StationBench();

        await bench.HearsAsync(card, "H4T9CXB");

        var scan = Assert.Single(bench.Store.List()).Scan;
        Assert.Equal(("inventory-check", """{"zone":"nettoyage"}"""), (scan.Step, scan.Data));
    }

    private static Func<string, JsonElement, HttpResponseMessage> Gifts(params string[] gifts) => (path, batch) =>
        path is "/api/stations/work" ? TalkingServer.Json(HttpStatusCode.OK, $$"""{"at":"2026-03-03T08:00:00Z","gifts":[{{string.Join(',', gifts)}}]}""") : OutboxBench.Accepted(batch);

    private static (string? Gift, string? Round, string? Type) Said(StationBench bench, string code)
    {
        var data = JsonDocument.Parse(bench.Store.List().Single(scan => scan.Scan.Code == code).Scan.Data ?? "{}").RootElement;
        return (Text("donation"), Text("round"), Text("type") is "UNKNOWN" ? null : Text("type"));

        string? Text(string name) => data.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
