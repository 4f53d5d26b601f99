using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Tests.Support;

/// <summary>Machines that do what a test tells them: faults that a real one shows too seldom.</summary>
internal sealed class FakeGrains
{
    private readonly ConcurrentDictionary<string, Func<ImmutableArray<Scan>, Caller, Task<ImmutableArray<ScanReceipt>>>> _machines = new(StringComparer.Ordinal);

    /// <summary>What each machine was asked, in order.</summary>
    public ConcurrentQueue<(string Key, ImmutableArray<Scan> Scans, Caller Caller)> Asked { get; } = [];

    /// <summary>What every grain throws that is not a machine.</summary>
    public Exception Failure { get; set; } = new NotSupportedException("No test asks for this grain.");

    public void Machine(string label, Func<ImmutableArray<Scan>, Caller, Task<ImmutableArray<ScanReceipt>>> answer) => _machines[$"machine/{label}"] = answer;

    /// <summary>The factory that the web asks. A proxy and no class: the official interface has more members than the part that we use.</summary>
    public IGrainFactory AsFactory()
    {
        var factory = DispatchProxy.Create<IGrainFactory, Factory>();
        ((Factory)factory).Grains = this;
        return factory;
    }

    public static ScanReceipt Accepted(Scan scan, string machine) => new()
    {
        ScanId = scan.ScanId,
        Outcome = Outcome.Accepted,
        Machine = new(machine),
        Status = MachineStatus.Received,
        Version = 1,
    };

#pragma warning disable CA1852 // DispatchProxy derives from it.
    internal class Factory : DispatchProxy
#pragma warning restore CA1852
    {
        public FakeGrains? Grains { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod is { Name: nameof(IGrainFactory.GetGrain), IsGenericMethod: true } && args?[0] is string key
            && targetMethod.GetGenericArguments()[0] == typeof(IMachineGrain)
                ? new FakeMachine(Grains!, key)
                : throw Grains!.Failure;
    }

    private sealed class FakeMachine(FakeGrains grains, string key) : IMachineGrain
    {
        public Task RetellAsync(long fromSeq, long toSeq) => Task.CompletedTask;

        public Task SettleAsync(Taking taken) => Task.CompletedTask;

        public Task<ImmutableArray<DocumentTerms>> SheetsAsync() => Task.FromResult(ImmutableArray<DocumentTerms>.Empty);

        public Task<int> WakeAsync() => Task.FromResult(0);

        public Task ForgetTextsAsync() => Task.CompletedTask;

        public Task<MachineLook> LookAsync(Caller caller) => Task.FromResult(new MachineLook());

        public Task<ImmutableArray<ScanReceipt>> ScanAsync(ImmutableArray<Scan> scans, Caller caller)
        {
            grains.Asked.Enqueue((key, scans, caller));

            return grains._machines.TryGetValue(key, out var answer)
                ? answer(scans, caller)
                : Task.FromResult<ImmutableArray<ScanReceipt>>([.. scans.Select(scan => Accepted(scan, key["machine/".Length..]))]);
        }
    }
}
