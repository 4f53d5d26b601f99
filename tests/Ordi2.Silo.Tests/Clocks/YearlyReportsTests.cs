using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Receipts;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Tests.Processes;

namespace Ordi2.Silo.Tests.Clocks;

/// <summary>The papers of a year come out by themselves once it is over: each once, whatever is restarted and however many silos run.</summary>
public sealed class YearlyReportsTests : IAsyncLifetime
{
    private static readonly string[] Expected = ["DONOR_REPORT 2020 donor", "POLE_REPORT 2020 -", "RECEIPT_DECLARATION 2020 -"];

    private readonly StoppedClock _time = new();
    private readonly ProcessRun _run = new("000072");
    private TestLedger _database = null!;
    private SmallSilo _silo = null!;

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        _run.Silo = _silo = await SmallSilo.StartAsync(_database.Database, _time);
        await ProcessRun.FoundAsync(_silo);
        await _run.SettleGiftAsync();
        await _run.DraftAsync("a");
        Assert.IsType<Done<ReceiptTerms>>(await _run.Receipt("a").DoAsync(new IssueReceipt(), Cast.Supervisor, Guid.CreateVersion7()));
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task They_are_made_in_the_middle_of_january_and_once()
    {
        _time.Advance(new DateTimeOffset(2021, 1, 14, 22, 59, 0, TimeSpan.Zero) - _time.GetUtcNow());
        await _silo.Clock.RoundAsync();
        Assert.Empty(await PapersAsync());

        // Midnight of the 15th in Paris; the night that looks comes after it.
        _time.Advance(TimeSpan.FromHours(4));
        await _silo.Clock.RoundAsync();
        Assert.Equal(Expected, await PapersAsync());

        await RestartAsync();
        _time.Advance(TimeSpan.FromDays(300));
        await _silo.Clock.RoundAsync();
        Assert.Equal(Expected, await PapersAsync());

        // Nothing was given in the year after.
        _time.Advance(TimeSpan.FromDays(200));
        await _silo.Clock.RoundAsync();
        Assert.Equal(Expected, await PapersAsync());
    }

    [Fact]
    public async Task Two_silos_that_make_them_at_once_make_each_once()
    {
        _time.Advance(TimeSpan.FromDays(365));
        await using var second = await SmallSilo.StartAsync(_database.Database, _time);
        await Task.WhenAll(_silo.Clock.RoundAsync(), second.Clock.RoundAsync());
        Assert.Equal(Expected, await PapersAsync());
    }

    private async Task RestartAsync()
    {
        await _silo.KillAsync();
        await _silo.DisposeAsync();
        _run.Silo = _silo = await SmallSilo.StartAsync(_database.Database, _time);
    }

    /// <summary>The yearly papers that there are, each as its kind, its year and its donor.</summary>
    private async Task<IEnumerable<string>> PapersAsync()
    {
        var gifts = _silo.Services.GetRequiredService<DonationQueries>();
        var all = (await gifts.AboutAsync<DocumentTerms>("document", Cast.Pole.Text)).Concat(await gifts.AboutAsync<DocumentTerms>("document", Cast.Workshop.Text));

        return all.Where(paper => paper.Kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation or DocumentKind.PoleReport or DocumentKind.ReceiptDeclaration)
            .DistinctBy(paper => paper.Id)
            .Select(paper =>
            {
                using var content = System.Text.Json.JsonDocument.Parse(paper.Content);
                var donor = content.RootElement.TryGetProperty("donor", out var whose) ? whose.GetProperty("id").GetString() : "-";
                return $"{paper.Kind.Code()} {content.RootElement.GetProperty("year").GetInt32()} {donor}";
            })
            .Order(StringComparer.Ordinal);
    }
}
