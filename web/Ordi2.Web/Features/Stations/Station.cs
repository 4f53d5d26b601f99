namespace Ordi2.Web.Features.Stations;

/// <summary>A device of a workshop. It is enrolled once, with a code that is good for minutes, and keeps a token from then on.</summary>
internal sealed class Station
{
    public required string Id { get; init; }

    public required string Organisation { get; init; }

    public string? Site { get; init; }

    /// <summary>What people call it: « Quai », « Poste 3 ».</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of the enrolment code, until it was used.</summary>
    public byte[]? CodeHash { get; set; }

    public DateTimeOffset? CodeExpiresAt { get; set; }

    /// <summary>Public name of its token.</summary>
    public string? Token { get; set; }

    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? EnrolledAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
