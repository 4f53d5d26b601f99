using System.Collections.Immutable;
using System.Numerics;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Access;

/// <summary>An organisation that a thing names, and as what: from it follows who of it may see the thing.</summary>
public readonly record struct Party(Relation Relation, OrganisationId Organisation)
{
    /// <summary>Stands for every organisation: what a call publishes, for example.</summary>
    public static readonly OrganisationId Everybody = new("*");

    /// <summary>Those that are named, each once for each relation.</summary>
    public static ImmutableArray<Party> Each(params ReadOnlySpan<(Relation Relation, OrganisationId? Organisation)> named)
    {
        var parties = ImmutableArray.CreateBuilder<Party>(named.Length);

        foreach (var (relation, organisation) in named)
        {
            if (organisation is { Text.Length: > 0 } one && new Party(relation, one) is var party && !parties.Contains(party))
            {
                parties.Add(party);
            }
        }

        return parties.ToImmutable();
    }
}

/// <summary>What an organisation is to a thing: often several things at once, a pole that is also an EPN.</summary>
/// <param name="Bits">One bit for each <see cref="Relation"/>, as the read tables keep it.</param>
public readonly record struct RelationSet(long Bits)
{
    public static readonly RelationSet None = new(0);

    public bool IsEmpty => Bits == 0;

    public int Count => BitOperations.PopCount((ulong)Bits);

    public static RelationSet Of(params ReadOnlySpan<Relation> relations)
    {
        var bits = 0L;

        foreach (var relation in relations)
        {
            bits |= 1L << (int)relation;
        }

        return new(bits);
    }

    /// <summary>What this organisation is among the parties.</summary>
    public static RelationSet Of(ImmutableArray<Party> parties, OrganisationId organisation)
    {
        var bits = 0L;

        foreach (var party in parties)
        {
            if (party.Organisation == organisation || party.Organisation == Party.Everybody)
            {
                bits |= 1L << (int)party.Relation;
            }
        }

        return new(bits);
    }

    public bool Has(Relation relation) => (Bits & (1L << (int)relation)) != 0;

    public RelationSet Or(RelationSet other) => new(Bits | other.Bits);

    public bool Meets(RelationSet other) => (Bits & other.Bits) != 0;
}
