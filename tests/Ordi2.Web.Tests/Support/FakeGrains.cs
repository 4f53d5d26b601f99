using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Tests.Support;

/// <summary>Machines that do what a test tells them: faults that a real one shows too seldom.</summary>
internal sealed class FakeGrains : IGrainFactory
{
    private readonly ConcurrentDictionary<string, Func<ImmutableArray<Scan>, Caller, Task<ImmutableArray<ScanReceipt>>>> _machines = new(StringComparer.Ordinal);

    /// <summary>What each machine was asked, in order.</summary>
    public ConcurrentQueue<(string Key, ImmutableArray<Scan> Scans, Caller Caller)> Asked { get; } = [];

    /// <summary>What every grain throws that is not a machine.</summary>
    public Exception Failure { get; set; } = new NotSupportedException("No test asks for this grain.");

    public void Machine(string label, Func<ImmutableArray<Scan>, Caller, Task<ImmutableArray<ScanReceipt>>> answer) => _machines[$"machine/{label}"] = answer;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        typeof(TGrainInterface) == typeof(IMachineGrain) ? (TGrainInterface)(object)new FakeMachine(this, primaryKey) : throw Failure;

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException("No test asks for a grain by its type.");

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => (TGrainObserverInterface)obj;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
    }

    public static ScanReceipt Accepted(Scan scan, string machine) => new()
    {
        ScanId = scan.ScanId,
        Outcome = Outcome.Accepted,
        Machine = new(machine),
        Status = MachineStatus.Received,
        Version = 1,
    };

    private sealed class FakeMachine(FakeGrains grains, string key) : IMachineGrain
    {
        public Task RetellAsync(long fromSeq) => Task.CompletedTask;

        public Task<ImmutableArray<ScanReceipt>> ScanAsync(ImmutableArray<Scan> scans, Caller caller)
        {
            grains.Asked.Enqueue((key, scans, caller));

            return grains._machines.TryGetValue(key, out var answer)
                ? answer(scans, caller)
                : Task.FromResult<ImmutableArray<ScanReceipt>>([.. scans.Select(scan => Accepted(scan, key["machine/".Length..]))]);
        }
    }
}
