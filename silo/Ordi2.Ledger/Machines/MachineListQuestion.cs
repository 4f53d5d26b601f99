using System.Globalization;
using Dapper;
using Ordi2.Contracts;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>
/// The question behind a page of machines. Which filter leaves the fewest, a planner knows by its statistics, and SQLite keeps none:
/// so the question names the index that leads, and all else is looked at in the rows to which it leads.
/// </summary>
internal sealed class MachineListQuestion
{
    /// <summary>So many of two sets are counted to see which is the smaller.</summary>
    private const int MostCounted = 2000;

    // Of each there are some hundred, thousands at most: these are sorted.
    private static readonly string[] Small = ["batch", "loan", "dossier", "donation"];

    // These may be many; their indexes have them in the order of the list.
    private static readonly string[] Large = ["site", "holder", "owner"];

    private readonly LedgerDatabase _database;
    private readonly MachineFilter _filter;
    private readonly MachineCursor? _after;
    private readonly DynamicParameters _parameters = new();
    private readonly List<string> _where = [];
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    private MachineListQuestion(LedgerDatabase database, MachineFilter filter)
    {
        (_database, _filter) = (database, filter);
        _after = filter.Cursor is { } text ? MachineCursor.Parse(text) : null;
        _parameters.Add("Limit", filter.Limit + 1);
        _parameters.Add("AfterId", _after?.Id ?? "");
        Equal("status", filter.Status?.Code());
        Equal("site", filter.Site);
        Equal("holder", filter.Holder);
        Equal("donation", filter.Donation);
        Equal("dossier", filter.Dossier);
        Equal("pole", filter.Pole);
        Equal("owner", filter.Owner);
        Equal("delivery", filter.Delivery);
        Equal("loan", filter.Loan);
        Equal("batch", filter.Batch);
        Than("m.status_since >=", "Since", filter.Since);
        Than("m.status_since <", "Until", filter.Until);
        Than("coalesce(m.ready_since, m.status_since) <", "ReadyUntil", filter.ReadyUntil);
        Than("m.due_at <", "DueBefore", filter.DueBefore);
        Waiting();
    }

    private enum Order
    {
        /// <summary>By code: of the few.</summary>
        Code,

        /// <summary>By stage, week and code, as the index has them.</summary>
        Place,

        /// <summary>The same, of so few that they are sorted.</summary>
        SortedPlace,
    }

    /// <summary>The question, which asks for one row more than the page has.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none of ours.</exception>
    public static async Task<(string Sql, DynamicParameters Parameters)> OfAsync(
        LedgerDatabase database, MachineFilter filter, CancellationToken cancellationToken)
    {
        var question = new MachineListQuestion(database, filter);
        var (from, order) = await question.LeadAsync(cancellationToken).ConfigureAwait(false);
        return (question.Sql(from, order), question._parameters);
    }

    /// <summary>By which way the rows are found.</summary>
    private async Task<(string From, Order Order)> LeadAsync(CancellationToken cancellationToken)
    {
        if (Beginning() is { } beginning)
        {
            return (beginning, Order.Code);
        }

        var small = Small.FirstOrDefault(_given.ContainsKey);
        var waits = _filter.WithHeldScans || _filter.WithFindings || _filter.Blocked || _filter.Hold is not null;

        if (waits || _filter.DueBefore is not null)
        {
            var what = waits ? "waiting" : "due";
            return (small, _given) switch
            {
                ({ } paper, _) => (By($"machine_of_{paper}"), Order.Code),
                (_, { } given) when given.ContainsKey("holder") => (By($"machine_{what}_of_holder"), Order.Code),
                (_, { } given) when given.ContainsKey("pole") => (By($"machine_{what}_of_pole"), Order.Code),
                _ => (waits ? "machine m" : By("machine_due"), Order.Code),
            };
        }

        return small is not null
            ? (By($"machine_of_{small}"), Order.SortedPlace)
            : (By($"machine_of_{await FewestAsync(cancellationToken).ConfigureAwait(false)}"), Order.Place);
    }

    /// <summary>The large set to begin with: the smaller one of several, and the machines of a pole only where nothing else is given.</summary>
    private async Task<string> FewestAsync(CancellationToken cancellationToken)
    {
        var (fewest, count) = (_given.ContainsKey("pole") ? "pole" : "stage", int.MaxValue);
        var several = Large.Count(_given.ContainsKey) > 1;

        foreach (var column in Large.Where(_given.ContainsKey))
        {
            var found = several ? await CountAsync(column, cancellationToken).ConfigureAwait(false) : 0;

            if (found < count)
            {
                (fewest, count) = (column, found);
            }
        }

        return fewest;
    }

    private async Task<int> CountAsync(string column, CancellationToken cancellationToken)
    {
        var found = await _database.AskAsync(
            $"select count(*) from (select 1 from {By($"machine_of_{column}")} where m.{column} = @Value limit {MostCounted}) as counted",
            new { Value = _given[column] },
            row => (int)row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return found[0];
    }

    private string By(string index) => $"machine as m{_database.LedBy(index)}";

    private string Sql(string from, Order order) => order switch
    {
        Order.Code => Select(from, _after is null ? [] : ["m.id > @AfterId"], "m.id"),
        Order.SortedPlace => Select(from, [.. OfStatus(), .. AfterPlace()], "m.stage, m.week, m.id"),
        _ when _filter.Status is { } status => OfStages(from, [MachineStages.Of(status)]),
        _ when _filter.Since is not null || _filter.Until is not null => OfStages(from, MachineStages.All),
        _ => Select(from, AfterPlace(), "m.stage, m.week, m.id"),
    };

    /// <summary>Stage by stage, so that a week picks out its part of each.</summary>
    private string OfStages(string from, IReadOnlyCollection<int> stages)
    {
        var questions = stages.Where(stage => _after is null || stage >= _after.Value.Stage).Select(stage => Select(from, OfStage(stage), "m.week, m.id")).ToArray();
        return questions switch
        {
            [] => Select("machine m", ["1 = 0"], "m.id"),
            [var one] => one,
            _ => $"{string.Join("\nunion all\n", questions.Select((one, i) => Invariant($"select * from ({one}) as stage_{i}")))}\norder by stage, week, id limit @Limit",
        };
    }

    private IEnumerable<string> OfStage(int stage)
    {
        yield return Invariant($"m.stage = {stage}");

        if (_after is { } after && after.Stage == stage)
        {
            yield return Invariant($"(m.week, m.id) > ({after.Week}, @AfterId)");
        }
        else if (_filter.Since is { } since)
        {
            yield return Invariant($"m.week >= {MachineWeeks.Of(since)}");
        }

        if (_filter.Until is { } until)
        {
            yield return Invariant($"m.week <= {MachineWeeks.Of(until)}");
        }
    }

    private IEnumerable<string> OfStatus() => _filter.Status is { } status ? [Invariant($"m.stage = {MachineStages.Of(status)}")] : [];

    private IEnumerable<string> AfterPlace() => _after is { } after ? [Invariant($"(m.stage, m.week, m.id) > ({after.Stage}, {after.Week}, @AfterId)")] : [];

    private string Select(string from, IEnumerable<string> more, string order)
    {
        var where = string.Join(" and ", _where.Concat(more));
        return $"select {MachineRecords.Columns} from {from}{(where.Length == 0 ? "" : $" where {where}")} order by {order} limit @Limit";
    }

    /// <summary>The machines of which a label or a serial begins so; they come first, and their rows are looked up by their codes.</summary>
    private string? Beginning()
    {
        if (_filter.StartsWith?.Trim().ToUpperInvariant() is not { Length: > 0 } start)
        {
            return null;
        }

        _where.Add("m.id = f.machine");
        _parameters.Add("Most", MachineQueries.MostPrefixed);
        _parameters.Add("From", start);
        _parameters.Add("To", start + "\U0010FFFF");
        return """
            (select machine from (select l.machine from label l where l.code >= @From and l.code < @To order by l.code limit @Most) as labels
             union
             select machine from (select x.machine from external_id x
                                  where x.kind = 'serial' and x.value >= @From and x.value < @To order by x.value limit @Most) as serials
             union
             select machine from (select x.machine from external_id x
                                  where x.kind = 'donor' and x.value >= @From and x.value < @To order by x.value limit @Most) as donors) as f
            cross join machine as m
            """;
    }

    private void Waiting()
    {
        if (_filter.WithHeldScans || _filter.WithFindings)
        {
            _where.Add("(m.held_scans > 0 or m.findings is not null)");
        }

        if (_filter is { WithHeldScans: true, WithFindings: false })
        {
            _where.Add("m.held_scans > 0");
        }

        if (_filter is { WithHeldScans: false, WithFindings: true })
        {
            _where.Add("m.findings is not null");
        }

        if (_filter.Blocked || _filter.Hold is not null)
        {
            _where.Add("m.holds <> 0");
        }

        if (_filter.Hold is { } hold)
        {
            _where.Add("(m.holds & @Hold) <> 0");
            _parameters.Add("Hold", 1 << (int)hold);
        }
    }

    private void Equal(string column, string? value)
    {
        if (value is not null)
        {
            _given[column] = value;
            _where.Add($"m.{column} = @{column}");
            _parameters.Add(column, value);
        }
    }

    private void Than(string comparison, string name, DateTimeOffset? moment)
    {
        if (moment is { } at)
        {
            _where.Add($"{comparison} @{name}");
            _parameters.Add(name, DatabaseTime.Of(_database, at));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
