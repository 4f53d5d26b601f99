namespace Ordi2.Contracts.Organisations;

/// <summary>The organisation asks for a charter for one activity; whoever may grant it looks at it.</summary>
/// <param name="Activity">For what; something that it does.</param>
/// <param name="CharterVersion">Which text it wants to sign.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.request-accreditation"), Step("request-accreditation")]
public sealed record RequestAccreditation(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] string CharterVersion) : OrganisationCommand;

/// <summary>What was asked for is looked at.</summary>
/// <param name="Activity">For what.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.review-accreditation"), Step("review-accreditation")]
public sealed record ReviewAccreditation(
    [property: Id(0)] Activity Activity) : OrganisationCommand;

/// <summary>What was asked for is not granted.</summary>
/// <param name="Activity">For what.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.decline-accreditation"), Step("decline-accreditation")]
public sealed record DeclineAccreditation(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] string Reason) : OrganisationCommand;

/// <summary>A charter is over in 60 days or less, and nobody has renewed it: the clock says so once.</summary>
/// <param name="Activity">For what.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.announce-expiry"), Step("announce-expiry")]
public sealed record AnnounceExpiry(
    [property: Id(0)] Activity Activity) : OrganisationCommand;

/// <summary>The last day of a charter is past: the clock says so once. Whether it was valid at a date follows from its dates alone.</summary>
/// <param name="Activity">For what.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.expire-accreditation"), Step("expire-accreditation")]
public sealed record ExpireAccreditation(
    [property: Id(0)] Activity Activity) : OrganisationCommand;
