using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteStockTests : StockContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresStockTests : StockContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>What pages ask of machines besides their lists: who waits longest, who came last, and some by their codes.</summary>
public abstract class StockContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private MachineQueries Machines => Test.Services.GetRequiredService<MachineQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task Of_a_type_the_longest_in_stock_come_first_and_a_reservation_that_was_given_back_makes_none_younger()
    {
        var desktops = Enumerable.Range(0, 5).Select(i => Ready(DeviceType.Desktop, Noon.AddDays(-90 + i))).ToArray();
        var old = Ready(DeviceType.Laptop, Noon.AddDays(-30)) with { StatusSince = Noon.ToStored() };
        var young = Ready(DeviceType.Laptop, Noon.AddDays(-10));
        var poor = Ready(DeviceType.Laptop, Noon.AddDays(-20)) with { Grade = Grade.C };
        await WriteAsync([.. desktops, young, poor, old, young with { Id = NewMachine(), Holds = 4 }, young with { Id = NewMachine(), Pole = "south" }]);
        var stock = Test.Services.GetRequiredService<StockQueries>();

        Assert.Equal([old.Id, poor.Id], (await stock.LongestAsync("north", DeviceType.Laptop, 2)).Select(row => row.Id));
        Assert.Equal([old.Id, poor.Id, young.Id], (await stock.LongestAsync("north", DeviceType.Laptop, 500)).Select(row => row.Id));
        var free = await stock.FreeAsync("north", DeviceType.Laptop, [Grade.B], [Profile.None]);
        Assert.Equal([old.Id, young.Id], free.Select(row => row.Id));
        Assert.Equal([old.ReadySince, young.ReadySince], free.Select(row => (DateTimeOffset?)row.AsStock().ReadySince));
        Assert.Equal((2, 3, 5, 0), (
            await stock.CountFreeAsync("north", DeviceType.Laptop, [Grade.B], [Profile.None]),
            await stock.CountFreeAsync("north", DeviceType.Laptop, [Grade.B, Grade.C], [Profile.None, Profile.Office]),
            await stock.CountFreeAsync("north", DeviceType.Desktop, [Grade.B], [Profile.None]),
            await stock.CountFreeAsync("north", DeviceType.Laptop, [Grade.A], [Profile.None])));
    }

    /// <summary>An allocation is confirmed, and then its machines are reserved one after the other: at no moment is one of them gone and nobody's.</summary>
    [Fact]
    public async Task What_is_free_and_what_is_promised_are_of_the_same_moment()
    {
        const int Count = 60;
        var rows = Enumerable.Range(0, Count).Select(_ => Ready(DeviceType.Laptop, Noon)).ToArray();
        var ends = await WriteAsync(rows);
        var stock = Test.Services.GetRequiredService<StockQueries>();
        var all = rows.Select(row => row.Id).ToHashSet();
        var asked = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
            {
                var terms = new AllocationTerms { Id = new($"a{i}"), Pole = new("north"), Dossier = new("ds"), Epn = new("epn"), Partner = new("partner"), Need = new(DeviceType.Laptop, Profile.None, Grade.B, 1), Status = AllocationStatus.Confirmed, Machines = [new(new(rows[i].Id), Grade.B, Profile.None, Noon, 1, 1)] };
                await Test.Ledger.AppendAsync(Scan("x") with
                {
                    Stream = $"allocation/a{i}",
                    Aggregate = new AggregateRow("allocation", $"a{i}", "CONFIRMED", [new("north", 1)], JsonSerializer.Serialize(terms, WireJson.Options), 1),
                });
                await Test.Ledger.AppendAsync(Scan(rows[i].Id, ends[i]).With(rows[i], rows[i] with { Status = MachineStatus.Reserved, Version = 2 }));
            }
        });

        for (var last = false; !last; asked++)
        {
            last = writing.IsCompleted;
            var (free, confirmed) = await stock.FreeAndConfirmedAsync("north", DeviceType.Laptop, [Grade.B], [Profile.None]);
            var gone = all.Except(free.Select(row => row.Id));
            Assert.Subset(confirmed.SelectMany(allocation => allocation.Machines).Select(one => one.Machine.Text).ToHashSet(StringComparer.Ordinal), gone.ToHashSet(StringComparer.Ordinal));
        }

        await writing;
        Assert.True(asked > 1);
        Assert.Empty(await stock.FreeAsync("north", DeviceType.Laptop, [Grade.B], [Profile.None]));
    }

    [Fact]
    public async Task Of_a_gift_those_that_came_last_are_shown_whatever_their_codes()
    {
        var rows = Enumerable.Range(0, 8).Select(i => Row(NewMachine()) with { Donation = "gift", StatusSince = Noon.AddMinutes(i * 7 % 8).ToStored() }).ToArray();
        await WriteAsync([.. rows, Row(NewMachine()) with { Donation = "another", StatusSince = Noon.AddDays(1) }, Row(NewMachine(), MachineStatus.Triaged) with { Donation = "gift", StatusSince = Noon.AddDays(1) }]);

        Assert.Equal(rows.OrderByDescending(row => row.StatusSince).Take(3).Select(row => row.Id), (await Machines.LatestAsync("gift", MachineStatus.Received, 3)).Select(row => row.Id));
    }

    [Fact]
    public async Task A_machine_that_was_given_again_still_counts_in_its_first_gift_as_what_had_become_of_it_there()
    {
        var kept = Row(NewMachine(), MachineStatus.Ready) with { Donation = "gift_1" };
        var first = Row(NewMachine(), MachineStatus.HandedBack) with { Donation = "gift_1" };
        var again = first with { Status = MachineStatus.Received, Donation = "gift_2", PastGifts = [new("gift_1", MachineStatus.HandedBack, first.Type)], Version = 2 };
        await WriteAsync(kept, Row(NewMachine(), MachineStatus.Received) with { Donation = "other", PastGifts = [new("giftX1", MachineStatus.Placed, DeviceType.Laptop)] });
        await ChangeAsync(first, again);
        var gifts = Test.Services.GetRequiredService<DonationQueries>();

        Assert.Equal([kept.Id], (await gifts.MachinesAsync("gift_1")).Select(row => row.Id));
        Assert.Equal(
            new[] { (kept.Id, MachineStatus.Ready), (first.Id, MachineStatus.HandedBack) }.Order(),
            (await gifts.EverAsync("gift_1")).Select(row => (row.Id, row.Status)).Order());
        Assert.Equal([(first.Id, MachineStatus.Received)], (await gifts.EverAsync("gift_2")).Select(row => (row.Id, row.Status)));
        Assert.Equal(
            [(MachineStatus.HandedBack, 1), (MachineStatus.Ready, 1)],
            (await gifts.CountAsync("gift_1")).Select(count => (count.Status, count.Count)).OrderBy(count => count.Status.ToString(), StringComparer.Ordinal));

        // On the board of the first gift it stays as well, and moves on that of the second.
        var moves = BoardCounters.Moves(first, again).Concat(BoardCounters.Moves(again, again with { Status = MachineStatus.Ready, Version = 3 }))
            .Where(move => move.Scope.StartsWith("donation/", StringComparison.Ordinal) && move.Counter is "machines" || move.Counter.StartsWith("status/", StringComparison.Ordinal))
            .Where(move => move.Scope.StartsWith("donation/", StringComparison.Ordinal))
            .GroupBy(move => (move.Scope, move.Counter), move => move.Amount)
            .ToDictionary(moved => moved.Key, moved => moved.Sum());
        Assert.Equal(0, moves[("donation/gift_1", "status/HANDED_BACK")]);
        Assert.Equal(0, moves[("donation/gift_1", "machines")]);
        Assert.Equal((1, 1, 0), (moves[("donation/gift_2", "machines")], moves[("donation/gift_2", "status/READY")], moves[("donation/gift_2", "status/RECEIVED")]));
    }

    [Fact]
    public async Task A_machine_that_went_missing_while_it_was_lent_is_in_the_list_of_its_loan()
    {
        var placed = Row(NewMachine(), MachineStatus.Placed) with { Dossier = "ds", Loan = "loan" };
        var gone = Row(NewMachine(), MachineStatus.Placed) with { Dossier = "ds", Loan = "loan" };
        var back = Row(NewMachine(), MachineStatus.Placed) with { Dossier = "ds", Loan = "loan" };
        await WriteAsync(placed);
        await ChangeAsync(gone, gone with { Status = MachineStatus.Missing, Dossier = null, Version = 2 });
        await ChangeAsync(back, back with { Loan = null, Version = 2 });

        Assert.Equal([placed.Id, gone.Id], (await Machines.ListAsync(new MachineFilter { Loan = "loan" })).Rows.Select(row => row.Id));
        Assert.Equal([placed.Id], (await Machines.ListAsync(new MachineFilter { Loan = "loan", Dossier = "ds" })).Rows.Select(row => row.Id));
        Assert.Equal([gone.Id], (await Machines.ListAsync(new MachineFilter { Loan = "loan", Status = MachineStatus.Missing })).Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task Some_are_found_by_their_codes()
    {
        var rows = Enumerable.Range(0, 3).Select(_ => Row(NewMachine())).ToArray();
        await WriteAsync(rows);

        Assert.Equal([rows[0].Id, rows[2].Id], (await Machines.GetAsync([rows[2].Id, "nobody", rows[0].Id])).Select(row => row.Id));
        Assert.Empty(await Machines.GetAsync(Enumerable.Empty<string>()));
    }

    private static MachineRow Ready(DeviceType type, DateTimeOffset since) =>
        Row(NewMachine(), MachineStatus.Ready) with { Type = type, Grade = Grade.B, StatusSince = since.ToStored(), ReadySince = since.ToStored() };

    private async Task ChangeAsync(MachineRow before, MachineRow after)
    {
        var end = await Test.Ledger.AppendAsync(Scan(before.Id).With(null, before));
        await Test.Ledger.AppendAsync(Scan(before.Id, end).With(before, after));
    }

    private Task<StreamEnd[]> WriteAsync(params MachineRow[] rows) => Task.WhenAll(rows.Select(row => Test.Ledger.AppendAsync(Scan(row.Id).With(null, row))));
}
