using System.Collections.Concurrent;
using System.Reflection;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;
using Ordi2.Silo.Machines;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Streams;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Machines;

/// <summary>Somebody looks at a machine while others work with it.</summary>
public sealed class MachineLookTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Whoever_looks_while_a_scan_is_written_waits_for_nothing_and_is_told_of_the_machine_as_it_was()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        var held = silo.Ledger.HoldTheNextAppend($"machine/{machine}");
        var scan = silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        await held.Reached.WaitAsync(Patience);

        var before = await silo.Machine(machine).LookAsync(Cast.Operator).WaitAsync(Patience);
        held.Release();
        Assert.Equal(MachineStatus.Triaged, (await scan).Status);

        Assert.Null(WhyNot(before, "triage"));
        Assert.Equal("wrong-status", WhyNot(await silo.Machine(machine).LookAsync(Cast.Operator), "triage")?.Code);
    }

    [Fact]
    public async Task Of_all_the_steps_of_a_role_each_other_grain_is_asked_once()
    {
        var territory = await Territory.AtAsync(silo);
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        var history = await new EventStream<MachineEvent>(silo.Ledger, $"machine/{machine}").LookAsync();
        var placed = Machine.Fold(
            [.. history, new(history.Length + 1, new PlacedWithPartner(new LoanId("L-1"), territory.Epn, territory.Partner, "p1", Derogation: false), history[^1].From)]);
        var grains = DispatchProxy.Create<IGrainFactory, CountingGrains>();
        var counting = (CountingGrains)grains;
        counting.Real = silo.Grains;

        var look = await MachineLooks.OfAsync(
            placed, machine, Territory.Coordinator, new Informant(grains, new OrganisationDirectory(grains, silo.Clock), new NoLookup()), silo.Clock.GetUtcNow());

        // Three steps at least need to know the loan.
        Assert.True(look.Steps.Count(step => step.Step is "report-missing" or "report-theft" or "tell-complaint" or "request-return" or "receive-return") >= 3);
        Assert.Equal(1, counting.Asked["loan/L-1"]);
        Assert.All(counting.Asked, asked => Assert.Equal(1, asked.Value));
    }

    private static Refusal? WhyNot(MachineLook look, string step) => Assert.Single(look.Steps, next => next.Step == step).Why;

    /// <summary>Counts who is asked for. A proxy and no class: the official interface has more members than the part that we use.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it.
    internal class CountingGrains : DispatchProxy
#pragma warning restore CA1852
    {
        public IGrainFactory? Real { get; set; }

        public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (args?[0] is string key)
            {
                Asked.AddOrUpdate(key, 1, (_, times) => times + 1);
            }

            return targetMethod!.Invoke(Real, args);
        }
    }

    private sealed class NoLookup : IMachineLookup
    {
        public ValueTask<MachineId?> LabelLeadsToAsync(MachineId label) => new(default(MachineId?));

        public ValueTask<Refusal?> WhyNoMachineAsync(MachineId label) => new(default(Refusal));

        public ValueTask<global::System.Collections.Immutable.ImmutableArray<MachineId>> SameSerialAsync(string serial, MachineId except) =>
            new(global::System.Collections.Immutable.ImmutableArray<MachineId>.Empty);
    }
}
