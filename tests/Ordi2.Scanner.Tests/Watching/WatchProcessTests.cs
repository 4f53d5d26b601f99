using System.Text.Json;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Tests.Station;

namespace Ordi2.Scanner.Tests.Watching;

/// <summary>The real program, the real server, and files that real tools wrote.</summary>
public class WatchProcessTests
{
    [RealReportsFact]
    public async Task A_machine_on_the_bench_is_audited_by_the_file_of_a_tool_and_a_wipe_of_another_disk_is_refused_with_its_reason()
    {
        await using var town = await StationTown.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(town.Folder, "reports")).FullName;
        var label = StationTown.NewLabel();

        Assert.Equal("RECEIVED", await ScanAsync(town, label, "--step", "receive-device", "--data", """{"type":"DESKTOP"}"""));
        Assert.Equal("TRIAGED", await ScanAsync(town, label, "--mode", "triage-reuse"));
        Assert.Null(await ScanAsync(town, label, "--mode", "bench-unlocked"));

        Copy("lshw/optiplex-gx520.lshw.json", folder);
        var (code, said) = await StationProcess.RunAsync(town.Folder, "watch", folder, "--once", "--json", "--wait", "30");
        Assert.True(code == 0, said);
        Assert.Equal("AUDITED", Answer(said).GetProperty("status").GetString());

        Assert.Equal("WIPING", await ScanAsync(town, label, "--mode", "wipe-overwrite"));
        Copy("nwipe/nwipe-0.33-zero.log", folder);
        (code, said) = await StationProcess.RunAsync(town.Folder, "watch", folder, "--once", "--json", "--wait", "30");
        Assert.True(code == 1, said);
        Assert.Equal("refused", Answer(said).GetProperty("outcome").GetString());

        // What a person can do about it from here.
        (code, said) = await StationProcess.RunAsync(town.Folder, "outbox", "list", "--state", "refused", "--json");
        Assert.True(code == 1, said);
        var refused = Lines(said).Single(line => line.GetProperty("event").GetString() is "scan");
        Assert.NotEmpty(refused.GetProperty("answer").GetProperty("reason").GetProperty("next").GetString()!);
        Assert.Equal(3, (await StationProcess.RunAsync(town.Folder, "outbox", "retry", refused.GetProperty("scanId").GetString()!)).Code);
        Assert.Equal(1, (await StationProcess.RunAsync(town.Folder, "outbox", "send")).Code);
        (code, said) = await StationProcess.RunAsync(town.Folder, "outbox", "export");
        Assert.Equal((0, 6), (code, Lines(said).Count()));
        Assert.DoesNotContain(town.Token("OPERATOR"), said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_sense_ends_with_2_and_a_sentence()
    {
        var nowhere = Ledger.Testing.TestFolder.Make("nowhere").FullName;

        foreach (var arguments in (string[][])[["station"], ["watch", nowhere], ["outbox", "list"], ["enrol"], ["enrol", "--server", "http://127.0.0.1:9", "--code", "ABCDE"]])
        {
            var (code, said) = await StationProcess.RunAsync(nowhere, [.. arguments, "--json"]);
            Assert.True(code == 2, said);
            Assert.NotEmpty(Lines(said));
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(nowhere));
    }

    private static void Copy(string real, string folder) => File.Copy(Path.Combine(ReportShelf.FindFolder()!, real), Path.Combine(folder, Path.GetFileName(real)));

    /// <summary>Scans a machine at the station.</summary>
    /// <returns>Its status after that; nothing where nothing was sent.</returns>
    private static async Task<string?> ScanAsync(StationTown town, string label, params string[] arguments)
    {
        await using var station = StationProcess.Start(town.Folder, ["station", "--json", .. arguments]);
        await station.Input.WriteLineAsync(label);
        station.Input.Close();
        var (code, said) = await station.EndAsync();
        Assert.True(code == 0, said);
        return Lines(said).FirstOrDefault(line => line.GetProperty("event").GetString() is "answered") is { ValueKind: JsonValueKind.Object } answer ? answer.GetProperty("status").GetString() : null;
    }

    private static JsonElement Answer(string said) => Lines(said).Single(line => line.GetProperty("event").GetString() is "answered");

    private static IEnumerable<JsonElement> Lines(string said) =>
        said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement);
}
