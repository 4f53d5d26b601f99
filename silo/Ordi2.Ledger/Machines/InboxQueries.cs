using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>What waits for a person: machines with held scans or unsettled findings. Those first whose operator is in doubt and waits beside them.</summary>
public sealed class InboxQueries
{
    private const char DoubtfulFirst = '0';
    private const char TheOthers = '1';

    // The findings stand in one column with spaces between them.
    private static readonly string Rank = $"(case when ' ' || m.findings || ' ' like '% {Findings.TriageDoubtful} %' then '{DoubtfulFirst}' else '{TheOthers}' end)";

    private readonly LedgerDatabase _database;

    internal InboxQueries(LedgerDatabase database) => _database = database;

    /// <summary>Of the machines that an organisation holds.</summary>
    /// <param name="organisation">Which organisation.</param>
    /// <param name="after">Where the page before ended: <see cref="CursorOf"/>.</param>
    /// <param name="limit">From 1 to 500.</param>
    public Task<ImmutableArray<MachineRow>> OfOrganisationAsync(
        string organisation, string? after = null, int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync("holder", organisation, after, limit, cancellationToken);

    /// <summary>Of the machines that the board of a pole shows.</summary>
    /// <param name="pole">Which pole.</param>
    /// <param name="after">Where the page before ended: <see cref="CursorOf"/>.</param>
    /// <param name="limit">From 1 to 500.</param>
    public Task<ImmutableArray<MachineRow>> OfPoleAsync(
        string pole, string? after = null, int limit = 50, CancellationToken cancellationToken = default) =>
        AskAsync("pole", pole, after, limit, cancellationToken);

    /// <summary>Machines that an organisation holds, of which one thing was pointed out and not settled, the latest first.</summary>
    /// <param name="organisation">Which organisation.</param>
    /// <param name="finding">Code of the finding: one of <see cref="Findings"/>.</param>
    /// <param name="limit">From 1 to 500.</param>
    public Task<ImmutableArray<MachineRow>> WithFindingAsync(string organisation, string finding, int limit = 50, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        return _database.AskAsync(
            $"""
            select {MachineRecords.Columns} from machine m
            where m.holder = @Holder and m.findings is not null and ' ' || m.findings || ' ' like @Finding order by m.status_since desc, m.id limit @Limit
            """,
            new { Holder = organisation, Finding = $"% {finding} %", Limit = limit },
            MachineRecords.Read,
            cancellationToken);
    }

    /// <summary>Where a page that ends with this machine goes on.</summary>
    public static string CursorOf(MachineRow last) => $"{(last.Findings.Contains(Findings.TriageDoubtful, StringComparer.Ordinal) ? DoubtfulFirst : TheOthers)}{last.Id}";

    private Task<ImmutableArray<MachineRow>> AskAsync(string column, string value, string? after, int limit, CancellationToken cancellationToken)
    {
        Questions.CheckLimit(limit);
        var cursor = after ?? $"{DoubtfulFirst}";

        if (cursor.Length == 0 || cursor[0] is not (DoubtfulFirst or TheOthers))
        {
            throw new InvalidCursorException(cursor);
        }

        return _database.AskAsync(
            $"""
            select {MachineRecords.Columns} from machine m
            where m.{column} = @Value and (m.held_scans > 0 or m.findings is not null) and ({Rank} > @Rank or ({Rank} = @Rank and m.id > @After))
            order by {Rank}, m.id limit @Limit
            """,
            new { Value = value, Rank = cursor[..1], After = cursor[1..], Limit = limit },
            MachineRecords.Read,
            cancellationToken);
    }
}
