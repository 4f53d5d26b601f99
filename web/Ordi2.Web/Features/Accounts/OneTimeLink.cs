using Ordi2.Contracts;

namespace Ordi2.Web.Features.Accounts;

/// <summary>What an address that works once is good for.</summary>
internal enum LinkKind
{
    /// <summary>Joining an organisation.</summary>
    Invitation,

    /// <summary>Choosing a new password.</summary>
    Reset,

    /// <summary>Making the first pole and its coordinator.</summary>
    Setup,
}

/// <summary>An address that works once. Its secret is known to whoever has the address and to nobody else.</summary>
internal sealed class OneTimeLink
{
    public required string Id { get; init; }

    public required LinkKind Kind { get; init; }

    public required byte[] SecretHash { get; init; }

    /// <summary>Whose password it sets.</summary>
    public string? Person { get; init; }

    /// <summary>Who is invited.</summary>
    public string? Email { get; set; }

    /// <summary>The address as it is compared.</summary>
    public string? NormalizedEmail { get; init; }

    /// <summary>Its secret went by letter and was shown to nobody: who has it reads the letters of the address.</summary>
    public bool ByLetter { get; set; }

    public string? Organisation { get; set; }

    public Role Role { get; init; }

    public bool Manages { get; init; }

    public bool InTraining { get; init; }

    public string? MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    public string? UsedBy { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    public bool IsOpen(DateTimeOffset now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;
}
