using Ordi2.Barcodes;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>Scanners type faster than people, and a serial port has no one who looks at it: nothing of it is lost.</summary>
public class WedgeTests
{
    private static readonly string[] Counting = ["station", "--json", "--mode", "inventory", "--wait", "0"];

    /// <summary>A hundred times as fast as somebody with a scanner in each hand.</summary>
    [Fact]
    public async Task Three_thousand_lines_as_fast_as_they_come_are_all_kept_in_their_order()
    {
        var folder = await AloneAsync();
        var labels = Labels(3000);
        await using var station = StationProcess.Start(folder, Counting);

        // Somebody reads what it says meanwhile, or it would wait for that.
        var ended = station.EndAsync();

        foreach (var label in labels)
        {
            await station.Input.WriteAsync($"{label}\r");
        }

        station.Input.Close();
        await ended;
        Assert.Equal(labels, Kept(folder));
    }

    [Fact]
    public async Task Thirty_scans_a_second_for_some_seconds_are_all_kept_and_each_is_said()
    {
        var folder = await AloneAsync();
        var labels = Labels(120);
        await using var station = StationProcess.Start(folder, Counting);
        await station.HearAsync("ready");
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1) / 30);

        foreach (var label in labels)
        {
            await beat.WaitForNextTickAsync();
            await station.Input.WriteAsync($"{label}\n");
            await station.Input.FlushAsync();
            Assert.NotNull(await station.HearAsync("kept"));
        }

        station.Input.Close();
        await station.EndAsync();
        Assert.Equal(labels, Kept(folder));
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_scanner_at_a_serial_port_is_read_beside_the_keyboard(string ending)
    {
        var folder = await AloneAsync();
        var labels = Labels(300);
        using var port = PseudoTerminal.Open();
        await using var station = StationProcess.Start(folder, [.. Counting, "--serial", port.Device, "--baud", "115200"]);
        await station.HearAsync("serial-open");

        // A part of a line, and the rest of it later: a port knows no lines.
        port.Send(labels[0][..3]);
        port.Send(labels[0][3..] + ending);
        Assert.NotNull(await station.HearAsync("kept"));
        port.Send(string.Concat(labels.Skip(1).Select(label => label + ending)));

        for (var kept = 1; kept < labels.Length; kept++)
        {
            Assert.NotNull(await station.HearAsync("kept"));
        }

        station.Input.Close();
        await station.EndAsync();
        Assert.Equal(labels, Kept(folder));
    }

    [Fact]
    public async Task A_port_that_is_not_there_is_said_once_and_the_keyboard_goes_on()
    {
        var folder = await AloneAsync();
        await using var station = StationProcess.Start(folder, [.. Counting, "--serial", "/dev/ttyNOBODY7"]);

        Assert.Contains("branché", (await station.HearAsync("serial-away"))!.Value.GetProperty("message").GetString(), StringComparison.Ordinal);
        var label = Labels(1);
        await station.Input.WriteLineAsync(label[0]);
        station.Input.Close();
        await station.EndAsync();
        Assert.Equal(label, Kept(folder));
    }

    /// <summary>A station whose server is away: what it keeps stays where it can be counted.</summary>
    private static async Task<string> AloneAsync()
    {
        var folder = Ordi2.Ledger.Testing.TestFolder.Make("alone").FullName;
        var token = Path.Combine(folder, "token");
        await File.WriteAllTextAsync(token, "a-token");
        var (code, said) = await StationProcess.RunAsync(folder, "enrol", "--server", "http://127.0.0.1:1", "--token-file", token);
        Assert.True(code == 0, said);
        return folder;
    }

    private static string[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => LabelCode.Make(new Random(i).Next).Text)];

    private static string[] Kept(string folder)
    {
        using var store = OutboxStore.Open(Path.Combine(folder, "outbox.db"), TimeProvider.System);
        return [.. store.List().Reverse().Select(scan => scan.Scan.Code)];
    }
}
