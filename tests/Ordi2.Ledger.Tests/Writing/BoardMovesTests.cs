using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Writing;

/// <summary>On PostgreSQL a group leaves what it moved on the boards in one row, and its lane adds that up now and then.</summary>
public sealed class BoardMovesTests : IAsyncLifetime
{
    private TestLedger _test = null!;

    public async Task InitializeAsync() => _test = await TestLedger.PostgresAsync();

    public async Task DisposeAsync() => await _test.DisposeAsync();

    [Fact]
    public async Task A_board_shows_what_is_not_added_up_yet()
    {
        await ReceiveAsync(1);

        Assert.Equal((1, 0), (await CountAsync("board_move"), await CountAsync("board_counter")));
        Assert.Equal(1, await MachinesAsync());
    }

    [Fact]
    public async Task However_many_groups_come_the_rows_to_add_up_stay_few()
    {
        await ReceiveAsync(200);

        Assert.InRange(await CountAsync("board_move"), 1, 2 * 64);
        Assert.InRange(await CountAsync("board_counter"), 1, 200);
        Assert.Equal(200, await MachinesAsync());
        Assert.Empty((await _test.Services.GetRequiredService<Recount>().RunAsync()).Differences);
    }

    [Fact]
    public async Task What_a_program_left_when_it_ended_counts_with_what_the_next_one_adds()
    {
        await ReceiveAsync(3);
        await _test.RestartAsync();

        await ReceiveAsync(70);

        Assert.Equal(73, await MachinesAsync());
        Assert.Empty((await _test.Services.GetRequiredService<Recount>().RunAsync()).Differences);
    }

    [Fact]
    public async Task A_repair_adds_up_first_so_that_no_day_is_lost()
    {
        await ReceiveAsync(2);
        await _test.ExecuteAsync("insert into board_counter (scope, counter, shard, value) values ('national', 'machines', 9, 5)");
        var boards = _test.Services.GetRequiredService<BoardQueries>();
        var days = await boards.DaysAsync("national", DateOnly.MinValue);

        await _test.Services.GetRequiredService<Recount>().RunAsync(repair: true);

        Assert.Equal(0, await CountAsync("board_move"));
        Assert.Equal(2, await MachinesAsync());
        Assert.Equal(2, Assert.Single(days).Machines);
        Assert.Equal<DayCount>(days, await boards.DaysAsync("national", DateOnly.MinValue));
    }

    private async Task ReceiveAsync(int machines)
    {
        for (var i = 0; i < machines; i++)
        {
            var machine = Samples.NewMachine();
            await _test.Ledger.AppendAsync(Samples.Scan(machine).With(null, Samples.Row(machine, MachineStatus.Received)));
        }
    }

    private async Task<long> MachinesAsync() =>
        (await _test.Services.GetRequiredService<BoardQueries>().ReadAsync("national")).Counters.Single(counter => counter.Counter == "machines").Value;

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await _test.OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {table}");
    }
}
