using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteQueriesTests : QueriesContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresQueriesTests : QueriesContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>The questions that the web asks, on both databases.</summary>
public abstract class QueriesContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private MachineQueries Machines => Test.Services.GetRequiredService<MachineQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task A_machine_is_found_by_its_label_by_an_alias_and_by_its_serial()
    {
        var row = Row(NewMachine()) with
        {
            Holds = 6,
            Owner = "o9",
            Dossier = "ds1",
            Delivery = "dl1",
            Loan = "l1",
            Batch = "b1",
            Grade = Grade.B,
            Maker = "Dell",
            Model = "Latitude",
            Serial = "5XJ",
            DueAt = Noon.AddDays(3).ToStored(),
            WakeAt = Noon.AddDays(2).ToStored(),
            ReadySince = Noon.AddDays(-3).ToStored(),
            ClaimUntil = Noon.AddDays(5).ToStored(),
            Impact = new("ademe-2022-09", 3, 81_000, 47_859, 107_961, Noon.AddMonths(6)),
            HeldScans = 2,
            Findings = ["wrong-custody", "late-scan"],
            Sanitisation = Sanitisation.Partial,
            LegalNature = LegalNature.Waste,
            Version = 7,
        };
        await Test.Ledger.AppendAsync(Scan(row.Id, labels: [row.Id, "ALIAS1"]).With(null, row) with { ExternalIds = [new("serial", "5XJ")] });

        var byLabel = await Machines.FindAsync(row.Id);
        Assert.Equal(row with { Findings = [] }, byLabel! with { Findings = [] });
        Assert.Equal(row.Findings.AsEnumerable(), byLabel.Findings);
        Assert.Equal(row.Id, (await Machines.FindAsync("ALIAS1"))!.Id);
        Assert.Equal(row.Id, await Machines.KeyOfAsync("ALIAS1"));
        Assert.Equal(row.Id, (await Machines.GetAsync(row.Id))!.Id);
        Assert.Equal(row.Id, Assert.Single(await Machines.FindByExternalIdAsync("serial", "5XJ")).Id);
        Assert.Equal<IEnumerable<string>>(["ALIAS1", row.Id], await Machines.LabelsAsync(row.Id));
        Assert.Equal(row.Id, Assert.Single(await Machines.DueAsync(Noon.AddDays(4), 10)).Id);
        Assert.Null(await Machines.FindAsync("NOBODY"));
        Assert.Empty(await Machines.FindByExternalIdAsync("serial", "5xj"));
        Assert.Single((await Machines.HistoryAsync(row.Id)).Events);
    }

    [Fact]
    public async Task Machines_are_found_by_many_labels_at_once_each_by_the_label_that_led_to_it()
    {
        var (one, two) = (Row(NewMachine()), Row(NewMachine()));
        await Test.Ledger.AppendAsync(Scan(one.Id, labels: [one.Id, "ALIAS2"]).With(null, one));
        await Test.Ledger.AppendAsync(Scan(two.Id, labels: [two.Id]).With(null, two));

        var found = await Machines.FindAsync([one.Id, "ALIAS2", two.Id, "NOBODY"], "o1");

        Assert.Equal([one.Id, one.Id, two.Id], [found[one.Id].Row.Id, found["ALIAS2"].Row.Id, found[two.Id].Row.Id]);
        Assert.Equal(3, found.Count);
        Assert.Empty(await Machines.FindAsync([], "o1"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Machines.FindAsync([.. Enumerable.Range(0, MachineFilter.MostRows + 1).Select(i => $"L{i}")], "o1"));
    }

    [Fact]
    public async Task Pages_of_a_list_hold_every_machine_once()
    {
        MachineStatus[] statuses = [MachineStatus.Received, MachineStatus.Triaged, MachineStatus.Placed];
        var rows = Enumerable.Range(0, 57)
            .Select(i => Row(NewMachine(), statuses[i % 3]) with { Holder = i % 2 == 0 ? "even" : "odd", HeldScans = i % 4 })
            .ToArray();
        await Task.WhenAll(rows.Select(row => Test.Ledger.AppendAsync(Scan(row.Id).With(null, row))));

        Assert.Equal(rows.Select(row => row.Id).Order(), (await WholeAsync(new MachineFilter())).Order());
        Assert.Equal(
            rows.Where(row => row.Holder == "odd").Select(row => row.Id).Order(),
            (await WholeAsync(new MachineFilter { Holder = "odd" })).Order());
        Assert.Equal(
            rows.Where(row => row is { Holder: "even", Status: MachineStatus.Triaged }).Select(row => row.Id),
            await WholeAsync(new MachineFilter { Holder = "even", Status = MachineStatus.Triaged }));
        Assert.Empty(await WholeAsync(new MachineFilter { Pole = "south" }));
        Assert.Equal(rows.Where(row => row.HeldScans > 0).Select(row => row.Id), await WholeAsync(new MachineFilter { WithHeldScans = true }));
        Assert.Equal(
            rows.Where(row => row is { HeldScans: > 0, Status: MachineStatus.Placed }).Select(row => row.Id),
            await WholeAsync(new MachineFilter { WithHeldScans = true, Status = MachineStatus.Placed, Pole = "north" }));
    }

    [Fact]
    public async Task A_list_filters_by_all_that_a_screen_offers()
    {
        var row = Row(NewMachine(), MachineStatus.Ready) with
        {
            Site = "bench",
            Donation = "g7",
            Dossier = "ds7",
            Pole = "south",
            Findings = ["late-scan"],
            HeldScans = 1,
        };
        var other = Row(NewMachine());
        await Test.Ledger.AppendAsync(Scan(row.Id, labels: ["QZ123"]).With(null, row) with { ExternalIds = [new("serial", "SN-77")] });
        await Test.Ledger.AppendAsync(Scan(other.Id, labels: ["QY123"]).With(null, other) with { ExternalIds = [new("serial", "SN-88")] });

        MachineFilter[] filters =
        [
            new() { Status = MachineStatus.Ready },
            new() { Site = "bench" },
            new() { Donation = "g7" },
            new() { Dossier = "ds7" },
            new() { Pole = "south", Status = MachineStatus.Ready },
            new() { WithHeldScans = true },
            new() { WithFindings = true },
            new() { WithFindings = true, WithHeldScans = true },
            new() { StartsWith = "qz" },
            new() { StartsWith = "sn-7" },
        ];
        foreach (var filter in filters)
        {
            Assert.Equal(row.Id, Assert.Single((await Machines.ListAsync(filter)).Rows).Id);
        }

        Assert.Equal(2, (await Machines.ListAsync(new MachineFilter { StartsWith = "sn-" })).Rows.Length);
        Assert.Empty((await Machines.ListAsync(new MachineFilter { StartsWith = "q_" })).Rows);
        Assert.Empty((await Machines.ListAsync(new MachineFilter { StartsWith = "%" })).Rows);
    }

    [Fact]
    public async Task A_cursor_that_nobody_gave_out_is_refused()
    {
        await Assert.ThrowsAsync<InvalidCursorException>(() => Machines.ListAsync(new MachineFilter { Cursor = "'; drop table event" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Machines.ListAsync(new MachineFilter { Limit = 501 }));
    }

    [Fact]
    public async Task An_inbox_shows_what_waits_where_it_is_and_in_its_pole()
    {
        var held = Row(NewMachine()) with { Holder = "shop", HeldScans = 1 };
        var found = Row(NewMachine()) with { Holder = "elsewhere", Findings = ["late-scan"] };
        var fine = Row(NewMachine()) with { Holder = "shop" };
        await Task.WhenAll(new[] { held, found, fine }.Select(row => Test.Ledger.AppendAsync(Scan(row.Id).With(null, row))));
        var inbox = Test.Services.GetRequiredService<InboxQueries>();

        Assert.Equal([held.Id], (await inbox.OfOrganisationAsync("shop")).Select(row => row.Id));
        Assert.Equal([held.Id, found.Id], (await inbox.OfPoleAsync("north")).Select(row => row.Id));
        Assert.Equal([found.Id], (await inbox.OfPoleAsync("north", after: InboxQueries.CursorOf(held))).Select(row => row.Id));
        await Assert.ThrowsAsync<InvalidCursorException>(() => inbox.OfPoleAsync("north", after: held.Id[..0]));
    }

    [Fact]
    public async Task An_inbox_begins_with_those_whose_operator_is_in_doubt()
    {
        var rows = Enumerable.Range(0, 6).Select(i => Row(NewMachine()) with { Holder = "floor", HeldScans = 1, Findings = i < 3 ? [] : ["late-scan", Findings.TriageDoubtful] }).ToArray();
        await Task.WhenAll(rows.Select(row => Test.Ledger.AppendAsync(Scan(row.Id).With(null, row))));
        var inbox = Test.Services.GetRequiredService<InboxQueries>();
        var seen = new List<string>();

        for (string? after = null; await inbox.OfOrganisationAsync("floor", after, limit: 2) is { IsEmpty: false } page; after = InboxQueries.CursorOf(page[^1]))
        {
            seen.AddRange(page.Select(row => row.Id));
        }

        Assert.Equal([.. rows[3..].Select(row => row.Id).Order(StringComparer.Ordinal), .. rows[..3].Select(row => row.Id).Order(StringComparer.Ordinal)], seen);
    }

    [Fact]
    public async Task A_board_is_the_sum_of_what_its_machines_count_for()
    {
        var boards = Test.Services.GetRequiredService<BoardQueries>();
        Assert.Equal(0, (await boards.ReadAsync("national")).Position);
        var rows = Enumerable.Range(0, 30).Select(_ => Row(NewMachine())).ToArray();
        var ends = await Task.WhenAll(rows.Select(row => Test.Ledger.AppendAsync(Scan(row.Id).With(null, row))));
        await Task.WhenAll(rows.Take(10).Zip(ends).Select(pair => Test.Ledger.AppendAsync(Scan(pair.First.Id, pair.Second)
            .With(pair.First, pair.First with { Status = MachineStatus.Triaged, Holder = "o2", HeldScans = 2, Version = 2 }))));

        var board = await boards.ReadAsync("national");
        Assert.Equal(40, board.Position);
        Assert.Equal(
            [("held-scans", 20L), ("machines", 30), ("status/RECEIVED", 20), ("status/TRIAGED", 10), ("type/LAPTOP", 30)],
            board.Counters.Select(counter => (counter.Counter, counter.Value)));
        Assert.Contains((await boards.ReadAsync("organisation/o1")).Counters, counter => counter is { Counter: "machines", Value: 20 });
        Assert.Contains((await boards.ReadAsync("organisation/o2")).Counters, counter => counter is { Counter: "machines", Value: 10 });
        Assert.Empty((await boards.ReadAsync("organisation/nobody")).Counters);
    }

    [Fact]
    public async Task Aggregates_are_listed_by_kind_party_and_state_and_forget_parties_that_left()
    {
        var aggregates = Test.Services.GetRequiredService<AggregateQueries>();
        var ends = new List<StreamEnd>();
        for (var i = 0; i < 5; i++)
        {
            var row = new AggregateRow("donation", $"g{i}", i < 2 ? "DRAFT" : "SIGNED", [new("donor", 1 << 2), new($"shop{i % 2}", 1 << 3)], "{\"n\":1}", 1);
            ends.Add(await Test.Ledger.AppendAsync(Scan("x") with { Stream = $"donation/g{i}", Aggregate = row }));
        }

        await Test.Ledger.AppendAsync(Scan("x", ends[4]) with
        {
            Stream = "donation/g4",
            Aggregate = new AggregateRow("donation", "g4", "CLOSED", [new("donor", 0b10100), new("*", 1), new("machine/m1", 0)], "{}", 2)
            {
                // Who is named as before is not written again: nobody wrote this one.
                Written = [new("donor", 1 << 2), new("shop0", 1 << 3), new("machine/m1", 0)],
            },
        });

        var one = await aggregates.GetAsync("donation", "g4");
        Assert.Equal(("CLOSED", "{}", 2L, "donor"), (one!.Status, one.Body, one.Version, one.Parties[0].Organisation));
        Assert.Equal(["g0", "g1", "g2", "g3", "g4"], await IdsAsync(new AggregateFilter { Kind = "donation" }));
        Assert.Equal(["g0", "g2"], await IdsAsync(new AggregateFilter { Kind = "donation", Party = "shop0" }));
        Assert.Equal(["g2", "g3"], await IdsAsync(new AggregateFilter { Kind = "donation", Party = "donor", Status = "SIGNED" }));
        Assert.Equal(["g3", "g4"], await IdsAsync(new AggregateFilter { Kind = "donation", After = "g2", Limit = 2 }));
        Assert.Empty(await IdsAsync(new AggregateFilter { Kind = "dossier" }));
        Assert.Empty(await IdsAsync(new AggregateFilter { Kind = "donation", About = "machine/m1" }));

        // As what somebody is named counts, and what is open to everybody is found by everybody who looks there.
        Assert.Equal(["g0", "g1", "g2", "g3", "g4"], await IdsAsync(new AggregateFilter { Kind = "donation", Party = "donor", Relations = 0b1100 }));
        Assert.Equal(["g4"], await IdsAsync(new AggregateFilter { Kind = "donation", Party = "donor", Relations = 0b10000 }));
        Assert.Empty(await IdsAsync(new AggregateFilter { Kind = "donation", Party = "donor", Relations = 1 << 3 }));
        Assert.Equal(["g1", "g3", "g4"], await IdsAsync(new AggregateFilter { Kind = "donation", Party = "shop1", Relations = 0b1001, AmongEverybodys = true }));
        Assert.Equal(0b10101, (await aggregates.GetAsync("donation", "g4", "donor"))!.Value.Relations);
        Assert.Equal(1, (await aggregates.GetAsync("donation", "g4", "stranger"))!.Value.Relations);
        Assert.Equal(0, (await aggregates.GetAsync("donation", "g0", "stranger"))!.Value.Relations);

        // Who is named picks only where one of the asker's relations allows it.
        var seen = new AggregateFilter { Kind = "donation", Party = "donor", Organisation = "shop0", Picks = [new(1 << 2, 1 << 3, About: false, Due: false)] };
        Assert.Equal(["g0", "g2"], await IdsAsync(seen));
        Assert.Empty(await IdsAsync(seen with { Picks = [new(1 << 2, 1 << 4, About: true, Due: true), new(1 << 5, 1 << 3, About: true, Due: true)] }));
        Assert.Empty(await IdsAsync(seen with { Picks = [] }));
        Assert.Empty(await IdsAsync(seen with { Organisation = null, About = "shop0", Picks = null }));
        Assert.Null(await aggregates.GetAsync("dossier", "g4", "donor"));
        Assert.Null(await aggregates.GetAsync("dossier", "g4"));

        async Task<IEnumerable<string>> IdsAsync(AggregateFilter filter) => (await aggregates.ListAsync(filter)).Select(related => related.Row.Id);
    }

    [Fact]
    public async Task The_last_few_are_the_last_by_their_day_and_not_by_their_names()
    {
        var aggregates = Test.Services.GetRequiredService<AggregateQueries>();

        foreach (var i in Enumerable.Range(0, 12))
        {
            var row = new AggregateRow(i == 11 ? "other" : "round", $"r{i}", i == 3 ? "OPEN" : i % 2 == 0 ? "DONE" : "CLOSED", [new(i == 5 ? "stranger" : "carrier", i == 7 ? 2 : 4)], $$"""{"day":"2026-11-{{10 + (i * 5 % 12)}}"}""", 1);
            await Test.Ledger.AppendAsync(Scan("x") with { Stream = $"{row.Kind}/{row.Id}", Aggregate = row });
        }

        // By their days: 7 (11), 2 (10), 9 (9), 4 (8), 11 (7), 6 (6), 1 (5), 8 (4), 3 (3), 10 (2), 5 (1), 0.
        Assert.Equal(["r2", "r9", "r4", "r6"], (await LatestAsync(4, "DONE", "CLOSED")).Select(row => row.Row.Id));
        Assert.Equal(["r9", "r1"], (await LatestAsync(500, "CLOSED")).Select(row => row.Row.Id));
        Assert.All(await LatestAsync(2, "DONE"), row => Assert.Equal(4, row.Relations));

        Task<System.Collections.Immutable.ImmutableArray<RelatedRow>> LatestAsync(int limit, params string[] statuses) =>
            aggregates.LatestAsync(new() { Kind = "round", Party = "carrier", Relations = 4, Limit = limit }, statuses, "day");
    }

    [Fact]
    public async Task An_aggregate_is_taken_up_at_its_row_and_what_a_number_was_handed_out_for_is_found()
    {
        var snapshots = Test.Services.GetRequiredService<SnapshotQueries>();
        Assert.Null(await snapshots.FindAsync("series", "s1"));

        var end = await Test.Ledger.AppendAsync(Scan("x") with { Stream = "series/s1", Aggregate = Row(1, new("a", 1), new("b", 2)) });
        await Test.Ledger.AppendAsync(Scan("x", end) with { Stream = "series/s1", Aggregate = Row(2, new("c", 3), new("a", 4), new("a", 5)) });

        var found = (await snapshots.FindAsync("series", "s1"))!;
        Assert.Equal(("{\"n\":2}", 2L), (found.Body.Replace(" ", string.Empty, StringComparison.Ordinal), Assert.Single(found.Since).Seq));
        Assert.Equal([5, 2, 3, null], await Task.WhenAll(((string[])["a", "b", "c", "d"]).Select(purpose => snapshots.NumberAsync("s1", purpose))));
        Assert.Null(await snapshots.NumberAsync("s2", "a"));

        static AggregateRow Row(long version, params NumberFor[] numbers) => new("series", "s1", "OPEN", [], $"{{\"n\":{version}}}", version) { Numbers = [.. numbers] };
    }

    private async Task<List<string>> WholeAsync(MachineFilter filter)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Machines.ListAsync(filter with { Cursor = cursor, Limit = 7 });
            ids.AddRange(page.Rows.Select(row => row.Id));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        return ids;
    }
}
