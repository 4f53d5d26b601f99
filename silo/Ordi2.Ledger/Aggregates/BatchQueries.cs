using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Aggregates;

/// <summary>A batch whose treatment is proven while machines in it still count as waste.</summary>
public sealed record UnconfirmedBatch(BatchId Id, int Machines);

/// <summary>Questions about batches of waste.</summary>
public sealed class BatchQueries
{
    private static readonly int Stage = MachineStages.Of(MachineStatus.ToRecycle);

    private readonly LedgerDatabase _database;

    internal BatchQueries(LedgerDatabase database) => _database = database;

    /// <summary>Those whose machines a house has, and still has to say recycled: the longest waiting first.</summary>
    /// <param name="holder">Which house.</param>
    /// <param name="limit">From 1 to 500.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<ImmutableArray<UnconfirmedBatch>> UnconfirmedOfHolderAsync(string holder, int limit, CancellationToken cancellationToken = default) =>
        AskAsync("holder", holder, limit, cancellationToken);

    /// <summary>The same of a pole.</summary>
    public Task<ImmutableArray<UnconfirmedBatch>> UnconfirmedOfPoleAsync(string pole, int limit, CancellationToken cancellationToken = default) =>
        AskAsync("pole", pole, limit, cancellationToken);

    // What the recycler refused is a machine of the batch until it goes into another one, and is not in it.
    private Task<ImmutableArray<UnconfirmedBatch>> AskAsync(string column, string house, int limit, CancellationToken cancellationToken)
    {
        Questions.CheckLimit(limit);
        return _database.AskAsync(
            $"""
            select a.id, count(*)
            from machine as m{_database.LedBy($"machine_of_{column}")} join aggregate a on a.kind = 'batch' and a.id = m.batch
            where m.{column} = @House and m.stage = {Stage} and m.status = @ToRecycle and a.status = @Proven
              and exists (select 1 from aggregate_party p where p.kind = a.kind and p.party = @House and p.id = a.id and p.relations <> 0)
              and coalesce(a.body ->> 'refusedMachines', '') not like '%"' || m.id || '"%'
            group by a.id order by min(m.status_since), a.id limit @Limit
            """,
            new { House = house, Limit = limit, ToRecycle = MachineStatus.ToRecycle.Code(), Proven = BatchStatus.Proven.Code() },
            row => new UnconfirmedBatch(new(row.GetString(0)), (int)row.GetInt64(1)),
            cancellationToken);
    }
}
