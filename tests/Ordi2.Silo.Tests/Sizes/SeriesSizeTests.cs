using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Xunit.Abstractions;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Sizes;

/// <summary>A series of the numbers of a year in a big workshop.</summary>
public sealed class SeriesSizeTests(SiloFixture silo, ITestOutputHelper output) : IClassFixture<SiloFixture>
{
    private const int Numbers = 45_000;
    private const string Id = "CE-2027-atelier-nord";
    private static readonly OpenSeries Opening = new(DocumentKind.ErasureCertificate, Cast.Workshop, 2027);

    [Fact]
    public async Task A_long_series_is_taken_up_where_it_stands_and_no_number_of_it_is_read_again()
    {
        await FillAsync();

        // Whoever reads the whole history fails.
        silo.Ledger.Break($"series/{Id}");
        var series = silo.Grains.GetGrain<ISeriesGrain>($"series/{Id}");
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(Numbers, (await series.GetAsync())!.Last);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Activation of a series of {Numbers} numbers: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms."));

        Assert.Equal("CE-2027-000017-atelier-nord", (await DoneAsync(series.NumberAsync(Opening, "machine/M17/5", Cast.System))).Text);
        Assert.Equal("CE-2027-045001-atelier-nord", (await DoneAsync(series.NumberAsync(Opening, "machine/N/5", Cast.System))).Text);
        await silo.ForgetAsync(series);
        Assert.Equal("CE-2027-045001-atelier-nord", (await DoneAsync(series.NumberAsync(Opening, "machine/N/5", Cast.System))).Text);
        Assert.Equal("CE-2027-045002-atelier-nord", (await DoneAsync(series.NumberAsync(Opening, "machine/O/5", Cast.System))).Text);
    }

    /// <summary>The history as the grain would have written it, a thousand numbers at a time.</summary>
    private async Task FillAsync()
    {
        var ledger = silo.Services.GetRequiredService<ILedger>();
        var end = await AppendAsync(ledger, StreamEnd.Empty, [Event("series.opened.v1", new { kind = "ERASURE_CERTIFICATE", issuer = Cast.Workshop, year = 2027 })], 0, []);

        foreach (var some in Enumerable.Range(1, Numbers).Chunk(1_000))
        {
            end = await AppendAsync(
                ledger,
                end,
                [.. some.Select(number => Event("series.number-taken.v1", new { number, purpose = $"machine/M{number}/5" }))],
                some[^1],
                [.. some.Select(number => new NumberFor($"machine/M{number}/5", number))]);
        }
    }

    private Task<StreamEnd> AppendAsync(ILedger ledger, StreamEnd end, NewEvent[] events, int last, NumberFor[] numbers)
    {
        var version = end.Seq + events.Length;
        var terms = new SeriesTerms { Id = new(Id), Kind = DocumentKind.ErasureCertificate, Issuer = Cast.Workshop, Year = 2027, Last = last, Version = version };
        return ledger.AppendAsync(new Append
        {
            Stream = $"series/{Id}",
            Expected = end,
            Events = [.. events],
            RecordedAt = silo.Clock.GetUtcNow(),
            Actor = "system",
            Organisation = Cast.Workshop.Text,
            Device = "documents",
            Aggregate = new AggregateRow("series", Id, "OPEN", [], JsonSerializer.Serialize(terms, WireJson.Options), version) { Numbers = [.. numbers] },
        });
    }

    private NewEvent Event(string type, object data) =>
        new(type, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(data, WireJson.Options)), silo.Clock.GetUtcNow(), ClientEventId: null);
}
