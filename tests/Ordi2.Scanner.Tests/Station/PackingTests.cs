using System.Net;
using System.Text.Json;
using Ordi2.Scanner.Tests.Outbox;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>The packing table: the label of a box, then machine after machine into it, each for the delivery on whose list it stands.</summary>
public class PackingTests
{
    private const string Lists = """{"at":"2026-03-03T08:00:00Z","boxes":["9GR3FX5"],"packing":[{"id":"livraison-1","machines":["H4T9CXB"]},{"id":"livraison-2","machines":["B7N2KDR"]}]}""";
    private const string Box = "HTTPS://O2.EXAMPLE/C/4GKTV37";

    [Theory]
    [InlineData("O2-PACK")]
    [InlineData("emballage")]
    public async Task A_box_comes_first_then_machines_each_for_its_delivery(string card)
    {
        using var bench = new StationBench(server: Answer);

        Assert.Contains("Scannez d'abord le carton, puis les machines.", await bench.HearsAsync(card), StringComparison.Ordinal);
        Assert.Contains("✗ H4T 9CXB : Scannez d'abord le carton", await bench.HearsAsync("H4T9CXB"), StringComparison.Ordinal);
        Assert.Contains("Carton 4GK TV37, avec chargeur", await bench.HearsAsync(Box), StringComparison.Ordinal);
        await bench.HearsAsync("H4T9CXB");
        Assert.Contains("sans chargeur", await bench.HearsAsync("sans chargeur"), StringComparison.Ordinal);
        await bench.HearsAsync("B7N2KDR");

        Assert.Equal(("pack", "4GKTV37", "livraison-1", "charger"), Packed(bench, "H4T9CXB"));
        Assert.Equal(("pack", "4GKTV37", "livraison-2", ""), Packed(bench, "B7N2KDR"));
        Assert.Equal(2, bench.Store.List().Length);
    }

    [Fact]
    public async Task A_machine_that_stands_on_no_list_is_put_aside_and_nothing_is_kept()
    {
        using var bench = new StationBench(server: Answer);

        var said = await bench.HearsAsync("pack", Box, "R5J8FPK");

        Assert.Contains("✗ R5J 8FPK n'est sur aucune liste de livraison. Posez-la à part.", said, StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
        Assert.Contains("Il n'y a rien à annuler", await bench.HearsAsync("annuler"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bars_of_a_box_hold_its_bare_code_and_open_it()
    {
        using var bench = new StationBench(server: Answer);
        await bench.HearsAsync("pack");

        Assert.Contains("Carton 4GK TV37, avec chargeur", await bench.HearsAsync("4GKTV37"), StringComparison.Ordinal);
        await bench.HearsAsync("H4T9CXB");
        Assert.Contains("Carton 9GR 3FX5, avec chargeur", await bench.HearsAsync("9GR3FX5"), StringComparison.Ordinal);
        await bench.HearsAsync("B7N2KDR");

        // Where a box is open, what nobody printed for boxes is a machine.
        Assert.Contains("n'est sur aucune liste", await bench.HearsAsync("R5J8FPK"), StringComparison.Ordinal);
        Assert.Equal(("pack", "4GKTV37", "livraison-1", "charger"), Packed(bench, "H4T9CXB"));
        Assert.Equal(("pack", "9GR3FX5", "livraison-2", "charger"), Packed(bench, "B7N2KDR"));
    }

    [Fact]
    public async Task A_badge_and_a_box_are_no_machines_whatever_is_done()
    {
        using var bench = new StationBench(server: Answer);
        bench.File.Write(bench.File.Required() with { Boxes = ["9GR3FX5"], Badges = ["R5J8FPK"] });

        Assert.Contains("9GR 3FX5 est un carton ou une palette. Scannez l'étiquette d'une machine.", await bench.HearsAsync("triage-reuse", "9GR3FX5"), StringComparison.Ordinal);
        Assert.Contains("C'est un badge, pas une machine.", await bench.HearsAsync("R5J8FPK"), StringComparison.Ordinal);
        Assert.Contains("C'est un badge, pas une machine.", await bench.HearsAsync("pack", "R5J8FPK"), StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
    }

    [Theory]
    [InlineData("sans chargeur")]
    [InlineData("avec chargeur")]
    public async Task A_charger_is_said_at_the_packing_table_and_is_no_machine_anywhere_else(string words)
    {
        using var bench = new StationBench(server: Answer);

        Assert.Contains("Le chargeur se dit à l'emballage.", await bench.HearsAsync("inventory", words), StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
    }

    [Fact]
    public async Task What_was_packed_by_mistake_comes_out_of_its_box_again()
    {
        List<string?> steps = [];
        using var bench = new StationBench(server: (path, batch) =>
        {
            if (path is not "/api/stations/work")
            {
                steps.AddRange(batch.GetProperty("scans").EnumerateArray().Select(scan => scan.GetProperty("step").GetString()));
            }

            return Answer(path, batch);
        });
        await bench.HearsAsync("pack", Box, "H4T9CXB");
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        await bench.HearsAsync("annuler");
        await bench.Sender.DrainAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.Equal(["pack", "unpack"], steps);
    }

    private static HttpResponseMessage Answer(string path, JsonElement batch) =>
        path is "/api/stations/work" ? TalkingServer.Json(HttpStatusCode.OK, Lists) : OutboxBench.Accepted(batch);

    private static (string Step, string? Box, string? Delivery, string Accessories) Packed(StationBench bench, string code)
    {
        var scan = bench.Store.List().Single(scan => scan.Scan.Code == code).Scan;
        var data = JsonDocument.Parse(scan.Data!).RootElement;
        return (
            scan.Step,
            data.GetProperty("box").GetString(),
            data.GetProperty("delivery").GetString(),
            data.TryGetProperty("accessories", out var with) ? string.Join(' ', with.EnumerateArray().Select(one => one.GetString())) : string.Empty);
    }
}
