using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteBoardOfOrganisationTests : BoardOfOrganisationContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresBoardOfOrganisationTests : BoardOfOrganisationContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>What the board of an organisation knows beside what it holds: what it gave, relays, owns, and what passed through its hands. On both databases.</summary>
public abstract class BoardOfOrganisationContract : IAsyncLifetime
{
    private const long Donor = 1 << 4;
    private const long Epn = 1 << 7;

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private BoardQueries Boards => Test.Services.GetRequiredService<BoardQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task What_a_donor_gave_is_the_sum_of_the_boards_of_its_donations()
    {
        await WriteAsync("donation", "g1", new AggregateParty("bank", Donor));
        await WriteAsync("donation", "g2", new AggregateParty("bank", Donor));
        await WriteAsync("donation", "g3", new("another", Donor), new("bank", 1));
        await ReceiveAsync(row => row with { Donation = "g1" });
        await ReceiveAsync(row => row with { Donation = "g2", Status = MachineStatus.Placed, Holder = "partner" });
        await ReceiveAsync(row => row with { Donation = "g3" });

        var given = await Boards.GivenAsync("bank", Donor);

        Assert.Equal(2, given.Single(counter => counter.Counter is "machines").Value);
        Assert.Equal([("status/PLACED", 1), ("status/RECEIVED", 1)], Statuses(given));
        Assert.Empty(await Boards.GivenAsync("o1", Donor));
    }

    [Fact]
    public async Task What_an_EPN_relays_are_the_machines_of_its_dossiers_whoever_holds_them()
    {
        await WriteAsync("dossier", "d1", new("epn", Epn), new("partner", 1 << 8));
        await ReceiveAsync(row => row with { Dossier = "d1", Status = MachineStatus.Placed, Holder = "partner" });
        await ReceiveAsync(row => row with { Dossier = "d1", Status = MachineStatus.AtEpn, Holder = "epn" });
        await ReceiveAsync(row => row with { Dossier = "d2", Status = MachineStatus.AtEpn, Holder = "epn" });

        Assert.Equal([("status/AT_EPN", 1), ("status/PLACED", 1)], Statuses(await Boards.RelayedAsync("epn", Epn)));
        Assert.Empty(await Boards.RelayedAsync("partner", Epn));
    }

    [Fact]
    public async Task What_it_owns_moves_with_the_ownership_and_ends_with_the_machine()
    {
        var machine = NewMachine();
        var ours = Row(machine) with { Owner = "bank" };
        var theirs = ours with { Owner = "pole", Version = 2 };
        var end = await Test.Ledger.AppendAsync(Scan(machine).With(null, ours));
        Assert.Equal((1, 0), (await OwnedAsync("bank"), await OwnedAsync("pole")));

        end = await Test.Ledger.AppendAsync(Scan(machine, end).With(ours, theirs));
        Assert.Equal((0, 1), (await OwnedAsync("bank"), await OwnedAsync("pole")));
        Assert.True((await Test.Services.GetRequiredService<Recount>().RunAsync()).AllRight);

        await Test.Ledger.AppendAsync(Scan(machine, end).With(theirs, theirs with { Status = MachineStatus.Recycled, Version = 3 }));
        Assert.Equal(0, await OwnedAsync("pole"));
        Assert.True((await Test.Services.GetRequiredService<Recount>().RunAsync()).AllRight);
    }

    [Fact]
    public async Task What_passed_through_its_hands_is_the_sum_of_all_its_days()
    {
        await ReceiveAsync(row => row with { Holder = "elsewhere" });
        await ReceiveAsync(row => row);

        Assert.Equal(new CounterValue("received", 2), Assert.Single(await Boards.PassedAsync("organisation/o1")));
        Assert.Empty(await Boards.PassedAsync("organisation/elsewhere"));
    }

    private static IEnumerable<(string, long)> Statuses(IEnumerable<CounterValue> counters) =>
        counters.Where(counter => counter.Counter.StartsWith("status/", StringComparison.Ordinal)).Select(counter => (counter.Counter, counter.Value));

    private async Task<long> OwnedAsync(string organisation) =>
        (await Boards.ReadAsync($"organisation/{organisation}")).Counters.SingleOrDefault(counter => counter.Counter == BoardCounters.Owned)?.Value ?? 0;

    private async Task ReceiveAsync(Func<MachineRow, MachineRow> change)
    {
        var machine = NewMachine();
        await Test.Ledger.AppendAsync(Scan(machine).With(null, change(Row(machine))));
    }

    private async Task WriteAsync(string kind, string id, params AggregateParty[] parties) => await Test.Ledger.AppendAsync(Scan("x") with
    {
        Stream = $"{kind}/{id}",
        Aggregate = new AggregateRow(kind, id, "SIGNED", [.. parties], "{}", 1),
    });
}
