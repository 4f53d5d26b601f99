using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Testing;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Queries;

public sealed class SqliteLoanTests : LoanContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresLoanTests : LoanContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>How many loans are due, on every board.</summary>
public abstract class LoanContract : IAsyncLifetime
{
    private const long Lender = 1 << 2;
    private const long Relay = 1 << 3;
    private const long Reader = 1 << 4;

    private static readonly DateOnly Until = new(2027, 3, 31);

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task Those_that_are_due_broken_or_end_soon_are_counted_for_whoever_has_a_part_in_them()
    {
        (string Status, string To, string Relay)[] loans =
        [
            ("ACTIVE", "2027-03-31", "epn-1"), ("EXTENDED", "2026-01-01", "epn-1"), ("ACTIVE", "2027-04-01", "epn-1"), ("RETURN_DUE", "2027-01-01", "epn-1"), ("BREACHED", "2027-01-01", "epn-2"),
            ("BREACHED", "2029-01-01", "epn-1"), ("CLOSED", "2027-01-01", "epn-1"), ("DRAFT", "2027-01-01", "epn-1"),
        ];

        foreach (var (i, loan) in loans.Index())
        {
            await Test.Ledger.AppendAsync(Scan("x") with
            {
                Stream = $"loan/l{i}",
                Aggregate = new AggregateRow("loan", $"l{i}", loan.Status, [new("workshop", Lender), new(loan.Relay, Relay), new("somebody", Reader)], $$"""{"to":"{{loan.To}}"}""", 1),
            });
        }

        var questions = Test.Services.GetRequiredService<LoanQueries>();
        Assert.Equal(new LoanCounts(2, 1, 2), await questions.CountAsync("workshop", Lender | Relay, Until));
        Assert.Equal(new LoanCounts(2, 1, 1), await questions.CountAsync("epn-1", Lender | Relay, Until));
        Assert.Equal(new LoanCounts(0, 0, 1), await questions.CountAsync("epn-2", Relay, Until));
        Assert.Equal(new LoanCounts(0, 0, 0), await questions.CountAsync("somebody", Lender | Relay, Until));
        Assert.Equal(new LoanCounts(null, 1, 2), await questions.CountAsync(null, 0, Until));
    }
}
