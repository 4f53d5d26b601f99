using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Metrics;

namespace Ordi2.Silo.Tests.Clocks;

public sealed class ClockMetricsTests : IAsyncLifetime, IDisposable
{
    private static readonly MachineId Machine = new("H4T9CXB");

    private readonly StoppedClock _time = new();
    private TestLedger _database = null!;
    private SmallSilo _silo = null!;
    private MetricsCollector _page = null!;

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        _silo = await SmallSilo.StartAsync(_database.Database, _time);
        await _silo.RegisterAsync(Cast.Pole, Activity.Pole);
        await _silo.RegisterAsync(Cast.Workshop, Activity.Workshop);
        await _silo.RegisterAsync(Cast.OtherWorkshop, Activity.Workshop);
        await _silo.ScanAsync(Machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);

        // The round of the start is over: what is counted from here on is the test's.
        await _silo.Clock.RoundAsync();
        _page = new MetricsCollector(_silo.Services.GetRequiredService<IMeterFactory>());
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _page.Dispose();

    [Fact]
    public async Task What_the_clock_wakes_is_counted()
    {
        await _silo.ScanAsync(Machine, new ClaimCustody(), Cast.Stranger);
        _time.Advance(TimeSpan.FromDays(7));

        await _silo.Clock.RoundAsync();

        Shows("ordi2_clock_woken_total 1", "ordi2_clock_commands_total 1", "ordi2_processes_open 0");
        Assert.DoesNotContain("ordi2_clock_woken_failed_total", _page.Write(), StringComparison.Ordinal);
        Assert.Matches(@"\nordi2_clock_rounds_total [1-9]\n", _page.Write());
        Assert.Matches(@"\nordi2_clock_round_duration_seconds_count [1-9]\n", _page.Write());
    }

    [Fact]
    public async Task What_was_untold_and_is_told_or_cannot_be_is_counted()
    {
        await _database.ExecuteAsync($"insert into untold (stream, seq, last, since) values ('machine/{Machine}', 1, 1, 0)");
        await _database.ExecuteAsync("insert into untold (stream, seq, last, since) values ('nonsense/1', 1, 1, 0)");

        await _silo.Clock.RoundAsync();

        Shows("ordi2_untold_retold_total 1", "ordi2_untold_failed_total 1");
    }

    [Fact]
    public async Task A_process_left_open_and_what_cannot_be_woken_are_seen()
    {
        await _database.ExecuteAsync(
            "insert into aggregate (kind, id, status, body, version, parties, due_at) values ('process', 'p', 'IN_PROGRESS', '{}', 1, '', 0), ('nonsense', 'n', 'X', '{}', 1, '', 0)");

        await _silo.Clock.RoundAsync();

        Shows("ordi2_processes_open 1", "ordi2_clock_woken_total 1", "ordi2_clock_woken_failed_total 1");
    }

    private void Shows(params string[] lines) => Assert.All(lines, line => Assert.Contains($"\n{line}\n", _page.Write(), StringComparison.Ordinal));
}
