using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dapper;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>Which machines a list shows. What is not given does not filter.</summary>
public sealed record MachineFilter
{
    public const int MostRows = Questions.MostRows;

    public MachineStatus? Status { get; init; }

    public string? Site { get; init; }

    public string? Holder { get; init; }

    public string? Donation { get; init; }

    public string? Dossier { get; init; }

    public string? Pole { get; init; }

    public string? Owner { get; init; }

    /// <summary>Give the dossier with it: its index finds the few.</summary>
    public string? Delivery { get; init; }

    /// <inheritdoc cref="Delivery"/>
    public string? Loan { get; init; }

    public string? Batch { get; init; }

    /// <summary>In their status since this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>In their status since before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Checked before this moment, whatever happened to them since; of machines that never were, in their status since before it.</summary>
    public DateTimeOffset? ReadyUntil { get; init; }

    /// <summary>Only machines for which somebody must act before this moment.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only machines with a scan that waits for a person.</summary>
    public bool WithHeldScans { get; init; }

    /// <summary>Only machines with a finding that nobody has settled.</summary>
    public bool WithFindings { get; init; }

    /// <summary>Only machines that a hold stops.</summary>
    public bool Blocked { get; init; }

    /// <summary>How a label or a serial begins, in any case. Of a short beginning, the first thousand are shown.</summary>
    public string? StartsWith { get; init; }

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>From 1 to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One page of a list.</summary>
/// <param name="Rows">In the order of their stage in the chain, then of their codes; of their codes alone where few are asked for.</param>
/// <param name="Cursor">Ask again with it for the next page; <see langword="null"/> when this is the last.</param>
public sealed record MachinePage(ImmutableArray<MachineRow> Rows, string? Cursor);

/// <summary>A page was asked for with something that this program did not give out.</summary>
public sealed class InvalidCursorException(string cursor) : Exception($"'{cursor}' is not a cursor: take it from the page before, or leave it out.");

/// <summary>Questions about machines, answered from the read tables.</summary>
public sealed class MachineQueries
{
    /// <summary>As many labels, and as many serials, are looked at for one beginning: one letter alone begins a million.</summary>
    public const int MostPrefixed = 1000;

    private const string LivingOfPole = "and (m.pole = @Pole or m.pole is null) and m.status <> @Recycled and m.status <> @HandedBack";

    private readonly LedgerDatabase _database;
    private readonly ILedger _ledger;

    internal MachineQueries(LedgerDatabase database, ILedger ledger) => (_database, _ledger) = (database, ledger);

    /// <summary>The machine of this key.</summary>
    public async Task<MachineRow?> GetAsync(string id, CancellationToken cancellationToken = default) =>
        One(await AskAsync($"select {MachineRecords.Columns} from machine m where m.id = @Id", new { Id = id }, cancellationToken).ConfigureAwait(false));

    /// <summary>The machine to which a label leads, its own or an alias.</summary>
    public async Task<MachineRow?> FindAsync(string label, CancellationToken cancellationToken = default) => One(await AskAsync(
        $"select {MachineRecords.Columns} from label l join machine m on m.id = l.machine where l.code = @Label",
        new { Label = label },
        cancellationToken).ConfigureAwait(false));

    /// <summary>The machine to which a label leads with what an organisation is to it: one question, whether or not it is there.</summary>
    public async Task<RelatedMachine?> FindAsync(string label, string organisation, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            $"select {MachineRecords.Columns}, {RelatedMachine.PapersOf} from label l join machine m on m.id = l.machine where l.code = @Label",
            new { Label = label, Party = organisation },
            RelatedMachine.Read,
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }

    /// <summary>The machines on which somebody else's number was seen, with what an organisation is to each of them.</summary>
    /// <param name="value">As stored: trimmed, upper case.</param>
    /// <param name="organisation">Which organisation.</param>
    public Task<ImmutableArray<RelatedMachine>> FindByNumberAsync(string value, string organisation, CancellationToken cancellationToken = default) =>
        _database.AskAsync(
            $"""
            select {MachineRecords.Columns}, {RelatedMachine.PapersOf} from external_id x join machine m on m.id = x.machine
            where x.kind in ('serial', 'donor') and x.value = @Value order by m.id limit {MachineFilter.MostRows}
            """,
            new { Value = value, Party = organisation },
            RelatedMachine.Read,
            cancellationToken);

    /// <summary>The key of the machine to which a label leads, even where the machine has no row yet.</summary>
    public async Task<string?> KeyOfAsync(string label, CancellationToken cancellationToken = default)
    {
        var keys = await _database.AskAsync(
            "select machine from label where code = @Label", new { Label = label }, row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return keys.IsEmpty ? null : keys[0];
    }

    /// <summary>Every label that leads to the machine, its own among them.</summary>
    public Task<ImmutableArray<string>> LabelsAsync(string id, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select code from label where machine = @Id order by code", new { Id = id }, row => row.GetString(0), cancellationToken);

    /// <summary>The machines on which somebody else's number was seen: several where makers or people were careless.</summary>
    /// <param name="kind"><c>serial</c>, <c>medium</c> or <c>donor</c>.</param>
    /// <param name="value">As stored: trimmed, upper case.</param>
    public Task<ImmutableArray<MachineRow>> FindByExternalIdAsync(string kind, string value, CancellationToken cancellationToken = default) => AskAsync(
        $"""
        select {MachineRecords.Columns} from external_id x join machine m on m.id = x.machine
        where x.kind = @Kind and x.value = @Value order by m.id limit {MachineFilter.MostRows}
        """,
        new { Kind = kind, Value = value },
        cancellationToken);

    /// <summary>The living machines of a pole, or of none, on which a number was seen: one page, by their codes.</summary>
    public Task<ImmutableArray<MachineRow>> WithNumberAsync(
        string kind, string value, string pole, string after, int limit, CancellationToken cancellationToken = default) => AskAsync(
        $"""
        select {MachineRecords.Columns} from external_id x join machine m on m.id = x.machine
        where x.kind = @Kind and x.value = @Value and x.machine > @After {LivingOfPole} order by x.machine limit @Limit
        """,
        new { Kind = kind, Value = value, After = after, Pole = pole, Limit = limit, Recycled = MachineStatus.Recycled.Code(), HandedBack = MachineStatus.HandedBack.Code() },
        cancellationToken);

    /// <summary>The living machines of a pole, or of none, of this model: one page, by their codes.</summary>
    public Task<ImmutableArray<MachineRow>> WithModelAsync(string model, string pole, string after, int limit, CancellationToken cancellationToken = default) => AskAsync(
        $"select {MachineRecords.Columns} from machine m where m.model = @Model and m.id > @After {LivingOfPole} order by m.id limit @Limit",
        new { Model = model, After = after, Pole = pole, Limit = limit, Recycled = MachineStatus.Recycled.Code(), HandedBack = MachineStatus.HandedBack.Code() },
        cancellationToken);

    /// <summary>The machine's events and refusals.</summary>
    public Task<StreamHistory> HistoryAsync(string id, CancellationToken cancellationToken = default) => _ledger.ReadAsync($"machine/{id}", cancellationToken);

    /// <summary>Who holds each of these machines; one that nobody holds is left out.</summary>
    public Task<ImmutableArray<(string Machine, string Holder)>> HoldersAsync(string[] ids, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"select id, holder from machine where {_database.In("id", "@Ids")} and holder is not null", new { Ids = ids }, row => (row.GetString(0), row.GetString(1)), cancellationToken);

    /// <summary>Machines by whose deadline somebody must have acted, the most overdue first.</summary>
    public Task<ImmutableArray<MachineRow>> DueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken = default) => AskAsync(
        $"select {MachineRecords.Columns} from machine m where m.due_at is not null and m.due_at <= @Before order by m.due_at, m.id limit @Limit",
        new { Before = DatabaseTime.Of(_database, before), Limit = limit },
        cancellationToken);

    /// <summary>One page of a list.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none of ours.</exception>
    public async Task<MachinePage> ListAsync(MachineFilter filter, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        var (sql, parameters) = Question(filter);
        var rows = await AskAsync(sql, parameters, cancellationToken).ConfigureAwait(false);
        if (rows.Length <= filter.Limit)
        {
            return new MachinePage(rows, Cursor: null);
        }

        var last = rows[filter.Limit - 1];
        return new MachinePage(rows[..filter.Limit], Cursor.Write(last));
    }

    private (string Sql, DynamicParameters Parameters) Question(MachineFilter filter)
    {
        var parameters = new DynamicParameters();
        var where = new List<string>();

        // What waits and what begins like this are few, and their indexes know them by their codes.
        var few = filter.WithHeldScans || filter.WithFindings || filter.DueBefore is not null || !string.IsNullOrWhiteSpace(filter.StartsWith);
        Equal("m.status", "Status", filter.Status?.Code());
        Equal("m.stage", "Stage", filter.Status is { } status ? MachineStages.Of(status) : null);
        Equal("m.site", "Site", filter.Site);
        Equal("m.holder", "Holder", filter.Holder);
        Equal("m.donation", "Donation", filter.Donation);
        Equal("m.dossier", "Dossier", filter.Dossier);
        Equal("m.pole", "Pole", filter.Pole);
        Equal("m.owner", "Owner", filter.Owner);
        Equal("m.delivery", "Delivery", filter.Delivery);
        Equal("m.loan", "Loan", filter.Loan);
        Equal("m.batch", "Batch", filter.Batch);
        Than("m.status_since >=", "Since", filter.Since);
        Than("m.status_since <", "Until", filter.Until);
        Than("coalesce(m.ready_since, m.status_since) <", "ReadyUntil", filter.ReadyUntil);
        Than("m.due_at <", "DueBefore", filter.DueBefore);
        if (filter.WithHeldScans || filter.WithFindings)
        {
            where.Add("(m.held_scans > 0 or m.findings is not null)");
            where.Add((filter.WithHeldScans, filter.WithFindings) switch
            {
                (true, false) => "m.held_scans > 0",
                (false, true) => "m.findings is not null",
                _ => "true",
            });
        }

        if (filter.Blocked)
        {
            where.Add("m.holds <> 0");
        }

        if (filter.StartsWith?.Trim().ToUpperInvariant() is { Length: > 0 } start)
        {
            where.Add(
                """
                m.id in (select machine from (select l.machine from label l where l.code >= @From and l.code < @To order by l.code limit @Most) as labels
                         union
                         select machine from (select x.machine from external_id x
                                              where x.kind = 'serial' and x.value >= @From and x.value < @To order by x.value limit @Most) as serials)
                """);
            parameters.Add("Most", MostPrefixed);
            parameters.Add("From", start);
            parameters.Add("To", start + "\U0010FFFF");
        }

        if (filter.Cursor is { } text)
        {
            var (stage, id) = Cursor.Read(text);
            where.Add(few ? "m.id > @AfterId" : "(m.stage, m.id) > (@AfterStage, @AfterId)");
            parameters.Add("AfterStage", stage);
            parameters.Add("AfterId", id);
        }

        parameters.Add("Limit", filter.Limit + 1);
        var sql = new StringBuilder($"select {MachineRecords.Columns} from machine m");
        if (where.Count > 0)
        {
            sql.Append(" where ").AppendJoin(" and ", where);
        }

        return (sql.Append(few ? " order by m.id" : " order by m.stage, m.id").Append(" limit @Limit").ToString(), parameters);

        void Than(string comparison, string name, DateTimeOffset? moment)
        {
            if (moment is { } at)
            {
                where.Add($"{comparison} @{name}");
                parameters.Add(name, DatabaseTime.Of(_database, at));
            }
        }

        void Equal(string column, string name, object? value)
        {
            if (value is not null)
            {
                where.Add($"{column} = @{name}");
                parameters.Add(name, value);
            }
        }
    }

    private static MachineRow? One(ImmutableArray<MachineRow> rows) => rows.IsEmpty ? null : rows[0];

    private Task<ImmutableArray<MachineRow>> AskAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        _database.AskAsync(sql, parameters, MachineRecords.Read, cancellationToken);

    private static class Cursor
    {
        public static string Write(MachineRow row) => string.Create(CultureInfo.InvariantCulture, $"{MachineStages.Of(row.Status)}.{row.Id}");

        public static (int Stage, string Id) Read(string text) =>
            text.Split('.', 2) is [var stage, { Length: > 0 } id] && int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (number, id)
                : throw new InvalidCursorException(text);
    }
}
