using System.Net;
using System.Text;

namespace Ordi2.Benchmarks.Load;

/// <summary>A server that takes scans, with the connections that are open to it.</summary>
internal sealed class ScanTarget : IDisposable
{
    private readonly List<HttpLane> _lanes = [];
    private readonly List<Func<ValueTask<int>>> _work = [];

    private ScanTarget()
    {
    }

    /// <summary>Opens the connections; each is a device of its own with its own machines.</summary>
    /// <param name="server">Where.</param>
    /// <param name="token">In whose name.</param>
    /// <param name="labels">Labels that the server has not seen.</param>
    /// <param name="connections">How many.</param>
    /// <param name="batch">Scans in a request.</param>
    /// <param name="places">Machines in front of each device; never fewer than scans in a request.</param>
    public static async Task<ScanTarget> OpenAsync(
        IPEndPoint server, string token, LabelRoll labels, int connections, int batch = 1, int places = 20)
    {
        var target = new ScanTarget();
        for (var i = 0; i < connections; i++)
        {
            var lane = await HttpLane.ConnectAsync(server, token);
            var bench = new Workbench(labels, $"bench-{i:D3}", Math.Max(places, batch));
            target._lanes.Add(lane);
            target._work.Add(() => ScanAsync(lane, bench, batch));
        }

        return target;
    }

    public Task<Window> MeasureAsync(TimeSpan warmUp, TimeSpan length) => LoadRun.MeasureAsync(_work, warmUp, length);

    public void Dispose() => _lanes.ForEach(lane => lane.Dispose());

    /// <summary>How many scans of an answer were accepted.</summary>
    public static int Accepted(HttpAnswer answer) =>
        answer.Status == 200 ? answer.Body.Span.Count("\"outcome\":\"accepted"u8) : 0;

    private static async ValueTask<int> ScanAsync(HttpLane lane, Workbench bench, int batch)
    {
        var request = bench.Next(batch);
        var answer = await lane.PostAsync(request);
        return Accepted(answer) == batch
            ? batch
            : throw new BenchmarkException(
                $"""
                A scan was not accepted, so this run measures nothing.
                asked:    {Encoding.UTF8.GetString(request.Span)}
                answered: {answer.Status} {answer.Text}
                """);
    }
}
