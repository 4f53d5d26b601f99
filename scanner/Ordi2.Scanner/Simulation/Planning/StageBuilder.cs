using System.Collections.Immutable;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Scanner.Simulation.Planning;

/// <summary>Collects what happens in one stage and brings it into the order in which it is sent.</summary>
internal sealed class StageBuilder(string name, Chance chance)
{
    /// <summary>Five scans in a hundred are sent twice.</summary>
    private const double RepeatPercent = 5;

    private readonly List<List<PlannedAct>> _chains = [];

    /// <summary>Begins a chain of acts on one aggregate; other chains go on at the same time.</summary>
    public StageBuilder Chain()
    {
        _chains.Add([]);
        return this;
    }

    public StageBuilder Do(Account by, DonationId id, DonationCommand command) => Do(by, "donations", id.Text, command);

    public StageBuilder Do(Account by, RoundId id, RoundCommand command) => Do(by, "rounds", id.Text, command);

    public StageBuilder Do(Account by, CallId id, CallCommand command) => Do(by, "calls", id.Text, command);

    public StageBuilder Do(Account by, DossierId id, DossierCommand command) => Do(by, "dossiers", id.Text, command);

    public StageBuilder Do(Account by, DeliveryId id, DeliveryCommand command) => Do(by, "deliveries", id.Text, command);

    public StageBuilder Do(Account by, LoanId id, LoanCommand command) => Do(by, "loans", id.Text, command);

    public StageBuilder Do(Account by, SessionId id, SessionCommand command) => Do(by, "sessions", id.Text, command);

    public StageBuilder Do(Account by, BatchId id, BatchCommand command) => Do(by, "batches", id.Text, command);

    /// <summary>The last act waits until this moment of the server's day, and is done already where the server's clock was first.</summary>
    public StageBuilder OnceItIs(DateTimeOffset moment)
    {
        _chains[^1][^1] = _chains[^1][^1] with { NotBefore = moment, DoneAlready = "step-not-now" };
        return this;
    }

    /// <summary>The stage, with the next free moment of the plan.</summary>
    public Stage Finish(IEnumerable<Course> courses, ref int tick)
    {
        List<List<PlannedScan>> waves = [];
        var first = tick;
        var last = tick - 1;

        foreach (var course in courses)
        {
            foreach (var (scan, position) in course.Finish(first))
            {
                while (waves.Count <= position)
                {
                    waves.Add([]);
                }

                waves[position].Add(scan);
                last = Math.Max(last, scan.Tick);
            }
        }

        tick = last + 1;
        return new(name, [.. _chains.Where(chain => chain.Count > 0).Select(chain => chain.ToImmutableArray())], WithRepeats(waves));
    }

    /// <summary>A scan is sent again with the wave after its own: its answer was lost, or somebody pulled the trigger twice.</summary>
    private ImmutableArray<ImmutableArray<PlannedScan>> WithRepeats(List<List<PlannedScan>> waves)
    {
        List<List<PlannedScan>> repeats =
        [
            .. waves.Select(wave => wave.Where(_ => chance.Percent(RepeatPercent))
                .Select(scan => scan with { Expected = Expected.Duplicate, Disturbance = Disturbance.Repeated }).ToList()),
        ];

        for (var i = 0; i < repeats.Count; i++)
        {
            if (i + 1 == waves.Count)
            {
                waves.Add([]);
            }

            waves[i + 1].AddRange(repeats[i]);
        }

        return [.. waves.Where(wave => wave.Count > 0).Select(wave => wave.ToImmutableArray())];
    }

    private StageBuilder Do<TCommand>(Account by, string plural, string id, TCommand command)
        where TCommand : class
    {
        var step = CommandCatalog<TCommand>.StepOf(command);
        _chains[^1].Add(new(chance.Id(), by, plural, id, step, step is "create" or "plan" or "register", CommandCatalog<TCommand>.Write(command)));
        return this;
    }
}
