using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Ordi2.Embedded.Tests;

[GenerateSerializer]
internal sealed class Bag
{
    [Id(0)]
    public List<string> Items { get; set; } = [];

    [Id(1)]
    public Bag? Other { get; set; }

    public string? NotSent { get; set; }
}

[GenerateSerializer, Immutable]
internal sealed record Ticket([property: Id(0)] string Text, [property: Id(1)] ImmutableArray<int> Numbers);

internal sealed record Unsendable(string Text);

internal interface IWorkGrain : IGrainWithStringKey
{
    Task<int> Count();

    Task Work(string name);

    [ReadOnly]
    Task Look(string name);

    [AlwaysInterleave]
    Task Glance(string name);

    [OneWay]
    Task Hint(string name);

    Task Fail(string message);

    Task<Bag> Keep(Bag bag, IReadOnlyList<Bag> more);

    Task<Bag> Kept();

    Task<Ticket> Show(Ticket ticket);

    Task Send(Unsendable value);

    Task<object> Anything(object value);

    Task<string> CallThrough(IReadOnlyList<string> path);

    Task<string> Who();

    Task<string> Class();

    Task Leave(bool afterError);

    Task Wait(CancellationToken cancellationToken);

    Task<bool> LeavesWithTaskRun();

    Task Unsafe();
}

internal class WorkGrain(Journal journal) : Grain, IWorkGrain
{
    private readonly Guid _self = Guid.NewGuid();
    private int _count;
    private int _inside;
    private Bag _bag = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        journal.Add($"activating {this.GetPrimaryKeyString()}");
        if (this.GetPrimaryKeyString().Contains("slow", StringComparison.Ordinal))
        {
            await journal.Gate("activation");
        }

        if (this.GetPrimaryKeyString().Contains("broken", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("It does not start.");
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add($"deactivating {this.GetPrimaryKeyString()} {reason.ReasonCode}");
        if (this.GetPrimaryKeyString().Contains("clingy", StringComparison.Ordinal))
        {
            await journal.Gate("deactivation");
        }

        journal.Add($"gone {this.GetPrimaryKeyString()}");
    }

    public Task<int> Count() => Task.FromResult(_count);

    public async Task Work(string name)
    {
        journal.Add($"begin {name}");
        await journal.Gate(name);
        journal.Add($"end {name}");
    }

    public Task Look(string name) => Work(name);

    public Task Glance(string name) => Work(name);

    public async Task Hint(string name)
    {
        await Work(name);
        throw new InvalidOperationException("Nobody hears this.");
    }

    public async Task Fail(string message)
    {
        await Task.Yield();
        throw new InvalidDataException(message);
    }

    public Task<Bag> Keep(Bag bag, IReadOnlyList<Bag> more)
    {
        _bag = bag;
        _bag.Items.AddRange(more.SelectMany(m => m.Items));
        return Task.FromResult(_bag);
    }

    public Task<Bag> Kept() => Task.FromResult(_bag);

    public Task<Ticket> Show(Ticket ticket) => Task.FromResult(ticket);

    public Task Send(Unsendable value) => Task.CompletedTask;

    public Task<object> Anything(object value) => Task.FromResult(value);

    public async Task<string> CallThrough(IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        await Task.Yield();
        return path.Count == 0
            ? this.GetPrimaryKeyString()
            : await GrainFactory.GetGrain<IWorkGrain>(path[0], GetType().FullName).CallThrough(path.Skip(1).ToArray());
    }

    public Task<string> Who() => Task.FromResult(_self.ToString());

    public Task<string> Class() => Task.FromResult(GetType().FullName!);

    public Task Leave(bool afterError)
    {
        DeactivateOnIdle();
        return afterError ? throw new InvalidOperationException("left") : Task.CompletedTask;
    }

    public async Task Wait(CancellationToken cancellationToken)
    {
        journal.Add("waiting");
        await journal.Gate("wait");
        journal.Add($"waited {cancellationToken.IsCancellationRequested}");
    }

    public async Task<bool> LeavesWithTaskRun()
    {
        var inside = TaskScheduler.Current;
        var outside = await Task.Run(() => TaskScheduler.Current);
        return ReferenceEquals(outside, TaskScheduler.Default) && ReferenceEquals(TaskScheduler.Current, inside);
    }

    public async Task Unsafe()
    {
        for (var i = 0; i < 10; i++)
        {
            if (Interlocked.Increment(ref _inside) != 1)
            {
                throw new InvalidOperationException("Two turns at once.");
            }

            var before = _count;
            Interlocked.Decrement(ref _inside);
            await Task.Yield();
            _count = before + 1;
        }
    }
}

[Reentrant]
internal sealed class OpenWorkGrain(Journal journal) : WorkGrain(journal);
