using System.Collections.Immutable;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>What waits for a person: machines with held scans or unsettled findings.</summary>
public sealed class InboxQueries
{
    private readonly LedgerDatabase _database;

    internal InboxQueries(LedgerDatabase database) => _database = database;

    /// <summary>Of the machines that an organisation holds.</summary>
    /// <param name="organisation">Which organisation.</param>
    /// <param name="after">Code of the last machine of the page before.</param>
    /// <param name="limit">From 1 to 500.</param>
    public Task<ImmutableArray<MachineRow>> OfOrganisationAsync(
        string organisation, string? after = null, int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync("holder", organisation, after, limit, cancellationToken);

    /// <summary>Of the machines that the board of a pole shows.</summary>
    /// <param name="pole">Which pole.</param>
    /// <param name="after">Code of the last machine of the page before.</param>
    /// <param name="limit">From 1 to 500.</param>
    public Task<ImmutableArray<MachineRow>> OfPoleAsync(
        string pole, string? after = null, int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync("pole", pole, after, limit, cancellationToken);

    private Task<ImmutableArray<MachineRow>> AskAsync(string column, string value, string? after, int limit, CancellationToken cancellationToken)
    {
        Questions.CheckLimit(limit);
        return _database.AskAsync(
            $"""
            select {MachineRecords.Columns} from machine m
            where m.{column} = @Value and (m.held_scans > 0 or m.findings is not null) and m.id > @After
            order by m.id limit @Limit
            """,
            new { Value = value, After = after ?? "", Limit = limit },
            MachineRecords.Read,
            cancellationToken);
    }
}
