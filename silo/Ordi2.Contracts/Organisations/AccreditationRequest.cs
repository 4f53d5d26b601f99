namespace Ordi2.Contracts.Organisations;

/// <summary>A charter that an organisation asked for (domain.md 5, « label »).</summary>
/// <param name="Activity">For what.</param>
/// <param name="CharterVersion">Which text it wants to sign.</param>
/// <param name="AskedAt">When it asked.</param>
/// <param name="Status">Requested, or under review.</param>
[GenerateSerializer, Immutable, Alias("ordi2.accreditation-request")]
public sealed record AccreditationRequest(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] string CharterVersion,
    [property: Id(2)] DateTimeOffset AskedAt,
    [property: Id(3)] AccreditationStatus Status = AccreditationStatus.Requested);
