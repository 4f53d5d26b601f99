using System.Globalization;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Telling;

namespace Ordi2.Ledger.Writing;

/// <summary>Everything that a transaction of the ledger can write, in its order.</summary>
internal static class Statements
{
    /// <summary>Held while a transaction writes events, by every writer together; alone by who must know that none is under way.</summary>
    public const long WritersLock = 0x4F72646932_01;

    // An event whose predecessor is not the one that its writer knew gets no number, and the whole transaction is refused.
    // The writers' lock is taken before the first position is.
    private const string InsertEvents =
        """
        insert into event (stream, seq, type, data, occurred_at, recorded_at, actor, organisation, device, client_event_id, hash, texts)
        select u.stream,
               case when u.must_follow is null
                      or (select p.hash from event p where p.stream = u.stream and p.seq = u.seq - 1) = u.must_follow then u.seq end,
               u.type, u.data, u.occurred_at, u.recorded_at, u.actor, u.organisation, u.device, u.client_event_id, u.hash, u.texts
        from {lock}{source}
        """;

    public static readonly Column<MachineRow>[] MachineColumns =
    [
        new("id", ColumnType.Text, row => row.Id),
        new("version", ColumnType.Long, row => row.Version),
        new("status_since", ColumnType.Time, row => row.StatusSince),
        new("due_at", ColumnType.Time, row => row.DueAt),
        new("stage", ColumnType.Int, row => MachineStages.Of(row.Status)),
        new("holds", ColumnType.Int, row => row.Holds),
        new("held_scans", ColumnType.Int, row => row.HeldScans),
        new("status", ColumnType.Text, row => row.Status.Code()),
        new("type", ColumnType.Text, row => row.Type.Code()),
        new("sanitisation", ColumnType.Text, row => row.Sanitisation.Code()),
        new("legal_nature", ColumnType.Text, row => row.LegalNature.Code()),
        new("grade", ColumnType.Text, row => row.Grade.Code()),
        new("profile", ColumnType.Text, row => row.Profile.Code()),
        new("holder", ColumnType.Text, row => row.Holder),
        new("site", ColumnType.Text, row => row.Site),
        new("owner", ColumnType.Text, row => row.Owner),
        new("pole", ColumnType.Text, row => row.Pole),
        new("donation", ColumnType.Text, row => row.Donation),
        new("dossier", ColumnType.Text, row => row.Dossier),
        new("delivery", ColumnType.Text, row => row.Delivery),
        new("loan", ColumnType.Text, row => row.Loan),
        new("batch", ColumnType.Text, row => row.Batch),
        new("maker", ColumnType.Text, row => row.Maker),
        new("model", ColumnType.Text, row => row.Model),
        new("serial", ColumnType.Text, row => row.Serial),
        new("findings", ColumnType.Text, row => row.Findings.IsDefaultOrEmpty ? null : string.Join(' ', row.Findings)),
        new("wake_at", ColumnType.Time, row => row.WakeAt),
        new("impact", ColumnType.Text, row => row.Impact is null ? null : JsonSerializer.Serialize(row.Impact, WireJson.Options)),
        new("ready_since", ColumnType.Time, row => row.ReadySince),
        new("week", ColumnType.Int, row => MachineWeeks.Of(row.StatusSince)),
        new("claim_until", ColumnType.Time, row => row.ClaimUntil),
        new("past_gifts", ColumnType.Text, row => row.PastGifts.IsDefaultOrEmpty ? null : JsonSerializer.Serialize(row.PastGifts, WireJson.Options)),
        new("os_plan", ColumnType.Text, row => row.Plan?.Code()),
        new("image", ColumnType.Text, row => row.Image),
        new("installed_at", ColumnType.Time, row => row.InstalledAt),
    ];

    public static readonly Statement<EventRow> Events = new(
        group => group.Events,
        [
            new("stream", ColumnType.Text, row => row.Append.Stream),
            new("seq", ColumnType.Long, row => row.Seq),
            new("type", ColumnType.Text, row => row.Event.Type),
            new("data", ColumnType.Json, row => Encoding.UTF8.GetString(row.Event.Data.Span)),
            new("occurred_at", ColumnType.Time, row => row.OccurredAt),
            new("recorded_at", ColumnType.Time, row => row.RecordedAt),
            new("actor", ColumnType.Text, row => row.Append.Actor),
            new("organisation", ColumnType.Text, row => row.Append.Organisation),
            new("device", ColumnType.Text, row => row.Append.Device),
            new("client_event_id", ColumnType.Uuid, row => row.Event.ClientEventId),
            new("hash", ColumnType.Bytes, row => row.Hash),
            new("texts", ColumnType.Int, row => row.Aside is null ? 0 : 1),
            new("must_follow", ColumnType.Bytes, row => row.MustFollow),
        ],
        InsertEvents.Replace("{lock}", $"(select pg_advisory_xact_lock_shared({WritersLock})) as l, ", StringComparison.Ordinal),
        InsertEvents.Replace("{lock}", "", StringComparison.Ordinal));

    public static readonly Statement<EventRow> Texts = new(
        group => group.Texts,
        [
            new("stream", ColumnType.Text, row => row.Append.Stream),
            new("seq", ColumnType.Long, row => row.Seq),
            new("organisation", ColumnType.Text, row => row.Append.Organisation),
            new("recorded_at", ColumnType.Time, row => row.RecordedAt),
            new("body", ColumnType.Text, row => row.Aside),
        ],
        "insert into event_text (stream, seq, organisation, recorded_at, body, shown) select u.stream, u.seq, u.organisation, u.recorded_at, u.body, 0 from {source}");

    // A label that leads elsewhere already would become null, which the table refuses.
    public static readonly Statement<LabelRow> Labels = new(
        group => group.Labels,
        [new("code", ColumnType.Text, row => row.Code), new("machine", ColumnType.Text, row => row.Machine)],
        """
        insert into label (code, machine) select u.code, u.machine from {source} where true
        on conflict (code) do update set machine = null where label.machine <> excluded.machine
        """);

    public static readonly Statement<ExternalIdRow> ExternalIds = new(
        group => group.ExternalIds,
        [
            new("kind", ColumnType.Text, row => row.Kind),
            new("value", ColumnType.Text, row => row.Value),
            new("machine", ColumnType.Text, row => row.Machine),
        ],
        "insert into external_id (kind, value, machine) select u.kind, u.value, u.machine from {source} where true on conflict do nothing");

    public static readonly Statement<MachineRow> Machines = new(group => group.Machines, MachineColumns, UpsertMachines());

    // What no index has. Nearly every scan changes only such columns, and then only the page of the row itself is written.
    private static readonly string[] InPlace =
    [
        "version", "status_since", "status", "type", "sanitisation", "legal_nature", "grade", "profile", "delivery", "maker", "model", "serial",
        "ready_since",
    ];

    public static readonly Statement<MachineRow> MachinesInPlace = new(
        group => group.MachinesInPlace,
        [.. InPlace.Prepend("id").Select(name => MachineColumns.Single(column => column.Name == name))],
        $"update machine set {string.Join(", ", InPlace.Select(name => $"{name} = u.{name}"))} from {{source}} where machine.id = u.id",
        $"update machine set {string.Join(", ", InPlace.Select((name, i) => $"{name} = {Place(i + 2)}"))} where id = ?1");

    public static readonly Statement<AggregateRow> Aggregates = new(
        group => group.Aggregates,
        [
            new("kind", ColumnType.Text, row => row.Kind),
            new("id", ColumnType.Text, row => row.Id),
            new("status", ColumnType.Text, row => row.Status),
            new("body", ColumnType.Json, row => row.Body),
            new("version", ColumnType.Long, row => row.Version),
            new("parties", ColumnType.Text, row => JsonSerializer.Serialize(row.Parties)),
            new("due_at", ColumnType.Time, row => row.DueAt),
            new("sort", ColumnType.Text, row => row.Sort),
        ],
        """
        insert into aggregate (kind, id, status, body, version, parties, due_at, sort)
        select u.kind, u.id, u.status, u.body, u.version, u.parties, u.due_at, u.sort from {source} where true
        on conflict (kind, id) do update set
            status = excluded.status, body = excluded.body, version = excluded.version, parties = excluded.parties, due_at = excluded.due_at,
            sort = excluded.sort
        """);

    public static readonly Statement<PartyRow> Parties = new(
        group => group.Parties,
        [
            new("kind", ColumnType.Text, row => row.Kind),
            new("id", ColumnType.Text, row => row.Id),
            new("party", ColumnType.Text, row => row.Party),
            new("relations", ColumnType.Long, row => row.Relations),
            new("version", ColumnType.Long, row => row.Version),
        ],
        """
        insert into aggregate_party (kind, id, party, relations, version) select u.kind, u.id, u.party, u.relations, u.version from {source} where true
        on conflict (kind, party, id) do update set relations = excluded.relations, version = excluded.version
        """);

    public static readonly Statement<PartyRow> PartiesGone = new(
        group => group.PartiesGone,
        [
            new("kind", ColumnType.Text, row => row.Kind),
            new("id", ColumnType.Text, row => row.Id),
            new("party", ColumnType.Text, row => row.Party),
        ],
        "delete from aggregate_party p using {source} where p.kind = u.kind and p.id = u.id and p.party = u.party",
        "delete from aggregate_party where kind = ?1 and id = ?2 and party = ?3");

    public static readonly Statement<NumberRow> Numbers = new(
        group => group.Numbers,
        [
            new("series", ColumnType.Text, row => row.Series),
            new("purpose", ColumnType.Text, row => row.Purpose),
            new("number", ColumnType.Int, row => row.Number),
        ],
        """
        insert into document_number (series, purpose, number) select u.series, u.purpose, u.number from {source} where true
        on conflict (series, purpose) do update set number = excluded.number
        """);

    // An old name still finds it.
    public static readonly Statement<WordRow> Words = new(
        group => group.Words,
        [new("word", ColumnType.Text, row => row.Word), new("kind", ColumnType.Text, row => row.Kind), new("id", ColumnType.Text, row => row.Id)],
        "insert into search_word (word, kind, id) select u.word, u.kind, u.id from {source} where true on conflict do nothing");

    public static readonly Statement<CounterRow> Counters = new(
        group => group.Counters,
        [
            new("scope", ColumnType.Text, row => row.Scope),
            new("counter", ColumnType.Text, row => row.Counter),
            new("shard", ColumnType.Int, row => row.Shard),
            new("value", ColumnType.Long, row => row.Amount),
        ],
        """
        insert into board_counter (scope, counter, shard, value) select u.scope, u.counter, u.shard, u.value from {source} where true
        on conflict (scope, counter, shard) do update set value = board_counter.value + excluded.value
        """);

    // PostgreSQL alone: one row for a group, where adding to each counter is an update for each. The lane adds them up later.
    public static readonly Statement<MovesRow> Moves = new(
        group => group.Moves,
        [
            new("shard", ColumnType.Int, row => row.Shard),
            new("scopes", ColumnType.Texts, row => row.Counters.ConvertAll(counter => counter.Scope)),
            new("counters", ColumnType.Texts, row => row.Counters.ConvertAll(counter => counter.Counter)),
            new("amounts", ColumnType.Longs, row => row.Counters.ConvertAll(counter => counter.Amount)),
        ],
        "insert into board_move (shard, scopes, counters, amounts) select u.shard, u.scopes, u.counters, u.amounts from {source}");

    public static readonly Statement<RefusalEntry> Refusals = new(
        group => group.Refusals,
        [
            new("device", ColumnType.Text, row => row.Device),
            new("client_event_id", ColumnType.Uuid, row => row.ClientEventId),
            new("stream", ColumnType.Text, row => row.Stream),
            new("step", ColumnType.Text, row => row.Step),
            new("code", ColumnType.Text, row => row.Code),
            new("body", ColumnType.Json, row => row.Body),
            new("occurred_at", ColumnType.Time, row => row.OccurredAt),
            new("recorded_at", ColumnType.Time, row => row.RecordedAt),
            new("actor", ColumnType.Text, row => row.Actor),
            new("organisation", ColumnType.Text, row => row.Organisation),
        ],
        """
        insert into refusal (device, client_event_id, stream, step, code, body, occurred_at, recorded_at, actor, organisation)
        select u.device, u.client_event_id, u.stream, u.step, u.code, u.body, u.occurred_at, u.recorded_at, u.actor, u.organisation
        from {source} where true
        on conflict do nothing
        """);

    public static readonly Statement<AuditEntry> Audits = new(
        group => group.Audits,
        [
            new("at", ColumnType.Time, row => row.At),
            new("times", ColumnType.Int, row => row.Times),
            new("what", ColumnType.Text, row => row.What),
            new("code", ColumnType.Text, row => row.Code),
            new("actor", ColumnType.Text, row => row.Actor),
            new("organisation", ColumnType.Text, row => row.Organisation),
            new("role", ColumnType.Text, row => row.Role),
            new("device", ColumnType.Text, row => row.Device),
            new("about", ColumnType.Text, row => row.About),
        ],
        """
        insert into audit (at, times, what, code, actor, organisation, role, device, about)
        select u.at, u.times, u.what, u.code, u.actor, u.organisation, u.role, u.device, u.about from {source} where true
        """);

    public static readonly Statement<UntoldRow> Untold = new(
        group => group.Untold,
        [
            new("stream", ColumnType.Text, row => row.Stream),
            new("seq", ColumnType.Long, row => row.Seq),
            new("last", ColumnType.Long, row => row.Last),
            new("since", ColumnType.Time, row => row.Since),
        ],
        "insert into untold (stream, seq, last, since) select u.stream, u.seq, u.last, u.since from {source} where true on conflict do nothing");

    public static readonly Statement<UntoldRow> Told = new(
        group => group.Told,
        [new("stream", ColumnType.Text, row => row.Stream), new("seq", ColumnType.Long, row => row.Seq)],
        "delete from untold w using {source} where w.stream = u.stream and w.seq = u.seq",
        "delete from untold where stream = ?1 and seq = ?2");

    public static readonly Statement[] All =
        [Events, Texts, Labels, ExternalIds, Machines, MachinesInPlace, Aggregates, Parties, PartiesGone, Numbers, Words, Counters, Moves, Refusals, Audits, Untold, Told];

    /// <summary>Adds rows of moves to the counters, on PostgreSQL. Like every writer, not while somebody is alone.</summary>
    /// <param name="which">Condition on the rows, called <c>m</c>.</param>
    /// <param name="shard">The shard of the counters.</param>
    public static string AddUpMoves(string which, string shard) =>
        $"""
        with gone as (
            delete from board_move m using (select pg_advisory_xact_lock_shared({WritersLock})) as l where {which}
            returning m.scopes, m.counters, m.amounts)
        insert into board_counter (scope, counter, shard, value)
        select u.scope, u.counter, {shard}, cast(sum(u.amount) as bigint)
        from gone cross join lateral unnest(gone.scopes, gone.counters, gone.amounts) as u (scope, counter, amount)
        group by u.scope, u.counter having sum(u.amount) <> 0 order by u.scope, u.counter
        on conflict (scope, counter, shard) do update set value = board_counter.value + excluded.value
        """;

    /// <summary>A numbered parameter of SQLite.</summary>
    public static string Place(int number) => string.Create(CultureInfo.InvariantCulture, $"?{number}");

    private static string UpsertMachines()
    {
        var names = MachineColumns.Select(column => column.Name).ToArray();
        return $$"""
            insert into machine ({{string.Join(", ", names)}}) select {{string.Join(", ", names.Select(name => $"u.{name}"))}} from {source} where true
            on conflict (id) do update set {{string.Join(", ", names.Skip(1).Select(name => $"{name} = excluded.{name}"))}}
            """;
    }
}
