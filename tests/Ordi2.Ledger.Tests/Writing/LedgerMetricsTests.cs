using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Writing;

public sealed class LedgerMetricsTests : IAsyncLifetime, IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _seen = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private TestLedger _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestLedger.SqliteAsync();
        var meters = _database.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Ordi2.Ledger" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => See(instrument, value));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => See(instrument, value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => See(instrument, value));
        _listener.Start();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task What_never_happened_is_a_zero_from_the_start()
    {
        await _database.Ledger.AppendAsync(Samples.Scan(Samples.NewMachine()));

        Assert.Equal([0], _seen["ordi2.ledger.groups.refused"]);
        Assert.Equal([0], _seen["ordi2.ledger.groups.unanswered"]);
    }

    [Fact]
    public async Task Appends_events_refusals_and_groups_are_counted_when_they_are_durable()
    {
        var machine = Samples.NewMachine();
        await _database.Ledger.AppendAsync(Samples.Scan(machine) with { Events = [Samples.Event(), Samples.Event(id: Guid.CreateVersion7())] });
        await _database.Ledger.RecordRefusalAsync(Samples.Refusal($"machine/{machine}"));

        Assert.Equal(1, Sum("appends"));
        Assert.Equal(2, Sum("events"));
        Assert.Equal(1, Sum("refusals"));
        Assert.Equal(2, Sum("groups"));
        Assert.Equal([1, 1], _seen["ordi2.ledger.group.size"]);
        Assert.All(_seen["ordi2.ledger.commit.duration"], seconds => Assert.InRange(seconds, double.Epsilon, 600));
        Assert.Equal(2, _seen["ordi2.ledger.commit.duration"].Count);
    }

    [Fact]
    public async Task A_group_that_the_database_refuses_is_counted_and_its_appends_are_not()
    {
        var machine = Samples.NewMachine();
        await _database.Ledger.AppendAsync(Samples.Scan(machine));

        // The same place in the stream once more.
        await Assert.ThrowsAnyAsync<Exception>(() => _database.Ledger.AppendAsync(Samples.Scan(machine)));

        Assert.Equal(1, Sum("groups.refused"));
        Assert.Equal(1, Sum("appends"));
        Assert.Equal(1, Sum("groups"));
    }

    [Fact]
    public async Task However_many_come_at_once_the_sizes_of_the_groups_add_up()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _database.Ledger.AppendAsync(Samples.Scan(Samples.NewMachine()))));

        Assert.Equal(200, Sum("appends"));
        Assert.Equal(200, Sum("group.size"));
        Assert.Equal(Sum("groups"), _seen["ordi2.ledger.group.size"].Count);
    }

    private void See(Instrument instrument, double value) => _seen.GetOrAdd(instrument.Name, _ => new()).Enqueue(value);

    private double Sum(string instrument) => _seen[$"ordi2.ledger.{instrument}"].Sum();
}
