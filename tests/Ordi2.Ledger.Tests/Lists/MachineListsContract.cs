using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Lists;

public sealed class SqliteMachineListsTests : MachineListsContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();

    protected override string Moment(string week) => $"(({week}) * 604800 + 36000) * 1000000";

    // A row costs some ten steps only to be looked at: all of them would be more than half a million.
    protected override long MostWork => 300_000;
}

public sealed class PostgresMachineListsTests : MachineListsContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();

    protected override string Moment(string week) => $"to_timestamp(({week}) * 604800 + 36000)";

    // A page of the table and some of an index for each row that is looked at.
    protected override long MostWork => 3_000;
}

/// <summary>
/// Every list of machines that the API and the pages offer, over machines as years leave them: most are placed or recycled, few are
/// anywhere else. Each gives every machine once and in order, and none makes the database look at all of them.
/// </summary>
public abstract class MachineListsContract : IAsyncLifetime
{
    private const int Machines = 60_000;
    private const int Oldest = 2700;
    private const int Newest = 2959;

    private static readonly Dictionary<string, (MachineFilter Filter, string Condition)> Lists = new(StringComparer.Ordinal)
    {
        ["all"] = (new(), "true"),
        ["owner"] = (new() { Owner = "owner3" }, "owner = 'owner3'"),
        ["since"] = (new() { Since = At(Newest) }, $"week >= {Newest}"),
        ["until"] = (new() { Until = At(Oldest + 1) }, $"week < {Oldest + 1}"),
        ["since and until"] = (new() { Since = At(2800), Until = At(2801) }, "week = 2800"),
        ["since, when nothing was scanned any more"] = (new() { Since = At(Newest).AddDays(2) }, "1 = 0"),
        ["a status that most have"] = (new() { Status = MachineStatus.Placed }, "status = 'PLACED'"),
        ["a rare status"] = (new() { Status = MachineStatus.AwaitingPart }, "status = 'AWAITING_PART'"),
        ["handed back"] = (new() { Status = MachineStatus.HandedBack }, "status = 'HANDED_BACK'"),
        ["status and until"] = (new() { Status = MachineStatus.Placed, Until = At(Oldest + 2) }, $"status = 'PLACED' and week < {Oldest + 2}"),
        ["owner and status"] = (new() { Owner = "owner3", Status = MachineStatus.AwaitingPart }, "owner = 'owner3' and status = 'AWAITING_PART'"),
        ["owner and since"] = (new() { Owner = "owner3", Since = At(Newest) }, $"owner = 'owner3' and week >= {Newest}"),
        ["site"] = (new() { Site = "site3" }, "site = 'site3'"),
        ["site and status"] = (new() { Site = "site3", Status = MachineStatus.AwaitingPart }, "site = 'site3' and status = 'AWAITING_PART'"),
        ["holder"] = (new() { Holder = "shop3" }, "holder = 'shop3'"),
        ["holder and status"] = (new() { Holder = "shop3", Status = MachineStatus.Ready }, "holder = 'shop3' and status = 'READY'"),
        ["holder and since"] = (new() { Holder = "shop3", Since = At(Newest) }, $"holder = 'shop3' and week >= {Newest}"),
        ["holder and owner"] = (new() { Holder = "shop3", Owner = "pole1" }, "holder = 'shop3' and owner = 'pole1'"),
        ["holder and a smaller owner"] = (new() { Holder = "shop3", Owner = "owner3" }, "holder = 'shop3' and owner = 'owner3'"),
        ["pole"] = (new() { Pole = "pole3" }, "pole = 'pole3'"),
        ["pole and owner"] = (new() { Pole = "pole3", Owner = "owner3" }, "pole = 'pole3' and owner = 'owner3'"),
        ["pole and holder"] = (new() { Pole = "pole3", Holder = "shop3" }, "pole = 'pole3' and holder = 'shop3'"),
        ["pole, holder and owner"] = (new() { Pole = "pole3", Holder = "shop3", Owner = "pole1" }, "pole = 'pole3' and holder = 'shop3' and owner = 'pole1'"),
        ["pole and site"] = (new() { Pole = "pole3", Site = "site3" }, "pole = 'pole3' and site = 'site3'"),
        ["pole and since"] = (new() { Pole = "pole3", Since = At(Newest) }, $"pole = 'pole3' and week >= {Newest}"),
        ["pole and until"] = (new() { Pole = "pole3", Until = At(Oldest + 1) }, $"pole = 'pole3' and week < {Oldest + 1}"),
        ["pole and a rare status"] = (new() { Pole = "pole3", Status = MachineStatus.AwaitingPart }, "pole = 'pole3' and status = 'AWAITING_PART'"),
        ["pole, status and until"] = (new() { Pole = "pole3", Status = MachineStatus.Ready, Until = At(Newest - 5) }, $"pole = 'pole3' and status = 'READY' and week < {Newest - 5}"),
        ["pole, owner, status and since"] =
            (new() { Pole = "pole3", Owner = "owner3", Status = MachineStatus.Placed, Since = At(Newest) }, $"pole = 'pole3' and owner = 'owner3' and status = 'PLACED' and week >= {Newest}"),
        ["donation"] = (new() { Donation = "g17" }, "donation = 'g17'"),
        ["pole, donation and status"] = (new() { Pole = "pole3", Donation = "g17", Status = MachineStatus.Placed }, "pole = 'pole3' and donation = 'g17' and status = 'PLACED'"),
        ["dossier"] = (new() { Dossier = "ds17" }, "dossier = 'ds17'"),
        ["loan"] = (new() { Loan = "l17" }, "loan = 'l17'"),
        ["pole, loan and status"] = (new() { Pole = "pole3", Loan = "l17", Status = MachineStatus.Placed }, "pole = 'pole3' and loan = 'l17' and status = 'PLACED'"),
        ["dossier and loan"] = (new() { Dossier = "ds17", Loan = "l17" }, "dossier = 'ds17' and loan = 'l17'"),
        ["dossier and delivery"] = (new() { Pole = "pole3", Dossier = "ds17", Delivery = "bl17" }, "pole = 'pole3' and dossier = 'ds17' and delivery = 'bl17'"),
        ["batch"] = (new() { Batch = "b17" }, "batch = 'b17'"),
        ["batch and since"] = (new() { Batch = "b17", Since = At(2800) }, "batch = 'b17' and week >= 2800"),
    };

    private static readonly Dictionary<string, (MachineFilter Filter, string Condition)> Few = new(StringComparer.Ordinal)
    {
        ["due"] = (new() { DueBefore = At(Newest + 1) }, $"due_at < {{{Newest + 1}}}"),
        ["pole and due"] = (new() { Pole = "pole3", DueBefore = At(Newest + 1) }, $"pole = 'pole3' and due_at < {{{Newest + 1}}}"),
        ["holder and due"] = (new() { Holder = "shop3", DueBefore = At(Newest + 20) }, $"holder = 'shop3' and due_at < {{{Newest + 20}}}"),
        ["pole, status and due"] = (new() { Pole = "pole3", Status = MachineStatus.AtEpn, DueBefore = At(Newest + 20) }, $"pole = 'pole3' and status = 'AT_EPN' and due_at < {{{Newest + 20}}}"),
        ["dossier and due"] = (new() { Dossier = "ds17", DueBefore = At(Newest + 20) }, $"dossier = 'ds17' and due_at < {{{Newest + 20}}}"),
        ["pole and blocked"] = (new() { Pole = "pole3", Blocked = true }, "pole = 'pole3' and holds <> 0"),
        ["holder and blocked"] = (new() { Holder = "partner3", Blocked = true }, "holder = 'partner3' and holds <> 0"),
        ["pole and a hold"] = (new() { Pole = "pole3", Hold = Hold.DisputeCustody }, "pole = 'pole3' and (holds & 16) <> 0"),
        ["holder and a hold"] = (new() { Holder = "partner3", Hold = Hold.DisputeCustody }, "holder = 'partner3' and (holds & 16) <> 0"),
        ["pole and held scans"] = (new() { Pole = "pole3", WithHeldScans = true }, "pole = 'pole3' and held_scans > 0"),
        ["holder and findings"] = (new() { Holder = "partner3", WithFindings = true }, "holder = 'partner3' and findings is not null"),
        ["a beginning"] = (new() { StartsWith = "m1000001" }, "id >= 'M1000001' and id < 'M1000002'"),
        ["pole and a beginning"] = (new() { Pole = "pole3", StartsWith = "m1000001" }, "pole = 'pole3' and id >= 'M1000001' and id < 'M1000002'"),
    };

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private MachineQueries Queries => Test.Services.GetRequiredService<MachineQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    /// <summary>A moment of a week, as the database has moments.</summary>
    protected abstract string Moment(string week);

    protected abstract long MostWork { get; }

    [Fact]
    public async Task Every_list_has_every_machine_once_and_in_order_and_no_page_of_it_looks_at_all_of_them()
    {
        await FillAsync();
        List<string> flaws = [];

        foreach (var (name, (filter, condition)) in Lists)
        {
            flaws.AddRange(await FlawsAsync(name, filter, condition, "stage, week, id"));
        }

        foreach (var (name, (filter, condition)) in Few)
        {
            flaws.AddRange(await FlawsAsync(name, filter, condition, "id"));
        }

        Assert.True(flaws.Count == 0, string.Join("\n\n", flaws));
    }

    [Fact]
    public async Task Claims_come_in_the_order_in_which_they_are_decided_and_no_page_of_them_looks_at_other_machines()
    {
        await FillAsync();

        foreach (var (column, value) in ((string, string)[])[("pole", "pole3"), ("holder", "partner3"), ("holder", "shop3"), ("pole", "nowhere")])
        {
            var claims = Test.Services.GetRequiredService<ClaimQueries>();
            List<string> seen = [];
            string? cursor = null;

            do
            {
                var (sql, parameters) = ClaimQueries.Question(Test.Services.GetRequiredService<LedgerDatabase>(), column, value, cursor, limit: 20);
                var effort = await Effort.OfAsync(Test, sql, parameters);
                Assert.True(effort.Work <= MostWork / 20 && effort.Plan.Contains($"machine_claimed_of_{column}", StringComparison.Ordinal), $"{value}: {effort.Work}\n{effort.Plan}");
                var page = column is "pole" ? await claims.OfPoleAsync(value, cursor, 20) : await claims.OfHolderAsync(value, cursor, 20);
                seen.AddRange(page.Rows.Select(row => row.Id));
                cursor = page.Cursor;
            }
            while (cursor is not null);

            await using var connection = await Test.OpenAsync();
            Assert.Equal(await connection.QueryAsync<string>($"select id from machine where {column} = '{value}' and claim_until is not null order by claim_until, id"), seen);
            Assert.Equal(value is "nowhere", seen.Count == 0);
        }

        foreach (var cursor in (string[])["", "M1", "x.M1", "12.", "-1.M1", "9999999999999999999.M1"])
        {
            await Assert.ThrowsAsync<InvalidCursorException>(() => Test.Services.GetRequiredService<ClaimQueries>().OfPoleAsync("pole3", cursor));
        }
    }

    [Fact]
    public void Every_status_is_in_a_stage_of_the_lists()
    {
        Assert.All(Enum.GetValues<MachineStatus>(), status => Assert.Contains(MachineStages.Of(status), MachineStages.All));
        Assert.Equal(MachineStages.All.Order(), MachineStages.All);
    }

    private async Task<List<string>> FlawsAsync(string name, MachineFilter filter, string condition, string order)
    {
        const int pages = 3;
        List<string> flaws = [];
        List<string> seen = [];
        filter = filter with { Limit = 60 };

        for (var page = 0; page < pages; page++)
        {
            var (sql, parameters) = await MachineListQuestion.OfAsync(Test.Services.GetRequiredService<LedgerDatabase>(), filter, CancellationToken.None);
            var effort = await Effort.OfAsync(Test, sql, parameters);

            if (effort.Work > MostWork || effort.Plan.Contains("Seq Scan on machine", StringComparison.Ordinal))
            {
                flaws.Add($"{name}, page {page}: {effort.Work}\n{effort.Plan}\n{sql}");
            }

            var found = await Queries.ListAsync(filter);
            seen.AddRange(found.Rows.Select(row => row.Id));

            if (found.Cursor is null)
            {
                break;
            }

            filter = filter with { Cursor = found.Cursor };
        }

        await using var connection = await Test.OpenAsync();
        var moments = System.Text.RegularExpressions.Regex.Replace(condition, @"\{(?<n>\d+)\}", week => Moment(week.Groups["n"].Value), System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var expected = (await connection.QueryAsync<string>(
            $"select id from machine where {moments} order by {order} limit {(pages * filter.Limit).ToString(CultureInfo.InvariantCulture)}")).ToArray();

        if (!seen.SequenceEqual(expected))
        {
            flaws.Add($"{name}: {seen.Count} machines are listed, the first {seen.FirstOrDefault()}; {expected.Length} are there, the first {expected.FirstOrDefault()}.");
        }

        return flaws;
    }

    /// <summary>Straight into the read tables: a chance without chance decides what each machine is.</summary>
    private async Task FillAsync()
    {
        await Test.ExecuteAsync(
            $"""
            with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < {Machines - 1}),
            c(i, c, w) as (select i, i * 7919 % 100003 % 100, i * 104729 % 1000003 from n),
            s(i, c, w, status, stage) as (
                select i, c, w,
                       case when i % 9000 = 1 then 'STOLEN' when c < 70 then 'PLACED' when c < 88 then 'RECYCLED' when c < 89 then 'HANDED_BACK'
                            when c < 92 then 'RECEIVED' when c = 94 and w % 40 = 0 then 'AWAITING_PART' when c < 95 then 'TRIAGED' when c < 98 then 'READY'
                            when c < 99 then 'AT_EPN' else 'MISSING' end,
                       case when i % 9000 = 1 then 13 when c < 70 then 5 when c < 88 then 7 when c < 89 then 15
                            when c < 92 then 1 when c < 95 then 2 when c < 98 then 3 when c < 99 then 4 else 8 end
                from c),
            a(i, w, status, stage, week) as (select i, w, status, stage, case when stage < 4 then {Newest - 7} + w % 8 else {Oldest} + w % 260 end from s)
            insert into machine (
                id, version, status_since, due_at, stage, week, holds, held_scans, findings, status, type, sanitisation, legal_nature, grade, profile,
                holder, site, owner, pole, donation, dossier, delivery, loan, batch, claim_until)
            select 'M' || (10000000 + i), 1, {Moment("week")}, case when stage = 4 then {Moment($"{Newest} + w % 8")} end, stage, week,
                   case when w % 997 = 0 then 4 when w % 97 = 0 then 16 else 0 end, case when w % 991 = 0 then 1 else 0 end, case when w % 983 = 0 then 'late-scan' end,
                   status, 'LAPTOP', 'CLEAN', 'PRODUCT', 'NONE', 'NONE',
                   case when stage < 4 then 'shop' || (i / 7 % 30) else 'partner' || (i / 7 % 900) end,
                   case when stage < 4 then 'site' || (i / 7 % 30) end,
                   case when w % 3 = 0 then 'pole1' else 'owner' || (w % 50) end,
                   'pole' || (i / 7 % 10), 'g' || (i / 100), case when stage in (4, 5) then 'ds' || (i / 80) end,
                   case when stage in (4, 5) then 'bl' || (i / 40) end, case when stage = 5 then 'l' || (i / 80) end, case when stage = 7 then 'b' || (i / 200) end,
                   case when i / 7 % 900 = 3 or w % 89 = 0 then {Moment($"{Newest} + w % 3")} end
            from a
            """);
        await Test.ExecuteAsync("insert into label (code, machine) select id, id from machine where id < 'M10010000'");

        // As it does itself; SQLite never has statistics.
        if (Test.IsPostgres)
        {
            await Test.ExecuteAsync("vacuum analyze machine");
        }
    }

    /// <summary>When a week begins.</summary>
    private static DateTimeOffset At(int week) => DateTimeOffset.UnixEpoch.AddDays(7 * week);
}
