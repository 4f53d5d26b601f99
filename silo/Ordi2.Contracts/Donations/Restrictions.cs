using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Donations;

/// <summary>Why the law allows the gift (domain.md 2.1).</summary>
[Alias("ordi2.legal-basis")]
public enum LegalBasis
{
    /// <summary>Company gift, art. 238 bis CGI.</summary>
    [JsonStringEnumMemberName("MECENAT_238BIS")]
    Mecenat238Bis = 0,

    /// <summary>Public body to an association or re-use body, art. L. 3212-2 3° CGPPP.</summary>
    [JsonStringEnumMemberName("CGPPP_L3212_2_3")]
    CgpppL321223,

    /// <summary>Public body to an assistance association, art. L. 3212-2 2° CGPPP: never resold.</summary>
    [JsonStringEnumMemberName("CGPPP_L3212_2_2")]
    CgpppL321222,

    /// <summary>A private individual.</summary>
    PrivateIndividual,

    /// <summary>Déchèterie or eco-organism: what arrives is a waste.</summary>
    WasteStream,

    /// <summary>Bought.</summary>
    Purchase,
}

/// <summary>What a donor or the law demands of a machine for life (domain.md 2.1): it can be tightened, never removed.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.restrictions")]
public sealed record Restrictions
{
    /// <summary>No restriction at all.</summary>
    public static readonly Restrictions None = new();

    /// <summary>It may not be sold.</summary>
    [Id(0)]
    public bool ResaleForbidden { get; init; }

    /// <summary>Highest price in euro cents, VAT included, where a solidarity price is allowed (D. 3212-3 CGPPP).</summary>
    [Id(1)]
    public int? MaxPriceCents { get; init; }

    /// <summary>Categories of receivers that are allowed; empty means all.</summary>
    [Id(2)]
    public ImmutableArray<RecipientCategory> AllowedRecipients { get; init; } = [];

    /// <summary>Only for the receiver's statutory purpose.</summary>
    [Id(3)]
    public bool StatutoryPurposeOnly { get; init; }

    /// <summary>The donor must get the proof of its effective re-use (décret 2023-266).</summary>
    [Id(4)]
    public bool ReuseProofDue { get; init; }
}
