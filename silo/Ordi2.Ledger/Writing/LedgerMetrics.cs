using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ordi2.Ledger.Writing;

/// <summary>What the writer of a process did, for those who watch it.</summary>
internal sealed class LedgerMetrics
{
    public const string MeterName = "Ordi2.Ledger";

    private readonly Counter<long> _appends;
    private readonly Counter<long> _events;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _groups;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _unanswered;
    private readonly Histogram<int> _size;
    private readonly Histogram<double> _duration;

    public LedgerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _appends = meter.CreateCounter<long>("ordi2.ledger.appends", "{append}", "Appends that are durable.");
        _events = meter.CreateCounter<long>("ordi2.ledger.events", "{event}", "Events that are durable.");
        _refusals = meter.CreateCounter<long>("ordi2.ledger.refusals", "{refusal}", "Refused scans and commands that were written down.");
        _groups = meter.CreateCounter<long>("ordi2.ledger.groups", "{group}", "Groups that were committed.");
        _refused = meter.CreateCounter<long>("ordi2.ledger.groups.refused", "{group}", "Groups that the database refused as a whole; what was not at fault was tried again.");
        _unanswered = meter.CreateCounter<long>("ordi2.ledger.groups.unanswered", "{group}", "Groups whose commit nobody answered; the callers repeat.");
        _size = meter.CreateHistogram<int>("ordi2.ledger.group.size", "{part}", "Appends, refusals and tellings in one committed group.");
        _duration = meter.CreateHistogram<double>("ordi2.ledger.commit.duration", "s", "From the first statement of a committed group to the answer to its commit.");

        // What never happened is a zero on the page: an alarm cannot tell a missing line from a missing process.
        foreach (var counter in new[] { _appends, _events, _refusals, _groups, _refused, _unanswered })
        {
            counter.Add(0);
        }
    }

    /// <param name="group">Which is durable.</param>
    /// <param name="started">Timestamp of the stopwatch when it began.</param>
    public void Committed(Group group, long started)
    {
        _duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        _size.Record(group.Parts.Count);
        _groups.Add(1);
        _appends.Add(group.Parts.Count - group.Refusals.Count - group.Told.Count);
        _events.Add(group.Events.Count);
        _refusals.Add(group.Refusals.Count);
    }

    public void Refused() => _refused.Add(1);

    public void Unanswered() => _unanswered.Add(1);
}
