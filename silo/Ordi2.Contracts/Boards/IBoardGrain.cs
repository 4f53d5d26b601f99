using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Boards;

/// <summary>One number of a board.</summary>
/// <param name="Counter">Its name, for example <c>status/READY</c>.</param>
/// <param name="Value">Its value after the change.</param>
[GenerateSerializer, Immutable, Alias("ordi2.board.counter")]
public sealed record CounterValue([property: Id(0)] string Counter, [property: Id(1)] long Value);

/// <summary>What last happened on a board, for the ticker.</summary>
/// <param name="Machine">Which machine.</param>
/// <param name="Step">By which step.</param>
/// <param name="Status">Its status after it.</param>
/// <param name="RecordedAt">When it was written down.</param>
[GenerateSerializer, Immutable, Alias("ordi2.board.event")]
public sealed record BoardEvent(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Step,
    [property: Id(2)] MachineStatus Status,
    [property: Id(3)] DateTimeOffset RecordedAt);

/// <summary>A whole board.</summary>
/// <param name="Scope"><c>national</c>, <c>pole/{id}</c>, <c>organisation/{id}</c> or <c>donation/{id}</c>.</param>
/// <param name="Version">Grows with every change that is pushed, also over a restart.</param>
/// <param name="Counters">Every counter that is not 0, by name.</param>
[GenerateSerializer, Immutable, Alias("ordi2.board.snapshot")]
public sealed record BoardSnapshot(
    [property: Id(0)] string Scope,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<CounterValue> Counters);

/// <summary>What changed on a board since the version before.</summary>
/// <param name="Scope">Which board.</param>
/// <param name="Version">One more than the version before it.</param>
/// <param name="Changes">The counters that changed, with their new values.</param>
/// <param name="Event">What last happened, if one thing did.</param>
[GenerateSerializer, Immutable, Alias("ordi2.board.change")]
public sealed record BoardChange(
    [property: Id(0)] string Scope,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<CounterValue> Changes,
    [property: Id(3)] BoardEvent? Event);

/// <summary>A process that shows boards to browsers.</summary>
[Alias("ordi2.board-watcher")]
public interface IBoardWatcher : IGrainObserver
{
    /// <summary>Told after each change, in order; a lost one is healed by reading the snapshot.</summary>
    /// <param name="change">What changed.</param>
    /// <returns>When it is taken.</returns>
    [Alias("changed"), Orleans.Concurrency.OneWay]
    Task ChangedAsync(BoardChange change);
}

/// <summary>One board. It keeps nothing that matters: the counters stand in the ledger's read tables. The key is <c>board/{scope}</c>.</summary>
[Alias("ordi2.board")]
public interface IBoardGrain : IGrainWithStringKey
{
    /// <summary>A hint that counters of this board changed: it reads them again, at most 10 times a second, while somebody watches.</summary>
    /// <param name="last">What last happened.</param>
    /// <returns>At once.</returns>
    [Alias("hint"), Orleans.Concurrency.OneWay]
    Task HintAsync(BoardEvent? last);

    /// <summary>The board as it is, for somebody who asks once. It is told to nobody else, however often it is asked.</summary>
    /// <returns>The whole board: under a version that the watchers have, with what was counted since.</returns>
    // Beside other calls: it changes nothing of the grain, and who asks often keeps no hint waiting.
    [Alias("read"), Orleans.Concurrency.AlwaysInterleave]
    Task<BoardSnapshot> ReadAsync();

    /// <summary>The board as it is, and every change from now on, for 3 minutes unless renewed.</summary>
    /// <param name="watcher">Who is told.</param>
    /// <returns>The whole board.</returns>
    [Alias("watch")]
    Task<BoardSnapshot> WatchAsync(IBoardWatcher watcher);

    /// <summary>No longer tells this watcher.</summary>
    /// <param name="watcher">Who was told.</param>
    /// <returns>When it is forgotten.</returns>
    [Alias("unwatch")]
    Task UnwatchAsync(IBoardWatcher watcher);
}
