using Microsoft.AspNetCore.Identity;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Somebody who may sign in. The only place where a person has a name and an address; everywhere else there is the opaque id.</summary>
internal sealed class Person : IdentityUser<string>
{
    public string? Name { get; set; }

    /// <summary>The secret of the authenticator app, itself kept under the protection keys; without it there is no second factor.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>The half minute of the last code that was taken: none works twice.</summary>
    public long LastTimeStep { get; set; }

    /// <summary>From when a password alone does not do; set when the person gets a role that needs more.</summary>
    public DateTimeOffset? SecondFactorDueAt { get; set; }

    /// <summary>
    /// When a letter that was sent to the address led here. Before that, somebody else may hold the account. Whoever had a second factor before
    /// addresses were proven counts as proven since the account was made.
    /// </summary>
    public DateTimeOffset? EmailProvenAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>How we address this person; the address while there is no name.</summary>
    public string Called => Name ?? Email ?? Id;

    public static Person New(string? email, string? name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7().ToString("N"),
        Email = email?.Trim(),
        Name = string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
        LockoutEnabled = true,
        CreatedAt = now,
    };
}

/// <summary>What a person does for an organisation, until it ends.</summary>
internal sealed class Membership
{
    public required string Id { get; init; }

    public required string Person { get; init; }

    public required string Organisation { get; init; }

    public required Role Role { get; init; }

    /// <summary>Looks after the accounts of the organisation.</summary>
    public bool Manages { get; set; }

    /// <summary>A supervisor confirms what this person sorts out.</summary>
    public bool InTraining { get; set; }

    public DateTimeOffset GivenAt { get; init; }

    public string? GivenBy { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? EndedBy { get; set; }

    /// <summary>When this person put the list of first steps of this work away; none while it is on their home.</summary>
    public DateTimeOffset? GuideHiddenAt { get; set; }

    public Standing Standing => new(new(Organisation), Role, Manages);

    public Caller Caller(string device) => new(new PersonId(Person), new OrganisationId(Organisation), Role, new DeviceId(device), InTraining);
}

/// <summary>A browser in which somebody signed in.</summary>
internal sealed class SignInSession
{
    public required string Id { get; init; }

    public required string Person { get; init; }

    /// <summary>The membership in use.</summary>
    public required string Membership { get; set; }

    /// <summary>The station at which a badge was scanned.</summary>
    public string? Station { get; init; }

    public required string Browser { get; init; }

    /// <summary>A network, never a whole address.</summary>
    public required string CameFrom { get; init; }

    public bool SecondFactor { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>One of the codes that stand in for a lost telephone, as a hash.</summary>
internal sealed class RecoveryCode
{
    public required string Person { get; init; }

    public required string CodeHash { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
