using System.Collections.Immutable;
using System.Data.Common;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger.Databases;

/// <summary>What differs between the two databases.</summary>
public abstract class LedgerDatabase : IAsyncDisposable
{
    private protected LedgerDatabase()
    {
    }

    /// <summary><c>postgres</c> or <c>sqlite</c>: the middle of the names of scripts that only one of them runs.</summary>
    internal abstract string Dialect { get; }

    /// <summary>The words in braces of the shared scripts.</summary>
    internal abstract IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>How many transactions may write at once.</summary>
    internal abstract int Writers { get; }

    internal static LedgerDatabase Create(LedgerOptions options)
    {
        options.Validate();
        var address = DatabaseAddress.Parse(options.Database);
        return address.IsPostgres ? new PostgresDatabase(address.ConnectionString, options.Writers) : new SqliteDatabase(address.ConnectionString);
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Read tables that only this database has.</summary>
    internal virtual ImmutableArray<string> TablesOfItsOwn => [];

    /// <summary>A connection for questions; give it back by disposing it.</summary>
    internal abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>A connection for everything that is not the group writer: tokens, working state, migrations, maintenance.</summary>
    internal abstract Task<DbConnection> OpenToWriteAsync(CancellationToken cancellationToken = default);

    /// <summary><c>column in (the values of the parameter)</c>.</summary>
    internal abstract string In(string column, string parameter);

    /// <summary>A table of the elements of a list in a JSON column; <c>value</c> is the element.</summary>
    internal abstract string Each(string json, string member);

    /// <summary>What stands behind a table to say which index leads to its rows, where the planner has no statistics to choose by.</summary>
    internal virtual string LedBy(string index) => "";

    internal abstract ILane CreateLane();

    internal abstract IHistoryReader CreateReader();

    /// <summary>A position up to which every event is decided: no transaction that is still open can add one before it.</summary>
    internal abstract Task<long> SettledPositionAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction that no writer of the ledger is in, and none can begin while it lasts.</summary>
    internal abstract Task<DbTransaction> BeginAloneAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Begins a transaction that sees one moment of the database.</summary>
    internal abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Runs one of the writer's statements in a transaction of somebody else.</summary>
    internal abstract Task ExecuteAsync(DbTransaction transaction, Statement statement, Group group, CancellationToken cancellationToken);

    /// <summary>Adds what the writers left beside the counters of the boards to these counters; alone in its transaction.</summary>
    internal virtual Task AddUpMovesAsync(DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Empties tables.</summary>
    internal abstract string Empty(IEnumerable<string> tables);

    /// <summary>Answers 1 when a table is there, else 0.</summary>
    internal abstract string TableExists(string table);

    internal abstract Task BackUpAsync(string file, CancellationToken cancellationToken);

    internal abstract Task RestoreAsync(string file, CancellationToken cancellationToken);

    /// <summary>Keeps every other migrator out until the answer is disposed.</summary>
    internal abstract Task<IAsyncDisposable> LockMigrationsAsync(DbConnection connection, CancellationToken cancellationToken);
}

/// <summary>One connection that writes groups, one at a time.</summary>
internal interface ILane : IAsyncDisposable
{
    /// <summary>The thread that waits, where the database keeps waiting whoever asks it. Nothing where it is waited for asynchronously.</summary>
    OwnThread? Own { get; }

    /// <summary>The shard of the board counters that this lane adds to.</summary>
    ValueTask<int> OpenAsync();

    /// <summary>Whether a group is to bring its counters as one row of moves, which the lane adds up later.</summary>
    bool KeepsMoves { get; }

    /// <summary>Commits a group, or throws <see cref="GroupRefusedException"/> when it surely did not, or anything else when that is unknown.</summary>
    ValueTask CommitAsync(Group group);

    /// <summary>A connection on which one may ask why a group was refused.</summary>
    ValueTask<DbConnection> ConnectionAsync();

    /// <summary>The connection is no longer trusted.</summary>
    ValueTask ResetAsync();
}

/// <summary>Reads several streams with one question.</summary>
internal interface IHistoryReader : IAsyncDisposable
{
    Task ReadAsync(IReadOnlyList<string> streams, Action<StoredEvent> @event, Action<RefusalEntry> refusal);
}

/// <summary>The database refused a group; nothing of it was written.</summary>
internal sealed class GroupRefusedException(Exception inner, bool mayBeOneAppend) : Exception(inner.Message, inner)
{
    /// <summary>Whether the rest of the group may succeed without some of its appends.</summary>
    public bool MayBeOneAppend { get; } = mayBeOneAppend;
}
