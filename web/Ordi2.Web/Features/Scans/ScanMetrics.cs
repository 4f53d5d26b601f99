using System.Diagnostics.Metrics;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Features.Scans;

/// <summary>How many scans came, by what became of them.</summary>
internal sealed class ScanMetrics(IMeterFactory meters)
{
    public const string MeterName = "Ordi2.Web";

    private static readonly KeyValuePair<string, object?>[] Tags =
        [.. Enum.GetValues<Outcome>().Select(outcome => new KeyValuePair<string, object?>("outcome", ScanAnswerWriter.NameOf(outcome)))];

    private readonly Counter<long> _scans = meters.Create(MeterName).CreateCounter<long>("ordi2.scans", "{scan}", "Scans answered, by outcome.");

    public void Count(ReadOnlySpan<Answer> answers)
    {
        if (!_scans.Enabled)
        {
            return;
        }

        Span<int> counts = stackalloc int[Tags.Length];

        foreach (ref readonly var answer in answers)
        {
            counts[(int)(answer.Receipt?.Outcome ?? Outcome.Refused)]++;
        }

        for (var outcome = 0; outcome < counts.Length; outcome++)
        {
            if (counts[outcome] > 0)
            {
                _scans.Add(counts[outcome], Tags[outcome]);
            }
        }
    }
}
