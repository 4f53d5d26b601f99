using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>The life of one machine as a test tells it: who did what, and what came of it. Every step goes through the real decision.</summary>
internal sealed class Story
{
    private readonly List<Recorded<MachineEvent>> _history = [];
    private int _scans;

    /// <summary>Hears every question that the stories of this test ask.</summary>
    public static AsyncLocal<Action<Case>?> Listener { get; } = new();

    public World World { get; private set; } = new();

    public Machine Machine { get; private set; } = Machine.Unknown;

    public DateTimeOffset Now { get; private set; } = World.Start;

    public IReadOnlyList<Recorded<MachineEvent>> History => _history;

    /// <summary>The facts of the last step that was accepted.</summary>
    public ImmutableArray<MachineEvent> Facts { get; private set; } = [];

    public Guid LastScan { get; private set; }

    /// <summary>From here on the world is another.</summary>
    public Story In(Func<World, World> change)
    {
        World = change(World);
        return this;
    }

    public Story After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>The step is accepted: its facts are written down.</summary>
    public Story When(Caller who, MachineCommand command, DateTimeOffset? occurredAt = null, SiteId? site = null)
    {
        switch (Ask(who, command, occurredAt, site))
        {
            case Accept<MachineEvent> accepted:
                Write(accepted.Events, who, occurredAt ?? Now);
                return this;

            case Refuse<MachineEvent> refused:
                Assert.Fail($"{command.GetType().Name} by {who.Role} on a machine that is {Machine.Status} was refused: {refused.Reason.Code} ({string.Join(", ", refused.Reason.Arguments)}).");
                return this;

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The step is refused: why.</summary>
    public Refusal Refused(Caller who, MachineCommand command, DateTimeOffset? occurredAt = null, SiteId? site = null)
    {
        var decision = Ask(who, command, occurredAt, site);
        return decision is Refuse<MachineEvent> refused
            ? refused.Reason
            : throw new Xunit.Sdk.XunitException($"{command.GetType().Name} was not refused: {string.Join(", ", ((Accept<MachineEvent>)decision).Events)}.");
    }

    /// <summary>The step is kept for a person: why.</summary>
    public Refusal Held(Caller who, MachineCommand command, DateTimeOffset? occurredAt = null)
    {
        var status = Machine.Status;
        When(who, command, occurredAt);
        var held = Assert.IsType<ScanHeld>(Facts[0]);
        Assert.Equal(status, Machine.Status);
        return held.Reason;
    }

    public void RefusedAs(string code, Caller who, MachineCommand command) => Assert.Equal(code, Refused(who, command).Code);

    public Story Is(MachineStatus status)
    {
        Assert.Equal(status, Machine.Status);
        return this;
    }

    public Story Found(string finding)
    {
        Assert.Contains(Facts.OfType<FindingRaised>(), found => found.Code == finding);
        return this;
    }

    public T Fact<T>()
        where T : MachineEvent => Assert.Single(Facts.OfType<T>());

    public Decision<MachineEvent> Ask(Caller who, MachineCommand command, DateTimeOffset? occurredAt = null, SiteId? site = null)
    {
        LastScan = new Guid(++_scans, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
        var scan = new Scan(LastScan, occurredAt ?? Now, site, command);
        var around = World.Around(who.Organisation);
        Listener.Value?.Invoke(new Case(Machine, World.Machine, scan, who, around, Now));
        return MachineDecision.Decide(Machine, World.Machine, scan, who, around, Now);
    }

    /// <summary>Writes facts down as the grain does: the first one carries the id of the scan.</summary>
    public void Write(ImmutableArray<MachineEvent> facts, Caller who, DateTimeOffset occurredAt, bool ofAScan = true)
    {
        foreach (var fact in facts)
        {
            var first = ReferenceEquals(fact, facts[0]);
            var from = new Provenance(occurredAt, Now, who.Person, who.Organisation, who.Device, ofAScan && first ? LastScan : null);
            var recorded = new Recorded<MachineEvent>(_history.Count + 1, fact, from);
            _history.Add(recorded);
            Machine = fact is EventCorrected ? Machine.Fold(_history) : Machine.Evolve(recorded);
        }

        Facts = facts;
        Now += TimeSpan.FromSeconds(30);
    }
}
