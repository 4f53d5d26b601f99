using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Donations;

namespace Ordi2.Domain.Donations;

/// <summary>What is known of a donation from its history.</summary>
public sealed record Donation(DonationId Id)
{
    /// <summary>What others may know; nothing before it was created.</summary>
    public DonationTerms? Terms { get; init; }

    /// <summary>Number of the gift convention, from the first signature on.</summary>
    public string? Convention { get; init; }

    public bool SignedByDonor { get; init; }

    public bool SignedByReceiver { get; init; }

    /// <summary>When everything had arrived.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    public bool Signed => SignedByDonor && SignedByReceiver;

    private DonationTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its creation.");

    public Donation Evolve(DonationEvent @event, Provenance from)
    {
        var next = Change(@event);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Donation Change(DonationEvent @event) => @event switch
    {
        DonationCreated e => this with { Terms = Begin(e) },
        LinesChanged e => this with { Terms = Known with { Announced = e.Announced } },
        DonationProposed e => this with { Terms = Known with { Status = DonationStatus.Proposed, Pole = e.Pole } },
        DonationAccepted e => this with { Terms = Known with { Status = DonationStatus.Accepted, Receiver = e.Receiver } },
        DonationDeclined => With(DonationStatus.Declined),
        DonationCancelled => With(DonationStatus.Cancelled),
        DonationSigned e => Sign(e),
        DockSignatureAllowed => this with { Terms = Known with { DockSignatureAllowed = true } },
        CollectionStarted => With(DonationStatus.InCollection),
        DonationReceived e => With(DonationStatus.Received) with { ReceivedAt = e.At },
        ReceptionNoteSigned e => this with { Terms = Known with { ReceptionNote = e.Document } },
        DonationReconciled => With(DonationStatus.Reconciled),
        DonationClosed => With(DonationStatus.Closed),
        RestrictionsTightened e => this with { Terms = Known with { Restrictions = e.Restrictions } },
        _ => throw new UnreachableException($"A donation does not know {@event.GetType().Name}."),
    };

    private Donation With(DonationStatus status) => this with { Terms = Known with { Status = status } };

    private DonationTerms Begin(DonationCreated e) => new()
    {
        Id = Id,
        Donor = e.Donor,
        Pole = e.Pole,
        LegalBasis = e.LegalBasis,
        Restrictions = e.Restrictions,
        Ownership = e.Ownership,
        RefusalDefault = e.RefusalDefault,
        Announced = e.Announced,
    };

    private Donation Sign(DonationSigned e)
    {
        var next = this with
        {
            Convention = e.Document,
            SignedByDonor = SignedByDonor || e.Party is DonationParty.Donor,
            SignedByReceiver = SignedByReceiver || e.Party is DonationParty.Receiver,
        };

        // A signature at the dock comes when the machines are already on their way.
        return next.Signed && Known.Status is DonationStatus.Accepted ? next.With(DonationStatus.Signed) : next;
    }
}
