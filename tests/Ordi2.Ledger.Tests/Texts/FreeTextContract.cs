using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Texts;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using Ordi2.Ledger.Texts;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Texts;

public sealed class SqliteFreeTextTests : FreeTextContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();
}

public sealed class PostgresFreeTextTests : FreeTextContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();
}

/// <summary>What people typed can be erased, and nothing else can: the chain says the same before and after.</summary>
public abstract class FreeTextContract : IAsyncLifetime
{
    private const string Typed = "Voir M. Dupont, 06 12 34 56 78";
    private static readonly DateTimeOffset Later = Noon.AddYears(5);

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    private FreeTextStore Store => Get<FreeTextStore>();

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    [Fact]
    public async Task What_was_erased_is_nowhere_and_the_event_says_when_and_every_chain_and_seal_is_right()
    {
        var stream = await WriteAsync("o1");
        await Get<Seals>().SealAsync();
        Assert.Contains("Dupont", await DumpAsync(), StringComparison.Ordinal);

        Assert.Equal(1, await Store.EraseAsync("o1", Noon.AddSeconds(1), Later));

        Assert.DoesNotContain("Dupont", await DumpAsync(), StringComparison.Ordinal);
        await Test.RestartAsync();
        Assert.Equal($$"""{"code":"autre","reason":"{{ErasedText.Say(Later)}}"}""", await ToldAsync(stream));
        Assert.Empty((await Get<Verifier>().RunAsync(everySeal: true)).Flaws);
        Assert.DoesNotContain("Dupont", await ExportAsync(), StringComparison.Ordinal);

        // Asked again, nothing is left to erase; and the stream goes on.
        Assert.Equal(0, await Store.EraseAsync("o1", Noon.AddSeconds(1), Later.AddDays(1)));
        await Test.Ledger.AppendAsync(Written(stream, (await Test.Ledger.ReadAsync(stream)).End));
        Assert.Equal(2, (await Test.Ledger.ReadAsync(stream)).Events.Length);
    }

    [Fact]
    public async Task What_another_organisation_typed_and_what_is_recorded_later_stays()
    {
        var (theirs, ours) = (await WriteAsync("o2"), await WriteAsync("o1"));

        Assert.Equal(0, await Store.EraseAsync("o1", Noon, Later));
        Assert.Equal(1, await Store.EraseAsync("o1", Noon.AddSeconds(1), Later));

        Assert.Contains(Typed, await ToldAsync(theirs), StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, await ToldAsync(ours), StringComparison.Ordinal);
        Assert.Equal(["o2"], (await Store.OrganisationsAsync()).AsEnumerable());
    }

    [Fact]
    public async Task What_lists_may_still_show_is_remembered_until_they_do_not()
    {
        var stream = await WriteAsync("o1");
        Assert.Empty(await Store.ShownAsync());

        await Store.EraseAsync("o1", Noon.AddSeconds(1), Later);
        await Test.RestartAsync();
        Assert.Equal([stream], (await Store.ShownAsync()).AsEnumerable());

        await Store.HiddenAsync(stream);
        Assert.Empty(await Store.ShownAsync());
    }

    [Theory]
    [InlineData("update event_text set body = replace(body, 'Dupont', 'Durand')")]
    [InlineData("delete from event_text")]
    public async Task A_text_that_somebody_changed_or_took_away_is_a_flaw(string forgery)
    {
        var stream = await WriteAsync("o1");
        Assert.Empty((await Get<Verifier>().RunAsync()).Flaws);

        await Test.ExecuteAsync(forgery);

        Assert.Equal((stream, 1), Assert.Single((await Get<Verifier>().RunAsync()).Flaws) is var flaw ? (flaw.Stream, flaw.Seq) : default);
    }

    [Fact]
    public async Task Somebody_who_types_what_looks_like_our_mark_in_another_field_raises_no_alarm_and_reads_it_again()
    {
        const string Data = """{"code":"§texte:0:abc","reason":"-","also":["§texte:"]}""";
        var stream = $"machine/{NewMachine()}";
        await Test.Ledger.AppendAsync(Written(stream, StreamEnd.Empty) with
        {
            Events = [Event("machine.hold-placed.v1", Data, Guid.CreateVersion7()) with { FreeText = ["reason"] }],
        });

        Assert.Empty((await Get<Verifier>().RunAsync()).Flaws);
        Assert.Equal(Data, await ToldAsync(stream));
    }

    private static Append Written(string stream, StreamEnd end, string organisation = "o1") => new()
    {
        Stream = stream,
        Expected = end,
        Events = [Event("machine.hold-placed.v1", $$"""{"code":"autre","reason":"{{Typed}}"}""", Guid.CreateVersion7()) with { FreeText = ["reason"] }],
        RecordedAt = Noon,
        Actor = "p1",
        Organisation = organisation,
        Device = "d1",
    };

    private async Task<string> WriteAsync(string organisation)
    {
        var stream = $"machine/{NewMachine()}";
        await Test.Ledger.AppendAsync(Written(stream, StreamEnd.Empty, organisation));
        return stream;
    }

    private async Task<string> ToldAsync(string stream) => Encoding.UTF8.GetString((await Test.Ledger.ReadAsync(stream)).Events[0].Told.Span);

    private async Task<string> ExportAsync()
    {
        using var output = new MemoryStream();
        await Get<Export>().RunAsync(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>All that the tables of the journal hold.</summary>
    private async Task<string> DumpAsync()
    {
        await using var connection = await Test.OpenAsync();
        return string.Join('\n', (await connection.QueryAsync<string>("select cast(data as text) from event union all select coalesce(body, '') from event_text")).ToArray());
    }

    private T Get<T>()
        where T : notnull => Test.Services.GetRequiredService<T>();
}
