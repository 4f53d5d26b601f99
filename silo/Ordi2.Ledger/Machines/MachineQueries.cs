using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

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

    /// <summary>The machines of these keys, by their codes; one that has no row is left out.</summary>
    public Task<ImmutableArray<MachineRow>> GetAsync(IEnumerable<string> ids, CancellationToken cancellationToken = default) =>
        AskAsync($"select {MachineRecords.Columns} from machine m where {_database.In("m.id", "@Ids")} order by m.id", new { Ids = ids.ToArray() }, cancellationToken);

    /// <summary>The machines of a gift that are in a status, those that came to it last first.</summary>
    /// <param name="donation">Which gift.</param>
    /// <param name="status">Which status.</param>
    /// <param name="limit">From 1 to 500.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public Task<ImmutableArray<MachineRow>> LatestAsync(string donation, MachineStatus status, int limit, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(limit);
        return AskAsync(
            $"""
            select {MachineRecords.Columns} from machine as m{_database.LedBy("machine_of_donation")}
            where m.donation = @Donation and m.status = @Status order by m.status_since desc, m.id desc limit @Limit
            """,
            new { Donation = donation, Status = status.Code(), Limit = limit },
            cancellationToken);
    }

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

    /// <summary>The machines to which some labels lead, each by its label, with what an organisation is to it; a label that leads nowhere is left out.</summary>
    /// <param name="labels">At most <see cref="MachineFilter.MostRows"/>.</param>
    /// <param name="organisation">Which organisation.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<FrozenDictionary<string, RelatedMachine>> FindAsync(IReadOnlyCollection<string> labels, string organisation, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels.Count, MachineFilter.MostRows, nameof(labels));
        var found = labels.Count == 0 ? [] : await _database.AskAsync(
            $"select {MachineRecords.Columns}, {RelatedMachine.PapersOf}, l.code from label l join machine m on m.id = l.machine where {_database.In("l.code", "@Labels")}",
            new { Labels = labels.ToArray(), Party = organisation },
            row => (Label: row.GetString(MachineRecords.Count + 1), Machine: RelatedMachine.Read(row)),
            cancellationToken).ConfigureAwait(false);
        return found.ToFrozenDictionary(one => one.Label, one => one.Machine, StringComparer.Ordinal);
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

    /// <summary>The living machines of a pole, or of none, on which a number that begins so was seen, of the machine, of a medium or of a battery: one page, by their codes.</summary>
    public Task<ImmutableArray<MachineRow>> WithNumbersFromAsync(string beginning, string pole, string after, int limit, CancellationToken cancellationToken = default) => AskAsync(
        $"""
        select {MachineRecords.Columns} from machine m
        where m.id in (select x.machine from external_id x where x.kind in ('battery', 'medium', 'serial') and x.value >= @Beginning and x.value < @End)
          and m.id > @After {LivingOfPole} order by m.id limit @Limit
        """,
        new { Beginning = beginning, End = beginning + "\U0010FFFF", After = after, Pole = pole, Limit = limit, Recycled = MachineStatus.Recycled.Code(), HandedBack = MachineStatus.HandedBack.Code() },
        cancellationToken);

    /// <summary>The living machines of a pole, or of none, with an image whose name begins so, installed between two moments: one page, by image and code.</summary>
    /// <param name="last">The last machine of the page before; nothing for the first page.</param>
    public Task<ImmutableArray<MachineRow>> WithImageAsync(
        string beginning, DateTimeOffset from, DateTimeOffset to, string pole, MachineRow? last, int limit, CancellationToken cancellationToken = default) => AskAsync(
        $"""
        select {MachineRecords.Columns} from machine m
        where (m.image, m.id) > (@Image, @After) and m.image < @End and m.installed_at >= @From and m.installed_at < @To {LivingOfPole}
        order by m.image, m.id limit @Limit
        """,
        new
        {
            Image = last?.Image ?? beginning,
            After = last?.Id ?? string.Empty,
            End = beginning + "\U0010FFFF",
            From = DatabaseTime.Of(_database, from),
            To = DatabaseTime.Of(_database, to),
            Pole = pole,
            Limit = limit,
            Recycled = MachineStatus.Recycled.Code(),
            HandedBack = MachineStatus.HandedBack.Code(),
        },
        cancellationToken);

    /// <summary>The living machines of a pole, or of none, with this system, installed between two moments: one page, by moment and code.</summary>
    /// <param name="last">The last machine of the page before; nothing for the first page.</param>
    public Task<ImmutableArray<MachineRow>> WithSystemAsync(
        OsPlan plan, DateTimeOffset from, DateTimeOffset to, string pole, MachineRow? last, int limit, CancellationToken cancellationToken = default) => AskAsync(
        $"""
        select {MachineRecords.Columns} from machine m
        where m.os_plan = @Plan and (m.installed_at, m.id) > (@From, @After) and m.installed_at < @To {LivingOfPole}
        order by m.installed_at, m.id limit @Limit
        """,
        new
        {
            Plan = plan.Code(),
            From = DatabaseTime.Of(_database, last?.InstalledAt ?? from),
            After = last?.Id ?? string.Empty,
            To = DatabaseTime.Of(_database, to),
            Pole = pole,
            Limit = limit,
            Recycled = MachineStatus.Recycled.Code(),
            HandedBack = MachineStatus.HandedBack.Code(),
        },
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
        var (sql, parameters) = await MachineListQuestion.OfAsync(_database, filter, cancellationToken).ConfigureAwait(false);
        var rows = await AskAsync(sql, parameters, cancellationToken).ConfigureAwait(false);
        if (rows.Length <= filter.Limit)
        {
            return new MachinePage(rows, Cursor: null);
        }

        var last = rows[filter.Limit - 1];
        return new MachinePage(rows[..filter.Limit], MachineCursor.Of(last).ToString());
    }

    private static MachineRow? One(ImmutableArray<MachineRow> rows) => rows.IsEmpty ? null : rows[0];

    private Task<ImmutableArray<MachineRow>> AskAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        _database.AskAsync(sql, parameters, MachineRecords.Read, cancellationToken);
}
