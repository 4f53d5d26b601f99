using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts.Donations;
using Ordi2.Domain.Documents;

namespace Ordi2.Domain.Donations;

/// <summary>What a donation has to see to elsewhere.</summary>
public enum DonationErrandKind
{
    /// <summary>The gift convention is signed: its document.</summary>
    Convention = 0,

    /// <summary>The commitment to re-use, before collection.</summary>
    Commitment,

    /// <summary>Fewer or more arrived than was picked up: an incident on the way between door and dock.</summary>
    Discrepancy,

    /// <summary>The reception note is signed: its document.</summary>
    ReceptionNote,

    /// <summary>Each machine that was received passes to its new owner.</summary>
    Ownership,

    /// <summary>Restrictions became stricter: each machine is told.</summary>
    Restrictions,

    /// <summary>Reconciled: the certificat de prise en charge.</summary>
    Takeover,
}

/// <param name="Name">The same whenever the history is read.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Since">When it became due.</param>
public sealed record DonationErrand(string Name, DonationErrandKind Kind, DateTimeOffset Since)
{
    /// <summary>The signatures that stand under what is to be made: who, for whom, when and how.</summary>
    public ImmutableArray<PaperSignature> Signatures { get; init; } = [];
}

/// <summary>What follows for others from a fact. Each is done after the fact is durable, may be done twice and counts once.</summary>
public static class DonationErrands
{
    /// <param name="after">The donation after the fact.</param>
    /// <param name="event">The fact.</param>
    public static ImmutableArray<DonationErrandKind> Of(Donation after, DonationEvent @event) => @event switch
    {
        DonationSigned when after.Signed => after.Terms is { Clauses.ReuseCommitment: true } or { Restrictions.ReuseProofDue: true }
            ? [DonationErrandKind.Convention, DonationErrandKind.Commitment]
            : [DonationErrandKind.Convention],
        DonationCounted e when e.Sheet.Any(line => line.LostOnTheWay != 0) => [DonationErrandKind.Discrepancy],
        // What was not given when the note was signed is given now.
        OffListAccepted when after.Terms!.ReceptionNote is not null => [DonationErrandKind.Ownership],
        ReceptionNoteSigned => [DonationErrandKind.ReceptionNote, DonationErrandKind.Ownership],
        RestrictionsTightened when after.Terms!.Status is DonationStatus.InCollection or DonationStatus.Received or DonationStatus.Reconciled or DonationStatus.Closed =>
            [DonationErrandKind.Restrictions],
        DonationReconciled => [DonationErrandKind.Takeover],
        _ => [],
    };

    public static string Name(DonationErrandKind kind, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}").ToLowerInvariant();
}
