using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Access;

/// <summary>
/// By what somebody may pick things out of a list: a list that answers to a filter tells as much as the field that it filters by.
/// Whoever may not read who applied to a call is not told by <c>?organisation=</c> either.
/// </summary>
/// <param name="Seer">In one of these relations to the thing…</param>
/// <param name="Named">…it may be picked by who is named in it as one of these…</param>
/// <param name="About">…by what it is about…</param>
/// <param name="Due">…and by when it is due.</param>
/// <param name="Sort">…and by which sort of its kind it is.</param>
public sealed record FilterSight(RelationSet Seer, RelationSet Named, bool About, bool Due, bool Sort)
{
    private static readonly RelationSet AnyRelation = RelationSet.Of(Enum.GetValues<Relation>());

    /// <summary>The field in which a relation is read; where it is called otherwise, it is not shown in part.</summary>
    private static readonly FrozenDictionary<Relation, string> FieldOf = new Dictionary<Relation, string>
    {
        [Relation.Itself] = "id",
        [Relation.ItsPole] = "pole",
        [Relation.ItsDonor] = "donor",
        [Relation.ItsReceiver] = "receiver",
        [Relation.ItsCarrier] = "carrier",
        [Relation.ItsEpn] = "epn",
        [Relation.ItsPartner] = "partner",
        [Relation.ItsSender] = "from",
        [Relation.ItsConsignee] = "consignee",
        [Relation.ItsLender] = "lender",
        [Relation.ItsRelay] = "relay",
        [Relation.ItsBorrower] = "borrower",
        [Relation.ItsHolder] = "holder",
        [Relation.ItsRecycler] = "recycler",
        [Relation.ItsIssuer] = "issuer",
        [Relation.ItsOwner] = "owner",
        [Relation.ItsParent] = "parent",
    }.ToFrozenDictionary();

    /// <summary>The field in which one reads what a thing is about.</summary>
    private static readonly FrozenDictionary<string, string> AboutOf = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["document"] = "about",
        ["round"] = "donation",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The field in which one reads which sort of its kind a thing is; what is not named here has no sorts.</summary>
    private static readonly FrozenDictionary<string, string> SortOf = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["batch"] = "flow",
        ["call"] = "mode",
        ["delivery"] = "mode",
        ["document"] = "kind",
        ["donation"] = "legalBasis",
        ["dossier"] = "mode",
        ["incident"] = "kind",
        ["part"] = "type",
        ["process"] = "kind",
        ["series"] = "kind",
        ["session"] = "kind",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<(string Kind, Role Role), ImmutableArray<FilterSight>> ByRole = SightTable.Rows
        .SelectMany(row => row.Rights.Select(right => (Row: row, Right: right)))
        .GroupBy(pair => (pair.Row.Kind, pair.Right.Role))
        .ToFrozenDictionary(
            group => group.Key,
            group => group.GroupBy(pair => pair.Row).Select(line => Of(line.Key, RelationSet.Of([.. line.Select(pair => pair.Right.Relation)]))).ToImmutableArray());

    /// <summary>One for each line of the table that a role stands in; none where it sees nothing.</summary>
    public static ImmutableArray<FilterSight> Of(string kind, Role role) => ByRole.GetValueOrDefault((kind, role), []);

    /// <summary>The field of the terms by which lists of a kind are told apart; nothing where there are no sorts of it.</summary>
    public static string? SortField(string kind) => SortOf.GetValueOrDefault(kind);

    private static FilterSight Of(SightRow row, RelationSet seer) => row.Sight is Sight.All
        ? new(seer, AnyRelation, About: true, Due: true, Sort: true)
        : new(
            seer,
            RelationSet.Of([.. FieldOf.Where(pair => row.Shows.Contains(pair.Value, StringComparer.Ordinal)).Select(pair => pair.Key)]),
            About: AboutOf.TryGetValue(row.Kind, out var field) && row.Shows.Contains(field, StringComparer.Ordinal),
            Due: false,
            Sort: SortField(row.Kind) is { } sort && row.Shows.Contains(sort, StringComparer.Ordinal));
}
