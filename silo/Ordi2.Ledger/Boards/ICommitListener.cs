using System.Collections.Immutable;

namespace Ordi2.Ledger.Boards;

/// <summary>What one committed append changed on the boards.</summary>
/// <param name="Scopes">The boards whose counters changed.</param>
/// <param name="Machine">The machine, for a machine's stream.</param>
/// <param name="Step">Which step.</param>
/// <param name="Status">Status after it.</param>
/// <param name="RecordedAt">When.</param>
public sealed record Committed(
    ImmutableArray<string> Scopes,
    string? Machine,
    string? Step,
    Contracts.Machines.MachineStatus Status,
    DateTimeOffset RecordedAt);

/// <summary>Told after each commit, never before. It must return at once.</summary>
public interface ICommitListener
{
    void OnCommitted(IReadOnlyList<Committed> group);
}
