using System.Data.Common;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Contract;

/// <summary>What the two databases promise beyond the contract of every ledger.</summary>
public abstract class SqlLedgerContract : LedgerContract, IAsyncLifetime
{
    private TestLedger? _test;

    protected TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    protected override ILedger Ledger => Test.Ledger;

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Theory]
    [InlineData("update event set type = 'x'")]
    [InlineData("delete from event")]
    [InlineData("update event set actor = 'somebody-else' where seq = 1")]
    [InlineData("update audit set what = 'nothing'")]
    [InlineData("delete from audit")]
    public async Task The_database_itself_refuses_to_change_the_past(string sql)
    {
        await Ledger.AppendAsync(Scan(NewMachine()) with { Audit = new AuditEntry(DateTimeOffset.UtcNow, "test-made") });

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(sql));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_empty_the_past()
    {
        await Ledger.AppendAsync(Scan(NewMachine()));

        await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(Test.IsPostgres ? "truncate event" : "delete from event where true"));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var machine = NewMachine();
        var end = await Ledger.AppendAsync(Scan(machine));

        await Test.RestartAsync();

        Assert.Equal(2, (await Ledger.AppendAsync(Scan(machine, end))).Seq);
    }

    [Fact]
    public async Task Two_processes_on_one_database_never_write_the_same_number()
    {
        await using var second = Test.Second();
        var other = (ILedger)second.GetService(typeof(ILedger))!;
        var machine = NewMachine();

        var attempts = Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? Ledger : other).AppendAsync(Scan(machine))).ToArray();
        await Task.WhenAll(attempts.Select(attempt => attempt.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(1, attempts.Count(attempt => attempt.IsCompletedSuccessfully));
        Assert.All(attempts.Where(attempt => attempt.IsFaulted), attempt => Assert.IsType<LedgerConflictException>(attempt.Exception!.InnerException));
        Assert.Equal(1, (await other.ReadAsync($"machine/{machine}")).End.Seq);
    }

    [Fact]
    public async Task After_a_commit_the_boards_it_changed_are_told()
    {
        var machine = NewMachine();
        var row = Row(machine);
        var end = await Ledger.AppendAsync(Scan(machine).With(null, row));
        await Ledger.AppendAsync(Scan(machine, end).With(row, row with { Holder = "o2", Status = MachineStatus.Collected, Version = 2 }));
        await Test.RestartAsync();

        var told = Test.Commits.All.Where(commit => commit.Machine == machine).ToArray();

        Assert.Equal(2, told.Length);
        Assert.Equal(["donation/g1", "national", "organisation/o1", "pole/north"], told[0].Scopes.Order());
        Assert.Equal(["donation/g1", "national", "organisation/o1", "organisation/o2", "pole/north"], told[1].Scopes.Order());
        Assert.Equal((MachineStatus.Collected, "receive-device"), (told[1].Status, told[1].Step));
    }

    [Fact]
    public async Task What_the_database_cannot_take_fails_alone()
    {
        var machines = Enumerable.Range(0, 20).Select(_ => NewMachine()).ToArray();
        var impossible = Row(machines[3]) with { Site = "zero\0character" };

        var appends = machines.Select((machine, i) => Ledger.AppendAsync(
            i == 3 ? Scan(machine).With(null, impossible) : Scan(machine).With(null, Row(machine)))).ToArray();
        await Task.WhenAll(appends.Select(append => append.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(Test.IsPostgres ? 19 : 20, appends.Count(append => append.IsCompletedSuccessfully));
        Assert.True(!Test.IsPostgres || appends[3].Exception!.InnerException is LedgerRefusedException);
    }

    private Task ExecuteAsync(string sql) => Test.ExecuteAsync(sql);
}
