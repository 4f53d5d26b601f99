using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteRecallQueriesTests : RecallQueriesContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresRecallQueriesTests : RecallQueriesContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>Which machines a recall by batch or by installed system finds, page by page, on both databases.</summary>
public abstract class RecallQueriesContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Ever = Noon.AddYears(-50);
    private static readonly DateTimeOffset Never = Noon.AddYears(5000);

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private MachineQueries Machines => Test.Services.GetRequiredService<MachineQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task A_batch_is_found_by_how_its_numbers_begin_once_for_each_machine()
    {
        string[] all = [NewMachine(), NewMachine(), NewMachine(), NewMachine(), NewMachine()];
        await SeenAsync(Row(all[0]), new ExternalId("battery", "6BZLU-1"), new ExternalId("medium", "6BZLU-9"));
        await SeenAsync(Row(all[1]), new ExternalId("serial", "6BZLU-2"));
        await SeenAsync(Row(all[2]), new ExternalId("donor", "6BZLU-3"));
        await SeenAsync(Row(all[3]) with { Pole = "south" }, new ExternalId("battery", "6BZLU-4"));
        await SeenAsync(Row(all[4], MachineStatus.Recycled), new ExternalId("battery", "6BZLU-5"));

        Assert.Equal(all[..2], Ids(await Machines.WithNumbersFromAsync("6BZLU", "north", string.Empty, 10)));
        Assert.Equal([all[1]], Ids(await Machines.WithNumbersFromAsync("6BZL", "north", all[0], 10)));
        Assert.Empty(await Machines.WithNumbersFromAsync("6BZM", "north", string.Empty, 10));
    }

    [Fact]
    public async Task A_system_is_found_by_image_and_by_days_page_by_page_and_no_longer_once_it_is_wiped()
    {
        string[] all = [NewMachine(), NewMachine(), NewMachine(), NewMachine()];
        await InstalledAsync(all[0], OsPlan.Linux, "DEBIAN 12.5", 2);
        await InstalledAsync(all[1], OsPlan.Linux, "DEBIAN 12.1", 1);
        await InstalledAsync(all[2], OsPlan.Win11, null, 1);
        var wiped = await InstalledAsync(all[3], OsPlan.Linux, "DEBIAN 12.5", 1);

        // By image and code, however they were installed.
        Assert.Equal([all[1], all[0], all[3]], await ImagesAsync("DEBIAN 12", Ever, Never));
        Assert.Equal([all[0], all[3]], await ImagesAsync("DEBIAN 12.5", Ever, Never));
        Assert.Equal([all[1], all[3]], await ImagesAsync("DEBIAN", Day(1), Day(2)));
        Assert.Empty(await ImagesAsync("DEBIAN 13", Ever, Never));

        Assert.Equal([all[1], all[3], all[0]], await SystemsAsync(OsPlan.Linux, Ever, Never));
        Assert.Equal([all[0]], await SystemsAsync(OsPlan.Linux, Day(2), Never));
        Assert.Equal([all[2]], await SystemsAsync(OsPlan.Win11, Day(1), Day(2)));

        // Nothing else of the row changes with a wipe: the columns of the system are written all the same.
        await Test.Ledger.AppendAsync(Scan(all[3], wiped.End).With(wiped.Row, wiped.Row with { Plan = null, Image = null, InstalledAt = null, Version = 2 }));
        Assert.Equal([all[0]], await ImagesAsync("DEBIAN 12.5", Ever, Never));
        Assert.Equal([all[1], all[0]], await SystemsAsync(OsPlan.Linux, Ever, Never));
        var row = (await Machines.GetAsync(all[0]))!;
        Assert.Equal((OsPlan.Linux, "DEBIAN 12.5", (DateTimeOffset?)Day(2)), (row.Plan!.Value, row.Image, row.InstalledAt));
    }

    private static DateTimeOffset Day(int number) => Noon.AddDays(number).ToStored();

    private static IEnumerable<string> Ids(IEnumerable<MachineRow> rows) => rows.Select(row => row.Id);

    private Task<string[]> ImagesAsync(string image, DateTimeOffset from, DateTimeOffset to) => PagesAsync(last => Machines.WithImageAsync(image, from, to, "north", last, 1));

    private Task<string[]> SystemsAsync(OsPlan plan, DateTimeOffset from, DateTimeOffset to) => PagesAsync(last => Machines.WithSystemAsync(plan, from, to, "north", last, 1));

    /// <summary>Pages of one machine each.</summary>
    private static async Task<string[]> PagesAsync(Func<MachineRow?, Task<ImmutableArray<MachineRow>>> ask)
    {
        var found = new List<MachineRow>();

        while (await ask(found.LastOrDefault()) is [var next])
        {
            found.Add(next);
        }

        return [.. Ids(found)];
    }

    private async Task SeenAsync(MachineRow row, params ExternalId[] numbers) =>
        await Test.Ledger.AppendAsync(Scan(row.Id).With(null, row) with { ExternalIds = [.. numbers] });

    private async Task<(MachineRow Row, StreamEnd End)> InstalledAsync(string machine, OsPlan plan, string? image, int day)
    {
        var row = Row(machine) with { Plan = plan, Image = image, InstalledAt = Day(day) };
        return (row, await Test.Ledger.AppendAsync(Scan(machine).With(null, row)));
    }
}
