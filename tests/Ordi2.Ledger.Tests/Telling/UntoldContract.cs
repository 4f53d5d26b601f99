using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Telling;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Telling;

public sealed class SqliteUntoldTests : UntoldContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresUntoldTests : UntoldContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>What has to be told stands there from the fact on until it was told, and not a moment shorter.</summary>
public abstract class UntoldContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private UntoldQueries Untold => Test.Services.GetRequiredService<UntoldQueries>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task It_is_written_with_the_fact_and_gone_when_it_was_told()
    {
        var machine = NewMachine();
        var first = Scan(machine) with { Tells = true };
        var end = await Test.Ledger.AppendAsync(first);
        await Test.Ledger.AppendAsync(Scan(machine, end) with { Tells = true });
        Assert.Equal<long[]>([1, 2], [.. (await Untold.OfAsync(first.Stream)).Select(row => row.Seq)]);

        await Test.RestartAsync();
        await Test.Ledger.ToldAsync(first.Stream, 1);
        await Test.Ledger.ToldAsync(first.Stream, 1);

        Assert.Equal<long[]>([2], [.. (await Untold.OfAsync(first.Stream)).Select(row => row.Seq)]);
    }

    [Fact]
    public async Task What_was_not_written_has_nothing_to_tell()
    {
        var machine = NewMachine();
        var append = Scan(machine) with { Tells = true };
        await Test.Ledger.AppendAsync(append with { Tells = false });

        await Assert.ThrowsAsync<LedgerConflictException>(() => Test.Ledger.AppendAsync(append with { Events = Scan(machine).Events }));

        Assert.Empty(await Untold.OfAsync(append.Stream));
    }

    [Fact]
    public async Task What_is_told_in_the_same_moment_as_others_write_goes_with_them()
    {
        var machines = Enumerable.Range(0, 20).Select(_ => NewMachine()).ToArray();
        await Task.WhenAll(machines.Select(machine => Test.Ledger.AppendAsync(Scan(machine) with { Tells = true })));

        await Task.WhenAll(machines.SelectMany(machine => new[]
        {
            Test.Ledger.ToldAsync($"machine/{machine}", 1),
            Test.Ledger.AppendAsync(Scan(NewMachine()) with { Tells = true }),
        }));

        var left = await Untold.ListAsync(DateTimeOffset.UtcNow.AddYears(50), null, 500);
        Assert.Equal(20, left.Length);
        Assert.DoesNotContain(left, row => machines.Any(machine => row.Stream == $"machine/{machine}"));
    }

    [Fact]
    public async Task It_is_listed_page_by_page_the_oldest_first()
    {
        foreach (var hour in Enumerable.Range(0, 5))
        {
            await Test.Ledger.AppendAsync(Scan(NewMachine()) with { Tells = true, RecordedAt = Noon.AddHours(hour) });
        }

        var seen = new List<DateTimeOffset>();
        for (UntoldRow? last = null; ;)
        {
            var page = await Untold.ListAsync(Noon.AddHours(3), last, 2);
            seen.AddRange(page.Select(row => row.Since));
            if (page.Length < 2)
            {
                break;
            }

            last = page[^1];
        }

        Assert.Equal(Enumerable.Range(0, 4).Select(hour => Noon.AddHours(hour).ToStored()), seen);
    }
}
