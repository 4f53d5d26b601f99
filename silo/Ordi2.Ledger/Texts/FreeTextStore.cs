using System.Collections.Immutable;
using Dapper;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Texts;

/// <summary>What people typed, apart from the events that it belongs to, until its time is over.</summary>
public sealed class FreeTextStore
{
    private readonly LedgerDatabase _database;

    internal FreeTextStore(LedgerDatabase database) => _database = database;

    /// <summary>The organisations in whose name something was typed that is still there, each once.</summary>
    public Task<ImmutableArray<string>> OrganisationsAsync(CancellationToken cancellationToken = default) => _database.AskAsync(
        "select distinct organisation from event_text where body is not null", parameters: null, row => row.GetString(0), cancellationToken);

    /// <summary>Erases what was typed in the name of an organisation and recorded before a moment. What lists show of it has to be written again.</summary>
    /// <returns>Of how many events.</returns>
    public async Task<int> EraseAsync(string organisation, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update event_text set body = null, erased_at = @Now, shown = 1
            where organisation = @Organisation and recorded_at < @Before and body is not null
            """,
            new { Organisation = organisation, Before = DatabaseTime.Of(_database, before), Now = now.ToMicroseconds() },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The streams of which lists, or a grain, may still show what was erased.</summary>
    public Task<ImmutableArray<string>> ShownAsync(CancellationToken cancellationToken = default) => _database.AskAsync(
        "select distinct stream from event_text where shown = 1 order by stream", parameters: null, row => row.GetString(0), cancellationToken);

    /// <summary>Nothing shows any more what was erased of this stream.</summary>
    public async Task HiddenAsync(string stream, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            "update event_text set shown = 0 where stream = @Stream and shown = 1", new { Stream = stream }, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>What lists keep of an aggregate, without what was erased; nothing happens where the row is already of a later event.</summary>
    public async Task RewriteAsync(AggregateRow row, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            $"update aggregate set body = cast(@Body as {_database.Words["json"]}) where kind = @Kind and id = @Id and version = @Version",
            new { row.Body, row.Kind, row.Id, row.Version },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }
}
