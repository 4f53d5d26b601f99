using System.Collections.Immutable;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Receipts;

/// <summary>Life of a tax receipt (domain.md 5).</summary>
[Alias("ordi2.receipt-status")]
public enum ReceiptStatus
{
    /// <summary>Being prepared: no number yet.</summary>
    Draft = 0,

    /// <summary>Issued: never edited.</summary>
    Issued,

    /// <summary>Another one stands in its place.</summary>
    Replaced,

    /// <summary>Void.</summary>
    Cancelled,
}

/// <summary>What was given, by kind.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Quantity">How many were taken over.</param>
[GenerateSerializer, Immutable, Alias("ordi2.gift-line")]
public sealed record GiftLine(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int Quantity);

/// <summary>What others may know of a tax receipt.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.receipt-terms")]
public sealed record ReceiptTerms
{
    /// <summary>Which receipt.</summary>
    [Id(0)]
    public required ReceiptId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public ReceiptStatus Status { get; init; }

    /// <summary>For which gift.</summary>
    [Id(2)]
    public required DonationId Donation { get; init; }

    /// <summary>Who gave.</summary>
    [Id(3)]
    public required OrganisationId Donor { get; init; }

    /// <summary>Who issues it.</summary>
    [Id(4)]
    public required OrganisationId Issuer { get; init; }

    /// <summary>The pole of the gift.</summary>
    [Id(5)]
    public OrganisationId? Pole { get; init; }

    /// <summary>In which capacity somebody signs for the issuer.</summary>
    [Id(6)]
    public required string Capacity { get; init; }

    /// <summary>Its number, from the issue on.</summary>
    [Id(7)]
    public DocumentId? Document { get; init; }

    /// <summary>What the donor says that the gift is worth, in euro cents.</summary>
    [Id(8)]
    public long? ValueCents { get; init; }

    /// <summary>What was given, by kind.</summary>
    [Id(9)]
    public ImmutableArray<GiftLine> Gift { get; init; } = [];

    /// <summary>When it was issued; its year is that of the series.</summary>
    [Id(10)]
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The receipt in whose place it stands.</summary>
    [Id(11)]
    public ReceiptId? Replaces { get; init; }

    /// <summary>The receipt that stands in its place.</summary>
    [Id(12)]
    public ReceiptId? ReplacedBy { get; init; }

    /// <summary>Why it was cancelled.</summary>
    [Id(13)]
    public string? Reason { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(14)]
    public long Version { get; init; }

    /// <summary>Version of the official form that it follows, by the rules in force at its issue.</summary>
    [Id(15)]
    public string? Form { get; init; }
}
