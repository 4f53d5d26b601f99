namespace Ordi2.Silo.Tests.Invariants;

/// <summary>By what the first EPN and the second partner are one before the law: each world has another reason (invariant 2).</summary>
internal enum Kinship
{
    /// <summary>Two associations with one RNA number.</summary>
    SameRna = 0,

    /// <summary>Two establishments of one SIREN.</summary>
    SameSiren,

    /// <summary>Two establishments of one SIREN, each with an RNA number of its own.</summary>
    SameSirenWithRna,

    /// <summary>The partner is a part of the EPN.</summary>
    PartnerIsAPart,

    /// <summary>The EPN is a part of the partner.</summary>
    EpnIsAPart,

    /// <summary>Both are parts of the town.</summary>
    BothAreParts,
}
