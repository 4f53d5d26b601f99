using System.Diagnostics.Metrics;

namespace Ordi2.Silo.Clocks;

/// <summary>What the clock of a silo did, for those who watch it.</summary>
public sealed class ClockMetrics
{
    public const string MeterName = "Ordi2.Silo";

    private readonly Counter<long> _rounds;
    private readonly Counter<long> _roundsFailed;
    private readonly Counter<long> _woken;
    private readonly Counter<long> _notWoken;
    private readonly Counter<long> _commands;
    private readonly Counter<long> _retold;
    private readonly Counter<long> _notRetold;
    private readonly Histogram<double> _duration;
    private readonly Gauge<int> _open;

    public ClockMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _rounds = meter.CreateCounter<long>("ordi2.clock.rounds", "{round}", "Rounds of the clock that came to their end.");
        _roundsFailed = meter.CreateCounter<long>("ordi2.clock.rounds.failed", "{round}", "Rounds of the clock that failed; the next one asks again.");
        _woken = meter.CreateCounter<long>("ordi2.clock.woken", "{grain}", "Grains woken because their moment had come.");
        _notWoken = meter.CreateCounter<long>("ordi2.clock.woken.failed", "{grain}", "Grains that could not be woken; the next round tries again.");
        _commands = meter.CreateCounter<long>("ordi2.clock.commands", "{command}", "Commands that the system carried out because their moment had come.");
        _retold = meter.CreateCounter<long>("ordi2.untold.retold", "{fact}", "Untold facts that the clock told.");
        _notRetold = meter.CreateCounter<long>("ordi2.untold.failed", "{fact}", "Untold facts that the clock could not tell; the next round tries again.");
        _duration = meter.CreateHistogram<double>("ordi2.clock.round.duration", "s", "How long a round of the clock took.");
        _open = meter.CreateGauge<int>("ordi2.processes.open", "{process}", "Processes that the last round of the clock found open.");

        // What never happened is a zero on the page: an alarm cannot tell a missing line from a missing process.
        foreach (var counter in new[] { _rounds, _roundsFailed, _woken, _notWoken, _commands, _retold, _notRetold })
        {
            counter.Add(0);
        }
    }

    /// <param name="took">How long it took.</param>
    /// <param name="commands">How many commands of the system were carried out.</param>
    public void Round(TimeSpan took, int commands)
    {
        _duration.Record(took.TotalSeconds);
        _rounds.Add(1);
        _commands.Add(commands);
    }

    public void RoundFailed() => _roundsFailed.Add(1);

    public void Woken() => _woken.Add(1);

    public void NotWoken() => _notWoken.Add(1);

    public void Retold() => _retold.Add(1);

    public void NotRetold() => _notRetold.Add(1);

    public void OpenProcesses(int count) => _open.Record(count);
}
