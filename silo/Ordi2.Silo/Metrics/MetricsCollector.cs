using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Ordi2.Silo.Metrics;

/// <summary>Listens to the meters of this process and writes them down as Prometheus reads them.</summary>
internal sealed class MetricsCollector : IDisposable
{
    private static readonly string[] MetersOfTheRuntime = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    // The rest of what ASP.NET says of a request (scheme, protocol version) is the same for all of them here.
    private static readonly HashSet<string> LabelsOfRequests =
        new(StringComparer.Ordinal) { "http.request.method", "http.route", "http.response.status_code" };

    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<LabelKey, Series>> _instruments = new();
    private readonly MeterListener _listener;

    public MetricsCollector(IMeterFactory meters)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                // Another host in the same process has meters of the same names.
                if (IsShown(instrument.Meter) && (instrument.Meter.Scope is null || instrument.Meter.Scope == meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };

        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Record(instrument, (double)value, tags));
        _listener.Start();
    }

    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();

        foreach (var sameName in _instruments.GroupBy(pair => NameOf(pair.Key), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var instrument = sameName.First().Key;
            text.Append("# HELP ").Append(sameName.Key).Append(' ').Append(instrument.Description?.ReplaceLineEndings(" ")).Append('\n');
            text.Append("# TYPE ").Append(sameName.Key).Append(' ').Append(KindOf(instrument)).Append('\n');

            foreach (var (key, series) in sameName.SelectMany(pair => pair.Value))
            {
                series.Write(text, sameName.Key, Labels.Of(key.Tags));
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsShown(Meter meter) =>
        meter.Name.StartsWith("Ordi2.", StringComparison.Ordinal) || MetersOfTheRuntime.Contains(meter.Name, StringComparer.Ordinal);

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = new LabelKey(Kept(instrument, tags));
        var lines = _instruments.GetOrAdd(instrument, static _ => new());

        if (!lines.TryGetValue(key, out var series))
        {
            series = lines.GetOrAdd(key, static (_, instrument) => MakeSeries(instrument), instrument);
        }

        series.Record(value);
    }

    private static KeyValuePair<string, object?>[] Kept(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!instrument.Name.StartsWith("http.server.", StringComparison.Ordinal))
        {
            return [.. tags];
        }

        var kept = new List<KeyValuePair<string, object?>>(LabelsOfRequests.Count);

        foreach (var tag in tags)
        {
            if (LabelsOfRequests.Contains(tag.Key))
            {
                kept.Add(tag);
            }
        }

        return [.. kept];
    }

    private static Series MakeSeries(Instrument instrument) => KindOf(instrument) switch
    {
        "histogram" => Histogram.Of(instrument.Unit),
        "gauge" when instrument.GetType().Name.StartsWith("UpDownCounter", StringComparison.Ordinal) => new Sum(),
        "counter" when !instrument.IsObservable => new Sum(),
        _ => new Last(),
    };

    private static string KindOf(Instrument instrument) =>
        instrument.GetType().Name is var kind && kind.StartsWith("Histogram", StringComparison.Ordinal) ? "histogram"
        : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? "counter"
        : "gauge";

    private static string NameOf(Instrument instrument)
    {
        var name = Labels.Name(instrument.Name);
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => string.Empty };
        var withUnit = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;

        return KindOf(instrument) is "counter" ? withUnit + "_total" : withUnit;
    }
}
