using System.Runtime.InteropServices;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Telling;

namespace Ordi2.Ledger.Writing;

internal readonly record struct LabelRow(string Code, string Machine);

internal readonly record struct ExternalIdRow(string Kind, string Value, string Machine);

internal readonly record struct PartyRow(string Kind, string Id, string Party, long Relations, long Version)
{
    public static IEnumerable<PartyRow> Of(AggregateRow row) => row.Parties.Except(row.Written).Select(party => Of(row, party));

    /// <summary>Those whom it names no more.</summary>
    public static IEnumerable<PartyRow> GoneFrom(AggregateRow row) =>
        row.Written.ExceptBy(row.Parties.Select(party => party.Organisation), party => party.Organisation, StringComparer.Ordinal).Select(party => Of(row, party));

    private static PartyRow Of(AggregateRow row, AggregateParty party) => new(row.Kind, row.Id, party.Organisation, party.Relations, row.Version);
}

internal readonly record struct NumberRow(string Series, string Purpose, int Number)
{
    /// <summary>Each purpose once, with its last number.</summary>
    public static IEnumerable<NumberRow> Of(AggregateRow row) => row.Numbers.IsDefaultOrEmpty
        ? []
        : row.Numbers.GroupBy(one => one.Purpose, StringComparer.Ordinal).Select(purpose => new NumberRow(row.Id, purpose.Key, purpose.Last().Number));
}

internal readonly record struct WordRow(string Word, string Kind, string Id);

internal readonly record struct CounterRow(string Scope, string Counter, int Shard, long Amount);

/// <summary>All that a group moves, as one row.</summary>
internal sealed record MovesRow(int Shard, List<CounterRow> Counters);

/// <summary>What goes into one transaction: the rows of several appends, table by table.</summary>
internal sealed class Group
{
    private readonly Dictionary<(string Scope, string Counter), long> _counters = [];

    public Group(IReadOnlyList<Pending> parts, int shard, bool keepsMoves = false)
    {
        Parts = parts;
        foreach (var part in parts)
        {
            switch (part)
            {
                case PendingAppend append:
                    Add(append);
                    break;
                case PendingRefusal refusal:
                    Refusals.Add(refusal.Refusal);
                    break;
                case PendingTold told:
                    Told.Add(told.Row);
                    break;
            }
        }

        foreach (var ((scope, counter), amount) in _counters)
        {
            if (amount != 0)
            {
                Counters.Add(new CounterRow(scope, counter, shard, amount));
            }
        }

        if (keepsMoves && Counters.Count > 0)
        {
            Moves.Add(new MovesRow(shard, [.. Counters]));
            Counters.Clear();
        }

        // Everybody takes rows in the same order, so that two writers of one shard can wait for each other but never for ever.
        Counters.Sort((a, b) => string.CompareOrdinal(a.Scope, b.Scope) is var order and not 0 ? order : string.CompareOrdinal(a.Counter, b.Counter));
    }

    public IReadOnlyList<Pending> Parts { get; }

    public IEnumerable<PendingAppend> Appends => Parts.OfType<PendingAppend>();

    public List<EventRow> Events { get; } = [];

    /// <summary>Those of which texts are kept aside.</summary>
    public List<EventRow> Texts { get; } = [];

    public List<LabelRow> Labels { get; } = [];

    public List<ExternalIdRow> ExternalIds { get; } = [];

    public List<MachineRow> Machines { get; } = [];

    /// <summary>Those of which no index has to know.</summary>
    public List<MachineRow> MachinesInPlace { get; } = [];

    public List<AggregateRow> Aggregates { get; } = [];

    public List<PartyRow> Parties { get; } = [];

    public List<PartyRow> PartiesGone { get; } = [];

    public List<NumberRow> Numbers { get; } = [];

    public List<WordRow> Words { get; } = [];

    public List<CounterRow> Counters { get; } = [];

    /// <summary>Instead of <see cref="Counters"/>, for a lane that adds them up later.</summary>
    public List<MovesRow> Moves { get; } = [];

    public List<RefusalEntry> Refusals { get; } = [];

    public List<AuditEntry> Audits { get; } = [];

    public List<UntoldRow> Untold { get; } = [];

    public List<UntoldRow> Told { get; } = [];

    /// <summary>
    /// Cuts a group where it would trip over itself: the same client event id or label twice. What comes second is written after
    /// the first, and then the database says what is wrong with it.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Pending>> Split(List<Pending> parts)
    {
        var rest = parts;
        while (rest.Count > 1)
        {
            var together = new List<Pending>(rest.Count);
            var later = new List<Pending>();
            var ids = new HashSet<(string Device, Guid Id)>(rest.Count);
            var labels = new HashSet<string>(StringComparer.Ordinal);
            foreach (var part in rest)
            {
                if (part is PendingAppend { Append: var append } && !TryTake(append, ids, labels))
                {
                    later.Add(part);
                }
                else
                {
                    together.Add(part);
                }
            }

            yield return together;
            rest = later;
        }

        if (rest.Count > 0)
        {
            yield return rest;
        }
    }

    private static bool TryTake(Append append, HashSet<(string Device, Guid Id)> ids, HashSet<string> labels)
    {
        foreach (var e in append.Events)
        {
            if (e.ClientEventId is { } id && ids.Contains((append.Device, id)))
            {
                return false;
            }
        }

        foreach (var label in append.Labels)
        {
            if (labels.Contains(label))
            {
                return false;
            }
        }

        foreach (var e in append.Events)
        {
            if (e.ClientEventId is { } id)
            {
                ids.Add((append.Device, id));
            }
        }

        labels.UnionWith(append.Labels);
        return true;
    }

    private static bool StaysInPlace(MachineRowChange change) => change.Before is { } before
        && before.Holder == change.After.Holder
        && before.Site == change.After.Site
        && before.Owner == change.After.Owner
        && before.Pole == change.After.Pole
        && before.Donation == change.After.Donation
        && before.Dossier == change.After.Dossier
        && before.Loan == change.After.Loan
        && before.Batch == change.After.Batch
        && before.DueAt == change.After.DueAt
        && before.WakeAt == change.After.WakeAt
        && before.ClaimUntil == change.After.ClaimUntil
        && before.HeldScans == change.After.HeldScans
        && before.Holds == change.After.Holds
        && (before.Plan, before.Image, before.InstalledAt) == (change.After.Plan, change.After.Image, change.After.InstalledAt)
        && MachineWeeks.Of(before.StatusSince) == MachineWeeks.Of(change.After.StatusSince)
        && MachineStages.Of(before.Status) == MachineStages.Of(change.After.Status)
        && before.Findings.AsSpan().SequenceEqual(change.After.Findings.AsSpan());

    private void Add(PendingAppend pending)
    {
        var append = pending.Append;
        Events.AddRange(pending.Rows);
        Texts.AddRange(pending.Rows.Where(row => row.Aside is not null));
        if (append.Machine is { } machine)
        {
            (StaysInPlace(machine) ? MachinesInPlace : Machines).Add(machine.After);
        }

        foreach (var label in append.Labels.Distinct(StringComparer.Ordinal))
        {
            Labels.Add(new LabelRow(label, pending.Machine));
        }

        foreach (var id in append.ExternalIds)
        {
            ExternalIds.Add(new ExternalIdRow(id.Kind, id.Value, pending.Machine));
        }

        if (append.Aggregate is { } aggregate)
        {
            Aggregates.Add(aggregate);
            Parties.AddRange(PartyRow.Of(aggregate));
            PartiesGone.AddRange(PartyRow.GoneFrom(aggregate));
            Numbers.AddRange(NumberRow.Of(aggregate));
            Words.AddRange(aggregate.Words.Select(word => new WordRow(word, aggregate.Kind, aggregate.Id)));
        }

        if (append.Audit is { } audit)
        {
            Audits.Add(audit);
        }

        if (append.Tells)
        {
            Untold.Add(new UntoldRow(append.Stream, pending.Rows[0].Seq, pending.Rows[^1].Seq, pending.Rows[0].RecordedAt));
        }

        for (var i = 0; i < pending.Moves.Count; i++)
        {
            var (scope, counter, amount) = pending.Moves[i];
            CollectionsMarshal.GetValueRefOrAddDefault(_counters, (scope, counter), out _) += amount;
        }

        foreach (var (scope, counter, amount) in append.Reached)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counters, (scope, counter), out _) += amount;
        }
    }
}
