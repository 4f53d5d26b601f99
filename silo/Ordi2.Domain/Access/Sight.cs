using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Access;

/// <summary>How much of a thing somebody may see.</summary>
public enum Sight
{
    /// <summary>Not even that it exists: the answer is the one that is given for what does not exist.</summary>
    Nothing = 0,

    /// <summary>That it exists, and where it stands.</summary>
    Existence,

    /// <summary>Some of its fields.</summary>
    Summary,

    /// <summary>All of it, its history too.</summary>
    All,
}

/// <summary>One line of the table: these see this much of this.</summary>
/// <param name="Kind"><c>donation</c>, <c>machine</c>, <c>board-pole</c>…</param>
/// <param name="Sight">How much.</param>
/// <param name="Shows">The fields as they are called in JSON; none where everything is shown.</param>
/// <param name="Rights">Who.</param>
public sealed record SightRow(string Kind, Sight Sight, ImmutableArray<string> Shows, ImmutableArray<Right> Rights);

/// <summary>What somebody sees of one thing.</summary>
public sealed class Seen
{
    public static readonly Seen Nothing = new(Sight.Nothing, []);

    private readonly FrozenSet<string> _fields;

    internal Seen(Sight sight, IEnumerable<string> fields) => (Sight, _fields) = (sight, fields.ToFrozenSet(StringComparer.Ordinal));

    public Sight Sight { get; }

    public bool IsAll => Sight is Sight.All;

    public bool IsNothing => Sight is Sight.Nothing;

    /// <summary>The fields, in the order of the alphabet; empty where all are shown.</summary>
    public IEnumerable<string> Fields => _fields.Order(StringComparer.Ordinal);

    public bool Shows(string field) => IsAll || _fields.Contains(field);
}

/// <summary>Asks <see cref="SightTable"/>.</summary>
public static class Sights
{
    private static readonly FrozenDictionary<(string Kind, Role Role), ImmutableArray<(SightRow Row, Relation Relation)>> ByRole = SightTable.Rows
        .SelectMany(row => row.Rights.Select(right => (row, right)))
        .GroupBy(pair => (pair.row.Kind, pair.right.Role))
        .ToFrozenDictionary(group => group.Key, group => group.Select(pair => (pair.row, pair.right.Relation)).ToImmutableArray());

    private static readonly FrozenSet<string> Known = SightTable.Rows.Select(row => row.Kind).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a role sees of a kind of thing, in an organisation that stands to it in these relations.</summary>
    /// <exception cref="ArgumentException">The table says nothing of this kind: give it its lines.</exception>
    public static Seen Of(string kind, Role role, RelationSet relations)
    {
        if (!Known.Contains(kind))
        {
            throw new ArgumentException($"SightTable has no line for '{kind}'.", nameof(kind));
        }

        if (!ByRole.TryGetValue((kind, role), out var lines))
        {
            return Seen.Nothing;
        }

        var sight = Sight.Nothing;
        var fields = new HashSet<string>(StringComparer.Ordinal);

        foreach (var (row, relation) in lines)
        {
            if (role is not Role.System && !relations.Has(relation))
            {
                continue;
            }

            if (row.Sight is Sight.All)
            {
                return new(Sight.All, []);
            }

            sight = row.Sight > sight ? row.Sight : sight;
            fields.UnionWith(row.Shows);
        }

        return sight is Sight.Nothing ? Seen.Nothing : new(sight, fields);
    }

    /// <summary>The relations in which a role sees anything of a kind at all: what a list asks for.</summary>
    public static RelationSet Wanted(string kind, Role role) =>
        ByRole.TryGetValue((kind, role), out var lines) ? RelationSet.Of([.. lines.Select(line => line.Relation)]) : RelationSet.None;

    /// <summary>Whether a role sees all of a kind wherever it sees anything of it.</summary>
    public static bool IsWhole(string kind, Role role) =>
        ByRole.TryGetValue((kind, role), out var lines) && lines.All(line => line.Row.Sight is Sight.All);
}
