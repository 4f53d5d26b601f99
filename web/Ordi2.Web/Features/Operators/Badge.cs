namespace Ordi2.Web.Features.Operators;

/// <summary>The card that an operator scans, with the hash of the four digits that go with it.</summary>
internal sealed class Badge
{
    public required string Id { get; init; }

    public required string Organisation { get; init; }

    public required string Membership { get; init; }

    public required string Person { get; init; }

    /// <summary>What is printed on the card: seven symbols, the last a check symbol, as on a label.</summary>
    public required string Code { get; init; }

    public required string PinHash { get; set; }

    /// <summary>Wrong PINs since the last right one.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public required string MadeBy { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
