using System.Collections.Immutable;

namespace Ordi2.Contracts.Organisations;

/// <summary>What an organisation shows of itself in the public directory; it chooses each line. About the organisation, never about a person.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.public-card")]
public sealed record PublicCard
{
    /// <summary>What it offers, in plain words, 1 to 500 characters.</summary>
    [Id(0)]
    public required string Offer { get; init; }

    /// <summary>Which of the things that it does are shown, at least one of workshop, EPN, pole and recycler.</summary>
    [Id(1)]
    public ImmutableArray<Activity> Activities { get; init; } = [];

    /// <summary>Where people find it, 1 to 50 places.</summary>
    [Id(2)]
    public ImmutableArray<PublicPlace> Places { get; init; } = [];

    /// <summary>Telephone of the place: digits, spaces and a leading +, or nothing.</summary>
    [Id(3)]
    public string? Phone { get; init; }

    /// <summary>Its site, beginning with https:// or http://, at most 200 characters, or nothing.</summary>
    [Id(4)]
    public string? Web { get; init; }
}

/// <summary>A place where people find an organisation.</summary>
/// <param name="Name">Its name, 1 to 500 characters.</param>
/// <param name="PostalCode">Five digits.</param>
/// <param name="Commune">The commune, 1 to 500 characters.</param>
/// <param name="Department">Code of the department (Insee, <see cref="Departments"/>); where it is left empty, the postal code says it.</param>
/// <param name="Street">Number and street, or nothing.</param>
/// <param name="Hours">When it is open, in words, or nothing.</param>
[GenerateSerializer, Immutable, Alias("ordi2.public-place")]
public sealed record PublicPlace(
    [property: Id(0)] string Name,
    [property: Id(1)] string PostalCode,
    [property: Id(2)] string Commune,
    [property: Id(3)] string? Department = null,
    [property: Id(4)] string? Street = null,
    [property: Id(5)] string? Hours = null);

/// <summary>The organisation shows itself in the public directory, or shows something else than before.</summary>
/// <param name="Card">All that is shown from now on.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.publish-card"), Step("publish-card")]
public sealed record PublishCard(
    [property: Id(0)] PublicCard Card) : OrganisationCommand
{
    /// <summary><see cref="OrganisationProfile.CardVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(1)]
    public long? BasedOn { get; init; }
}

/// <summary>The organisation leaves the public directory; what others see by right stays.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.withdraw-card"), Step("withdraw-card")]
public sealed record WithdrawCard : OrganisationCommand;
