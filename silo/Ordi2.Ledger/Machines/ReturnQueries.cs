using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>
/// Machines that came back from somebody who used them or lost them, and stand with whoever took them in. What was received as a gift
/// is in the same status and is none of them, and neither is what was handed on since.
/// </summary>
public sealed class ReturnQueries
{
    /// <summary>So many at most are told; nobody hands on more in a day.</summary>
    public const int Most = 2_000;

    // By what it is received now: the stored names are for ever, and whoever wrote it has the machine still.
    private const string CameBack =
        """
        m.status = @Received and exists (
            select 1 from event e where e.stream = 'machine/' || m.id and e.type in ('machine.return-received.v1', 'machine.recovered.v1')
              and e.occurred_at = m.status_since and e.organisation = m.holder)
        """;

    private static readonly int Stage = MachineStages.Of(MachineStatus.Received);

    private readonly LedgerDatabase _database;

    internal ReturnQueries(LedgerDatabase database) => _database = database;

    /// <summary>Those that a house took in and that are not its own, the longest there first.</summary>
    /// <param name="holder">Which house.</param>
    /// <param name="machine">Only this one.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<ImmutableArray<MachineRow>> OfOthersAsync(string holder, string? machine = null, CancellationToken cancellationToken = default) => AskAsync(
        machine is null ? $"machine as m{_database.LedBy("machine_of_holder")}" : "machine m",
        $"m.holder = @House and (m.owner is null or m.owner <> m.holder){(machine is null ? "" : " and m.id = @Machine")}",
        holder,
        machine,
        cancellationToken);

    /// <summary>Those that belong to a house and stand at another one, the longest there first.</summary>
    public Task<ImmutableArray<MachineRow>> ElsewhereAsync(string owner, CancellationToken cancellationToken = default) =>
        AskAsync($"machine as m{_database.LedBy("machine_of_owner")}", "m.owner = @House and m.holder <> m.owner", owner, null, cancellationToken);

    private Task<ImmutableArray<MachineRow>> AskAsync(string from, string where, string house, string? machine, CancellationToken cancellationToken) => _database.AskAsync(
        $"select {MachineRecords.Columns} from {from} where {where} and m.stage = {Stage} and {CameBack} order by m.status_since, m.id limit {Most}",
        new { House = house, Machine = machine, Received = MachineStatus.Received.Code() },
        MachineRecords.Read,
        cancellationToken);
}
