using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Machines;

/// <summary>How custody passed.</summary>
public enum HandoverBasis
{
    /// <summary>Both sides scanned.</summary>
    TwoSided = 0,

    /// <summary>One side declared, the other confirmed or let the deadline pass.</summary>
    Declared,

    /// <summary>The coordinator settled a dispute.</summary>
    Settled,

    /// <summary>Found again.</summary>
    Recovered,

    /// <summary>Taken back by a scan of the receiver alone: somebody else than the holder had asked for the return. The holder signs the état des lieux de retour, or contests it.</summary>
    TakenBack,
}

/// <summary>Custody is a chain without gap: <paramref name="From"/> is always the holder before (invariant 4).</summary>
[StoredAs("machine.custody-passed.v1")]
public sealed record CustodyPassed(OrganisationId? From, OrganisationId To, SiteId? Site, HandoverBasis Basis) : MachineEvent;

/// <summary>Nobody holds it any more: it was recycled or handed back.</summary>
[StoredAs("machine.custody-ended.v1")]
public sealed record CustodyEnded(OrganisationId? From) : MachineEvent;

/// <summary>Ownership passes only with a signed document (invariant 5).</summary>
[StoredAs("machine.ownership-passed.v1")]
public sealed record OwnershipPassed(OrganisationId? From, OrganisationId To, string Document, int? PriceCents) : MachineEvent
{
    /// <summary>What a public body that receives it as a gift may count it for; nothing for anybody else.</summary>
    public PublicGift? Counted { get; init; }

    /// <summary>The deed, which both sides had signed before; nothing where it was made of this fact, and for a reception note.</summary>
    public DocumentId? Deed { get; init; }

    /// <summary>Version of the pole's rules, of whose table of caps a price was; nothing for a gift, and where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>What a received gift counts for in public purchase (AGEC art. 58), by the rules of the day on which it was given.</summary>
/// <param name="LumpCents">Lump value in cents.</param>
/// <param name="SharePercent">The least share of re-used goods of that year, where the pole has verified it.</param>
/// <param name="RulesVersion">Version of the pole's rules; nothing where they hold as shipped.</param>
public sealed record PublicGift(int LumpCents, int? SharePercent, int? RulesVersion);

[StoredAs("machine.legal-nature-decided.v1")]
public sealed record LegalNatureDecided(LegalNature Nature, [FreeText] string Reason) : MachineEvent;

[StoredAs("machine.hold-placed.v1")]
public sealed record HoldPlaced(Hold Hold, [FreeText] string Reason) : MachineEvent;

[StoredAs("machine.hold-lifted.v1")]
public sealed record HoldLifted(Hold Hold, [FreeText] string Reason, string? Recall = null) : MachineEvent;

[StoredAs("machine.restrictions-tightened.v1")]
public sealed record RestrictionsTightened(Restrictions Restrictions) : MachineEvent;
